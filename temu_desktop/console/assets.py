"""Finds icons, fonts, sounds and translations: beside the source, in a wheel, in a frozen build."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def resources() -> Path:
    """The folder ``resources``; raises FileNotFoundError where the installation lacks it."""
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / "resources"] if frozen else []
    places += [_PACKAGE.parent / "resources", _PACKAGE / "resources"]
    for place in places:
        if (place / "icons").is_dir():
            return place
    raise FileNotFoundError(f"the folder resources is missing; looked in {places}")


def icon_file(name: str) -> Path:
    """The SVG of an icon."""
    return resources() / "icons" / f"{name}.svg"


def sound_file(name: str) -> Path:
    """The WAV of a sound."""
    return resources() / "sounds" / f"{name}.wav"


def font_files() -> list[Path]:
    """The fonts the console is set in."""
    return sorted((resources() / "fonts").glob("*.ttf"))


def translation_files(language: str) -> list[Path]:
    """The compiled translations of a language, one per area."""
    return sorted((resources() / "i18n").glob(f"*.{language}.qm"))


def licence_texts() -> list[str]:
    """What is used and under which licence, then the texts that have to be passed on; raises
    FileNotFoundError where the installation lacks one."""
    root = resources()
    shipped, source = root / "LICENSES.md", root.parent / "docs" / "LICENSES.md"
    shown = [shipped if shipped.is_file() else source]
    shown += [root / "fonts" / "LICENSE", root / "icons" / "LICENSE"]
    return [file.read_text(encoding="utf-8") for file in shown]
