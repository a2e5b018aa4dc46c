"""The app's files: its words, and a changed copy that becomes a version of its own."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]


def load(name: str) -> ModuleType:
    """A script of packaging/pwa, anew."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f"packaging/pwa/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reseal(files: Path) -> str:
    """Seal a changed copy of the app; the new version."""
    seal = load("seal")
    seal.PWA, seal.WORKER = files, files / "service-worker.js"
    seal.main()
    match = re.search(r'VERSION = "(\w+)"', seal.WORKER.read_text(encoding="utf-8"))
    assert match is not None
    return match[1]


def words(language: str) -> dict[str, str]:
    """The app's words by their keys."""
    text = (ROOT / f"pwa/js/i18n/{language}.js").read_text(encoding="utf-8")
    return {
        key: json.loads(value) for key, value in re.findall(r'^  "(.+?)": (".*"),$', text, re.M)
    }
