"""For gloves, keyboards and screen readers: names, sizes and reach of everything on every page.

The tour of the pictures asks the same of every dialog and every part of the pages.
"""

from __future__ import annotations

import pytest

from temu_desktop.console.widgets.rail import PAGES
from tests.console.conftest import OpenConsole
from tests.console.hand import settled
from tests.console.usable import unusable
from tests.core_fixtures import Shop


@pytest.mark.parametrize("language", ["de", "en"])
async def test_everything_has_a_name_a_size_and_can_be_reached(
    shop: Shop, open_console: OpenConsole, language: str
) -> None:
    await shop.place()
    await shop.run_orders()
    session = await open_console(shop, language=language)
    for page in PAGES:
        session.window.open(page)
        await settled(session.window)
        assert list(unusable(session.window)) == [], page
