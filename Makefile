# The commands of standfirst. python3 and make are all that is needed; each sets itself up.
.DEFAULT_GOAL := help
.PHONY: help run test check types style tests bench speed clean fuzz torture

VENV := .venv
PYTHON := $(VENV)/bin/python
READY := $(VENV)/ready

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml constraints.txt
	python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[postgresql,test]'
	@touch $@

run: $(READY) ## The demonstration: from sources to a published issue, then serve it
	$(PYTHON) examples/press/run.py

test: $(READY) style types tests bench ## Every check that CI runs

style: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports --no-cache

types: $(READY)
	$(VENV)/bin/mypy

tests: $(READY)
	$(PYTHON) tests/postgresql.py run $(PYTHON) -m pytest

bench: $(READY) ## How well documents are read, against the floors (skipped without the corpus)
	$(PYTHON) bench/read.py

speed: $(READY) ## How fast documents are read
	$(PYTHON) bench/read.py --speed

fuzz: $(READY) ## Read damaged documents for ten minutes, led by what code they reach
	$(PYTHON) -m pip install --quiet --disable-pip-version-check atheris
	$(PYTHON) tools/fuzz.py 600

torture: $(READY) ## Kill gatherings 1,000 times on each database, sendings 500 times: nothing lost, nothing twice
	STANDFIRST_TEST_KILLS=1000 $(PYTHON) tests/postgresql.py run $(PYTHON) -m pytest \
		tests/fetch/test_torture.py tests/store/test_crash.py --durations=0
	STANDFIRST_TEST_KILLS=500 $(PYTHON) -m pytest -s tests/send/test_exactly_once.py

clean: ## Remove what the commands made
	rm -rf $(VENV) run .mypy_cache .ruff_cache .pytest_cache .hypothesis
