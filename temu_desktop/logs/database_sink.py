"""Log lines into ``scheduler_logs``: many in one transaction, off the loop.

Whoever logs only puts the line into a queue. While the database is away lines wait, up to a bound;
what is beyond it is counted, and the number is written once the database is back.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from temu_desktop.bus import EventBus
from temu_desktop.database import Database
from temu_desktop.errors import DatabaseError
from temu_desktop.events import LogLinesWritten
from temu_desktop.logs.context import Belonging
from temu_desktop.logs.lines import LineHandler
from temu_desktop.logs.masking import Masking
from temu_desktop.logs.rows import Waiting, insert
from temu_desktop.logs.setup import ROOT
from temu_desktop.logs.writer import Line

log = logging.getLogger(__name__)

WAITING = 50_000
"""So many lines may wait for the database."""
BATCH = 1_250
"""Lines of one transaction; what a run wants to write meanwhile waits no longer than for these."""
GATHER_SECONDS = 0.05
"""A line waits so long for others that go with it, while few come."""
FLUSH_SECONDS = 0.5
"""The same while more than ``MANY`` come a second."""
MANY = 2000
LONGEST_PAUSE_SECONDS = 30.0
STOP_SECONDS = 5.0


class DatabaseSink(LineHandler):
    """A handler that keeps lines until ``writing`` has written them."""

    def __init__(
        self, database: Database, bus: EventBus, masking: Masking, lowest: int = logging.INFO
    ) -> None:
        super().__init__(masking, max(lowest, logging.INFO))
        self.dropped = 0
        self._database = database
        self._bus = bus
        self._waiting: deque[Waiting] = deque()
        self._one_at_a_time = asyncio.Lock()
        self._some = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told = False

    def take(self, line: Line, where: Belonging, level: int) -> None:
        """Take a line; never waits, and never takes one about itself."""
        if len(self._waiting) >= WAITING:
            self.dropped += line[3] != __name__
        elif line[3] != __name__:
            self._waiting.append((line, where))
            if not self._told and (loop := self._loop) is not None:
                self._told = True
                loop.call_soon_threadsafe(self._some.set)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """Write lines of the program for a block, and what is left at its end."""
        self._loop = asyncio.get_running_loop()
        self._some.set()
        ours = logging.getLogger(ROOT)
        ours.addHandler(self)
        task = asyncio.create_task(self._write_on(), name="log-lines")
        try:
            yield
        finally:
            ours.removeHandler(self)
            self._loop = None
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            await self._last_words()

    async def _write_on(self) -> None:
        pause = GATHER_SECONDS
        while True:
            await self._some.wait()
            await asyncio.sleep(pause)
            # Before the lines are taken: one that comes meanwhile tells of itself again.
            self._some.clear()
            self._told = False
            many = len(self._waiting) > MANY * pause
            try:
                await self.flush_waiting()
            except DatabaseError as error:
                if pause <= FLUSH_SECONDS:
                    log.warning("Log lines wait for the database: %s", error)
                pause = min(LONGEST_PAUSE_SECONDS, 2 * max(pause, FLUSH_SECONDS))
                self._some.set()
            else:
                pause = FLUSH_SECONDS if many else GATHER_SECONDS

    async def _last_words(self) -> None:
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self.flush_waiting()
        except (TimeoutError, DatabaseError) as error:
            lost = len(self._waiting) + self.dropped
            log.warning("%s log lines are in the files only: %s", lost, error)

    async def flush_waiting(self) -> None:
        """Write everything that waits; raises DatabaseError, and nothing is lost by that."""
        async with self._one_at_a_time:
            await self._flush()

    async def _flush(self) -> None:
        while self._waiting or self.dropped:
            batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            dropped, self.dropped = self.dropped, 0
            lines = [*batch, _drop_line(dropped)] if dropped else batch
            try:
                newest = await self._database.write(lambda uow, lines=lines: insert(uow, lines))  # type: ignore[misc]
            except BaseException:
                # Cancelled or refused: the transaction did not happen.
                self._waiting.extendleft(reversed(batch))
                self.dropped += dropped
                raise
            self._bus.publish(LogLinesWritten(len(lines), newest))


def _drop_line(count: int) -> Waiting:
    text = f"{count} log lines were dropped here; the files have them"
    return (time.time(), "WARNING", "", __name__, "", text, None), Belonging()
