#!/usr/bin/env bash
# Bring the demo's database up to date and serve it. Running it again loses nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
host=${HOST:-127.0.0.1}
port=${PORT:-8000}
manage() { .venv/bin/python manage.py "$@"; }

# Always the file in var/, whatever .env says: demo data never reaches a real database.
export DATABASE_URL="sqlite:///$PWD/var/distretti.sqlite3"
export DEBUG=1
case $host in
    127.*|localhost|::1) ;;
    *) export ALLOWED_HOSTS='*' ;; # asked for by hand, to show the demo to other machines
esac

if ! .venv/bin/python - "$host" "$port" <<'PY'
import socket, sys
with socket.socket(socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET) as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        s.bind((sys.argv[1], int(sys.argv[2])))
    except OSError:
        sys.exit(1)
PY
then
    echo "La porta $port di $host è occupata. Sceglierne un'altra, per esempio:  make demo PORT=8001" >&2
    exit 1
fi

mkdir -p var
manage migrate --verbosity 0
manage carica_schemi
manage carica_demo
echo
echo "Indirizzo:  http://$host:$port/     (Ctrl-C per fermare)"
echo
exec .venv/bin/python manage.py runserver --noreload "$host:$port"
