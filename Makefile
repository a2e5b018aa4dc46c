# temu-desktop. `make help` lists what there is; every target sets up what it needs.
.DEFAULT_GOAL := help
.PHONY: help setup demo check types lint test soak bench frozen handbook lock

BIN := .venv/bin
# Compiled once and kept, whatever the environment says: the tests start hundreds of processes.
export PYTHONDONTWRITEBYTECODE :=

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: ## Put everything into .venv (installs system packages as root on Debian)
	@packaging/setup.sh test

demo: ## Play the main job through on both sandboxes; where there is a screen, open the console after it
	@packaging/setup.sh demo
	@$(BIN)/temu-desktop demo --once
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(BIN)/temu-desktop console --demo; fi

check: setup ## Lint, formatting, types (Python and JavaScript), import contracts, spelling
	@$(MAKE) --no-print-directory -j 2 -O types lint

# Half of the time is mypy's, so that the two go side by side.
types:
	$(BIN)/mypy
	packaging/node/node_modules/.bin/tsc --noEmit -p packaging/pwa/tsconfig.json

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/codespell temu_desktop headless pwa tests docs README.md CHANGELOG.md
	$(BIN)/bandit -q -r headless
	$(BIN)/python -m pip check

test: check ## All checks and all tests (a seeded sample of the long ones)
	$(BIN)/pytest -q -n 4 --dist worksteal -m 'not soak and not alone'
	$(BIN)/pytest -q -n 0 -m 'alone and not soak'

soak: setup ## The full counts: all seeds, all kills
	$(BIN)/pytest -q -n 2 --hypothesis-profile=soak -m 'not soak' tests/unit tests/sandbox tests/integration
	$(BIN)/pytest -m soak -s --timeout 7200 tests/soak tests/reliability tests/console tests/headless tests/operations tests/pwa

bench: setup ## Benchmarks: ratios against baselines of the same run
	$(BIN)/python -m tests.benchmarks

frozen: setup ## One folder with the console and the command line: dist/temu-desktop
	$(BIN)/pyinstaller --noconfirm --log-level WARN --workpath var/frozen --distpath dist \
		packaging/pyinstaller/temu-desktop.spec

handbook: setup ## Take the pictures of the operator's handbook anew
	$(BIN)/pytest -q -n 0 tests/console/test_screenshots.py tests/console/test_kiosk.py -k 'anywhere or before_the_pin'
	$(BIN)/python -m tests.console.handbook_pictures

lock: ## Pin every package anew, with hashes (needs uv)
	uv pip compile -q pyproject.toml --extra dev --extra mssql --extra console --extra headless --generate-hashes --universal \
		--no-annotate --no-header --python-version 3.11 -o requirements/dev.txt
	uv pip compile -q pyproject.toml -c requirements/dev.txt --generate-hashes --universal \
		--no-annotate --no-header --python-version 3.11 -o requirements/core.txt
	uv pip compile -q pyproject.toml --extra mssql --extra postgres --extra headless -c requirements/dev.txt --generate-hashes \
		--universal --no-annotate --no-header --python-version 3.11 -o requirements/headless.txt
