"""Log lines into ``scheduler_logs``: many in one transaction, off the loop.

Whoever logs only puts the line into a queue. While the database is away lines wait, up to a bound;
what is beyond it is counted, and the number is written once the database is back.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from temu_desktop.bus import EventBus
from temu_desktop.database import Database, UnitOfWork, schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.errors import DatabaseError
from temu_desktop.events import LogLinesWritten
from temu_desktop.fitting import fit
from temu_desktop.logs.context import Belonging, Binding
from temu_desktop.logs.masking import Masking
from temu_desktop.logs.setup import ROOT

log = logging.getLogger(__name__)

LOGS = schema.scheduler_logs
WAITING = 50_000
"""So many lines may wait for the database."""
BATCH = 5_000
FLUSH_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STOP_SECONDS = 5.0


class DatabaseSink(logging.Handler):
    """A handler that keeps lines until ``writing`` has written them."""

    def __init__(self, database: Database, bus: EventBus, masking: Masking) -> None:
        super().__init__(logging.INFO)
        self.addFilter(Binding())
        self.addFilter(masking)
        self.dropped = 0
        self._database = database
        self._bus = bus
        self._waiting: deque[dict[str, Any]] = deque()

    def emit(self, record: logging.LogRecord) -> None:
        """Take a line; never waits, and never takes one about itself."""
        if record.name == __name__:
            return
        if len(self._waiting) >= WAITING:
            self.dropped += 1
            return
        where: Belonging = record.belonging  # type: ignore[attr-defined]
        self._waiting.append(
            {
                "job_id": where.job,
                "job_type": where.job_type,
                "level": record.levelname,
                "message": record.getMessage(),
                "timestamp": datetime.fromtimestamp(record.created, UTC),
                "error_text": record.exc_text,
                "run_id": where.run or None,
                "step": where.step or None,
                "subject": fit(where.subject, 200) or None,
                "logger": fit(record.name, 200),
            }
        )

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """Write lines of the program for a block, and what is left at its end."""
        ours = logging.getLogger(ROOT)
        ours.addHandler(self)
        task = asyncio.create_task(self._write_on(), name="log-lines")
        try:
            yield
        finally:
            ours.removeHandler(self)
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            await self._last_words()

    async def _write_on(self) -> None:
        pause = FLUSH_SECONDS
        while True:
            await asyncio.sleep(pause)
            try:
                await self.flush_waiting()
            except DatabaseError as error:
                if pause == FLUSH_SECONDS:
                    log.warning("Log lines wait for the database: %s", error)
                pause = min(LONGEST_PAUSE_SECONDS, pause * 2)
            else:
                pause = FLUSH_SECONDS

    async def _last_words(self) -> None:
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self.flush_waiting()
        except (TimeoutError, DatabaseError) as error:
            lost = len(self._waiting) + self.dropped
            log.warning("%s log lines are in the files only: %s", lost, error)

    async def flush_waiting(self) -> None:
        """Write everything that waits; raises DatabaseError, and nothing is lost by that."""
        while self._waiting or self.dropped:
            batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            dropped, self.dropped = self.dropped, 0
            lines = [*batch, _drop_line(dropped)] if dropped else batch
            try:
                newest = await self._database.write(lambda uow, lines=lines: _insert(uow, lines))  # type: ignore[misc]
            except BaseException:
                # Cancelled or refused: the transaction did not happen.
                self._waiting.extendleft(reversed(batch))
                self.dropped += dropped
                raise
            self._bus.publish(LogLinesWritten(len(lines), newest))


def _insert(uow: UnitOfWork, lines: Sequence[dict[str, Any]]) -> int:
    insert_rows(uow.connection, LOGS, lines)
    newest = uow.connection.execute(select(func.max(LOGS.c.log_id))).scalar()
    return int(newest or 0)


def _drop_line(count: int) -> dict[str, Any]:
    return {
        "job_id": "",
        "job_type": "",
        "level": "WARNING",
        "message": f"{count} log lines were dropped here; the files have them",
        "timestamp": datetime.now(UTC),
        "error_text": None,
        "run_id": None,
        "step": None,
        "subject": None,
        "logger": __name__,
    }
