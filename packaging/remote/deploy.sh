#!/usr/bin/env bash
# Brings headless mode to a server by SSH, and looks after it there.
#
#   deploy.sh install  TARGET   first installation: folders, packages, start
#   deploy.sh update   TARGET   backup, new version, start; the old one again if it does not get well
#   deploy.sh rollback TARGET   the version before
#   deploy.sh logs     TARGET   the last lines
#   deploy.sh health   TARGET   what is not well; silent when all is (for cron)
#
# TARGET is user@host, or `local` for this computer. What may be said in the environment:
#   TEMU_HOME      folder on the server (temu-desktop in the login's home)
#   TEMU_MANAGER   pm2 (default) or systemd; counts for the first installation
#   TEMU_REF       which commit to bring (HEAD)
#   TEMU_SSH       the ssh command, e.g. "ssh -p 2222 -i key"
#   TEMU_BACKUP_COMMAND   run on the server before an update where the database is not embedded
set -euo pipefail

cd "$(dirname "$0")/../.."
command=${1:-}
target=${2:-}
ref=${TEMU_REF:-HEAD}

usage() {
    sed -n '2,/^set/p' packaging/remote/deploy.sh | sed -n 's/^# \{0,1\}//p' >&2
    exit 2
}

# Runs a line of shell over there, with our settings before it.
there() {
    local line="TEMU_HOME=${TEMU_HOME:-\$HOME/temu-desktop}; export TEMU_HOME; $1" name
    for name in TEMU_MANAGER TEMU_SYSTEMCTL TEMU_BACKUP_COMMAND TEMU_HEALTH_SECONDS TEMU_VERBOSE; do
        [ -z "${!name:-}" ] || line="export $name=$(printf '%q' "${!name}"); $line"
    done
    if [ "$target" = local ]; then
        bash -c "$line"
    else
        # shellcheck disable=SC2086 # it may bring options
        ${TEMU_SSH:-ssh} "$target" "bash -c $(printf '%q' "$line")"
    fi
}

on_server() {
    # shellcheck disable=SC2016 # for the shell over there
    there '[ -L "$TEMU_HOME/current" ] || { echo "failed: nothing is installed there" >&2; exit 1; }
        exec bash "$TEMU_HOME/current/packaging/remote/server.sh" '"$*"
}

bring() {
    local release
    release=$(TZ=UTC0 git show -s --format=%cd --date=format-local:%Y%m%d-%H%M%S "$ref")
    release=$release-$(git rev-parse --short=10 "$ref")
    # A release appears when it is whole: it is unpacked beside its place first.
    # shellcheck disable=SC2016
    git archive --format=tar "$ref" | there 'set -e
        place=$TEMU_HOME/releases/'"$release"'
        mkdir -p "$TEMU_HOME/releases"
        if [ -d "$place" ]; then cat >/dev/null; exit 0; fi
        rm -rf "$place.part"; mkdir "$place.part"; tar -x -C "$place.part"; mv "$place.part" "$place"'
    # shellcheck disable=SC2016
    there 'exec bash "$TEMU_HOME/releases/'"$release"'/packaging/remote/server.sh" activate '"$release"
}

[ -n "$target" ] || usage
case $command in
install) bring ;;
update)
    on_server release >/dev/null
    bring
    ;;
rollback | logs | health) on_server "$command" "${@:3}" ;;
*) usage ;;
esac
