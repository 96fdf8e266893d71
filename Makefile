# What can be done with a checkout; `make help` lists it. Needs make and Python 3.11, 3.12 or 3.13.
#   make run                                    the examples, as of the day fixed for them (their state: .shixian/examples)
#   make run SOURCES=plans AS_OF=2024-09-02     any folder or file, as of any day (without AS_OF: today)
#   make run SOURCES=plans UNITS=units.csv OUT=results

.DEFAULT_GOAL := help
.PHONY: help run test lint score lock bench peers serve clean

# The made-up city: its documents, its local units, and the day for which they were written.
EXAMPLES := examples/documents
EXAMPLES_UNITS := examples/local_units.csv
EXAMPLES_DAY := 2024-09-02

SOURCES ?=
AS_OF ?=
UNITS ?=
OUT ?=
PYTHON ?=
export PYTHON

BIN := .venv/bin
ifeq ($(strip $(SOURCES)),)
# The examples have a warehouse of their own, and where plans of one's own have been published, a folder of their own too.
RESULTS := $(or $(OUT),$(if $(wildcard .shixian/warehouse),out/examples,out))
WORK := $(EXAMPLES) --units $(or $(UNITS),$(EXAMPLES_UNITS)) --as-of $(or $(AS_OF),$(EXAMPLES_DAY))
STATE := --home .shixian/examples
else
RESULTS := $(or $(OUT),out)
WORK := "$(SOURCES)" $(if $(UNITS),--units "$(UNITS)") $(if $(AS_OF),--as-of $(AS_OF))
endif

help: ## show this list
	@awk -F':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

run: ## read plans, check them, publish calendars and the week's summary (SOURCES= AS_OF= UNITS= OUT=)
	@./environment.sh run
	@$(BIN)/shixian run $(WORK) $(STATE) --out "$(RESULTS)"

serve: ## show the last results in the browser (OUT=)
	@./environment.sh run
	@$(BIN)/shixian serve --out "$(RESULTS)"

test: ## run the tests (TESTS= for some of them)
	@./environment.sh test
	@$(BIN)/python -m pytest $(TESTS)

lint: ## formatting, rules and types
	@./environment.sh test
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

score: ## score the reading against the gold of the corpus (SHIXIAN_CORPUS=)
	@./environment.sh test
	@$(BIN)/python -m benchmarks.score

bench: ## time and memory by stage (SOURCES= AS_OF= UNITS=, else the examples)
	@./environment.sh test
	@$(BIN)/python -m benchmarks.stages $(WORK)
	@$(BIN)/python -m benchmarks.reading

peers: ## this reader beside JioNLP, on the corpus and the examples: speed and F1 (SHIXIAN_CORPUS=)
	@./environment.sh test
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --group bench --constraint requirements-dev.lock
	@$(BIN)/python -m benchmarks.peers

LOCK := $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet

lock: ## lock the dependencies of pyproject.toml again (UPGRADE=--upgrade for newer ones)
	@./environment.sh test
	@$(LOCK) $(UPGRADE) --output-file requirements.lock
	@$(LOCK) $(UPGRADE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## remove the environment, the warehouse and the results
	rm -rf .venv .shixian out *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
