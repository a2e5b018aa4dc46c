"""What a first visit costs, counted on the wire between a phone and the real Caddy."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect

from tests.operations.caddy import Caddy
from tests.pwa.phone import OpenPhone
from tests.pwa.wire import Wire, wire_to

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]

FIRST_VISIT = 80 * 1024
"""What comes down, with handshakes, headers and encryption."""


async def quiet(wire: Wire) -> None:
    """Nothing has come over it for a second."""
    before = -1
    while wire.down != before:
        before = wire.down
        await asyncio.sleep(1)


async def test_a_first_visit_takes_at_most_80_kb_and_a_second_one_next_to_nothing(
    caddy: Caddy, open_own: OpenPhone
) -> None:
    # What a browser gets with a certificate that it does not trust it does not keep.
    phone = await open_own(None, flags=(caddy.trusting,))
    async with wire_to(caddy.port) as wire:
        await phone.page.goto(f"https://localhost:{wire.port}")
        await expect(phone.page.get_by_role("heading", name="Gerät koppeln")).to_be_visible()
        await phone.has_worker()
        await quiet(wire)
        assert 40 * 1024 < wire.down <= FIRST_VISIT, wire
        assert wire.up <= 8 * 1024, wire
        # Chromium opens a second one before it knows that one is enough for HTTP/2.
        assert wire.connections <= 2
        first = wire.down
        await phone.page.reload()
        await expect(phone.page.get_by_role("heading", name="Gerät koppeln")).to_be_visible()
        await quiet(wire)
        assert wire.down - first <= 2 * 1024, wire
