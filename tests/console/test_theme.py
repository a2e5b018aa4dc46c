"""Contrast, sizes and resources of the one theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from temu_desktop.console import assets, theme
from temu_desktop.console.icons import pixmap
from temu_desktop.console.look import Look
from temu_desktop.console.theme import DARK, LIGHT, Mode, Palette, Tone

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@PALETTES
def test_text_has_a_contrast_of_seven_on_every_ground(palette: Palette) -> None:
    for ground in (palette.ground, palette.surface, palette.raised):
        assert contrast(palette.text, ground) >= 7
        assert contrast(palette.muted, ground) >= 7
    assert contrast(palette.text, palette.selection) >= 7
    for tone in Tone:
        text, ground = palette.tone(tone)
        assert contrast(text, ground) >= 7, tone
        assert contrast(palette.text, ground) >= 7, tone
        assert contrast(text, palette.surface) >= 7, tone


@PALETTES
def test_buttons_and_frames_can_be_seen(palette: Palette) -> None:
    assert contrast(palette.on_accent, palette.accent) >= 7
    assert contrast(palette.on_bad, palette.bad) >= 7
    for ground in (palette.ground, palette.surface):
        assert contrast(palette.field_line, ground) >= 3
        assert contrast(palette.accent, ground) >= 4.5


def test_the_style_sheet_is_complete_and_lasts(application: QApplication) -> None:
    sheet = theme.style_sheet(LIGHT, {"check": "check.svg", "down": "down.svg"})
    assert "$" not in sheet
    assert f"min-height: {theme.TOUCH}px" in sheet


def test_every_icon_that_is_named_is_in_the_set(application: QApplication) -> None:
    named = re.compile(r'(?:icon|picture|on_accent|pixmap)\(\s*"([a-z0-9-]+)"')
    for file in Path("temu_desktop/console").rglob("*.py"):
        for name in named.findall(file.read_text()):
            assert assets.icon_file(name).is_file(), f"{file}: {name}"


def test_icons_and_fonts_come_with_their_licences() -> None:
    for folder in ("icons", "fonts"):
        assert (assets.resources() / folder / "LICENSE").is_file()


def test_an_icon_is_drawn_in_the_colour_asked_for(application: QApplication) -> None:
    picture = pixmap("square", "#ff0000", 24).toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(24) for y in range(24)}
    assert "#ff0000" in seen


async def test_the_theme_changes_while_the_console_runs(application: QApplication) -> None:
    look = Look(application, Mode.LIGHT)
    told: list[bool] = []
    look.changed.connect(lambda: told.append(True))
    look.use(Mode.DARK)
    assert told == [True]
    assert look.palette == DARK
    assert application.palette().window().color().name() == DARK.ground
    look.use(Mode.LIGHT)
