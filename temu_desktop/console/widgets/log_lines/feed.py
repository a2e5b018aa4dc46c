"""Keeps a store of lines in step with the end of the log in the database; no widgets."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from temu_desktop.console.widgets.log_lines.store import LogStore
from temu_desktop.logs.queries import LogFilter, LogLine
from temu_desktop.logs.service import LogService

PAGE = 1000
SLICE = 250
"""So many lines are taken in before the loop sees to others."""
FAR_BEHIND = 100_000
"""So many lines further on it is quicker, and as good, to begin at the end again."""
_STEP_SECONDS = 0.1
"""At most so often lines are shown: an eye sees no more, and the loop has other work."""


@dataclass(frozen=True, slots=True)
class Grown:
    """What happened to the rows: all new, or so many added at an end, so many gone at the top."""

    anew: bool = False
    above: int = 0
    below: int = 0
    gone: int = 0


class LogFeed:
    """Reads pages into the store and tells ``grown`` after each. One reading at a time."""

    def __init__(self, logs: LogService, grown: Callable[[Grown], None]) -> None:
        self.store = LogStore()
        self.wanted = LogFilter()
        self.at_beginning = False
        self._logs = logs
        self._grown = grown
        self._read_until = 0
        self._generation = 0
        self._turn = asyncio.Lock()

    async def open(self, wanted: LogFilter) -> None:
        """Begin anew with the newest lines that fit a filter."""
        self._generation += 1
        generation = self._generation
        async with self._turn:
            if generation != self._generation:
                return
            newest = await self._logs.newest()
            lines = await self._logs.page(wanted, limit=PAGE)
            if generation != self._generation:
                return
            self.wanted = wanted
            self.store.clear()
            self.store.append(lines)
            self.at_beginning = len(lines) < PAGE
            self._read_until = max(newest, self.store.last_id)
            self._grown(Grown(anew=True))

    async def catch_up(self) -> None:
        """Read what was written since; a caller that comes while that goes on waits for it."""
        generation = self._generation
        newest = await self._logs.newest()
        if newest - self._read_until > FAR_BEHIND:
            await self.open(self.wanted)
            return
        async with self._turn:
            loop = asyncio.get_running_loop()
            while generation == self._generation:
                next_at = loop.time() + _STEP_SECONDS
                lines = await self._logs.page(self.wanted, after=self._read_until, limit=PAGE)
                if generation != self._generation:
                    return
                await self._take(lines)
                if len(lines) < PAGE:
                    self._read_until = max(self._read_until, newest)
                    return
                await asyncio.sleep(max(0.0, next_at - loop.time()))

    async def older(self) -> None:
        """One page of lines before the first one, where there is one and room for it."""
        generation = self._generation
        async with self._turn:
            if generation != self._generation or self.at_beginning or self.store.full:
                return
            first = self.store.first_id
            lines = await self._logs.page(self.wanted, before=first, limit=PAGE)
            if generation != self._generation:
                return
            self.at_beginning = len(lines) < PAGE
            if taken := self.store.prepend(lines):
                self._grown(Grown(above=taken))

    async def _take(self, lines: list[LogLine]) -> None:
        gone = 0
        for start in range(0, len(lines), SLICE):
            gone += self.store.append(lines[start : start + SLICE])
            await asyncio.sleep(0)
        if gone:
            self.at_beginning = False
        if lines:
            self._read_until = max(self._read_until, lines[-1].id)
            self._grown(Grown(below=len(lines), gone=gone))
