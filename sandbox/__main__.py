"""`python -m sandbox`: a Bot API server with its chat page, until Ctrl-C."""

import argparse
import asyncio
import sys
from contextlib import suppress

from sandbox.box import TOKEN, Sandbox


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8081, help="0 for any free one")
    parser.add_argument("--token", default=TOKEN, help="the bot's token")
    parser.add_argument("--data", help="folder that keeps everything over a restart")
    parser.add_argument("--no-limits", action="store_true", help="without flood limits")
    return parser.parse_args()


async def run(options: argparse.Namespace) -> None:
    box = Sandbox(options.token, options.data, limits=not options.no_limits)
    await box.start(options.host, options.port)
    sys.stdout.write(
        f"{box.page_url}\n"
        f"Bot API: {box.url}/bot{box.token}/METHOD\n"
        f"controls: {box.url}/control/state\n"
    )
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await box.stop()


def main() -> None:
    with suppress(KeyboardInterrupt):
        asyncio.run(run(arguments()))


if __name__ == "__main__":
    main()
