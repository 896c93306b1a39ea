# make demo | test | check | bench: `make help` lists everything.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?=
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
ARGS ?=
export PYTHON HOST PORT

BIN := .venv/bin
# Stamps inside .venv: a later run installs again only when the list of requirements changed.
RUNTIME := .venv/.runtime
DEV := .venv/.dev

.PHONY: help
help: ## questo elenco
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(RUNTIME): requirements.txt scripts/setup.sh
	@scripts/setup.sh requirements.txt
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.txt
	@scripts/setup.sh requirements-dev.txt
	@touch $@

.PHONY: setup
setup: $(RUNTIME) ## crea .venv con requirements.txt

.PHONY: demo
demo: setup ## prepara i dati dimostrativi e serve (HOST=127.0.0.1 PORT=8000)
	@scripts/system.sh pdf
	@$(BIN)/python scripts/demo.py

.PHONY: test
test: $(DEV) ## i test, su SQLite o su DATABASE_URL
	@scripts/system.sh pdf
	@$(BIN)/python -m pytest -n $(WORKERS) -m "not browser" $(ARGS)

.PHONY: test-browser
test-browser: $(DEV) ## i test che guidano Chromium
	@scripts/system.sh pdf browser
	@$(BIN)/python -m pytest -m browser $(ARGS)

.PHONY: prove
prove: $(DEV) ## le prove lunghe, per intero
	@scripts/system.sh pdf
	@PROVE=intere $(BIN)/python -m pytest -n $(WORKERS) -m prova $(ARGS)

.PHONY: check
check: $(DEV) ## formato, lint, strati, template, tipi, migrazioni, check --deploy
	@scripts/check.sh

.PHONY: bench
bench: $(DEV) ## tempi e memoria accanto a LibreOffice e Chromium
	@scripts/system.sh pdf
	@$(BIN)/python scripts/bench.py $(ARGS)

.PHONY: format
format: $(DEV) ## mette in ordine il codice
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
