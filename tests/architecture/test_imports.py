"""Imports point one way, and the core stands without Qt, FastAPI or a web server."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE_ENVIRONMENT = ROOT / ".venv-core"

IMPORT_ALL = """
import importlib, pathlib, sys
import temu_desktop
folder = pathlib.Path(temu_desktop.__file__).parent
front_ends = {"sandbox", "demo", "cli", "console", "__main__", "versions"}
modules = [path.relative_to(folder.parent).with_suffix("").parts for path in folder.rglob("*.py")]
core = sorted(".".join(parts).removesuffix(".__init__") for parts in modules
              if not front_ends & set(parts) and parts[-1] != "env")
for name in core:
    importlib.import_module(name)
unwanted = {"PySide6", "shiboken6", "qasync", "fastapi", "starlette", "uvicorn"}
print(len(core), sorted(unwanted & {name.partition(".")[0] for name in sys.modules}))
for name in ("PySide6", "qasync", "fastapi"):
    try:
        importlib.import_module(name)
    except ImportError:
        continue
    raise SystemExit(f"{name} is installed here, so this proves nothing")
"""


@pytest.fixture(scope="session")
def core_python() -> Path:
    """An environment with the core's packages only; kept between runs, renewed with the lock."""
    lock = ROOT / "requirements" / "core.txt"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = CORE_ENVIRONMENT / ".installed"
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(CORE_ENVIRONMENT, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", CORE_ENVIRONMENT], check=True)
        pip = [CORE_ENVIRONMENT / "bin" / "python", "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "--require-hashes", "-r", lock], check=True)
        stamp.write_text(wanted)
    return CORE_ENVIRONMENT / "bin" / "python"


@pytest.mark.timeout(300)
def test_the_core_imports_where_neither_qt_nor_fastapi_is_installed(core_python: Path) -> None:
    done = subprocess.run(
        [core_python, "-c", IMPORT_ALL],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    count, unwanted = done.stdout.split(" ", 1)
    assert int(count) > 100
    assert unwanted.strip() == "[]"


def test_every_import_contract_is_kept() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_only_the_sandbox_serves_http() -> None:
    found = [
        path.relative_to(ROOT)
        for path in (ROOT / "temu_desktop").rglob("*.py")
        if "sandbox" not in path.parts
        and any(f"import {name}" in path.read_text() for name in ("starlette", "uvicorn"))
    ]
    assert found == []
