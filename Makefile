# What a user and a maintainer need daily. Everything sets itself up in .venv; only Python 3.11 or newer must be there.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
PYTHON ?= python3
BIN := .venv/bin
# Imports are three times slower without bytecode, and some images switch it off.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# in several processes, what takes longest first (tests/conftest.py); at the end what took longest. One more than the
# two cores of a small machine: those that start programs wait for them a third of the time
WORKERS ?= 3
SHARED = -n $(WORKERS) --dist loadgroup --no-loadscope-reorder --durations=40 --durations-min=5

.PHONY: help setup setup-dev pulumi test-servers scan rehearsal preview test test-offline test-fast e2e hosts openstack fidelity bench check format lock schemas capabilities rule-pages shortfalls damages goldens sdks readme record-upgrade clean

help: ## show this list
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: .venv/.ready ## make .venv with what `bastide` and `pulumi up` need

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else f"error: found Python {sys.version.split()[0]}\n  expected: Python 3.11 or newer\n  do: make PYTHON=/path/to/a/newer/python3")'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "error: this Python has no ensurepip (on Debian and Ubuntu: install python3-venv)" >&2; exit 2; }
	@echo "making .venv" >&2
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.ready: .venv/.python requirements.txt pyproject.toml
	@echo "installing the dependencies (about a minute; azure-native alone is 350 MB)" >&2
	@$(BIN)/pip install --quiet --compile --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q bastide components facts plan policies providers stacks
	@touch $@

setup-dev: .venv/.ready-dev ## the same, with what all tests need (the first time up to 15 minutes)
	@$(call optional,tools/get_pulumi.py)
	@$(call optional,tools/get_test_servers.py)
	@$(call optional,tools/get_node_modules.py)
	@$(call optional,tools/get_rehearsal.py)
	@$(call optional,tools/get_postgres.py)
	@$(call optional,tools/get_openbao.py)
	@$(call optional,tools/get_scan.py)

# 3: it cannot be had on this machine. Tests that need it are skipped then, but never in continuous integration.
optional = $(BIN)/python $(1) >/dev/null || { code=$$?; [ "$$code" = 3 ] && [ -z "$${CI:-}" ] || exit "$$code"; \
	echo "going on without it: the tests that need it are skipped" >&2; }

.venv/.ready-dev: .venv/.ready requirements-dev.txt
	@echo "installing the test tools" >&2
	@$(BIN)/pip install --quiet --compile --require-hashes -r requirements-dev.txt
	@touch $@

pulumi: setup ## have the Pulumi CLI: the one on PATH, else the official one, else built from Go modules (6 minutes)
	@$(BIN)/python tools/get_pulumi.py

test-servers: setup ## build the servers of the tests from Go modules: S3, Pulumi's YAML, two plugins (14 minutes)
	@$(BIN)/python tools/get_test_servers.py

scan: setup ## have checkov, in an environment of its own (a minute or two, 300 MB)
	@$(BIN)/python tools/get_scan.py

rehearsal: setup ## move 10,000 objects and a database of 1,000,000 rows for once, and print the record (5 minutes)
	@$(BIN)/python tools/get_rehearsal.py >/dev/null
	@$(BIN)/python tools/get_postgres.py >/dev/null
	@$(call optional,tools/get_openbao.py)
	@rm -rf .cache/rehearsal/test
	@$(BIN)/bastide cutover rehearse test

preview: setup ## show the three estates side by side
	@$(BIN)/bastide preview

test: setup-dev ## run all tests but the benchmarks and the ones that need root
	@$(BIN)/pytest $(SHARED) -m 'not bench and not e2e and not openstack'

test-offline: setup-dev ## the same where there is no network but loopback (Linux, a network namespace)
	@$(BIN)/python tools/no_network.py $(BIN)/pytest $(SHARED) -m 'not bench and not e2e and not openstack'

e2e: hosts openstack ## run both: our hosts in a real Debian, and the OVHcloud environment on a real OpenStack (30 minutes)

# booting and waiting for each other take more of their time than computing
hosts: WORKERS = 4
hosts: setup-dev ## run the user-data of our hosts in a real Debian root (needs root and debootstrap)
	@$(BIN)/pytest $(SHARED) -m e2e

openstack: setup-dev ## bring the OVHcloud environment up on a real OpenStack: OS_* names it, else the loopback one (20 to 25 minutes)
	@$(BIN)/pytest -m openstack tests/e2e/openstack -v --durations=20

fidelity: setup-dev ## the same, and write what was seen of each kind in docs/fidelity.md anew
	@BASTIDE_WRITE_FIDELITY=1 $(BIN)/pytest -m openstack tests/e2e/openstack -v

bench: setup-dev ## measure speed and memory
	@$(BIN)/python -m compileall -q bastide components facts plan policies providers stacks
	@$(BIN)/pytest -m bench tests/bench --benchmark-columns=min,mean,max,rounds --benchmark-disable-gc

check: .venv/.ready-dev ## formatter, linter, types, direction of imports; schemas, tables and recordings up to date; all tests can be read
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python tools/schemas.py --check
	@$(BIN)/python -m tools.terraform_sdks --check
	@$(BIN)/python -m tools.terraform_names --check
	@$(BIN)/python -m tools.legacy_imports --check
	@$(BIN)/python -m tools.legacy_inventory --check
	@$(BIN)/python -m tools.azure_native_table --check
	@$(BIN)/python tools/offline_tables.py --check
	@$(BIN)/python tools/capability_table.py --check
	@$(BIN)/python -m tools.rule_pages --check
	@$(BIN)/pytest --collect-only -qq tests >/dev/null || { $(BIN)/pytest --collect-only -qq tests | tail -n 20 >&2; exit 1; }

format: .venv/.ready-dev ## rewrite the code in the project's format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: .venv/.ready-dev ## pin all dependencies anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --no-header -o requirements.txt pyproject.toml
	@$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --no-header --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
	@grep -o '^checkov==[^ \\]*' requirements-scan.txt | $(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate -o requirements-scan.txt -

schemas: setup ## write the JSON Schemas in docs/schemas anew
	@$(BIN)/python tools/schemas.py

capabilities: setup ## write what each candidate offers, in the README and docs/capabilities.md, anew
	@$(BIN)/python tools/capability_table.py

shortfalls: setup ## write the list of known failures in policies/shortfalls.yaml anew, keeping causes and notes
	@$(BIN)/python -m tools.shortfalls

damages: setup-dev ## write the numbers of generated damages in tests/policies/damages/sealed.yaml anew
	@$(BIN)/python -m tests.policies.damages.sealed

goldens: setup-dev ## write the reviewed blocks of comment and report in tests/bastide anew; look at the difference
	@$(BIN)/python -m tests.bastide.comment.goldens
	@$(BIN)/python -m tests.bastide.tender.goldens

rule-pages: setup ## write the pages of the rules in docs/rules anew
	@$(BIN)/python -m tools.rule_pages

sdks: setup ## write the SDKs in providers/ anew from the facts in providers/schemas
	@$(BIN)/python -m tools.terraform_sdks

readme: setup ## renew the screens in the README (needs the Pulumi CLI)
	@$(BIN)/python tools/readme.py

record-upgrade: setup ## record the states of this version, once it is about to be released
	@$(BIN)/python tools/record_upgrade.py

clean: ## remove what can be made again
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
