"""The pages on a 4K screen; run by test_screenshots in a process of its own, because the scale of
Qt is chosen once per process."""

from __future__ import annotations

import pytest

from tests.console.conftest import OpenConsole
from tests.console.hand import settled
from tests.console.picture_tour import ALBUM, Tour
from tests.core_fixtures import OpenShop

pytestmark = pytest.mark.usefixtures("own_settings")
SCALE = 2
FOUR_K = (3840, 2160)


async def test_the_pages_fill_a_screen_of_twice_the_density(
    open_shop: OpenShop, open_console: OpenConsole
) -> None:
    ALBUM.mkdir(parents=True, exist_ok=True)
    shop = await open_shop(awkward=True, skus=60, orders=60)
    await shop.run_orders()
    session = await open_console(shop)
    session.window.resize(FOUR_K[0] // SCALE, FOUR_K[1] // SCALE)
    await settled(session.window)
    assert session.window.devicePixelRatioF() == SCALE
    tour = Tour(session, "de-light-4k")
    await tour.pages()
    await tour.saved()
    assert not tour.faults, "\n".join(tour.faults)
    assert tour.sizes == {FOUR_K}
