"""One process at a time per job: a row with a heartbeat (decision 25).

Time here is the computer's own: the practice mode may move the program's clock by hours, and a
heartbeat must not grow old by that.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from temu_desktop.database import Database, UnitOfWork, schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.errors import ConstraintViolated, DatabaseError, JobLocked
from temu_desktop.ids import RunId

LOCKS = schema.job_locks

HEARTBEAT_SECONDS = 5.0
STALE_AFTER = timedelta(seconds=30)
"""A holder that has not been heard of for so long is taken for dead."""
STALE_WHEN_EMBEDDED = timedelta(minutes=10)
"""The same for an embedded database: all its processes are on this computer, where a dead one is
seen at once, and its one writer may be busy for longer than a heartbeat."""


class JobLock:
    """A held lock; ``check`` raises JobLocked once it may no longer be relied on."""

    def __init__(self, job: str, stale_after: timedelta) -> None:
        self._job = job
        self._stale_after = stale_after
        self.beaten_at = datetime.now(UTC)
        self.lost = False

    def check(self) -> None:
        """Raise where another process may have taken over."""
        if self.lost or datetime.now(UTC) - self.beaten_at > self._stale_after / 2:
            raise JobLocked("the lock was lost", job=self._job)


class JobLocks:
    """Locks of one process on one operations database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._owner = f"{socket.gethostname()}:{os.getpid()}:{id(self):x}"
        embedded = database.engine.dialect.name == "sqlite"
        self._stale_after = STALE_WHEN_EMBEDDED if embedded else STALE_AFTER

    @asynccontextmanager
    async def hold(
        self, job: str, run: RunId, *, patience_seconds: float = 0.0
    ) -> AsyncIterator[JobLock]:
        """Hold the lock of a job for a block, beating until its end.

        Raises JobLocked where another holder lives on after ``patience_seconds``.
        """
        await self._acquire(job, run, patience_seconds)
        lock = JobLock(job, self._stale_after)
        heart = asyncio.create_task(self._beat(job, lock), name=f"heartbeat-{job}")
        try:
            yield lock
        finally:
            heart.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await heart
            await asyncio.shield(self._release(job))

    async def holder(self, job: str) -> str | None:
        """Who runs a job now; None where nobody lives."""
        row = await self._database.read(
            lambda conn: conn.execute(select(LOCKS).where(LOCKS.c.job_id == job)).one_or_none()
        )
        return row.run_id if row is not None and self._alive(row) else None

    async def _acquire(self, job: str, run: RunId, patience_seconds: float) -> None:
        deadline = asyncio.get_running_loop().time() + patience_seconds
        while True:
            try:
                await self._database.write(lambda uow: self._take(uow, job, run))
            except JobLocked:
                if asyncio.get_running_loop().time() >= deadline:
                    raise
            except ConstraintViolated as race:
                # Two processes inserted the first row of a job at once; the other one won.
                if asyncio.get_running_loop().time() >= deadline:
                    raise JobLocked("another process was quicker", job=job) from race
            else:
                return
            await asyncio.sleep(0.1)

    def _take(self, uow: UnitOfWork, job: str, run: RunId) -> None:
        conn, now = uow.connection, datetime.now(UTC)
        row = conn.execute(select(LOCKS).where(LOCKS.c.job_id == job)).one_or_none()
        if row is None:
            values = {"job_id": job, "owner": self._owner, "run_id": run}
            insert_rows(conn, LOCKS, [{**values, "acquired_at": now, "heartbeat_at": now}])
            return
        if self._alive(row):
            raise JobLocked("runs in another process", job=job, owner=row.owner, run=row.run_id)
        taken = conn.execute(
            update(LOCKS)
            .where(
                LOCKS.c.job_id == job,
                LOCKS.c.owner == row.owner,
                LOCKS.c.heartbeat_at == row.heartbeat_at,
            )
            .values(owner=self._owner, run_id=run, acquired_at=now, heartbeat_at=now)
        )
        if taken.rowcount != 1:
            raise JobLocked("another process took over first", job=job)

    async def _beat(self, job: str, lock: JobLock) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            now = datetime.now(UTC)
            try:
                beaten = await self._database.write(lambda uow: self._touch(uow, job))
            except DatabaseError:
                continue  # the lock's age tells `check` when it can no longer be relied on
            if not beaten:
                lock.lost = True
                return
            lock.beaten_at = now

    def _touch(self, uow: UnitOfWork, job: str) -> bool:
        statement = (
            update(LOCKS)
            .where(LOCKS.c.job_id == job, LOCKS.c.owner == self._owner)
            .values(heartbeat_at=datetime.now(UTC))
        )
        return uow.connection.execute(statement).rowcount == 1

    async def _release(self, job: str) -> None:
        mine = (LOCKS.c.job_id == job) & (LOCKS.c.owner == self._owner)
        await self._database.write(lambda uow: uow.connection.execute(LOCKS.delete().where(mine)))

    def _alive(self, row: Any) -> bool:
        """The holder beats, and where it is a process of this computer, it still exists."""
        if datetime.now(UTC) - row.heartbeat_at > self._stale_after:
            return False
        host, pid, _ = row.owner.rsplit(":", 2)
        return host != socket.gethostname() or _exists(int(pid))


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # somebody else's process, but there
    return True
