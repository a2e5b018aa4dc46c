"""Looks at every connection a few times a minute, in whichever process serves."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from temu_desktop.bus import EventBus
from temu_desktop.clock import Clock
from temu_desktop.connections.model import Connection, Neighbour, Seen, Standing, after, is_news
from temu_desktop.connections.probes import Probe
from temu_desktop.events import ConnectionChanged

log = logging.getLogger(__name__)

LOOK_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class _Watched:
    neighbour: Neighbour
    probe: Probe


class ConnectionMonitor:
    """The state of TEMU, JTL and our own database, as this process sees them."""

    def __init__(
        self,
        clock: Clock,
        bus: EventBus,
        probes: Mapping[Neighbour, Probe | None],
        every: float = LOOK_SECONDS,
    ) -> None:
        self._clock = clock
        self._bus = bus
        self._every = every
        self._watched = [_Watched(one, probe) for one, probe in probes.items() if probe is not None]
        now = clock.now()
        self._states = {
            one: Connection(one, Standing.UNKNOWN if probe else Standing.NOT_SET_UP, now)
            for one, probe in probes.items()
        }

    def states(self) -> tuple[Connection, ...]:
        """How each connection stood at the last look."""
        return tuple(self._states[one] for one in Neighbour if one in self._states)

    async def look(self) -> tuple[Connection, ...]:
        """Look at all of them now."""
        await asyncio.gather(*(self._look_at(one) for one in self._watched))
        return self.states()

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Look every few seconds for a block; one that is slow does not hold up the others."""
        tasks = [
            asyncio.create_task(self._keep_looking(one), name=f"connection-{one.neighbour.value}")
            for one in self._watched
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    async def _keep_looking(self, one: _Watched) -> None:
        while True:
            try:
                await self._look_at(one)
            except Exception:  # a border: a probe that breaks must not end the watching
                log.exception("The connection to %s could not be looked at", one.neighbour.value)
            await asyncio.sleep(self._every)

    async def _look_at(self, one: _Watched) -> None:
        seen = await one.probe.look()
        if seen is not None:
            self._note(one.neighbour, seen)

    def _note(self, neighbour: Neighbour, seen: Seen) -> None:
        before = self._states[neighbour]
        now = self._states[neighbour] = after(before, seen)
        if is_news(before, now):
            event = ConnectionChanged(
                neighbour.value, now.standing.value, now.since, now.error_code
            )
            self._bus.publish(event)
