"""Time as a parameter: aware UTC inside, Europe/Berlin only at the edges."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
"""The zone of the merchant's databases (operations-db and JTL keep naive local time)."""


class Clock(Protocol):
    """What the program asks about time."""

    def now(self) -> datetime:
        """The time of day, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never jump, for durations and rate limits."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait; a test's clock may return at once."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The time of day, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never jump."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait for real."""
        await asyncio.sleep(seconds)


class ShiftedClock(SystemClock):
    """The system clock plus an offset, for practice on a sandbox whose time was moved."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The shifted time of day, aware, in UTC."""
        return datetime.now(UTC) + self.offset


class SettableClock:
    """A clock that stands still until it is moved; ``sleep`` moves it and returns at once."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("the start of a clock must be aware")
        self._now = start.astimezone(UTC)
        self._monotonic = 0.0

    def now(self) -> datetime:
        """The time it was set to, aware, in UTC."""
        return self._now

    def monotonic(self) -> float:
        """Seconds it was advanced by."""
        return self._monotonic

    def advance(self, seconds: float) -> None:
        """Move forward."""
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds

    async def sleep(self, seconds: float) -> None:
        """Move forward and let others run."""
        self.advance(max(0.0, seconds))
        await asyncio.sleep(0)


def to_berlin_naive(moment: datetime) -> datetime:
    """Aware → the naive local time that the merchant's databases hold."""
    if moment.tzinfo is None:
        raise ValueError("naive datetime inside the program")
    return moment.astimezone(BERLIN).replace(tzinfo=None)


def from_berlin_naive(moment: datetime) -> datetime:
    """Naive local time of the merchant's databases → aware UTC (the hour that an autumn night has
    twice is taken as its first, summer-time one)."""
    if moment.tzinfo is not None:
        raise ValueError("aware datetime where naive local time was expected")
    return moment.replace(tzinfo=BERLIN, fold=0).astimezone(UTC)


def from_unix(seconds: int | float) -> datetime:
    """Unix seconds → aware UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def to_unix(moment: datetime) -> int:
    """Aware → whole unix seconds."""
    if moment.tzinfo is None:
        raise ValueError("naive datetime inside the program")
    return int(moment.timestamp())
