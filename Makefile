# The chores of the Career Portal. `make` alone lists them; each line after ## is what a verb does.

VENV ?= .venv
PORT ?= 8000
DRILL ?= database
PY := $(VENV)/bin/python

# What production has and a developer's machine has not: enough to check its settings, never to serve.
PRODUCTION := env -u DATABASE_URL -u REDIS_URL DEBUG=false ALLOWED_HOSTS=careers.example.org \
	SECRET_KEY="$$(LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom 2>/dev/null | head -c 60)"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test test-browser check lint migrations-check deploy-check schema-check schema messages fix starter-data lock audit licences bench fuzz-api drill admin clean

help: ## list these verbs
	@echo "Career Portal. Start with: make run"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' Makefile

setup: .env $(VENV)/.runtime ## make the virtual environment and .env; installs only what changed

run: setup ## serve the portal on http://127.0.0.1:8000 (PORT=9000 for another port)
	@$(PY) manage.py prepare
	@$(PY) manage.py runserver 127.0.0.1:$(PORT)

test: $(VENV)/.development ## run every test; on PostgreSQL when DATABASE_URL names one
	@$(PY) -m pytest -q -n auto --dist loadgroup
	@$(PY) -m pytest -q tests/browser

test-browser: $(VENV)/.development ## run the browser tests alone (REQUIRE_BROWSER=1: never skip them)
	@$(PY) -m pytest -q tests/browser

check: lint migrations-check deploy-check schema-check ## every check that a change must pass besides the tests

lint: $(VENV)/.development ## style of the Python files and the templates
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m djlint --quiet --lint templates

migrations-check: $(VENV)/.development ## the migrations say what the models say
	@$(PRODUCTION) $(PY) manage.py makemigrations --check --dry-run

deploy-check: $(VENV)/.development ## Django's own check of the settings that production runs on
	@$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING

schema-check: $(VENV)/.development ## the partner API's schema is valid and complete, and breaks no promise
	@$(PRODUCTION) $(PY) manage.py spectacular --validate --fail-on-warn --file /dev/null
	@$(PRODUCTION) $(PY) manage.py api_contract

schema: $(VENV)/.development ## write the API of today into docs/openapi.json, unless that would break a reader
	@$(PRODUCTION) $(PY) manage.py api_contract --write

messages: $(VENV)/.development ## collect what is marked for translation, and compile the catalogues (needs gettext)
	@$(PY) manage.py messages

fix: $(VENV)/.development ## mend what the style check can mend by itself
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

starter-data: $(VENV)/.development ## rebuild the starter data from the two packages they come from
	@$(PY) manage.py build_starter_data

lock: $(VENV)/.development ## lock all packages of requirements/*.in with their hashes, for every platform
	@for name in "" -mcp -metrics -dev -bench -fuzz; do \
		$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
			--custom-compile-command "make lock" --constraint requirements/runtime.in \
			requirements/$$(test -n "$$name" && echo "$${name#-}" || echo runtime).in --output-file requirements$$name.txt || exit 1; \
	done

audit: $(VENV)/.development ## look every locked package up among the known vulnerabilities; fails where it cannot
	@$(PY) .ci/audit requirements.txt requirements-mcp.txt requirements-metrics.txt requirements-dev.txt

licences: $(VENV)/.development ## write docs/licences.md: under which licence each package of the portal comes
	@$(PY) .ci/licences > docs/licences.md.new && mv docs/licences.md.new docs/licences.md

bench: .env var/bench/venv/.made ## measure the portal against Datasette and plain Django; writes docs/performance.md
	@var/bench/venv/bin/python -m bench.run $(BENCH)

drill: .env var/bench/venv/.made ## rehearse a failure on a server of its own: make drill DRILL=database (docs/runbook.md)
	@var/bench/venv/bin/python -m bench.drills.$(DRILL)

fuzz-api: $(VENV)/.runtime var/fuzz/venv/.made ## ask the API what nobody would; FUZZ="400 1": how much, from which seed
	@VENV="$(VENV)" fuzz/run $(FUZZ)

admin: setup ## make the first administrator (asks for a name and a password)
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py createsuperuser

clean: ## remove the virtual environment and everything that tests and builds leave behind; keeps var/ and .env
	@rm -rf "$(VENV)" staticfiles artifacts .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A name on the PATH may be a shim of a Python that is not installed, so each candidate must prove itself.
$(VENV)/.made:
	@if ! $(PY) -m pip --version >/dev/null 2>&1; then \
		for name in python3.13 python3.12 python3.11 python3.14 python3 python; do \
			if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$name; break; fi; \
		done; \
		if [ -z "$$found" ]; then \
			echo "The portal needs Python 3.11 or newer, and none was found (python3 is: $$(python3 --version 2>&1 | head -n 1))." >&2; \
			echo "Install one from https://www.python.org/downloads/ and run make again." >&2; \
			exit 1; \
		fi; \
		echo "Making $(VENV) with $$($$found --version)"; \
		$$found -m venv --clear "$(VENV)" || { \
			echo "Could not make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }; \
	fi
	@touch $@

$(VENV)/.runtime: requirements.txt | $(VENV)/.made
	@echo "Installing what the portal runs on"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

var/bench/venv/.made: requirements-bench.txt | $(VENV)/.made
	@echo "Installing what the bench needs"
	@mkdir -p var/bench
	@$(PY) -m venv var/bench/venv
	@var/bench/venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-bench.txt
	@touch $@

var/fuzz/venv/.made: requirements-fuzz.txt | $(VENV)/.made
	@echo "Installing what asks the API"
	@mkdir -p var/fuzz
	@$(PY) -m venv var/fuzz/venv
	@var/fuzz/venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-fuzz.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt | $(VENV)/.made
	@echo "Installing what tests and checks need"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@touch $@ $(VENV)/.runtime

.env: | $(VENV)/.made
	@umask 077; { \
		echo "# Settings of this machine. .env.example names the others. Never commit this file."; \
		echo "SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')"; \
		echo "DEBUG=true"; \
	} > .env.new && mv .env.new .env
	@echo "Wrote .env with a fresh SECRET_KEY"
