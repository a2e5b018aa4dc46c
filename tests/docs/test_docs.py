"""The documentation says what is true: settings, exit codes, tables, commands, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from temu_desktop.cli.app import app
from temu_desktop.cli.exit_codes import ExitCode
from temu_desktop.database import schema
from temu_desktop.settings_reader import setting_names

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", page("docs/SETTINGS.md"), re.MULTILINE))
    assert documented == set(setting_names())


def test_the_exit_codes_are_those_of_the_program() -> None:
    rows = re.findall(r"^\| (\d+) \| ([A-Z_]+) \|", page("docs/WORKFLOWS.md"), re.MULTILINE)
    assert {int(code): name for code, name in rows} == {code.value: code.name for code in ExitCode}


def test_every_table_is_named() -> None:
    text = page("docs/DATABASE.md")
    assert [name for name in schema.metadata.tables if f"`{name}`" not in text] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_exist_with_their_options(path: Path) -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    targets = set(re.findall(r"^([a-z]+):", page("Makefile"), re.MULTILINE))
    for block in re.findall(r"```console\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
        for line in re.findall(r"^\s*\$ (.+)$", block, re.MULTILINE):
            program, name, *words = line.split()
            if program == "make":
                assert name in targets
                continue
            assert program == "temu-desktop"
            command = commands[name]
            while isinstance(command, TyperGroup) and words and not words[0].startswith("-"):
                command = command.commands[words.pop(0)]
            options = {option for item in command.params for option in item.opts}
            given = {word for word in words if word.startswith("--")}
            assert given <= options, line
