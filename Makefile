# Everything runs in .venv, made here; only Python 3.11+ and make are needed.
PYTHON ?= python3
VENV := .venv
# Releases of Anki's engine that judge updates, as on PyPI; the newest is constraints.txt's.
ENGINES ?= 2.1.66 23.10.1 24.6.3 24.11 25.2.7 25.7.5 25.9.5 26.5 newest
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: deck test test-engines test-upgrades lint bench fuzz mutants clean

deck: $(VENV)/deck.stamp
	$(BIN)/decks build

test: $(VENV)/test.stamp
	$(BIN)/python -m pytest -n auto --dist loadfile

# With `make -j2`, two engines judge at a time.
test-engines: $(ENGINES:%=judged-by-%)

judged-by-newest: $(VENV)/test.stamp
	$(BIN)/python -m pytest -q tests/engines

judged-by-%: $(VENV)/test.stamp $(VENV)/engines/%.stamp
	$(BIN)/python -m pytest -q tests/engines --engine=$*

# Projects built with the oldest and the newest libraries allowed: no time may move.
test-upgrades: $(VENV)/test.stamp $(VENV)/upgrades/oldest.stamp $(VENV)/upgrades/newest.stamp
	$(BIN)/python -m pytest -q tests/upgrades

lint: $(VENV)/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(VENV)/test.stamp $(VENV)/peer/made.stamp
	$(BIN)/python benchmarks/bench.py

# The properties of the tests on examples that differ in each run, and texts at random that
# are read with markdown-it and without it; and damaged documents for the readers of sources.
fuzz: $(VENV)/test.stamp
	$(BIN)/python -m pytest -n auto --dist loadfile -m hypothesis --hypothesis-profile=searching
	PYTHONPATH=tests $(BIN)/python tests/plainfuzz.py 100000
	PYTHONPATH=tests $(BIN)/python tests/importfuzz.py 10000

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

# Each in an environment of its own, since no two of them live in one.
.PRECIOUS: $(VENV)/engines/%.stamp
$(VENV)/engines/%.stamp: | $(VENV)/deck.stamp
	$(PYTHON) -m venv --clear --without-pip $(VENV)/engines/$*
	$(BIN)/python -m pip --quiet --python $(VENV)/engines/$* install --disable-pip-version-check anki==$*
	touch $@

# The fastest other tool that makes packages of YAML; measured against when it can be had.
$(VENV)/peer/made.stamp: | $(VENV)/deck.stamp
	$(PYTHON) -m venv --clear --without-pip $(VENV)/peer
	-$(BIN)/python -m pip --quiet --python $(VENV)/peer install --disable-pip-version-check anki-yaml-tool==0.4.0
	touch $@

$(VENV)/upgrades/oldest.stamp: pyproject.toml | $(VENV)/deck.stamp
	$(PYTHON) -m venv --clear --without-pip $(VENV)/upgrades/oldest
	sed -n '/^dependencies/,/^]/s/.*"\(.*\)>=\(.*\)".*/\1==\2/p' pyproject.toml | xargs \
	  $(BIN)/python -m pip --quiet --python $(VENV)/upgrades/oldest install --disable-pip-version-check
	touch $@

$(VENV)/upgrades/newest.stamp: pyproject.toml | $(VENV)/deck.stamp
	$(PYTHON) -m venv --clear --without-pip $(VENV)/upgrades/newest
	$(BIN)/python -m pip --quiet --python $(VENV)/upgrades/newest install --disable-pip-version-check --upgrade .
	touch $@
