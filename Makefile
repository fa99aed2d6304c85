# Whose: every command a contributor needs. Each sets up what it needs first, in .venv and web/,
# and does nothing twice.

PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11) or print(sys._base_executable))' 2>/dev/null && break; \
	done)
MAKEFLAGS += --no-print-directory
RUN := .venv/bin
TESTS := $(RUN)/pytest --numprocesses auto --dist loadscope --no-loadscope-reorder
LOCK := $(RUN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --system-certs $(if $(upgrade),--upgrade)

# What the web pages are built from.
PAGES := $(shell find web \( -name node_modules -o -name dist \) -prune -o -type f -print 2>/dev/null)

# Node from .venv where the machine has none that the web pages can be built with.
export PATH := $(CURDIR)/$(RUN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Node trusts the certificates that the machine trusts, as git does.
export NODE_USE_SYSTEM_CA := 1
NODE_IS_NEW_ENOUGH := command -v npm >/dev/null && node -e \
	'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
	2>/dev/null

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check mutate format bench abuse schema migration web lock clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: .venv/.ready web/dist/.built ## Run Whose with a believable account, on 127.0.0.1:8000
	@$(RUN)/whose demo

test: .venv/.ready web/dist/.built ## Run the tests on SQLite, without slow ones, with few generated examples; args="-k deal" chooses
	@$(TESTS) -m "not postgresql and not slow" $(args)

check: export WHOSE_TEST_REQUIRE ?= all
check: export WHOSE_MORE_EXAMPLES := yes
check: .venv/.ready web/dist/.built ## Everything a change must pass: format, lint, types, imports, schema, and all tests on both databases with Redis, Node and Chromium
	@echo "Format" && $(RUN)/ruff format --quiet --diff .
	@echo "Lint" && $(RUN)/ruff check --quiet .
	@echo "Types" && $(RUN)/mypy
	@echo "Imports" && $(RUN)/lint-imports --no-logo
	@echo "schema.graphql" && $(RUN)/python -m schema.print > .venv/schema.graphql
	@diff -u schema.graphql .venv/schema.graphql || { echo "schema.graphql is out of date: make schema" >&2; exit 1; }
	@echo "Tests" && $(TESTS) $(args)

mutate: .venv/.ready ## Change every rule and every line of the audience, and see that a test notices; args chooses
	@$(RUN)/python -m tests.oracle.mutate $(args)

format: .venv/.ready ## Format the code and mend what the linter can
	@$(RUN)/ruff check --quiet --fix-only .
	@$(RUN)/ruff format .

bench: .venv/.ready ## Measure, side by side with the usual way
	@$(RUN)/python -m benchmarks $(args)

abuse: .venv/.ready ## Flood the service, and measure what others notice of it; args="--help" lists the floods
	@$(RUN)/python -m benchmarks.abuse $(args)

schema: .venv/.ready ## Write schema.graphql from the Strawberry types
	@$(RUN)/python -m schema.print > .venv/schema.graphql
	@cp .venv/schema.graphql schema.graphql

migration: .venv/.ready ## Write the migration for changed models; name=add_colour names it
	@$(RUN)/tortoise makemigrations $(if $(name),--name $(name))
	@$(RUN)/ruff check --quiet --fix-only orm/migrations
	@$(RUN)/ruff format --quiet orm/migrations

web: web/dist/.built ## Build the web pages

lock: .venv/.ready ## Write the locks from pyproject.toml; upgrade=yes takes the newest versions
	@$(LOCK) pyproject.toml --group dev -o requirements.lock
	@$(LOCK) --group node -o requirements-node.lock

clean: ## Remove what was built and installed; data stays
	@rm -rf .venv whose.egg-info web/dist web/node_modules tests/node/node_modules
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} +

# Debian keeps ensurepip in a package of its own; without it the machine's pip does the work.
.venv/.packages: requirements.lock
	@test -n "$(PYTHON)" || { echo "Whose needs Python 3.11 or newer." >&2; exit 1; }
	@echo "Installing Python packages into .venv (a minute, once)"
	@rm -rf .venv
	@if $(PYTHON) -c 'import ensurepip' 2>/dev/null; \
		then $(PYTHON) -m venv .venv && pip="$(RUN)/python -m pip"; \
		else $(PYTHON) -m venv --without-pip .venv && pip="$(PYTHON) -m pip --python $(RUN)/python"; \
		fi && $$pip install --quiet --require-hashes -r requirements.lock
	@touch $@

.venv/.ready: .venv/.packages pyproject.toml
	@$(RUN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.node: .venv/.packages requirements-node.lock
	@{ $(NODE_IS_NEW_ENOUGH); } || { echo "Installing Node into .venv" \
		&& $(RUN)/python -m pip install --quiet --require-hashes -r requirements-node.lock; }
	@touch $@

web/node_modules/.installed: web/package-lock.json | .venv/.node
	@echo "Installing the packages of the web pages"
	@cd web && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null
	@touch $@

web/dist/.built: $(PAGES) web/node_modules/.installed
	@echo "Building the web pages"
	@cd web && npm run --silent build -- --logLevel warn
	@touch $@
