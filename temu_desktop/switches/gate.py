"""The gate before every write to a neighbour: the stop switch, and the job being ours still."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from temu_desktop.clock import Clock
from temu_desktop.database import Database
from temu_desktop.errors import WritesStopped
from temu_desktop.switches.model import Switch
from temu_desktop.switches.repository import read_switch

FRESH_SECONDS = 0.5
"""So long one reading of the switch is believed: a push of thousands of calls must not be thousands
of queries, and a person who stops the program must not wait."""


class WriteGate:
    """Asked before each write; raises WritesStopped, or what ``still_ours`` raises."""

    def __init__(
        self, database: Database, clock: Clock, still_ours: Callable[[], Awaitable[None]]
    ) -> None:
        self._database = database
        self._clock = clock
        self._still_ours = still_ours
        self._read_at: float | None = None
        self._stopped = False
        self._reading = asyncio.Lock()

    async def check(self) -> None:
        """Let the caller write, or say why not."""
        await self._still_ours()
        async with self._reading:
            now = self._clock.monotonic()
            if self._read_at is None or now - self._read_at >= FRESH_SECONDS:
                position = await self._database.read(
                    lambda conn: read_switch(conn, Switch.WRITES_STOPPED)
                )
                self._stopped, self._read_at = position.on, now
        if self._stopped:
            raise WritesStopped("the stop switch is on")
