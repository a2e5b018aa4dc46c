"""Every page and main dialog, in both languages and themes and on large screens, is looked at."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from temu_desktop.console.theme import Mode
from tests.console.conftest import OpenConsole
from tests.console.hand import settled
from tests.console.picture_shop import well_filled
from tests.console.picture_tour import ALBUM, Tour, WholeTour
from tests.core_fixtures import OpenShop

SMALL, FULL_HD = (1280, 800), (1920, 1080)
ALL_LOOKS = (("de", Mode.LIGHT), ("en", Mode.LIGHT), ("en", Mode.DARK), ("de", Mode.DARK))
"""So that the colours change but once: that polishes every widget of every page."""
ONE_LOOK = (("de", Mode.LIGHT),)


@pytest.mark.usefixtures("own_settings")
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "looks",
    [
        pytest.param(ONE_LOOK, id="one-look"),
        pytest.param(ALL_LOOKS, id="all-looks", marks=pytest.mark.soak),
    ],
)
async def test_nothing_is_cut_off_overlapping_or_untranslated_anywhere(
    open_shop: OpenShop, open_console: OpenConsole, looks: Sequence[tuple[str, Mode]]
) -> None:
    """One shop and one console; the pictures lie in var/screenshots/all."""
    ALBUM.mkdir(parents=True, exist_ok=True)
    filled = await well_filled(open_shop)
    session = await open_console(filled.shop)
    found: list[str] = []
    for language, mode in looks:
        session.window.resize(*SMALL)
        session.languages.use(language)
        session.look.use(mode)
        await settled(session.window)
        tour = WholeTour(session, f"{language}-{mode.value}", filled)
        await tour.whole()
        found += tour.faults
        await tour.saved()
        assert tour.sizes == {SMALL}
    session.window.resize(*FULL_HD)
    session.languages.use("de")
    session.look.use(Mode.DARK)
    await settled(session.window)
    large = Tour(session, "de-dark-1920")
    await large.pages()
    await large.saved()
    found += large.faults
    session.look.use(Mode.LIGHT)
    assert not found, "\n".join(found)


@pytest.mark.soak
@pytest.mark.timeout(300)
@pytest.mark.parametrize("scale", ["1.25", "1.5", "2"])
def test_nothing_is_cut_off_on_a_screen_of_another_density(scale: str) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"),
            *("--timeout", "280", str(Path(__file__).with_name("scaled_screens.py"))),
        ],
        env={**os.environ, "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:]
