#!/bin/sh
# Makes .venv hold what a lock file pins: sh deploy/venv.sh requirements.lock
# The Makefile calls it before everything it runs: a second call takes milliseconds.
set -eu

lock=$1
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# The checksum and not the date: a checkout gives old files new dates.
stamp() {
    printf '.venv/.%s-%s' "$1" "$(cksum <"$1" | tr ' ' -)"
}

# Prints the first Python that is new enough and can make environments, or fails in one line.
find_python() {
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3.13 python3.12 python3.11 python3
    fi
    bare='' found=''
    for python; do
        if "$python" -c "$new_enough" 2>/dev/null; then
            if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
                printf '%s' "$python"
                return
            fi
            bare=${bare:-$python}
        else
            version=$("$python" --version 2>&1) || version=''
            found=${version:-$found}
        fi
    done
    if [ -n "$bare" ]; then
        package=$("$bare" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        fail "У $bare нет модуля venv. Поставьте его (Debian, Ubuntu: sudo apt install $package) и повторите."
    fi
    fail "Нужен Python 3.11 или новее, а найдено: ${found:-ничего}. Поставьте его (Debian, Ubuntu: sudo apt install python3 python3-venv) или укажите свой: make run PYTHON=/путь/к/python3"
}

# pip is asked for as well: an environment whose making was interrupted has a Python and no pip.
if ! .venv/bin/python -c "import pip; $new_enough" 2>/dev/null; then
    python=$(find_python)
    "$python" -m venv --clear .venv || fail "Не получилось создать .venv: причина выше."
fi

stamp=$(stamp "$lock")
[ -e "$stamp" ] && exit

echo "Ставлю пакеты из $lock в .venv: около минуты, только при первом запуске и после обновлений." >&2
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock" ||
    fail "Пакеты не поставились: проверьте, есть ли интернет и место на диске, и повторите."
rm -f ".venv/.$lock"-*
: >"$stamp"
# The development lock holds all of the other (a test compares them), so `make run` after `make test` has nothing to do.
if [ "$lock" = requirements-dev.lock ]; then
    rm -f .venv/.requirements.lock-*
    : >"$(stamp requirements.lock)"
fi
