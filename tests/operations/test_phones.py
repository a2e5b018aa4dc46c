"""The whole way: the real PM2, the real Caddy, a real browser, TEMU and JTL as sandboxes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import async_playwright

from tests.operations.course import Course
from tests.operations.places import ROOT
from tests.operations.pm2 import Pm2
from tests.operations.server import server
from tests.pwa.phone import phones
from tests.sandbox_fixtures import StartSandbox

DESK = {"kind": "", "viewport": {"width": 1280, "height": 800}}
KINDS: dict[str, dict[str, Any]] = {
    "phone-de": {"language": "de-DE", "color_scheme": "light"},
    "phone-en": {"language": "en-GB", "color_scheme": "light"},
    "desktop-de": {"language": "de-DE", "color_scheme": "dark", **DESK},
    "desktop-en": {"language": "en-GB", **DESK},
}
EACH = [pytest.param(name, marks=() if name == "phone-de" else pytest.mark.soak) for name in KINDS]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", EACH)
async def test_a_day_with_a_phone(
    kind: str, pm2: Pm2, sandbox: StartSandbox, tmp_path: Path
) -> None:
    shop = await sandbox(orders=24, skus=20, awkward=False)
    pictures = ROOT / "var/screenshots/course" / kind
    async with (
        server(shop, pm2, tmp_path) as opened,
        async_playwright() as player,
        phones(player, tmp_path, opened) as open_phone,
    ):
        phone = await open_phone(None, flags=(opened.caddy.trusting,), **KINDS[kind])
        course = Course(opened, phone, KINDS[kind]["language"][:2], pictures)
        await course.is_installable()
        await course.pairs()
        await course.is_set_up()
        await course.starts_a_run_and_watches()
        await course.watches_what_others_start()
        await course.sees_an_order_go_to_jtl()
        await course.cancels()
        await course.is_offline_and_back()
        await course.takes_a_new_version()
        await course.outlives_a_crash()
        await course.leaves_nothing_twice()
