"""Tokens, scopes, keys and clocks against the sandbox over a real socket."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from temu_desktop.clock import ShiftedClock, SystemClock
from temu_desktop.errors import (
    ClockOff,
    CredentialsRefused,
    ScopeMissing,
    TemuBusy,
    TokenExpired,
)
from temu_desktop.temu import calls
from temu_desktop.temu.account_api import AccountApi
from temu_desktop.temu.client import TemuClient, TemuConfig
from temu_desktop.temu.orders_api import OrdersApi

if TYPE_CHECKING:
    from tests.integration.temu.conftest import Sandbox

GERMANY = 76


def now() -> datetime:
    return datetime.now(UTC)


async def test_the_token_says_what_it_is_good_for(client: TemuClient) -> None:
    info = await AccountApi(client).token_info()
    assert info.mall_id
    assert info.expires_at is not None
    assert info.expires_at > now() + timedelta(days=300)
    assert info.scopes >= calls.REQUIRED
    assert info.scopes >= calls.OPTIONAL


async def test_a_missing_scope_is_told_by_call_and_addresses_go_on_masked_or_plain(
    sandbox: Sandbox, client: TemuClient
) -> None:
    placed = sandbox.an_order()
    for scope in (calls.AMOUNTS, calls.ADDRESS_DECRYPTED):
        sandbox.act("token", action="revoke_scope", scope=scope)
    try:
        orders = OrdersApi(client)
        with pytest.raises(ScopeMissing) as caught:
            await orders.amounts(placed["number"])
        assert caught.value.params["call"] == calls.AMOUNTS
        assert (await orders.address(placed["number"])).type == calls.ADDRESS
    finally:
        for scope in (calls.AMOUNTS, calls.ADDRESS_DECRYPTED):
            sandbox.act("token", action="grant_scope", scope=scope)


async def refused_with(config: TemuConfig, error: type[Exception], shift: int = 0) -> str:
    clock = ShiftedClock(timedelta(seconds=shift))
    client = TemuClient(config, clock=clock)
    try:
        with pytest.raises(error) as caught:
            await AccountApi(client).token_info()
    finally:
        await client.aclose()
    return str(caught.value)


async def test_wrong_credentials_and_a_wrong_clock_are_told_apart(
    sandbox: Sandbox, client: TemuClient
) -> None:
    config = sandbox.config
    await refused_with(replace(config, app_secret="wrong"), CredentialsRefused)
    await refused_with(replace(config, access_token="wrong"), CredentialsRefused)
    assert "region" in await refused_with(replace(config, app_key="0" * 32), TemuBusy)
    await refused_with(config, ClockOff, shift=301)
    assert "platform_ahead_seconds" in await refused_with(config, ClockOff, shift=-310)


async def test_a_replaced_token_asks_for_the_seller(sandbox: Sandbox) -> None:
    fresh = sandbox.act("token", action="renew")["access_token"]
    await refused_with(sandbox.config, TokenExpired)
    sandbox.config = replace(sandbox.config, access_token=fresh)
    client = TemuClient(sandbox.config, clock=SystemClock())
    await AccountApi(client).token_info()
    await client.aclose()
