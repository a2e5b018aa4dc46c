#!/usr/bin/env bash
# The part of a deployment that runs on the server; deploy.sh brings it there and calls it.
#
#   releases/NAME   one version each          venvs/HASH   packages, shared by releases
#   current         link to the one that runs shared/.env  settings, kept over updates
#   deploy.conf     what `install` was told
#
# Doing a thing twice does no harm.
set -euo pipefail

home=${TEMU_HOME:?folder of the installation}
conf=$home/deploy.conf
keep=5

say() { printf '%s\n' "$*"; }
fail() {
    printf 'failed: %s\n' "$*" >&2
    exit 1
}

# ---- what it was told --------------------------------------------------------------------------

configure() {
    [ -f "$conf" ] && return
    local manager=${TEMU_MANAGER:-pm2} pm2=
    if [ "$manager" = pm2 ]; then
        pm2=$(command -v pm2) || fail "pm2 is not installed on the server: npm install -g pm2"
    fi
    {
        printf 'manager=%q\n' "$manager"
        printf 'pm2=%q\n' "$pm2"
        printf 'systemctl=%q\n' "${TEMU_SYSTEMCTL:-systemctl}"
    } >"$conf"
}

read_conf() {
    [ -f "$conf" ] || fail "nothing is installed in $home: call install first"
    manager='' pm2='' systemctl=''
    # shellcheck source=/dev/null
    . "$conf"
}

# ---- the program -------------------------------------------------------------------------------

running() { basename "$(readlink "$home/current" 2>/dev/null || true)"; }

# In its release, with its packages.
program() {
    local release=$1
    shift
    (cd "$home/releases/$release" && COLUMNS=1000 .venv/bin/python -m temu_desktop "$@")
}

# What /api/health answers. 200: well; 503: up, but a neighbour is down; 0: nothing answers. Waits
# so many seconds for one of the codes that are good enough.
health_code() {
    (cd "$home/current" && .venv/bin/python - "$@") <<'PY'
import sys
import time
import urllib.error
import urllib.request

from temu_desktop.configuration.model import Place
from temu_desktop.settings_reader import load_settings

here = Place.here()
api = load_settings(dotenv_path=here.dotenv_path, settings_file=here.file).api
host = "127.0.0.1" if api.host in {"0.0.0.0", "::"} else api.host


def asked():
    try:
        with urllib.request.urlopen(f"http://{host}:{api.port}/api/health", timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


until = time.monotonic() + float(sys.argv[1])
while (code := asked()) not in map(int, sys.argv[2:]) and time.monotonic() < until:
    time.sleep(0.2)
print(code)
PY
}

# Well, or not worse than before.
is_healthy() {
    local before=$1 code good=200
    [ "$before" != 503 ] || good='200 503'
    # shellcheck disable=SC2086 # one word for each code
    code=$(health_code "${TEMU_HEALTH_SECONDS:-60}" $good || echo 0)
    case " $good " in
    *" $code "*) return 0 ;;
    *)
        say "health: $code"
        return 1
        ;;
    esac
}

start() {
    if [ "$manager" = pm2 ]; then
        TEMU_PROGRAM=$home/current "$pm2" startOrRestart \
            "$home/current/packaging/pm2/ecosystem.config.cjs" --update-env >/dev/null || return 1
        "$pm2" save >/dev/null
    else
        # shellcheck disable=SC2086 # it may be `systemctl --user`
        $systemctl restart temu-api
    fi
}

stop() {
    if [ "$manager" = pm2 ]; then
        "$pm2" stop temu-api >/dev/null
    else
        # shellcheck disable=SC2086
        $systemctl stop temu-api
    fi
}

# ---- a release ---------------------------------------------------------------------------------

find_python() {
    local name
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$name"
            return
        fi
    done
    fail "Python 3.11 or newer is needed: apt-get install python3 python3-venv"
}

prepare() {
    local release=$1 folder=$home/releases/$1 python hash venv
    [ -f "$folder/requirements/headless.txt" ] || fail "there is no release $release"
    python=$(find_python)
    hash=$({ cat "$folder/requirements/headless.txt" && "$python" --version; } | sha256sum | cut -c1-16)
    venv=$home/venvs/$hash
    if [ ! -f "$venv.ready" ]; then
        say "installing packages into venvs/$hash"
        rm -rf "$venv"
        "$python" -m venv "$venv"
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
            -r "$folder/requirements/headless.txt"
        touch "$venv.ready"
    fi
    mkdir -p "$home/shared"
    [ -e "$home/shared/.env" ] || (umask 077 && touch "$home/shared/.env")
    ln -sfn "$home/shared/.env" "$folder/.env"
    ln -sfn "$venv" "$folder/.venv"
    program "$release" version >/dev/null || fail "release $release does not start; nothing was changed"
}

