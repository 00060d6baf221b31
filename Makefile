# What one types in this checkout. `make` alone lists the targets.
# Written for GNU make 3.81 (macOS) and later, and any POSIX shell.

PYTHON ?= python3
BIN = .venv/bin
INPUTS = 1000000
SEED = 1
CAMPAIGN = campaigns/2016-sed

.DEFAULT_GOAL = help
.PHONY: help setup setup-test setup-validate setup-bench setup-lock draft test test-slow validate fuzz bench bench-beside bench-parts lock lock-newest newest docs-picture clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

setup: ## Install what letterkit needs, into .venv
	@$(PYTHON) scripts/setup.py

setup-test:
	@$(PYTHON) scripts/setup.py test

setup-validate:
	@$(PYTHON) scripts/setup.py validate

setup-bench:
	@$(PYTHON) scripts/setup.py bench

setup-lock:
	@$(PYTHON) scripts/setup.py lock

draft: setup ## Make the 2016 letter, or render it again
	@if [ -e $(CAMPAIGN)/campaign.yaml ]; \
	then $(BIN)/letterkit render 2016-sed; \
	else $(BIN)/letterkit new --dialogue 2016; \
	fi
	@echo "(In this folder, letterkit is $(BIN)/letterkit.)" >&2

test: setup-test ## Check the style and the types, and run the tests
	@echo '== ruff check' && $(BIN)/ruff check
	@echo '== ruff format' && $(BIN)/ruff format --check
	@echo '== mypy' && $(BIN)/mypy
	@echo '== lint-imports' && $(BIN)/lint-imports --no-logo --no-cache
	@echo '== pytest' && $(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
	@echo '(Not run: the tests marked slow, faults and races at many points. make test-slow runs them; CI runs both.)'

test-slow: setup-test ## Break commands off at many points, and run two at once
	@$(BIN)/pytest -m slow -n 2 --dist worksteal

validate: setup-validate ## Check PDFs with veraPDF too, which needs Java, and Word files with LibreOffice
	@$(BIN)/pytest -n auto --maxprocesses 4 tests/writers/pdf/test_validators.py tests/writers/pdf/test_text_layer.py tests/writers/docx

fuzz: setup-test ## Try a million hostile inputs, or INPUTS=N, of a SEED=N
	@cd tests && PYTHONPATH=. ../$(BIN)/python -m fuzz --inputs $(INPUTS) --seed $(SEED)

bench: setup-bench ## Measure the commands beside a bare script and Typst, into bench/results.md
	@$(BIN)/python bench/bench.py --keep

bench-beside: setup-test
	@$(BIN)/python bench/bench.py --beside

bench-parts: setup-bench ## Measure parts: check, log, redlines, the live page, mailings, import, fax
	@$(BIN)/python bench/check_speed.py
	@$(BIN)/python bench/log_speed.py
	@$(BIN)/python bench/redline_speed.py
	@$(BIN)/python bench/reload.py
	@$(BIN)/python bench/mail_speed.py
	@$(BIN)/python bench/import_speed.py
	@$(BIN)/python bench/bounds.py
	@$(BIN)/python bench/fax.py

# pip is locked as the rest: it is what installs them.
LOCK = echo pip | $(BIN)/uv pip compile pyproject.toml - --all-extras --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --quiet --output-file constraints.txt

lock: setup-lock ## Lock what pyproject.toml needs anew, with hashes; what is locked stays
	@$(LOCK) && $(BIN)/python scripts/sbom.py

lock-newest: setup-lock ## Lock the newest versions of everything
	@$(LOCK) --upgrade && $(BIN)/python scripts/sbom.py

newest: ## Run the tests with the newest versions of everything, in an environment of its own
	@$(PYTHON) scripts/newest.py

docs-picture: setup ## Draw the pictures in docs/ again
	@$(BIN)/python scripts/docs_picture.py
	@$(BIN)/python scripts/looks.py

clean: ## Remove .venv and all caches; letters stay
	rm -rf .venv .venv-newest dist .mypy_cache .pytest_cache .ruff_cache .hypothesis tests/browser/node_modules
	@find src tests bench scripts -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || :
