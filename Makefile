# Two commands to know: `make demo` and `make test`. Python 3.11 or newer and make are all that is needed.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: demo test fast check bench mutation meetings shell lock system

demo: $(STAMP) system-pango system-fonts
	$(BIN)/python -m config.launcher demo

test: $(STAMP) system
	$(BIN)/python -m pytest -n 2 --dist loadscope

fast: $(STAMP) system-pango system-fonts
	$(BIN)/python -m pytest -n 2 --dist loadscope -m "not journey"

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy credentialing/rules credentialing/workflow.py
	$(BIN)/python -m config.launcher scratch -- $(BIN)/python manage.py makemigrations --check --dry-run
	$(MAKE) fast

# How long 10,000 records take, or BENCH_CASES of them; needs a few minutes and little else on the machine.
bench: $(STAMP)
	$(BIN)/python -m config.launcher scratch -- $(BIN)/python -m benchmarks.bench_records

# Changes the rules in one place at a time and says which changes no test notices: docs/mutation.md.
# On demand; an hour for all of them, less with ONLY=credentialing/rules/dates.py, SAMPLE=200, QUICK=1, AGAIN=1.
mutation: .venv/.mutation
	nice $(BIN)/python -m mutation $(ONLY) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(JOBS),--jobs $(JOBS)) \
		$(if $(QUICK),--quick) $(if $(AGAIN),--again)

# Every pair of steps that share a person, in both orders; the suite takes a sample of them.
meetings: $(STAMP)
	MEETINGS=all $(BIN)/python -m pytest tests/locks

shell: $(STAMP)
	$(BIN)/python -m config.launcher run -- $(BIN)/python manage.py shell

# The exact versions with their hashes, from the ranges in pyproject.toml. uv only resolves; pip installs.
lock: $(STAMP)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --python-version 3.11 -o requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --python-version 3.11 --extra test -c requirements.txt -o requirements-test.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --python-version 3.11 --group mutation -c requirements-test.txt -o requirements-mutation.txt

$(STAMP): requirements-test.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	touch $(STAMP)

.venv/.mutation: $(STAMP) requirements-mutation.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-mutation.txt
	touch $@

# What no wheel brings: Pango and fonts draw the PDF documents, Chromium walks the journeys of the tests.
.PHONY: system-pango system-fonts
system: system-pango system-fonts
	@.ci/need chromium chromium chromium-browser google-chrome

system-pango:
	@.ci/need pango

system-fonts:
	@.ci/need fonts
