#!/usr/bin/env bash
# The console's German, one Linguist file an area: `frame` and each folder of pages.
#
#   packaging/translations.sh update [AREA…]   collect the English texts into resources/i18n
#   packaging/translations.sh compile          make the *.qm that the console loads
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${BIN:-.venv/bin}
console=temu_desktop/console

sources_of() {
    if [ "$1" = frame ]; then
        find $console -maxdepth 1 -name '*.py'
        find $console/widgets $console/words -name '*.py'
        if [ -d $console/set_up ]; then find $console/set_up -name '*.py'; fi
    else
        find "$console/pages/$1" -name '*.py'
    fi | sort
}

areas() {
    printf 'frame\n'
    find $console/pages -mindepth 1 -maxdepth 1 -type d ! -name '__*' -exec basename {} \; | sort
}

update() {
    local area
    for area in ${*:-$(areas)}; do
        # File names without blanks, one argument each.
        # shellcheck disable=SC2046
        "$bin/pyside6-lupdate" $(sources_of "$area") -ts "resources/i18n/$area.de.ts" \
            -source-language en -target-language de -no-obsolete -locations none -silent
    done
}

compile() {
    local file
    for file in resources/i18n/*.de.ts; do
        "$bin/pyside6-lrelease" "$file" -qm "${file%.ts}.new" -silent
        # A console that runs has the old file mapped into its memory.
        mv "${file%.ts}.new" "${file%.ts}.qm"
    done
}

case ${1:-} in
update) shift && update "$@" ;;
compile) compile ;;
*)
    printf 'usage: %s update [AREA…] | compile\n' "$0" >&2
    exit 2
    ;;
esac
