# Needs python3 (3.11 or newer) with pip and venv, and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help setup run stop test bench loadtest chaos histories fuzz rules lint types contracts browser monitoring lock messages

help: ## What can be done here
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.runtime: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "FreshOps needs Python 3.11 or newer; this is $$($(PYTHON) -V). Try: make PYTHON=python3.11 ..."; exit 1; }
	@test -x $(BIN)/python || { echo "Making $(VENV) ..."; $(PYTHON) -m venv $(VENV); } \
	  || { echo "Python's venv is missing (Debian: apt-get install python3-venv)."; rm -rf $(VENV); exit 1; }
	@echo "Installing packages (under a minute) ..."
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	@echo "Installing the tools for tests (under a minute) ..."
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.runtime $(VENV)/.dev ## Set up .venv

run: $(VENV)/.runtime ## Start everything; Ctrl-C stops it (PORT, FRESHOPS_DATA_DIR move it)
	@$(BIN)/python -m freshops.run start

stop: $(VENV)/.runtime ## Stop the run of this data folder and its embedded servers
	@$(BIN)/python -m freshops.run stop

bench: $(VENV)/.dev ## Measure, on a million leads
	@$(BIN)/python -m bench

test: lint types contracts browser monitoring ## All checks and tests: what CI runs
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy .

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

# The browser of the tests: installed where that is possible, else named with what to do. In CI its tests never skip.
browser:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium (a minute or two) ..."; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } >/dev/null && exit 0; \
	fi; \
	echo "No Chromium: install it (Debian: apt-get install chromium); until then the browser tests are skipped."

# Prometheus and Alertmanager with their tools, for the tests; in CI those never skip. Debian's packages start services on
# fixed ports: while they are installed every start is refused (policy-rc.d), and afterwards they are disabled.
POLICY := /usr/sbin/policy-rc.d
monitoring:
	@for name in prometheus prometheus-alertmanager; do \
	  command -v $$name >/dev/null || wanted="$$wanted $$name"; done; \
	test -z "$$wanted" && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing$$wanted (under a minute) ..."; \
	  test -e $(POLICY) || { printf '#!/bin/sh\nexit 101\n' > $(POLICY); chmod +x $(POLICY); refused=1; }; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends $$wanted; } >/dev/null; status=$$?; \
	  test -z "$$refused" || rm -f $(POLICY); \
	  ! command -v systemctl >/dev/null || systemctl disable --quiet $$wanted 2>/dev/null; \
	  test $$status = 0 && exit 0; \
	fi; \
	echo "No$$wanted: install with apt-get, then 'systemctl disable --now$$wanted'; until then tests are skipped."

# The compiled texts are committed: nothing has to be compiled before the application runs.
messages: $(VENV)/.runtime ## Collect the texts to translate into locale/ (needs gettext), and compile them
	@command -v xgettext >/dev/null || { echo "No gettext: install it (Debian: apt-get install gettext)."; exit 1; }
	$(BIN)/django-admin makemessages --locale de --no-wrap --no-obsolete --add-location file \
	  --ignore tests --ignore bench --ignore docs --ignore var
	$(BIN)/pybabel compile --domain django --directory locale

loadtest: $(VENV)/.dev ## Load a run as a season does: make loadtest SEASON=christmas SCALE=5
	$(BIN)/python -m bench.load $(if $(SEASON),--season $(SEASON)) $(if $(SCALE),--scale $(SCALE)) \
	  $(if $(BASELINE),--baseline $(BASELINE))

chaos: $(VENV)/.dev ## Kill workers and servers a hundred times, and count the mails
	CHAOS_ROUNDS=100 $(BIN)/python -m pytest tests/chaos

histories: $(VENV)/.dev ## Try the clock and its consumers on twenty times as many random histories
	HISTORIES=20 $(BIN)/python -m pytest -n 2 tests/leads/clock tests/leads/consumers tests/seasonal

rules: $(VENV)/.dev monitoring ## Break the rule of every alert in every way, and see its cases notice
	EVERY=1 $(BIN)/python -m pytest -n 2 tests/operations/monitoring/test_broken_rules.py

fuzz: $(VENV)/.dev ## Send the API a hundred times as many requests that nobody thought of
	SCHEMATHESIS_EXAMPLES=300 $(BIN)/python -m pytest tests/api/test_schemathesis.py

lock: $(VENV)/.dev ## Pin the newest allowed versions anew
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK) -o requirements.txt requirements.in
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK) -o requirements-dev.txt requirements-dev.in

# Nothing of this machine in the files: other machines have other indexes.
LOCK := --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-options \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
