"""Who acts on an operations database: one process at a time (a row with a heartbeat and a fence).

Whether a holder lives is judged by what changes, not by its clock: a row whose beat has stood still
for ``TTL_SECONDS`` of the observer's own steady time belongs to nobody, so that a clock set back or
two computers that disagree do no harm. A holder that is a dead process of this computer is seen at
once. Every write of a run renews the row in its own transaction and is undone where the fence has
moved on; before a write to a neighbour the lease is made to outlast it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from temu_desktop.database import Database, UnitOfWork, schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.errors import AnotherActs, ConstraintViolated, DatabaseError, LeaseLost

log = logging.getLogger(__name__)

LEASE = schema.scheduler_lease
NAME = "scheduler"
COMMAND = "command"
"""The kind of a holder that runs one job and leaves."""

TTL_SECONDS = 25.0
"""A holder whose beat stands still for so long has lost the lease to whoever asks."""
HEARTBEAT_SECONDS = 5.0
LOOK_SECONDS = 2.0
"""How often one who waits looks: with the time above, 30 s at most until it takes over."""
WRITE_SECONDS = 15.0
"""The longest that a write to a neighbour may take; the lease outlasts it."""
_MARGIN_SECONDS = 2.0

Recover = Callable[[UnitOfWork], None]
"""What a new holder does first, in the transaction in which it takes the lease."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lease: ``kind`` is what sort of process it is, times are its own clock's."""

    owner: str
    kind: str
    fence: int
    beat: int
    acquired_at: datetime
    beaten_at: datetime

    @property
    def died(self) -> bool:
        """It is a process of this computer that no longer exists."""
        host, pid, _ = self.owner.rsplit(":", 2)
        return host == socket.gethostname() and not _exists(int(pid))


class Lease:
    """The lease while we hold it."""

    def __init__(self, fence: int, monotonic: Callable[[], float]) -> None:
        self.fence = fence
        self.lost = asyncio.Event()
        self._monotonic = monotonic
        self._renewed = monotonic()

    @property
    def age(self) -> float:
        """Seconds since it was last renewed."""
        return self._monotonic() - self._renewed

    def renew(self, conn: Connection) -> None:
        """Renew in the caller's transaction; raises LeaseLost where another holder came."""
        began = self._monotonic()
        beaten = conn.execute(
            update(LEASE)
            .where(LEASE.c.name == NAME, LEASE.c.fence == self.fence, LEASE.c.owner.is_not(None))
            .values(beat=LEASE.c.beat + 1, beaten_at=datetime.now(UTC))
        )
        if beaten.rowcount != 1:
            raise LeaseLost("another process acts now", fence=self.fence)
        self._renewed = began


