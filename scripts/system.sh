#!/usr/bin/env bash
# Packages of the system that pip cannot bring.
#
#   system.sh pdf | browser | office | poppler …   what is missing of these, installed if we may
#   system.sh install PACKAGE …                    these packages, whatever is there
#
# As root (or with sudo that asks nothing) it calls apt-get. Otherwise it prints the exact line
# to run and fails: nothing is ever left out in silence.
set -euo pipefail
cd "$(dirname "$0")/.."

has_library() {
    .venv/bin/python -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null
}

has_dejavu() {
    find -L /usr/share/fonts /usr/local/share/fonts "$HOME/.local/share/fonts" \
        -name 'DejaVuSans.ttf' -print -quit 2>/dev/null | grep -q .
}

has_command() { command -v "$1" >/dev/null; }

# The Debian packages missing for a purpose, one a line.
missing_for() {
    case $1 in
        pdf)
            has_library libpango-1.0.so.0 || echo libpango-1.0-0
            has_library libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
            has_library libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
            has_dejavu || echo fonts-dejavu-core
            ;;
        browser) has_command chromium || echo chromium ;;
        office) has_command soffice || echo libreoffice-writer-nogui ;;
        poppler) has_command pdftoppm || echo poppler-utils ;;
        postgres) has_command pg_ctlcluster || has_command postgres || echo postgresql ;;
        *) echo "system.sh: non so che cosa serva a «$1»" >&2; return 2 ;;
    esac
}

if [ "${1:-}" = install ]; then
    shift
    packages=$*
else
    packages=
    for purpose in "$@"; do
        found=$(missing_for "$purpose")
        packages="$packages $found"
    done
    packages=$(echo $packages)
fi
[ -n "$packages" ] || exit 0

if [ "$(id -u)" = 0 ]; then as_root=; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root=no; fi
if [ "$as_root" = no ] || ! has_command apt-get; then
    echo "Mancano pacchetti del sistema. Eseguire questa riga e poi ripetere il comando:" >&2
    echo "    sudo apt-get update && sudo apt-get install --no-install-recommends -y $packages" >&2
    has_command apt-get || echo "(i nomi sono quelli di Debian e Ubuntu)" >&2
    exit 1
fi
echo "Installo i pacchetti del sistema: $packages"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
$as_root apt-get install -qq -y --no-install-recommends $packages >/dev/null
