#!/usr/bin/env bash
# Everything about the code that can be told without running the product. Every check runs; the
# first that fails does not hide the others.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
failed=

step() {
    local name=$1 output start=$SECONDS
    shift
    if output=$("$@" 2>&1); then
        printf 'ok       %-28s %3d s\n' "$name" $((SECONDS - start))
    else
        printf 'FALLITO  %-28s %3d s\n%s\n\n' "$name" $((SECONDS - start)) "$output"
        failed="$failed $name"
    fi
}

# As in production, whatever .env says.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
production() {
    env DEBUG=0 SECRET_KEY="$(head -c 48 /dev/urandom | base64)" \
        ALLOWED_HOSTS=distretti.example.org DATABASE_URL="sqlite:///$scratch/db.sqlite3" \
        EMAIL_URL=smtp+tls://user:password@mail.example.org:587 \
        python manage.py "$@"
}

step "ruff format" ruff format --check .
step "ruff" ruff check .
step "strati (import-linter)" lint-imports
step "template (djlint)" djlint templates --lint --quiet
step "tipi (mypy)" env SECRET_KEY=types mypy
step "migrazioni" production makemigrations --check --dry-run
step "check --deploy" production check --deploy --fail-level WARNING

if [ -n "$failed" ]; then
    echo "make check: falliti:$failed"
    exit 1
fi
echo "make check: tutto in ordine"
