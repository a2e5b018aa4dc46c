"""Imports point one way, and the core stands without Qt, FastAPI or a web server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]

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


def pinned() -> list[Requirement]:
    """The core's packages, as far as they are for this machine."""
    lines = (ROOT / "requirements" / "core.txt").read_text(encoding="utf-8").splitlines()
    found = [Requirement(line.rstrip(" \\")) for line in lines if re.match(r"[\w.-]+==", line)]
    return [one for one in found if one.marker is None or one.marker.evaluate()]


@pytest.fixture
def core_python(tmp_path: Path) -> Path:
    """The Python of an environment that has the core's packages and no others."""
    venv.create(tmp_path / "core", symlinks=True)
    (site,) = (tmp_path / "core").glob("lib/python*/site-packages")
    for requirement in pinned():
        installed = distribution(requirement.name)
        assert requirement.specifier.contains(installed.version), requirement
        for name in {file.parts[0] for file in installed.files or ()} - {".."}:
            if not (site / name).exists():
                (site / name).symlink_to(installed.locate_file(name))  # type: ignore[arg-type]
    return tmp_path / "core" / "bin" / "python"


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
