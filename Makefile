# Every command here sets up what it needs. Start with `make demo`.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
TRAINING ?= .venv-training
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-training check bench bench-install clean

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 22

setup: $(VENV)/.runtime  ## make .venv with what Khabar runs on; the command is .venv/bin/khabar

demo: setup  ## run the main job on the sample project: drafts, catalogs, published files, tables
	@$(BIN)/khabar translate
	@echo; $(BIN)/khabar publish
	@echo; $(BIN)/khabar publish --draft
	@echo; $(BIN)/khabar preview articles/border-talks.md
	@echo; $(BIN)/khabar status --lang ur

test: $(VENV)/.dev  ## run all tests
	@$(BIN)/python -m pytest

test-training: $(TRAINING)/.all  ## train the smoke model end to end and test the recipe (3 minutes)
	@$(TRAINING)/bin/mypy training
	@OMP_WAIT_POLICY=PASSIVE $(TRAINING)/bin/python -m pytest training/tests

check: $(VENV)/.dev  ## lint, format, types, and the order of the rooms
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/test_layering.py

bench: $(VENV)/.dev  ## measure start-up, sentences, documents and scale (see benchmarks/README.md)
	@for name in startup sentences documents scale; do \
		echo "== $$name"; $(BIN)/python benchmarks/$$name.py || exit 1; done

bench-install: $(VENV)/.dev  ## measure the install against stock argostranslate (downloads 1 GB)
	@$(BIN)/python benchmarks/install.py

clean:  ## remove .venv, build/ and caches; articles, catalogs and glossary stay
	@rm -rf $(VENV) $(TRAINING) .khabar build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Khabar needs Python 3.11 or newer; $(PYTHON) is not. Try: make PYTHON=python3.12" >&2; \
		exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python's venv is missing. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }

# The stamps say what was installed last; a change in what they depend on installs again.
$(VENV)/.runtime: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing Khabar into $(VENV) ..."
	@$(PIP) install --no-deps -r requirements.txt
	@$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing the tools for tests and checks ..."
	@$(PIP) install --no-deps -r requirements-dev.txt
	@touch $@

# Training has an environment of its own: torch is larger than all the rest.
$(TRAINING)/.all: training/requirements.txt requirements-dev.txt requirements.txt pyproject.toml
	@echo "Installing what training needs into $(TRAINING) ..."
	@$(MAKE) --no-print-directory VENV=$(TRAINING) $(TRAINING)/.dev
	@$(TRAINING)/bin/python -m pip --disable-pip-version-check --quiet install \
		-r training/requirements.txt
	@touch $@
