# Two commands do all the set-up: `make run` and `make test`. Both need Python 3.11 to 3.13, pip and make, and the package registry; uv is used where present.
PYTHON ?= python3
VENV ?= .venv
COMPILED ?= .venv-compiled
WAREHOUSE ?= warehouse
BIN := $(VENV)/bin
INSTALL := $(shell command -v uv >/dev/null 2>&1 && echo "uv pip install --quiet --python $(BIN)/python" || echo "$(BIN)/python -m pip install --quiet --disable-pip-version-check")
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1

.PHONY: run test lint types unit compiled lock dictionary clean

run: $(VENV)/.installed ## run the pipeline on the samples, then show what it found
	$(BIN)/kaozheng run samples/documents --warehouse $(WAREHOUSE)
	@echo
	$(BIN)/kaozheng query "select measure, aspect, place, date_end, value, unit, text from counts where measure <> 'other' order by date_end, place limit 12" --warehouse $(WAREHOUSE)
	@echo
	@echo "Try next:  $(BIN)/kaozheng query \"select * from timeline limit 20\" --warehouse $(WAREHOUSE)"

test: lint types unit ## everything that CI asks for

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# The packages lie at the top of the repository and are called kaozheng.* once installed; mypy wants to see them under that name.
types: $(VENV)/.installed-dev
	@mkdir -p build/types/kaozheng && ln -sfn ../../../flows build/types/kaozheng/flows && ln -sfn ../../../tasks build/types/kaozheng/tasks
	MYPYPATH=build/types $(BIN)/mypy --namespace-packages --explicit-package-bases -p kaozheng

# The flow's own tests share a server of processes that keeps the environment it began with: they come first, in one process.
unit: $(VENV)/.installed-dev
	$(BIN)/python -m pytest tests/flows
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --ignore tests/flows

# In a venv of its own and not editable: no extension module ever lies beside the sources. pip, for uv may take a pure wheel from its cache.
compiled: $(VENV)/.installed ## a venv with the hot modules compiled to C, and the proof that it finds what the sources find
	$(PYTHON) -m venv $(COMPILED)
	$(COMPILED)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.lock
	KAOZHENG_COMPILE=1 $(COMPILED)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall .
	$(COMPILED)/bin/kaozheng --version
	$(BIN)/python benchmarks/compiled.py $(COMPILED)/bin/python samples/documents

lock: ## resolve the pins again, for all Python versions and platforms at once
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --upgrade pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --upgrade pyproject.toml --group dev -o requirements-dev.lock

dictionary: $(VENV)/.installed ## write docs/dictionary.md and docs/marts.md from the declarations and the comments in sql/
	$(BIN)/python -m kaozheng.tasks.tables.dictionary > docs/dictionary.md
	$(BIN)/python -m kaozheng.tasks.publish.mart_guide > docs/marts.md

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; (3, 11) <= v <= (3, 13) or sys.exit(f"kaozheng needs Python 3.11, 3.12 or 3.13; $(PYTHON) is {v[0]}.{v[1]}. Try: make $(MAKECMDGOALS) PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

# The locks are whole, so nothing is resolved: pip takes an extra that a lock names without its brackets for an unpinned requirement.
$(VENV)/.installed: $(VENV)/.created requirements.lock pyproject.toml
	$(INSTALL) --no-deps -r requirements.lock
	$(INSTALL) --no-deps -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(INSTALL) --no-deps -r requirements-dev.lock
	@touch $@

clean:
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis
