"""Every word of the console is there in German and English."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree
from PySide6.QtWidgets import QApplication

from temu_desktop.clock import BERLIN
from temu_desktop.console.assets import resources
from temu_desktop.console.formatting import Formats
from temu_desktop.console.i18n import Languages

I18N = Path("resources/i18n")
AREAS = sorted(file.name.removesuffix(".de.ts") for file in I18N.glob("*.de.ts"))
_PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}")


def messages(file: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """(context, source) → (translation, type)."""
    found = {}
    for context in etree.parse(str(file)).iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            source = message.findtext("source") or ""
            assert translation is not None
            found[name, source] = (translation.text or "", translation.get("type", ""))
    return found


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts that the source holds now, beside the translations that are stored."""
    root = tmp_path_factory.mktemp("i18n")
    for name in ("temu_desktop", "packaging", "resources/i18n"):
        shutil.copytree(name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    tools = str(Path(".venv/bin").absolute())
    script = root / "packaging" / "translations.sh"
    subprocess.run([script, "update"], check=True, env={"BIN": tools, "PATH": "/usr/bin:/bin"})
    return root / "resources" / "i18n"


def test_each_folder_of_pages_has_a_translation() -> None:
    pages = Path("temu_desktop/console/pages")
    folders = {one.name for one in pages.iterdir() if (one / "page.py").is_file()}
    assert folders | {"frame"} == set(AREAS)


@pytest.mark.parametrize("area", AREAS)
def test_every_text_is_translated_and_none_is_left_over(area: str, collected: Path) -> None:
    now, stored = messages(collected / f"{area}.de.ts"), messages(I18N / f"{area}.de.ts")
    assert now.keys() == stored.keys()
    wanting = [key for key, (text, kind) in stored.items() if not text or kind == "unfinished"]
    assert wanting == []


@pytest.mark.parametrize("area", AREAS)
def test_a_translation_has_the_same_places_to_fill(area: str) -> None:
    for (_, source), (text, _) in messages(I18N / f"{area}.de.ts").items():
        assert sorted(_PLACEHOLDER.findall(source)) == sorted(_PLACEHOLDER.findall(text)), source


@pytest.mark.parametrize("area", AREAS)
def test_what_is_loaded_is_what_is_stored(area: str, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    subprocess.run(
        [".venv/bin/pyside6-lrelease", I18N / f"{area}.de.ts", "-qm", made, "-silent"], check=True
    )
    assert made.read_bytes() == (I18N / f"{area}.de.qm").read_bytes()


def test_nothing_is_shown_that_was_not_marked_for_translation() -> None:
    """A text between quotes in a call that shows text must come from ``tr``."""
    bare = re.compile(
        r"(?:setText|setToolTip|setPlaceholderText|setAccessibleName|setWindowTitle|addItem)"
        r"\(\s*\"([^\"]*[A-Za-z]{3,}[^\"]*)\""
    )
    names = {"temu-desktop"}
    for file in Path("temu_desktop/console").rglob("*.py"):
        found = [text for text in bare.findall(file.read_text()) if text not in names]
        assert found == [], file


def test_numbers_and_times_are_written_as_the_language_has_them(
    application: QApplication,
) -> None:
    from datetime import UTC, datetime, timedelta
    from decimal import Decimal

    languages = Languages(application, "de", BERLIN)
    try:
        german: Formats = languages.formats
        moment = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
        assert german.number(1234567) == "1.234.567"
        assert german.money(Decimal("1234.5")) == "1.234,50 €"
        assert german.percent(0.953) == "95 %"
        assert german.country("PL", "Polen") == "PL Polen"
        assert german.moment(moment) == "29.03.2026 01:59"
        assert german.moment(moment + timedelta(minutes=1)) == "29.03.2026 03:00"
        assert german.duration(75) == "1 min 15 s"
        assert german.age(moment, moment + timedelta(hours=3)) == "vor 3 h"
        languages.use("en")
        english = languages.formats
        assert english.number(1234567) == "1,234,567"
        assert english.money(Decimal("1234.5")) == "€1,234.50"
        assert english.money(Decimal("-3"), "CHF") == "-CHF 3.00"
        assert english.percent(0.953) == "95%"
        assert english.country("PL", "Polen") == "PL Poland"
        assert english.country("XX", "Atlantis") == "XX Atlantis"
        assert english.moment(moment) == "29/03/2026 01:59"
        assert english.until(moment, moment + timedelta(hours=3)) == "3 h late"
    finally:
        languages.close()


def test_the_resources_are_found() -> None:
    assert (resources() / "i18n" / "frame.de.qm").is_file()
