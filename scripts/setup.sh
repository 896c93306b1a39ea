#!/usr/bin/env bash
# Make .venv (when missing) and install into it the requirements files named as arguments.
set -euo pipefail
cd "$(dirname "$0")/.."

# The first Python at least 3.11: PYTHON when set, else those in the PATH.
find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    if ! python=$(find_python); then
        echo "Serve Python 3.11 o successivo: non ce n'è uno nel PATH." >&2
        echo "Su Debian 12 o Ubuntu 24.04:  sudo apt-get install python3 python3-venv" >&2
        echo "Se è altrove:  make PYTHON=/percorso/di/python3 …" >&2
        exit 1
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        # Debian keeps venv in a package of its own, named after the version of this Python.
        scripts/system.sh install \
            "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    echo "Creo .venv con $("$python" --version)."
    rm -rf .venv
    "$python" -m venv .venv
fi

for file in "$@"; do
    echo "Installo $file."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$file"
done
