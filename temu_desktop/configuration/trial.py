"""Trying a connection with settings that need not be saved: what answers, and what is wrong.

Each trial ends within its limit and can be cancelled. Nothing is written anywhere, except for the
test message that a trial of the alarms sends.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

import httpx

from temu_desktop.alarms.model import Outcome
from temu_desktop.alarms.service import try_channels
from temu_desktop.alarms.wording import Wording
from temu_desktop.attention.catalogue import CLOCK_CRITICAL_SECONDS
from temu_desktop.clock import Clock, SystemClock
from temu_desktop.configuration.database_trials import (
    JtlFound,
    OperationsFound,
    look_at_jtl,
    look_at_operations,
)
from temu_desktop.doctor.service import missing_scopes
from temu_desktop.errors import (
    AlarmNotDelivered,
    ClockOff,
    CredentialsRefused,
    NotSetUp,
    ScopeMissing,
    TemuBusy,
    TemuDesktopError,
    TokenExpired,
    TrialTimedOut,
)
from temu_desktop.logs.masking import Masking
from temu_desktop.logs.setup import secrets_of
from temu_desktop.settings import Settings
from temu_desktop.temu.account_api import AccountApi, TokenInfo
from temu_desktop.temu.client import TemuClient
from temu_desktop.temu.config import config_of
from temu_desktop.texts import Texts

LIMIT_SECONDS = 20.0
_RETRIES = 2
"""TEMU answers a wrong key, or one of another region, as if it were busy: if it says so again and
again, the key is what is wrong."""

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Trial(Generic[_Found]):
    """How a trial ended: what was found, as far as it came, and what is wrong, if anything."""

    found: _Found | None
    error: TemuDesktopError | None

    @property
    def ok(self) -> bool:
        """Whether this connection will do."""
        return self.error is None


@dataclass(frozen=True, slots=True)
class TemuFound:
    """What TEMU says about a token; ``clock_offset``: TEMU's clock is so far ahead of ours."""

    mall_id: int | None
    region_id: int | None
    scopes: tuple[str, ...]
    missing: tuple[str, ...]
    expires_in: timedelta | None
    clock_offset: timedelta | None


async def try_temu(
    settings: Settings,
    *,
    clock: Clock | None = None,
    limit: float = LIMIT_SECONDS,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Trial[TemuFound]:
    """Ask TEMU what the token may do."""
    clock = clock or SystemClock()
    return await _within(limit, _ask_temu(settings, clock, transport))


async def try_operations(
    settings: Settings, *, limit: float = LIMIT_SECONDS
) -> Trial[OperationsFound]:
    """Look at the operations database, and what a start would do with it."""
    # A thread cannot be stopped: one that is given up ends with its driver's own time-outs.
    return await _within(limit, asyncio.to_thread(look_at_operations, settings))


async def try_jtl(settings: Settings, *, limit: float = LIMIT_SECONDS) -> Trial[JtlFound]:
    """Look whether JTL's database is as the program needs it."""
    return await _within(limit, asyncio.to_thread(look_at_jtl, settings))


async def try_alarms(
    settings: Settings, *, clock: Clock | None = None, limit: float = LIMIT_SECONDS
) -> Trial[tuple[Outcome, ...]]:
    """Send a test by every channel that is set up."""
    return await _within(limit, _send(settings, clock or SystemClock()))


async def _within(
    limit: float, work: Awaitable[tuple[_Found, TemuDesktopError | None]]
) -> Trial[_Found]:
    try:
        async with asyncio.timeout(limit) as timer:
            found, error = await work
    except TimeoutError:
        if not timer.expired():
            raise
        return Trial(None, TrialTimedOut("no answer in time", seconds=limit))
    except TemuDesktopError as raised:
        return Trial(None, raised)
    return Trial(found, error)


async def _ask_temu(
    settings: Settings, clock: Clock, transport: httpx.AsyncBaseTransport | None
) -> tuple[TemuFound, TemuDesktopError | None]:
    client = TemuClient(
        config_of(settings.require_temu(), retries=_RETRIES), clock=clock, transport=transport
    )
    try:
        info = await AccountApi(client).token_info()
        skew = client.clock_skew()
    except TemuBusy as error:
        code = error.temu_code
        raise CredentialsRefused("a wrong key?", temu_code=code, reason="key_or_region") from error
    finally:
        await client.aclose()
    found = TemuFound(
        mall_id=info.mall_id,
        region_id=info.region_id,
        scopes=tuple(sorted(info.scopes)),
        missing=tuple(missing_scopes(info)),
        expires_in=info.expires_at - clock.now() if info.expires_at else None,
        clock_offset=None if skew is None else timedelta(seconds=skew),
    )
    return found, _wrong_at_temu(info, found)


def _wrong_at_temu(info: TokenInfo, found: TemuFound) -> TemuDesktopError | None:
    if found.expires_in is not None and found.expires_in <= timedelta(0):
        return TokenExpired("the token has expired", expired_at=info.expires_at)
    if found.missing:
        return ScopeMissing("the token lacks calls", missing=", ".join(found.missing))
    offset = found.clock_offset
    if offset is not None and abs(offset.total_seconds()) > CLOCK_CRITICAL_SECONDS:
        return ClockOff("our clock is off", platform_ahead_seconds=round(offset.total_seconds()))
    return None


async def _send(
    settings: Settings, clock: Clock
) -> tuple[tuple[Outcome, ...], TemuDesktopError | None]:
    texts = await asyncio.to_thread(Texts.load, settings.language)
    wording = Wording(texts, settings.zone, Masking(secrets_of(settings)).masked)
    outcomes = tuple(await try_channels(settings.alarms, clock, wording))
    if not outcomes:
        raise NotSetUp("no way for alarms is configured", what="alarms")
    lost = [outcome for outcome in outcomes if not outcome.delivered]
    if not lost:
        return outcomes, None
    channels = ", ".join(outcome.channel.value for outcome in lost)
    reasons = "; ".join(outcome.reason for outcome in lost)
    return outcomes, AlarmNotDelivered("not delivered", channel=channels, reason=reasons)
