"""docs/FRONTEND.md says what is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/FRONTEND.md").read_text(encoding="utf-8")


def test_every_file_it_names_is_there() -> None:
    table = re.findall(r"^\| (`.*?) \|", TEXT, re.M)
    named = re.findall(r"`([^`]+)`", " ".join(table))
    assert len(named) > 15
    assert [name for name in named if not (ROOT / "pwa" / name).exists()] == []
    others = re.findall(r"`((?:packaging|tests|resources|docs)/[^`*]+)`", TEXT)
    assert [name for name in others if not (ROOT / name).exists()] == []


def test_every_module_of_the_app_is_named() -> None:
    modules = {path.relative_to(ROOT / "pwa").as_posix() for path in (ROOT / "pwa/js").glob("*.js")}
    assert {name for name in modules if f"`{name}`" not in TEXT} == set()


def test_its_figures_are_those_of_the_code() -> None:
    live = (ROOT / "pwa/js/live.js").read_text(encoding="utf-8")
    assert "PINGS_MISSED = 2.25" in live
    assert "LONGEST_WAIT_MS = 30_000" in live
    assert "two and a quarter missed pings" in TEXT
    assert "POLL_MS = 30_000" in (ROOT / "pwa/js/app.js").read_text(encoding="utf-8")
