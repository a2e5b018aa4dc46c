"""The handbook names things as the console does, and shows it as it is."""

from __future__ import annotations

import re
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from temu_desktop.attention.catalogue import CATALOGUE, Severity
from temu_desktop.attention.model import IssueRule

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "handbuch"
PICTURES = FOLDER / "bilder"
CHAPTERS = sorted(FOLDER.glob("*.md"))
MOST_BYTES, MOST_BYTES_IN_ALL = 120 * 1024, 3 * 1024 * 1024
WINDOW = (1280, 800)


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height, from the head of a PNG file."""
    head = picture.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def shown() -> set[str]:
    texts = "".join(chapter.read_text("utf-8") for chapter in CHAPTERS)
    return set(re.findall(r"\]\(bilder/([\w-]+\.png)\)", texts))


def words_of_the_console() -> str:
    """Every German text of the console, one a line."""
    found: list[str] = []
    for file in (ROOT / "resources" / "i18n").glob("*.de.ts"):
        root = ET.parse(file).getroot()  # noqa: S314 - our own files
        found += [one.text or "" for one in root.iter("translation")]
    for file in (ROOT / "temu_desktop" / "texts").glob("*.de.toml"):
        found.append(file.read_text("utf-8"))
    return "\n".join(found)


def test_every_picture_is_there_shown_small_and_as_large_as_the_window() -> None:
    assert {picture.name for picture in PICTURES.iterdir()} == shown()
    sizes = [picture.stat().st_size for picture in PICTURES.iterdir()]
    assert max(sizes) <= MOST_BYTES
    assert sum(sizes) <= MOST_BYTES_IN_ALL
    pages = {"overview", "orders", "inventory", "jobs", "logs", "after_sales"}
    assert {name: size_of(PICTURES / f"{name}.png") for name in pages} == dict.fromkeys(
        pages, WINDOW
    )


def test_every_issue_has_its_line_and_says_where_it_is_urgent() -> None:
    path = ROOT / "temu_desktop" / "texts" / "issues.de.toml"
    titles = {
        IssueRule(rule): str(words["title"])
        for rule, words in tomllib.loads(path.read_text("utf-8")).items()
    }
    chapter = (FOLDER / "03-stoerungen.md").read_text("utf-8")
    told = dict(re.findall(r"^\| \*\*(.+?)\*\*( !)? \|", chapter, re.MULTILINE))
    assert set(told) == set(titles.values())
    urgent = {title for title, sign in told.items() if sign}
    critical = {rule for rule, entry in CATALOGUE.items() if entry.severity is Severity.CRITICAL}
    assert urgent == {titles[rule] for rule in critical}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_what_is_to_be_pressed_is_called_so_in_the_console(chapter: Path) -> None:
    console = words_of_the_console()
    bold = re.findall(r"\*\*([^*]+?)[.:]?\*\*", chapter.read_text("utf-8"))
    assert [one for one in bold if one not in console] == []


def test_every_chapter_is_in_the_table_of_contents() -> None:
    contents = (FOLDER / "README.md").read_text("utf-8")
    linked = set(re.findall(r"\]\((\d\d-[\w-]+\.md)\)", contents))
    assert linked == {chapter.name for chapter in CHAPTERS} - {"README.md"}
    assert "docs/handbuch" in (ROOT / "README.md").read_text("utf-8")
