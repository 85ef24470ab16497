# Two commands do everything: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOOLS := $(VENV)/tools/bin
# One worker more than there are processors, since a test now and then waits for a socket.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(os.cpu_count() or 1, 7) + 1)')
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

# Every worker reads every test; compiled once they are read in a third of the time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test test-all coverage walks check format bench lock sbom audit clean

help:  ## Show this list.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(VENV)/.run  ## Set everything up and start Preiep (Slack where tokens are set, else the sandbox).
	$(BIN)/python app.py

test: $(VENV)/.test $(VENV)/.axe check  ## Set everything up, then run every check and test.
	$(PYTEST)

test-all: $(VENV)/.test $(VENV)/.axe check  ## The same on both databases, each property tried longer, with the coverage.
	PREIEP_EVERY_DATABASE=1 PREIEP_THOROUGHLY=1 $(PYTEST) --cov

walks: $(VENV)/.test  ## Kill assistants a hundred times each, alone, two and three at once, and see that nothing is lost.
	PREIEP_KILLS=100 $(PYTEST) tests/journeys/test_kill_walks.py

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

# Asked of PyPI alone, so that nobody's own mirror stands in the lists.
LOCK := $(TOOLS)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-config --default-index https://pypi.org/simple

lock: $(VENV)/.tools  ## Write requirements*.txt anew from requirements*.in, with the hash of every file.
	for list in requirements requirements-dev requirements-tools; do \
	  UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) -o $$list.txt $$list.in || exit 1; \
	done

sbom: $(VENV)/.tools  ## Write the software bill of materials to artifacts/sbom.json (CycloneDX).
	mkdir -p artifacts
	$(TOOLS)/python -W ignore -m cyclonedx_py requirements --pyproject pyproject.toml --mc-type application \
	  --output-reproducible -o artifacts/sbom.json requirements.txt

audit: $(VENV)/.tools  ## Ask which versions in requirements*.txt have a known weakness.
	for list in requirements-dev requirements-tools; do \
	  $(TOOLS)/pip-audit --strict --require-hashes --disable-pip -r $$list.txt || exit 1; \
	done

clean:  ## Remove the virtual environment and what tests leave behind.
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Preiep needs Python 3.11 or newer; try: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test: $(VENV)/.made requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.run

# Apart, since their own dependencies are none of ours.
$(VENV)/.tools: $(VENV)/.made requirements-tools.txt
	$(BIN)/python -m venv $(VENV)/tools
	$(TOOLS)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tools.txt
	@touch $@

# The accessibility checker comes from npm; without npm its tests are skipped, and say so.
$(VENV)/.axe: $(VENV)/.made tests/sandbox/page/package-lock.json
	@if command -v npm >/dev/null; then \
	  cd tests/sandbox/page && npm ci --ignore-scripts --no-audit --no-fund --silent && touch ../../../$@; \
	else echo "npm is not here: the page's accessibility will not be checked."; fi
