# Every verb of development; README.md and CONTRIBUTING.md name them.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo check test lint serve lock wheel-check screenshots clean

demo: .venv/run  ## set up, read the six example reports, print the record
	$(BIN)/onrecord demo --book demo.book

check: .venv/dev  ## set up, then lint, types, import contracts and all tests
	scripts/check

setup: .venv/dev  ## set up for development

test: .venv/dev  ## the tests alone
	$(BIN)/pytest

lint: .venv/dev  ## format and mend what can be mended
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

serve: .venv/run  ## open the example record in a browser
	$(BIN)/onrecord serve --book demo.book --open

wheel-check: .venv/dev  ## build the wheel and read a report with it, the sources out of reach
	scripts/wheel-check

screenshots: .venv/dev  ## the README's pictures, made by the browser test
	ONRECORD_SCREENSHOTS=1 $(BIN)/pytest -m browser

lock: .venv/dev  ## pin every dependency anew
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --quiet --output-file requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --constraint requirements/run.txt --universal \
	  --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet \
	  --output-file requirements/dev.txt

.venv/run: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

.venv/dev: .venv/run requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	touch $@

clean:
	rm -rf .venv dist build demo.book*
