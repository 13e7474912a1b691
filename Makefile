# Everything runs in .venv, made here; only Python 3.11+ and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: deck test lint bench mutants clean

deck: $(VENV)/deck.stamp
	$(BIN)/decks build

test: $(VENV)/test.stamp
	$(BIN)/python -m pytest

lint: $(VENV)/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(VENV)/test.stamp
	$(BIN)/python benchmarks/bench.py

mutants: $(VENV)/test.stamp
	$(BIN)/python tests/mutants.py

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/deck.stamp: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --constraint constraints.txt --editable .
	touch $@

$(VENV)/test.stamp: $(VENV)/deck.stamp
	$(PIP) --constraint constraints.txt --editable '.[test]'
	# Anki's reviewer and its MathJax for the tests, without the window around them.
	$(PIP) --constraint constraints.txt --no-deps aqt
	touch $@
