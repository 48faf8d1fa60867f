#!/bin/sh
# Runs the tests and remembers for which tree they passed: sh deploy/suite.sh [--unless-passed] [pytest's arguments]
# With --unless-passed nothing is run where they have passed for exactly this tree: `make check` after `make test`.
set -eu

# What git knows and what it does not ignore, by content, with the Python that runs it.
tree() {
    { .venv/bin/python -VV; printf '%s' "${CI:-}"; git ls-files -z -co --exclude-standard | xargs -0 cksum; } 2>/dev/null | cksum
}

known=''
if [ "${1:-}" = --unless-passed ]; then
    shift
    known=$(cat .venv/.tests-passed 2>/dev/null || true)
fi
if [ $# -gt 0 ]; then
    exec .venv/bin/python -m pytest "$@"
fi
before=$(tree)
if [ -n "$known" ] && [ "$known" = "$before" ] && [ -e .coverage ]; then
    echo 'The tests have passed for this very tree: not run again.'
    exit
fi
rm -f .venv/.tests-passed
rm -rf .coverage
# Three processes, because tests of outages and limits wait; no more, each imports aiogram for seconds.
.venv/bin/python -m pytest -p tests.counting -n 3 --dist worksteal --durations=10
[ "$(tree)" != "$before" ] || printf '%s' "$before" >.venv/.tests-passed
