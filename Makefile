# The commands of the project. `make help` lists them.

SHELL := /bin/bash
VENV  := .venv
BIN   := $(VENV)/bin
READY := $(VENV)/.ready $(VENV)/.translated

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types layers pytest bench scale soak enumeration pictures translations lock clean \
  installer installer-tools installer-test installer-verify installer-debian-test installer-windows installer-windows-verify wheel-test

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-24s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## system libraries, .venv, pinned dependencies, translations; 225 MB the first time

demo: $(READY) ## invented people, a server on this computer, and the window (the terminal where there is no display)
	$(BIN)/exposure-check demo

test: lint types layers pytest ## the four below, one after the other: what CI runs

lint: $(READY) ## ruff: style and form of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## mypy, strict
	$(BIN)/mypy

layers: $(READY) ## import-linter: who may import whom
	$(BIN)/lint-imports

pytest: $(READY) ## all tests, on two processes
	$(BIN)/python -m pytest -n 2 --dist loadfile

bench: $(READY) ## measure, as ratios to floors of the same run; writes docs/benchmarks.md
	$(BIN)/python -m tests.benchmarks

scale: $(READY) ## build 100,000, a million and ten million records: time and memory; an hour
	$(BIN)/python -m tests.benchmarks.scale

soak: $(READY) ## long runs, not of the tests: lookups, a screen reader, lies, the service under load for MINUTES (30)
	bash tests/soak/set_up.sh
	$(BIN)/python -m tests.soak
	$(BIN)/python -m tests.soak.screen_reader
	EXPOSURE_CHECK_HOSTILE_CASES=2000 $(BIN)/python -m pytest -q tests/adversary/test_generated_cases.py
	$(BIN)/python -m tests.soak.service $(MINUTES)

enumeration: $(READY) ## simulate who tries numbers against the limits; writes the table of docs/threat-model.md
	$(BIN)/python -m tests.benchmarks.enumeration

pictures: $(READY) ## every page in every language, light and dark, at 100 and 200 %, into out/pictures
	$(BIN)/python build/pictures.py

translations: $(READY) ## take new texts into assets/i18n and compile them
	$(BIN)/python build/translations.py update
	$(BIN)/python build/translations.py compile

installer: $(READY) installer-tools ## the program for this system, and its packages, into dist/ (PROFILE=FILE puts one inside)
	$(BIN)/python build/package_installer.py

installer-test: $(READY) installer-tools ## build the program and try it: by keyboard, in the terminal, what it opens
	$(BIN)/python build/package_installer.py folder
	EXPOSURE_CHECK_PROGRAM=dist/exposure-check/exposure-check $(BIN)/python -m pytest -q tests/packaging/test_program.py

installer-verify: $(READY) installer-tools ## build twice, in two folders at two times, and compare every byte
	$(BIN)/python build/package_verify.py

installer-debian-test: installer ## install the .deb in clean Debian 12 and 13, look up by keyboard, purge (as root)
	bash build/linux/set_up.sh debootstrap lintian
	EXPOSURE_CHECK_DEB=$$(ls dist/*.deb) $(BIN)/python -m pytest -q tests/packaging/test_debian.py

installer-windows: $(READY) ## the program, MSI and zip for Windows, built and tried under Wine (as root; ten minutes the first time)
	bash build/windows/make.sh

installer-windows-verify: $(READY) ## build for Windows once more, in another folder, and compare with dist/windows
	bash build/windows/make.sh verify

wheel-test: $(READY) ## install the wheel with each extra into fresh environments (downloads packages)
	EXPOSURE_CHECK_REGISTRY=1 $(BIN)/python -m pytest -q tests/packaging/test_wheel_extras.py

installer-tools:
	bash build/linux/set_up.sh

lock: ## choose new versions of the dependencies and pin them with hashes; needs uv
	uv pip compile -q pyproject.toml --generate-hashes --universal --python-version 3.11 --no-header -o requirements.lock
	uv pip compile -q pyproject.toml --all-extras --generate-hashes --universal --python-version 3.11 --no-header -o requirements-dev.lock

clean: ## remove what the commands above made
	rm -rf $(VENV) .cache dist out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(VENV)/.ready: requirements-dev.lock pyproject.toml build/setup.sh
	bash build/setup.sh $(VENV)
	@touch $@

$(VENV)/.translated: $(VENV)/.ready $(wildcard assets/i18n/*.ts)
	$(BIN)/python build/translations.py compile
	@touch $@
