"""New log lines for those who asked: read once for all, matched once per kind of wish."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from headless.live.client import Client
from headless.live.messages import Channel, Draft
from headless.live.selection import LogSelection
from headless.options import LOGGER
from headless.schemas.logs import LineOut
from temu_desktop.errors import DatabaseError
from temu_desktop.logs.queries import MOST, LogFilter, LogLine
from temu_desktop.logs.service import LogService

log = logging.getLogger(f"{LOGGER}.log_feed")

LOOK_SECONDS = 1.0
"""How often it is looked for lines of other processes, while somebody listens."""


class LogFeed:
    """Looks for new lines while ``listeners`` has any, and hands them to ``tell``."""

    def __init__(
        self,
        logs: LogService,
        listeners: Callable[[], Iterable[Client]],
        tell: Callable[[Draft, Sequence[Client]], None],
    ) -> None:
        self._logs = logs
        self._listeners = listeners
        self._tell = tell
        self._last: int | None = None
        self._skipped = 0
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """There may be lines."""
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while any(True for _ in self._listeners()):
                try:
                    await self.look()
                except DatabaseError as error:
                    log.debug("The log cannot be read now: %s", error)
                try:
                    async with asyncio.timeout(LOOK_SECONDS):
                        await self._wake.wait()
                except TimeoutError:
                    continue
                self._wake.clear()
            self._last = None

    async def look(self) -> None:
        """Tell what has come since the last look; raises DatabaseError."""
        lines = await self._new_lines()
        by_wish: dict[tuple[LogSelection, int], list[Client]] = defaultdict(list)
        for client in list(self._listeners()):
            if client.last_line is None:
                await self._catch_up(client)
            elif client.logs is not None and lines and client.last_line < lines[-1].id:
                by_wish[client.logs, max(client.last_line, lines[0].id - 1)].append(client)
                client.last_line = lines[-1].id
        for (wish, last), clients in by_wish.items():
            wanted = [line for line in lines if line.id > last and wish.takes(line)]
            if wanted:
                self._tell(batch(wanted, self._skipped), clients)

    async def _new_lines(self) -> list[LogLine]:
        if self._last is None:
            self._last = await self._logs.newest()
            return []
        newest = await self._logs.page(LogFilter(), limit=MOST)
        lines = [line for line in newest if line.id > self._last]
        self._skipped = lines[0].id - self._last - 1 if len(lines) == MOST else 0
        self._last = lines[-1].id if lines else self._last
        return lines

    async def _catch_up(self, client: Client) -> None:
        """The lines after the one that a listener has, the newest ones where they are many."""
        selection, after = client.logs or LogSelection(), client.log_after
        client.last_line = self._last or 0
        if after is None:
            return
        found = await self._logs.page(selection.filter(), limit=MOST)
        lines = [line for line in found if line.id > after]
        if client.logs is selection and lines:
            client.last_line = max(client.last_line, lines[-1].id)
            skipped = 1 if len(lines) == MOST else 0
            self._tell(batch(lines, skipped), [client])


def batch(lines: Sequence[LogLine], skipped: int = 0) -> Draft:
    """Lines as one message."""
    shown = [LineOut.of(line).model_dump(mode="json") for line in lines]
    return Draft("log", Channel.LOGS, {"lines": shown, "skipped": skipped}, "log")
