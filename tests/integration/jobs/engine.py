"""A jobs engine on a real database, with work that does as it is told and a clock moved by hand."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from temu_desktop.bus import EventBus
from temu_desktop.clock import BERLIN, ShiftedClock
from temu_desktop.database import Database, schema
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs import states
from temu_desktop.jobs.context import RunContext
from temu_desktop.jobs.definition_store import DefinitionStore
from temu_desktop.jobs.lease import LeaseKeeper
from temu_desktop.jobs.model import SYNC_ORDERS, RunRequest
from temu_desktop.jobs.parameters import Parameter
from temu_desktop.jobs.queries import RunFilter, RunRow
from temu_desktop.jobs.repository import interrupt_all
from temu_desktop.jobs.runner import Runner
from temu_desktop.jobs.scheduler import JobScheduler
from temu_desktop.jobs.service import JobService
from temu_desktop.jobs.serving import Serving
from temu_desktop.temu.archive import ApiArchive

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
JOB = SYNC_ORDERS


class MovedClock(ShiftedClock):
    """The system's steady clock, and a wall clock that stands still until it is moved; pauses of
    the engine last a hundredth of what they say."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self.time = start
        self.pauses: list[float] = []

    def now(self) -> datetime:
        """What it was moved to."""
        return self.time

    def move(self, **by: float) -> None:
        """Forward, or back."""
        self.time += timedelta(**by)

    async def sleep(self, seconds: float) -> None:
        """A hundredth."""
        self.pauses.append(seconds)
        await asyncio.sleep(seconds / 100)


@dataclass
class Work:
    """A type of job. ``does`` is called with the context and its request in every attempt."""

    does: Callable[[RunContext, RunRequest], Any] | None = None
    parameters: tuple[Parameter, ...] = (
        Parameter("mode", allowed=("full", "quick", "tracking_only")),
        Parameter("days_back", minimum=1, maximum=365),
    )
    seen: list[Mapping[str, Any]] = field(default_factory=list)
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, context: RunContext, request: RunRequest) -> None:
        """One step."""
        self.seen.append(dict(request.parameters))
        async with context.step("work") as step:
            self.begun.set()
            step.count("things", len(self.seen))
            if self.does is not None:
                await self.does(context, request)


@dataclass
class Engine:
    """All parts of one process."""

    database: Database
    clock: MovedClock
    bus: EventBus
    runner: Runner
    scheduler: JobScheduler
    jobs: JobService
    serving: Serving
    works: Mapping[str, Work]

    @property
    def orders(self) -> Work:
        """The work that most tests look at."""
        return self.works["sync_orders"]

    async def history(self, job: JobId | None = JOB) -> list[RunRow]:
        """All runs, the oldest first."""
        return (await self.jobs.history(RunFilter(job, limit=1000)))[::-1]

    async def states(self, job: JobId | None = JOB) -> list[str]:
        """The states of all runs, the oldest first."""
        return [row.state.value for row in await self.history(job)]

    async def ended(self, run: RunId) -> RunRow:
        """A run after its end."""
        async with asyncio.timeout(30):
            while True:
                row, _ = await self.jobs.details(run)
                if row.state in states.FINAL:
                    return row
                await asyncio.sleep(0.02)

    async def idle(self) -> None:
        """Until nothing runs here."""
        async with asyncio.timeout(30):
            while self.runner.live:  # noqa: ASYNC110 - looked at from outside
                await asyncio.sleep(0.01)

    async def acts(self) -> None:
        """Until this process acts."""
        async with asyncio.timeout(60):
            while not self.serving.acting:  # noqa: ASYNC110 - looked at from outside
                await asyncio.sleep(0.02)

    async def issues(self) -> list[tuple[str, str]]:
        """Rule and subject of what is open."""
        table = schema.issues
        rows = await self.database.read(
            lambda conn: conn.execute(select(table).where(table.c.closed_at.is_(None))).all()
        )
        return [(row.rule, row.subject_key) for row in rows]

    @asynccontextmanager
    async def acting(self) -> AsyncIterator[None]:
        """Serve for a block."""
        async with self.serving.serving("serve"):
            await self.acts()
            yield


def heard_on(database: Database, bus: EventBus) -> Database:
    """The same database, telling its events on a bus of this process."""
    heard = copy.copy(database)
    heard._bus = bus
    return heard


def engine(database: Database, folder: Path, clock: MovedClock | None = None) -> Engine:
    """The engine of one process; several may stand on one database."""
    clock = clock or MovedClock(NOON)
    bus = EventBus()
    database = heard_on(database, bus)
    types = ("sync_orders", "sync_inventory", "fetch_invoices", "maintenance")
    works = {name: Work() for name in types}
    lease = LeaseKeeper(database, recover=lambda uow: interrupt_all(uow.connection, clock.now()))
    runner = Runner(database, clock, bus, lease, ApiArchive(folder), works, jitter=lambda: 1.0)
    definitions = DefinitionStore(database, clock, BERLIN, runner.parameters_of)
    scheduler = JobScheduler(database, clock, definitions, runner)
    jobs = JobService(database, clock, bus, runner, definitions)
    serving = Serving(database, clock, bus, runner, scheduler, jobs)
    return Engine(database, clock, bus, runner, scheduler, jobs, serving, works)