# One step, so that there is always a release that `current` leads to.
point_to() {
    ln -sfn "releases/$1" "$home/current.new"
    mv -T "$home/current.new" "$home/current"
}

# The path of a copy; nothing where the database is not the embedded one, or not there yet.
back_up() {
    local said
    if said=$(program "$1" backup 2>&1); then
        say "$said" | tail -n 1 | tr -d '\n'
    elif [ -n "${TEMU_BACKUP_COMMAND:-}" ]; then
        sh -c "$TEMU_BACKUP_COMMAND" >&2 || fail "the backup failed; nothing was changed"
    else
        say "no backup: $(say "$said" | head -n 2 | tail -n 1). Back a server up with its own tools." >&2
    fi
}

prune() {
    local release used
    find "$home/releases" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort -r | tail -n "+$((keep + 1))" |
        while read -r release; do
            [ "$release" = "$(running)" ] || rm -rf "${home:?}/releases/$release"
        done
    used=$(readlink "$home"/releases/*/.venv | sort -u)
    for ready in "$home"/venvs/*.ready; do
        if ! printf '%s\n' "$used" | grep -qxF "${ready%.ready}"; then
            rm -rf "${ready%.ready}" "$ready"
        fi
    done
}

# ---- commands ----------------------------------------------------------------------------------

# Back to a release, with the data of before where it cannot read what the newer one left.
return_to() {
    local release=$1 copy=$2 before=$3
    say "rolling back to $release"
    stop || true
    point_to "$release"
    if ! program "$release" migrate >/dev/null 2>&1; then
        [ -n "$copy" ] || fail "the database is newer than $release, and there is no copy of before"
        say "restoring $copy"
        program "$release" restore "$copy"
    fi
    start || true
    is_healthy "$before" || fail "$release does not get well either: see logs"
}

activate() {
    local release=$1 old before=200 copy=
    configure
    read_conf
    prepare "$release"
    old=$(running)
    if [ "$old" = "$release" ] && [ "$(health_code 0 || echo 0)" = 200 ]; then
        say "$release runs already"
        return
    fi
    if [ -n "$old" ]; then
        before=$(health_code 0 || echo 0)
        copy=$(back_up "$old")
        [ -z "$copy" ] || say "backup: $copy"
    fi
    point_to "$release"
    if start && is_healthy "$before"; then
        [ -z "$old" ] || [ "$old" = "$release" ] || printf '%s' "$old" >"$home/previous"
        prune
        say "$release runs"
        return
    fi
    if [ -z "$old" ] || [ "$old" = "$release" ]; then
        fail "$release does not get well: see logs"
    fi
    return_to "$old" "$copy" "$before"
    fail "$release did not get well; $old runs again"
}

rollback() {
    local release=${1:-} old
    read_conf
    old=$(running)
    [ -n "$release" ] || release=$(cat "$home/previous" 2>/dev/null || true)
    if [ -z "$release" ] || [ ! -d "$home/releases/$release" ]; then
        fail "there is no release to go back to"
    fi
    if [ "$old" = "$release" ]; then
        say "$release runs already"
        return
    fi
    program "$release" migrate >/dev/null 2>&1 ||
        fail "the database is newer than $release; restore a backup first (docs/DEPLOYMENT.md)"
    return_to "$release" "" "$(health_code 0 || echo 0)"
    printf '%s' "$old" >"$home/previous"
    say "$release runs"
}

logs() {
    read_conf
    if [ "$manager" = pm2 ]; then
        "$pm2" logs temu-api --nostream --lines "${1:-100}"
    else
        case " $systemctl " in
        *' --user '*) journalctl --user -u temu-api -n "${1:-100}" --no-pager ;;
        *) journalctl -u temu-api -n "${1:-100}" --no-pager ;;
        esac
    fi
}

# For cron: silent when all is well, so that a mail means something.
health() {
    read_conf
    local code problems=0 free
    code=$(health_code 0 || echo 0)
    if [ "$code" != 200 ]; then
        say "headless mode: $code instead of 200 from /api/health"
        problems=1
    fi
    if ! program "$(running)" doctor >"$home/doctor.txt" 2>&1; then
        cat "$home/doctor.txt"
        problems=1
    fi
    free=$(df -Pk "$home" | awk 'NR == 2 { print int($4 / 1024) }')
    if [ "$free" -lt 1024 ]; then
        say "disk: $free MB are free"
        problems=1
    fi
    [ "$problems" = 0 ] || exit 1
    [ -z "${TEMU_VERBOSE:-}" ] || say "all is well: $(running)"
}

mkdir -p "$home/releases" "$home/venvs"
case ${1:-} in
activate | rollback)
    exec 9>"$home/.lock"
    flock -n 9 || fail "another deployment is under way"
    "$@"
    ;;
logs | health) "$@" ;;
release) running ;;
*) fail "unknown: ${1:-nothing}" ;;
esac
