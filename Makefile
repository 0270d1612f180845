# The whole daily vocabulary; `make` alone lists it. Nothing is needed but Python (3.11 or newer) and make: the first
# command that needs .venv makes it from the lock files. Another Python: make clean; make PYTHON=python3.13 test

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# The same words in check and test, so that both hold the same threshold.
PYTEST := $(BIN)/python -m pytest --numprocesses=logical --dist=worksteal --cov --cov-report=term
# Both generations of Neo4j run beside a command; on a machine without Java or Maven, their tests skip and say so.
BESIDE_NEO4J := $(BIN)/python -m tests.neo4j with --
# What a bare machine has not got: Chromium, LibreOffice, a Neo4j server.
BARE := not browser and not libreoffice and not neo4j

# `make lock UPGRADE=--upgrade` takes the newest versions within the bounds; without it, what is locked stays.
UPGRADE ?=
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --no-config --universal --python-version=3.11 \
	--fork-strategy=fewest --generate-hashes --no-header --no-emit-index-url --no-emit-find-links

CATALOGUES := pairing/locale
TEMPLATE := build/pairing.pot

.DEFAULT_GOAL := help
.PHONY: help demo test check lint bench neo4j format docs messages lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.product ## the whole chain on the 2016 sample, into demo/
	@$(BIN)/pairing demo --to demo

test: lint ## everything: the checks, and every test, with branch coverage
	@$(BESIDE_NEO4J) $(PYTEST)

check: lint ## lint, types, architecture, and the tests that need no browser, office or server
	@$(PYTEST) -m "$(BARE)"

lint: $(VENV)/.tools
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: $(VENV)/.tools ## speed and memory beside their peers, as ratios; ONLY=name runs one
	@$(BIN)/python -m tests.bench $(ONLY)

neo4j: $(VENV)/.tools ## run a Neo4j server to try sync with, until Ctrl-C; NEO4J=2026.09.0 runs the newer one
	@$(BIN)/python -m tests.neo4j $(NEO4J)

format: $(VENV)/.tools ## let ruff mend what it can
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

docs: $(VENV)/.tools ## write again what of the documents the code defines
	@$(BIN)/python -m tests.docs

messages: $(VENV)/.tools ## bring the catalogues in step with the code, and compile them
	@mkdir -p $(dir $(TEMPLATE))
	@$(BIN)/pybabel --quiet extract --mapping-file=pyproject.toml --keywords=text --no-location --sort-output \
		--project=pairing --output-file=$(TEMPLATE) pairing cypher viz
	@for language in zh en; do \
		$(BIN)/pybabel --quiet update --init-missing --ignore-pot-creation-date --no-fuzzy-matching --ignore-obsolete \
			--domain=pairing --locale=$$language --input-file=$(TEMPLATE) --output-dir=$(CATALOGUES) || exit; \
	done
	@$(BIN)/pybabel --quiet compile --domain=pairing --directory=$(CATALOGUES)

lock: $(VENV)/.tools ## write the lock files again after a change of dependencies
	@$(LOCK) $(UPGRADE) --group=build --group=dev --output-file=requirements-dev.lock
	@$(LOCK) --group=build --constraints=requirements-dev.lock --output-file=requirements.lock

clean: ## remove what these commands made
	@rm -rf $(VENV) demo build dist .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache \
		.hypothesis
	@find pairing cypher viz tests -name __pycache__ -prune -exec rm -rf {} +

# Installing: one stamp a lock. venv is run again on a half-made .venv and completes it. --no-compile because Python
# compiles what is imported, a small part of what is installed.
define INSTALL
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null || { \
		echo "Python 3.11 to 3.14 is needed; $(PYTHON) is not one. Name one: make PYTHON=python3.13" >&2; exit 1; }
	@echo "Installing into $(VENV) (under a minute) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP_INSTALL) --no-compile --no-deps --require-hashes --requirement $<
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
endef

$(VENV)/.product: requirements.lock pyproject.toml
	$(INSTALL)

$(VENV)/.tools: requirements-dev.lock pyproject.toml
	$(INSTALL)
