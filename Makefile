# The two commands of the house are `make run` and `make test`; restorative/embedded has the rest.
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then command -v $$p; break; fi; done)
.DEFAULT_GOAL := help
.PHONY: help run test test-long check drill bench manage reset python

help: ## Show what there is
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:[^#]*## /|/' | awk -F'|' '{printf "make %-10s %s\n", $$1, $$2}'

run: python ## Start it on http://localhost:8000 (another port: make run PORT=8001)
	@exec $(PYTHON) -m restorative.embedded run

test: python ## Run the tests, but for the full walks (some: make test ARGS="tests/cases -x")
	@exec $(PYTHON) -m restorative.embedded test $(ARGS)

test-long: python ## Run the full walks: every page as every role, junk into every form (half an hour)
	@exec $(PYTHON) -m restorative.embedded test -m long $(ARGS)

check: python ## Lint, types, templates, migrations, deployment, static files, imports
	@exec $(PYTHON) -m restorative.embedded check

drill: python ## Kill workers and servers under reminders: none sent twice, none lost (PART=kill SCALE=0.2 SECONDS=60)
	@exec $(PYTHON) -m restorative.embedded drill $(if $(PART),--part $(PART)) $(if $(SCALE),--scale $(SCALE)) $(if $(SECONDS),--seconds $(SECONDS))

bench: python ## Measure beside a limit in the same run (PART=outcomes SIZE=300000; PART=import SIZE=100000; PART=reminders; OPS=list,search SIZES=1k,30k,300k ARGS=--write)
	@exec $(PYTHON) -m restorative.embedded bench $(if $(PART),--part $(PART)) $(if $(SIZE),--size $(SIZE)) $(if $(OPS),--ops $(OPS)) $(if $(SIZES),--sizes $(SIZES)) $(if $(ROUNDS),--rounds $(ROUNDS)) $(ARGS)

manage: python ## Run a command of manage.py while make run runs (make manage ARGS="import_tracker FILE --by EMAIL")
	@exec $(PYTHON) -m restorative.embedded manage $(ARGS)

reset: python ## Delete the data of make run
	@exec $(PYTHON) -m restorative.embedded reset

python:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed and was not found. On Debian or Ubuntu: apt-get install python3 python3-venv"; exit 1; }
