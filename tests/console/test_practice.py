"""Practice cannot be taken for the real thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from temu_desktop.console.widgets.rail import PAGES
from tests.console.conftest import console_on
from tests.console.hand import photograph, settled, until, words
from tests.core_fixtures import Shop

pytestmark = pytest.mark.usefixtures("own_settings")


async def test_every_page_says_in_both_languages_that_it_is_practice(
    application: QApplication, shop: Shop, tmp_path: Path
) -> None:
    async with console_on(application, shop.core, tmp_path, practice=True) as session:
        banner = session.window.banners.practice
        for page in PAGES:
            session.window.open(page)
            await settled(session.window)
            assert banner.isVisible(), page
            assert words(banner).strip().startswith("Übung"), page
        photograph(session.window, "practice-de-light")
        session.languages.use("en")
        await until(lambda: words(banner).strip().startswith("Practice"))


async def test_the_real_thing_says_nothing_of_practice(
    application: QApplication, shop: Shop, tmp_path: Path
) -> None:
    async with console_on(application, shop.core, tmp_path) as session:
        await settled(session.window)
        assert not session.window.banners.practice.isVisible()
