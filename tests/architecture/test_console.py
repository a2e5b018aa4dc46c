"""What the console must not do, seen in its source."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

CONSOLE = Path("temu_desktop/console")
SOURCES = sorted(CONSOLE.rglob("*.py"))


def _name(file: Path) -> str:
    return file.relative_to(CONSOLE).as_posix()


@pytest.mark.parametrize("file", SOURCES, ids=_name)
def test_no_loop_is_nested_in_the_loop(file: Path) -> None:
    """`exec`, `processEvents` and `asyncClose` break the other coroutines."""
    forbidden = {"exec", "exec_", "processEvents", "asyncClose", "waitForReadyRead"}
    called = {
        node.attr
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute)
    }
    assert called & forbidden == set()


@pytest.mark.parametrize("file", sorted(CONSOLE.rglob("view_model.py")), ids=_name)
def test_what_a_page_shows_is_worked_out_without_widgets(file: Path) -> None:
    assert "QtWidgets" not in file.read_text()


@pytest.mark.parametrize("file", SOURCES, ids=_name)
def test_nothing_is_found_through_a_global(file: Path) -> None:
    """But the application itself, where it is made and where its sheet is worn."""
    if _name(file) not in {"loop.py", "dressing.py"}:
        assert "QApplication.instance()" not in file.read_text()
