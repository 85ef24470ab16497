# Two commands do everything: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One worker more than there are processors, since a test now and then waits for a socket.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(os.cpu_count() or 1, 7) + 1)')
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

# Every worker reads every test; compiled once they are read in a third of the time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test test-all coverage check format bench clean

help:  ## Show this list.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(VENV)/.run  ## Set everything up and start Preiep (Slack where tokens are set, else the sandbox).
	$(BIN)/python app.py

test: $(VENV)/.test $(VENV)/.axe check  ## Set everything up, then run every check and test.
	$(PYTEST)

test-all: $(VENV)/.test $(VENV)/.axe check  ## The same on both databases, each property tried longer, with the coverage.
	PREIEP_EVERY_DATABASE=1 PREIEP_THOROUGHLY=1 $(PYTEST) --cov

coverage: $(VENV)/.test $(VENV)/.axe  ## Run every test and count the lines that none of them reaches (twice as slow).
	$(PYTEST) --cov

check: $(VENV)/.test  ## Format, lint, types.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.test  ## Put the code into the house's format.
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.test  ## Measure what Preiep costs, beside its references.
	$(BIN)/python -m bench

clean:  ## Remove the virtual environment and what tests leave behind.
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Preiep needs Python 3.11 or newer; try: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test: $(VENV)/.made requirements.txt requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.run

# The accessibility checker comes from npm; without npm its tests are skipped, and say so.
$(VENV)/.axe: $(VENV)/.made tests/sandbox/page/package-lock.json
	@if command -v npm >/dev/null; then \
	  cd tests/sandbox/page && npm ci --ignore-scripts --no-audit --no-fund --silent && touch ../../../$@; \
	else echo "npm is not here: the page's accessibility will not be checked."; fi
