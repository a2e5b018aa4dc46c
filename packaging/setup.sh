#!/usr/bin/env bash
# Puts everything into .venv, so that `make demo` and `make test` work on a fresh machine.
#
#   packaging/setup.sh demo    what the demo needs: Python with venv
#   packaging/setup.sh test    and what the tests need: PostgreSQL's server programs, unixODBC
#
# Doing it twice costs nothing: a stamp in .venv holds a hash of what was installed.
set -euo pipefail

cd "$(dirname "$0")/.."
purpose=${1:-demo}

fail() {
    printf 'setup: %s\n' "$1" >&2
    exit 1
}

install_packages() {
    [ $# -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        fail "missing: $*. As root on Debian or Ubuntu: apt-get install --no-install-recommends $*"
    fi
    printf 'setup: installing %s\n' "$*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update >/dev/null
    apt-get -qq install -y --no-install-recommends "$@" >/dev/null
}

find_python() {
    local name
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$name"
            return
        fi
    done
    fail "Python 3.11 or newer is needed; on Debian: apt-get install python3 python3-venv"
}

has_postgres() {
    command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

missing_for_tests() {
    has_postgres || printf 'postgresql '
    ldconfig -p 2>/dev/null | grep -q 'libodbc\.so\.2' || printf 'unixodbc '
}

python=$(find_python)
"$python" -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv
if [ "$purpose" = test ]; then
    # The words are package names, one argument each.
    # shellcheck disable=SC2046
    install_packages $(missing_for_tests)
fi

stamp=.venv/.installed
wanted=$(cat requirements/dev.txt pyproject.toml | sha256sum | cut -d' ' -f1)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x .venv/bin/temu-desktop ]; then
    exit 0
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
printf 'setup: installing the pinned packages into .venv\n'
if command -v uv >/dev/null; then
    VIRTUAL_ENV=$PWD/.venv uv pip install --quiet --require-hashes -r requirements/dev.txt
    VIRTUAL_ENV=$PWD/.venv uv pip install --quiet --no-deps --no-build-isolation -e .
else
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
        -r requirements/dev.txt
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
        --no-build-isolation -e .
fi
printf '%s' "$wanted" >"$stamp"
