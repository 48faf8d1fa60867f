# What a person types. deploy/venv.sh makes .venv first where it is missing or behind its lock file.
.DEFAULT_GOAL := help
.PHONY: help run test check lock bench

PY := .venv/bin/python
BOT_READY := sh deploy/venv.sh requirements.lock
DEV_READY := sh deploy/venv.sh requirements-dev.lock

help:  ## эта справка
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 16
	@echo '  Python для .venv: make run PYTHON=python3.12; часть тестов: make test ARGS="-k name"'

# exec: the bot itself gets Ctrl-C and SIGTERM, not a shell before it; when it ends with 0, make says nothing.
run:  ## подготовить всё и запустить бота (без токена — в песочнице)
	@$(BOT_READY) && exec $(PY) -m bot run

test:  ## все тесты
	@$(DEV_READY) && exec sh deploy/suite.sh $(ARGS)

check:  ## всё, что проверяет CI: оформление, типы, тесты с покрытием
	@$(DEV_READY)
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy --strict .
	sh deploy/suite.sh --unless-passed
	$(PY) -m slipcover --merge .coverage/*.json --out /dev/null

bench:  ## таблица замеров
	@$(DEV_READY) && exec $(PY) -m benchmarks $(ARGS)

# Universal: one lock for Python 3.11 and newer on every system. The second is held to the versions of the first.
COMPILE := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock'

lock:  ## пересобрать requirements*.lock из requirements*.in (UP=--upgrade: с новыми версиями)
	@$(DEV_READY)
	@$(PY) -m pip install --quiet --disable-pip-version-check uv
	$(COMPILE) $(UP) requirements.in -o requirements.lock
	$(COMPILE) $(UP) requirements-dev.in -c requirements.lock -o requirements-dev.lock
