#!/usr/bin/env bash
# Puts everything into .venv, so that `make demo` and `make test` work on a fresh machine.
#
#   packaging/setup.sh demo    what the demo needs: Python with venv, and where there is a screen
#                              the libraries that a window needs
#   packaging/setup.sh test    and what the tests need: PostgreSQL's server programs, unixODBC, a
#                              screen without a monitor, a browser, Caddy, PM2, sshd
#
# Doing it twice costs nothing: stamps hold a hash of what was installed.
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

# What the platform plugin xcb and the sounds of PySide6 load.
window=(
    libasound2 libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libgssapi-krb5-2 libpulse0
    libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0
    libxkbcommon0 fonts-noto-color-emoji
)
# The program, a slash, and the package that brings it.
programs=(
    caddy/caddy chromium/chromium import/imagemagick node/nodejs npm/npm openbox/openbox
    shellcheck/shellcheck ssh/openssh-client sshd/openssh-server xdotool/xdotool xprop/x11-utils
    Xvfb/xvfb
)

# Newer distributions give some libraries other names (libasound2t64), which provide the old ones.
missing_packages() {
    local installed
    command -v dpkg-query >/dev/null || return 0
    # shellcheck disable=SC2016 # dpkg's own fields
    installed=$(dpkg-query -W -f='${db:Status-Abbrev}${Package} ${Provides}\n' | grep '^ii' |
        sed 's/([^)]*)//g; s/^ii *//' | tr ', ' '\n' | sort -u)
    printf '%s\n' "$@" | sort -u | comm -23 - <(printf '%s\n' "$installed")
}

missing_programs() {
    local pair
    for pair in "${programs[@]}"; do
        PATH=$PATH:/usr/sbin command -v "${pair%/*}" >/dev/null || printf '%s\n' "${pair#*/}"
    done
}

missing_for_tests() {
    has_postgres || printf 'postgresql '
    ldconfig -p 2>/dev/null | grep -q 'libodbc\.so\.2' || printf 'unixodbc '
    missing_packages "${window[@]}"
    missing_programs
}

install_node_packages() (
    cd packaging/node
    wanted=$(cat package.json package-lock.json | sha256sum | cut -d' ' -f1)
    if [ "$(cat node_modules/.installed 2>/dev/null || true)" != "$wanted" ]; then
        printf 'setup: installing the pinned packages of packaging/node\n'
        npm ci --silent
        printf '%s' "$wanted" >node_modules/.installed
    fi
)

python=$(find_python)
"$python" -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv
# The words are package names, one argument each.
# shellcheck disable=SC2046
if [ "$purpose" = test ]; then
    install_packages $(missing_for_tests)
    install_node_packages
elif [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    install_packages $(missing_packages "${window[@]}")
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
