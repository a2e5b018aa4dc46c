"""The whole way: the real PM2, the real Caddy, a real browser, TEMU and JTL as sandboxes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import async_playwright

from tests.operations.course import Course
from tests.operations.device import Device
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
OWNERS = ("Jana Weiß", "Büro im Lager")


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "kinds",
    [
        ("phone-de", "desktop-en"),
        pytest.param(("phone-en", "desktop-de"), marks=pytest.mark.soak),
    ],
    ids="-".join,
)
async def test_a_day_with_a_phone_and_a_desktop(
    kinds: tuple[str, str], pm2: Pm2, sandbox: StartSandbox, tmp_path: Path
) -> None:
    shop = await sandbox(orders=24, skus=20, awkward=False)
    async with (
        server(shop, pm2, tmp_path) as opened,
        async_playwright() as player,
        phones(player, tmp_path, opened) as open_phone,
    ):
        devices = []
        for kind, owner in zip(kinds, OWNERS, strict=True):
            phone = await open_phone(None, flags=(opened.caddy.trusting,), **KINDS[kind])
            pictures = ROOT / "var/screenshots/course" / kind
            devices.append(Device(owner, phone, KINDS[kind]["language"][:2], pictures))
        course = Course(opened, devices)
        await course.begins()
        await course.starts_runs_and_watches()
        await course.watches_what_others_start()
        await course.sees_an_order_go_to_jtl()
        await course.cancels()
        await course.is_offline_and_back()
        await course.takes_a_new_version()
        await course.outlives_a_crash()
        await course.leaves_nothing_twice()
