"""How fast the bot is beside what people usually write: `make bench`.

Each contender is a process of its own, all against one Bot API server (`telegram.py`) that costs
next to nothing; they are measured in turns (A B A B …), and ratios are quoted. Each figure has a
gate: what is lost or left unmarked makes it FAILED, whatever the speed.
"""
