"""Reads and writes off the loop: a synchronous function in a named pool, one transaction each.

A write commits when its function returns and rolls back when it raises or its caller is cancelled.
Events that it records are published after the commit, on the loop.
"""

from __future__ import annotations

import asyncio
import contextvars
import copy
import logging
import tempfile
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine

from temu_desktop.bus import EventBus
from temu_desktop.database.backup import copy_sqlite
from temu_desktop.database.changes import FileVersion, News
from temu_desktop.database.engine import build_engine, sqlite_file
from temu_desktop.database.errors import translate
from temu_desktop.database.transactions import (
    HeldTransaction,
    PooledTransactions,
    Transactions,
)

log = logging.getLogger(__name__)

_Result = TypeVar("_Result")
_Outcome = tuple[_Result, list[object]]
Translation = Callable[[], AbstractContextManager[None]]
"""Turns a driver's errors into ours around every use of a connection."""


class UnitOfWork:
    """One transaction's connection and the events that become true with its commit."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.events: list[object] = []

    def record(self, event: object) -> None:
        """Publish this event once the transaction is committed."""
        self.events.append(event)


class Database:
    """One database as coroutines see it.

    ``name`` names the threads. SQLite gets one writing thread beside the reading ones, because it
    has one writer; other engines share ``workers`` threads. Without a bus events are dropped.
    ``within`` is called at the end of every write, inside its transaction: what the recorded events
    mean for further tables is committed with them or not at all. Overlays do without it.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        name: str = "db-ops",
        bus: EventBus | None = None,
        workers: int = 10,
        translation: Translation = translate,
        transactions: Transactions | None = None,
        within: Callable[[UnitOfWork], None] | None = None,
    ) -> None:
        self.engine = engine
        self._name = name
        self._bus = bus
        self._translation = translation
        self._within = within
        self._before_commit: Callable[[Connection], None] | None = None
        self._transactions = transactions or PooledTransactions(engine)
        self._readers = ThreadPoolExecutor(workers, thread_name_prefix=name)
        self._writers = self._readers
        file = sqlite_file(engine)
        self._file_version = FileVersion(file) if file is not None else None
        if engine.dialect.name == "sqlite" and workers > 1:
            self._writers = ThreadPoolExecutor(1, thread_name_prefix=f"{name}-write")

    async def read(self, fn: Callable[[Connection], _Result]) -> _Result:
        """Run ``fn`` in a transaction that is given up afterwards.

        Raises what ``fn`` raises, driver errors translated.
        """

        def work(given_up: threading.Event) -> _Outcome[_Result]:
            with self._translation(), self._transactions.read() as connection:
                return fn(connection), []

        return await self._run(self._readers, work)

    async def write(self, fn: Callable[[UnitOfWork], _Result]) -> _Result:
        """Run ``fn`` in a transaction that is committed when it returns.

        Raises what ``fn`` raises, driver errors translated. A caller that is cancelled waits for
        ``fn`` to end; what was not committed by then is rolled back.
        """

        def work(given_up: threading.Event) -> _Outcome[_Result]:
            with self._translation(), self._transactions.write() as connection:
                unit = UnitOfWork(connection)
                result = fn(unit)
                if self._within is not None:
                    self._within(unit)
                if self._before_commit is not None:
                    self._before_commit(connection)
                if given_up.is_set():
                    raise _GivenUp
                return result, unit.events

        return await self._run(self._writers, work)

    def version(self) -> int | None:
        """A number that every commit changes, told at once and on the loop; None where only a look
        at the tables can tell: on a server, or while the file cannot be opened."""
        return None if self._file_version is None else self._file_version.now()

    def news(self) -> News:
        """For somebody who looks again and again: whether there may be anything to see."""
        return News(self.version)

    def guarded(self, before_commit: Callable[[Connection], None]) -> Database:
        """The same database, pools and bus, for one user whose every write ends with
        ``before_commit``, which undoes the write by raising. Only the original is closed."""
        guarded = copy.copy(self)
        guarded._before_commit = before_commit
        return guarded

    @asynccontextmanager
    async def overlay(self) -> AsyncIterator[Database]:
        """A database that starts like this one and whose writes are thrown away at the end.

        For dry runs, without events. SQLite gets a private copy of the file; a server one
        connection whose outer transaction is rolled back, with the locks it takes until then.
        """
        file = sqlite_file(self.engine)
        if file is None:
            held = HeldTransaction(self.engine)
            copy = self._beside(self.engine, held, workers=1)
            try:
                yield copy
            finally:
                await copy.close()
            return
        # Beside the file and not in /tmp: the copy holds the same personal data.
        with tempfile.TemporaryDirectory(prefix=".overlay-", dir=file.parent) as folder:
            private = Path(folder) / file.name
            await self.read(lambda connection: copy_sqlite(file, private))
            copy = self._beside(build_engine(f"sqlite:///{private}"), None, workers=4)
            try:
                yield copy
            finally:
                await copy.close()

    async def close(self) -> None:
        """Wait for the work in hand and close the connections."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._writers.shutdown()
        self._readers.shutdown()
        self._transactions.close()
        if self._file_version is not None:
            self._file_version.close()

    def _beside(self, engine: Engine, transactions: Transactions | None, workers: int) -> Database:
        return Database(
            engine,
            name=f"{self._name}-dry",
            workers=workers,
            translation=self._translation,
            transactions=transactions,
        )

    async def _run(
        self, pool: ThreadPoolExecutor, work: Callable[[threading.Event], _Outcome[_Result]]
    ) -> _Result:
        given_up = threading.Event()
        context = contextvars.copy_context()
        job = pool.submit(context.run, work, given_up)
        outcome = asyncio.wrap_future(job)
        try:
            result, events = await asyncio.shield(outcome)
        except asyncio.CancelledError:
            given_up.set()
            if not job.cancel():
                await _ended(outcome)
                self._publish_if_committed(outcome)
            raise
        self._publish(events)
        return result

    def _publish_if_committed(self, outcome: asyncio.Future[_Outcome[_Result]]) -> None:
        error = outcome.exception()
        if error is None:
            self._publish(outcome.result()[1])
        elif not isinstance(error, _GivenUp):
            log.warning("A cancelled transaction had failed: %s", error)

    def _publish(self, events: list[object]) -> None:
        if self._bus is not None:
            for event in events:
                self._bus.publish(event)


class _GivenUp(Exception):
    """The caller was cancelled before the commit."""


async def _ended(outcome: asyncio.Future[_Outcome[_Result]]) -> None:
    while not outcome.done():
        try:
            await asyncio.wait({outcome})
        except asyncio.CancelledError:
            # Cancelled once already; a thread cannot be stopped, only waited for.
            continue
