"""A kiosk that cannot start: nobody gets out of it, and it goes on by itself once it can."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from temu_desktop.console import start_window
from temu_desktop.console.app import Console, ConsoleOptions
from temu_desktop.console.i18n import Languages
from temu_desktop.console.pulse import PLACE
from temu_desktop.console.start_window import StartWindow
from temu_desktop.settings import Settings
from temu_desktop.settings_reader import load_settings
from tests.console.hand import click, photograph, settled, until, words

AWAY = "postgresql+psycopg://temu@/toci?host=/nowhere"


def keep(file: Path, url: str, more: str = "") -> None:
    file.write_text(f"TOCI_DATABASE_URL='{url}'\n{more}", encoding="utf-8")
    file.chmod(0o600)


@pytest.fixture
async def kiosk(
    application: QApplication, own_settings: Path, tmp_path: Path
) -> AsyncIterator[Console]:
    """A kiosk whose database is away."""

    @asynccontextmanager
    async def world() -> AsyncIterator[Callable[[], Settings]]:
        yield lambda: load_settings(os.environ, settings_file=own_settings)

    keep(own_settings, AWAY)
    console = Console(application, ConsoleOptions(tmp_path, world, kiosk=True))
    task = asyncio.create_task(console.main())
    yield console
    console.end()
    await asyncio.wait_for(task, 20)
    assert not console.start.isVisible()


@pytest.fixture
def sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the supervisor expects signs of life."""
    file = tmp_path / "sign"
    file.touch()
    os.utime(file, (17, 17))
    monkeypatch.setenv(PLACE, str(file))
    return file


async def refused(console: Console) -> StartWindow:
    await until(console.start.again.isVisible, "why it cannot start")
    await settled(console.start)
    return console.start


def began(console: Console) -> bool:
    return console.session is not None and hasattr(console.session, "window")


@pytest.mark.parametrize("language", ["de", "en"])
async def test_a_kiosk_that_cannot_start_fills_the_screen_and_offers_no_way_out(
    kiosk: Console, language: str
) -> None:
    kiosk.memory.put("language", language)
    start = await refused(kiosk)
    assert start.isFullScreen()
    assert start.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert not start.quit.isVisible()
    assert not start.set_up.isVisible()
    said = words(start)
    assert "temu-desktop doctor" in said
    assert {"de": "Strg+Alt+F2", "en": "Ctrl+Alt+F2"}[language] in said
    assert start.more.height() >= start.more.heightForWidth(start.more.width())
    photograph(start, f"kiosk-start-{language}-light")


async def test_whoever_closes_its_window_does_not_end_the_kiosk(kiosk: Console) -> None:
    start = await refused(kiosk)
    assert not start.close()
    await settled(start)
    assert start.isVisible()
    assert start.again.isVisible()


async def test_it_counts_down_and_goes_on_by_itself_once_the_database_is_there(
    kiosk: Console, own_settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start_window, "AGAIN_SECONDS", 2)
    start = await refused(kiosk)
    await until(lambda: start.countdown.isVisible() and " 2 s" in start.countdown.text())
    keep(own_settings, f"sqlite:///{tmp_path / 'ours.db'}")
    await until(lambda: " 1 s" in start.countdown.text())
    await until(lambda: began(kiosk), "the console without a finger on it")


async def test_a_second_start_brings_that_window_to_the_front(kiosk: Console) -> None:
    start = await refused(kiosk)
    start.hide()
    kiosk.come_to_front()
    assert start.isVisible()
    assert start.isFullScreen()


async def test_whoever_does_not_want_to_wait_tries_at_once(
    kiosk: Console, own_settings: Path, tmp_path: Path
) -> None:
    start = await refused(kiosk)
    keep(own_settings, f"sqlite:///{tmp_path / 'ours.db'}")
    click(start.again)
    await until(lambda: began(kiosk))


async def test_it_gives_signs_of_life_from_its_first_window_to_its_end(
    sign: Path, kiosk: Console
) -> None:
    await kiosk.start.painted()
    await until(lambda: sign.stat().st_mtime != 17)
    await refused(kiosk)
    await until(sign.exists)
    kiosk.end()
    await until(lambda: not sign.exists())


async def test_outside_a_kiosk_the_window_has_its_frame_and_its_buttons(
    application: QApplication, kiosk: Console
) -> None:
    await refused(kiosk)
    languages = Languages(application, "de", kiosk.languages.formats.zone)
    start = StartWindow(kiosk.look, languages)
    start.appear()
    assert not start.isFullScreen()
    assert not start.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert start.close()
    languages.close()
    start.deleteLater()
