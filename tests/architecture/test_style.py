"""The house's own rules that no linter checks: sizes, names, docstrings, no stray words."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for folder in ("temu_desktop", "headless")
    for path in (ROOT / folder).rglob("*.py")
    if "versions" not in path.parts
)
LONG_ON_PURPOSE = {
    "temu_desktop/sandbox/__main__.py:main": "one parameter per option of the command",
    "temu_desktop/cli/sandboxes.py:demo": "one parameter per option of the command",
    "temu_desktop/cli/app.py:run": "one parameter per option of the command",
}


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.name}", node


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield f"{path.relative_to(ROOT)}:{node.name}", node


def test_functions_are_short_enough_to_read_at_once() -> None:
    long = {
        name: (node.end_lineno or 0) - node.lineno + 1
        for name, node in functions()
        if (node.end_lineno or 0) - node.lineno + 1 > 40
    }
    assert {name: size for name, size in long.items() if name not in LONG_ON_PURPOSE} == {}


def test_no_reason_for_a_long_function_outlives_it() -> None:
    names = {name for name, _ in functions()}
    assert set(LONG_ON_PURPOSE) <= names


def test_files_hold_one_thing() -> None:
    sizes = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in SOURCES}
    assert {str(path): size for path, size in sizes.items() if size > 400} == {}


def test_classes_have_twenty_methods_at_the_most() -> None:
    sizes = {
        name: sum(isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef) for item in node.body)
        for name, node in classes()
    }
    assert {name: size for name, size in sizes.items() if size > 20} == {}


def test_no_module_is_called_after_nothing() -> None:
    empty_names = {"utils", "helpers", "misc", "manager", "common"}
    assert [path for path in SOURCES if path.stem in empty_names] == []


def test_every_module_and_every_public_class_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    silent += [
        name
        for name, node in classes()
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_public_function_says_what_it_does() -> None:
    silent = [
        name
        for path in SOURCES
        for name, node in _public_functions(path)
        if not ast.get_docstring(node)
    ]
    assert silent == []


def _public_functions(
    path: Path,
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    owners: list[tuple[str, list[ast.stmt]]] = [("", tree.body)]
    owners += [
        (f"{node.name}.", node.body)
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    for owner, body in owners:
        for node in body:
            is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            if is_function and not node.name.startswith("_"):
                yield f"{path.relative_to(ROOT)}:{owner}{node.name}", node


TRACKED = subprocess.run(
    ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.split()


@pytest.mark.parametrize(
    "forbidden",
    [
        r"pypi\.org|files\.pythonhosted|registry\.npmjs|deb\.debian\.org",
        r"(?<![\w.])/(?:root|home|work|Users)/\w",
    ],
)
def test_no_file_names_a_registry_or_a_path_of_a_machine(forbidden: str) -> None:
    pattern = re.compile(forbidden)
    found = []
    for name in TRACKED:
        path = ROOT / name
        if path == Path(__file__) or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name}: {hit.group()}" for hit in pattern.finditer(text)]
    assert found == []