class _Sight:
    """What one who waits has seen of the row, and since when it has not changed."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._seen: tuple[int, int] | None = None
        self._since = 0.0

    def stood_still(self, holder: Holder) -> float:
        """For how many seconds, as far as we know."""
        now = self._monotonic()
        if self._seen != (holder.fence, holder.beat):
            self._seen, self._since = (holder.fence, holder.beat), now
        return now - self._since


class LeaseKeeper:
    """Takes, keeps and gives back the lease for this process.

    ``kind`` says what the process is; ``recover`` is done by every new holder first;
    ``on_lost`` is called on the loop when another process has taken over.
    """

    def __init__(
        self,
        database: Database,
        kind: str = COMMAND,
        *,
        recover: Recover = lambda uow: None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.kind = kind
        self.on_lost: Callable[[], None] = lambda: None
        self._database = database
        self._recover = recover
        self._monotonic = monotonic
        self._owner = f"{socket.gethostname()}:{os.getpid()}:{id(self):x}"
        self._sight = _Sight(monotonic)
        self._held: Lease | None = None
        self._users = 0
        self._changing = asyncio.Lock()
        self._heart: asyncio.Task[None] | None = None

    @property
    def held(self) -> Lease | None:
        """The lease, while this process has it."""
        lease = self._held
        return None if lease is None or lease.lost.is_set() else lease

    @asynccontextmanager
    async def acting(self) -> AsyncIterator[Lease]:
        """Hold the lease for a block; within the process blocks may overlap.

        Raises AnotherActs where another process holds it. One that was not heard of for long is
        watched for as long as it takes to be sure.
        """
        async with self._changing:
            lease = self.held or await self._patiently()
            self._users += 1
        try:
            yield lease
        finally:
            async with self._changing:
                self._users -= 1
                if self._users == 0:
                    await asyncio.shield(self._give_back())

    async def holder(self) -> Holder | None:
        """Who acts now, as far as can be seen; None where nobody does."""
        holder = await self._database.read(_holder)
        if holder is None or holder.died:
            return None
        return None if self._sight.stood_still(holder) >= TTL_SECONDS else holder

    async def secure(self) -> None:
        """Make the lease outlast a write to a neighbour that begins now.

        Raises LeaseLost, or DatabaseError where that cannot be made sure.
        """
        lease = self.held
        if lease is None:
            raise LeaseLost("this process does not act")
        if lease.age > TTL_SECONDS - WRITE_SECONDS - _MARGIN_SECONDS:
            await self._beat(lease)

    async def _patiently(self) -> Lease:
        while True:
            holder = await self._database.read(_holder)
            if holder is None or holder.died or self._sight.stood_still(holder) >= TTL_SECONDS:
                lease = await self._take(holder)
                if lease is not None:
                    return lease
            elif abs((datetime.now(UTC) - holder.beaten_at).total_seconds()) < TTL_SECONDS:
                raise AnotherActs("another process acts", owner=holder.owner, kind=holder.kind)
            await asyncio.sleep(LOOK_SECONDS / 4)

    async def wait(self) -> None:
        """Until the lease can be had, without taking it: for those who stand by."""
        while (holder := await self._database.read(_holder)) is not None:
            if holder.died or self._sight.stood_still(holder) >= TTL_SECONDS:
                return
            await asyncio.sleep(LOOK_SECONDS)

    async def _take(self, seen: Holder | None) -> Lease | None:
        try:
            fence = await self._database.write(lambda uow: self._taken(uow, seen))
        except ConstraintViolated:
            return None  # two processes inserted the first row at once; the other one won
        if fence is None:
            return None
        if seen is not None:
            log.warning("Took over from %s (%s), which no longer acts", seen.owner, seen.kind)
        lease = self._held = Lease(fence, self._monotonic)
        self._heart = asyncio.create_task(self._keep_beating(lease), name="lease-heartbeat")
        return lease

    def _taken(self, uow: UnitOfWork, seen: Holder | None) -> int | None:
        """The new fence; None where another process was quicker."""
        conn, now = uow.connection, datetime.now(UTC)
        row = conn.execute(select(LEASE).where(LEASE.c.name == NAME)).one_or_none()
        values: dict[str, Any] = {"owner": self._owner, "kind": self.kind, "beat": 0}
        values |= {"acquired_at": now, "beaten_at": now}
        if row is None:
            fence = 1
            insert_rows(conn, LEASE, [{"name": NAME, "fence": fence, **values}])
        else:
            expected = (row.fence, row.beat) if seen is None else (seen.fence, seen.beat)
            fence = expected[0] + 1
            free = LEASE.c.owner.is_(None) if seen is None else LEASE.c.owner == seen.owner
            same = (LEASE.c.fence == expected[0]) & (LEASE.c.beat == expected[1])
            taken = conn.execute(
                update(LEASE).where(LEASE.c.name == NAME, free, same).values(fence=fence, **values)
            )
            if taken.rowcount != 1:
                return None
        self._recover(uow)
        return fence

    async def _keep_beating(self, lease: Lease) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            try:
                await self._beat(lease)
            except LeaseLost:
                log.error("Another process acts now; the runs of this one stop")
                self.on_lost()
                return
            except DatabaseError as error:
                # Nothing can be written meanwhile either, so nothing is done twice.
                log.warning("The lease could not be renewed: %s", error)

    async def _beat(self, lease: Lease) -> None:
        try:
            await self._database.write(lambda uow: lease.renew(uow.connection))
        except LeaseLost:
            lease.lost.set()
            raise

    async def _give_back(self) -> None:
        lease, self._held = self._held, None
        if self._heart is not None:
            self._heart.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._heart
            self._heart = None
        if lease is None or lease.lost.is_set():
            return
        mine = (LEASE.c.name == NAME) & (LEASE.c.fence == lease.fence)
        try:
            await self._database.write(
                lambda uow: uow.connection.execute(update(LEASE).where(mine).values(owner=None))
            )
        except DatabaseError as error:
            log.warning("The lease could not be given back, it will run out: %s", error)


def _holder(conn: Connection) -> Holder | None:
    row = conn.execute(
        select(LEASE).where(LEASE.c.name == NAME, LEASE.c.owner.is_not(None))
    ).one_or_none()
    if row is None:
        return None
    return Holder(row.owner, row.kind, row.fence, row.beat, row.acquired_at, row.beaten_at)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # somebody else's process, but there
    return True
