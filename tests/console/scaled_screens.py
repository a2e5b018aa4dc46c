"""The pages on a screen of another density; run by test_screenshots in a process of its own,
because Qt's scale is chosen once per process."""

from __future__ import annotations

import os

import pytest

from tests.console.conftest import OpenConsole
from tests.console.hand import settled
from tests.console.picture_tour import ALBUM, Tour
from tests.core_fixtures import OpenShop

pytestmark = pytest.mark.usefixtures("own_settings")
SCALE = float(os.environ["QT_SCALE_FACTOR"])
PIXELS = {2.0: (3840, 2160), 1.5: (1920, 1200), 1.25: (1600, 1000)}
"""4K, and screens that leave a window of 1280×800."""


async def test_the_pages_fill_a_screen_of_this_density(
    open_shop: OpenShop, open_console: OpenConsole
) -> None:
    ALBUM.mkdir(parents=True, exist_ok=True)
    shop = await open_shop(awkward=True, skus=60, orders=60)
    await shop.run_orders()
    session = await open_console(shop)
    across, down = PIXELS[SCALE]
    session.window.resize(round(across / SCALE), round(down / SCALE))
    await settled(session.window)
    assert session.window.devicePixelRatioF() == SCALE
    tour = Tour(session, f"de-light-{across}")
    await tour.pages()
    await tour.saved()
    assert not tour.faults, "\n".join(tour.faults)
    assert tour.sizes == {(across, down)}
