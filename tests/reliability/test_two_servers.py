"""Console and headless mode on one PostgreSQL database, the one that acts killed again and again:
no run is done twice, and every due time is accounted for."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Row, select

from temu_desktop.bootstrap import running_core
from temu_desktop.clock import BERLIN
from temu_desktop.database import Database, build_engine, migrate, schema
from temu_desktop.jobs.definitions import JobDefinition
from temu_desktop.jobs.marks import read_marks
from temu_desktop.jobs.model import RunState
from temu_desktop.jobs.schedule import Every, due_times, next_due
from temu_desktop.jobs.states import FINAL, LIVE
from temu_desktop.sandbox.process import RunningSandbox
from temu_desktop.settings_reader import load_settings
from tests.headless.test_process import free_port
from tests.postgres_server import PostgresServer
from tests.sandbox_fixtures import StartSandbox

RUNS, LEASE = schema.job_runs, schema.scheduler_lease
COMMANDS = {
    "headless": ("-m", "headless"),
    "console": ("-m", "tests.reliability.standing_program", "console"),
}


@dataclass
class Pair:
    """Two programs on one database, and what happened to them."""

    environ: dict[str, str]
    database: Database
    sandbox: RunningSandbox
    living: dict[str, asyncio.subprocess.Process] = field(default_factory=dict)
    killed: list[str] = field(default_factory=list)

    async def start(self, kind: str) -> None:
        """Begin one of both."""
        self.living[kind] = await asyncio.create_subprocess_exec(
            *(sys.executable, *COMMANDS[kind]),
            env={**os.environ, **self.environ, "UVICORN_PORT": str(free_port())},
            cwd=Path(__file__).parents[2],
            stdout=asyncio.subprocess.DEVNULL,
        )

    async def stop(self) -> None:
        """Kill whoever lives."""
        for process in self.living.values():
            process.kill()
            await process.wait()

    async def holder(self) -> Row[Any]:
        """Who acts; waits until one of the living does."""
        async with asyncio.timeout(90):
            while True:
                row = await self.database.read(lambda conn: conn.execute(select(LEASE)).first())
                if row is not None and row.owner and row.kind in self.living:
                    process = self.living[row.kind]
                    if row.owner.rsplit(":", 2)[1] == str(process.pid):
                        return row
                await asyncio.sleep(0.05)

    async def kill_holder(self) -> None:
        """No signal that could be caught; the other one takes over, and it comes back."""
        before = await self.holder()
        process = self.living.pop(before.kind)
        process.kill()
        await process.wait()
        self.killed.append(before.kind)
        after = await self.holder()
        assert after.kind != before.kind
        assert after.fence > before.fence
        await self.start(before.kind)

    async def runs(self) -> list[Row[Any]]:
        """Every run, as they began."""
        statement = select(RUNS).order_by(RUNS.c.started_at, RUNS.c.run_id)
        return await self.database.read(lambda conn: list(conn.execute(statement)))

    async def somebody_works(self) -> bool:
        """A run is under way."""
        return any(row.state in {state.value for state in LIVE} for row in await self.runs())

    async def now(self) -> datetime:
        """The time in the sandbox."""
        return datetime.now(UTC) + timedelta(seconds=await self.sandbox.control.offset())

    async def settled(self, definitions: list[JobDefinition], until: datetime) -> None:
        """Wait until every due time up to a moment has its row and nothing runs."""
        names = [definition.id for definition in definitions]
        async with asyncio.timeout(120):
            while True:
                marks = await self.database.read(lambda conn: read_marks(conn, names))
                due = [
                    one
                    for definition in definitions
                    if definition.id in marks
                    for one in due_times(definition.when, BERLIN, marks[definition.id], until)
                ]
                if len(marks) == len(names) and not due and not await self.somebody_works():
                    return
                await asyncio.sleep(0.05)


@asynccontextmanager
async def pair(
    sandbox: RunningSandbox, server: PostgresServer, name: str, folder: Path
) -> AsyncIterator[Pair]:
    """Both programs, on a database of their own."""
    url, address = server.create(name), sandbox.address
    engine = build_engine(url)
    await asyncio.to_thread(migrate, engine, now=datetime.now(UTC))
    database = Database(engine, name="watching")
    environ = {
        "TEMU_DATA_DIR": str(folder),
        "TOCI_DATABASE_URL": url,
        "JTL_DATABASE_URL": address.wawi_url,
        "TEMU_APP_KEY": address.app_key,
        "TEMU_APP_SECRET": address.app_secret,
        "TEMU_ACCESS_TOKEN": address.access_token,
        "TEMU_API_ENDPOINT": address.endpoint,
        "TEMU_CALLS_PER_SECOND": "2000",
        "TEMU_PRACTICE_URL": address.control_url,
        "LOG_LEVEL": "ERROR",
    }
    both = Pair(environ, database, sandbox)
    try:
        await both.start("headless")
        await both.start("console")
        yield both
    finally:
        await both.stop()
        await database.close()
        server.drop(name)


async def a_day_of_kills(both: Pair, steps: int, kills: int) -> None:
    """Time passes five minutes a step; at some of them the one that acts is killed at work."""
    chance = random.Random(76)
    fatal = set(chance.sample(range(1, steps), kills))
    definitions = await definitions_of(both)
    await both.holder()
    await both.settled(definitions, await both.now())
    for step in range(steps):
        now = await both.now()
        due = next_due(Every(5), BERLIN, now)
        assert due is not None
        # A moment past the due time: a jump far beyond it would make the run too late.
        await both.sandbox.control.tick((due - now).total_seconds() + 2)
        if step in fatal:
            await asyncio.sleep(chance.uniform(0, 1.5))
            await both.kill_holder()
        await both.settled(definitions, await both.now())


async def definitions_of(both: Pair) -> list[JobDefinition]:
    """The jobs that the schedule starts."""
    async with running_core(load_settings(both.environ)) as core:
        jobs = await core.jobs.jobs()
    return [job.definition for job in jobs if job.definition.enabled]


def assert_no_run_was_done_twice(rows: list[Row[Any]]) -> None:
    """One run for each due time at the most, and never two runs of one job side by side."""
    # Several that come together are two rows of the newest one's time: what was left out, the run.
    done = [row for row in rows if row.state not in {RunState.SKIPPED, RunState.MISSED}]
    due = Counter((row.job_id, row.due_at) for row in done if row.due_at is not None)
    assert [key for key, count in due.items() if count > 1] == []
    for job in {row.job_id for row in done}:
        for one, following in pairwise(row for row in done if row.job_id == job):
            assert one.ended_at is not None
            assert one.ended_at <= following.started_at, (one, following)


def assert_all_is_accounted_for(
    conn: Connection, definitions: list[JobDefinition], rows: list[Row[Any]]
) -> None:
    """Every due time from a job's first to its mark is in exactly one row."""
    for definition in definitions:
        mine = [row for row in rows if row.job_id == definition.id and row.due_at is not None]
        if mine:
            first = min(row.due_at for row in mine if row.due_count == 1)
            mark = read_marks(conn, [definition.id])[definition.id]
            due = list(due_times(definition.when, definition.zone, first, mark))
            assert sum(row.due_count for row in mine) == len(due) + 1, definition.id


async def killed_and_counted(
    sandbox: RunningSandbox, server: PostgresServer, folder: Path, steps: int, kills: int
) -> Counter[str]:
    """Play it through; counts of runs by state."""
    async with pair(sandbox, server, f"temu_pair_{steps}", folder) as both:
        await a_day_of_kills(both, steps, kills)
        rows = await both.runs()
        definitions = await definitions_of(both)
        assert_no_run_was_done_twice(rows)
        with both.database.engine.connect() as conn:
            assert_all_is_accounted_for(conn, definitions, rows)
        assert len(both.killed) == kills
        assert set(both.killed) == {"headless", "console"}
    assert {row.state for row in rows} <= {state.value for state in FINAL}
    return Counter(f"{row.state} {row.error_code or ''}".strip() for row in rows)


@pytest.mark.soak
@pytest.mark.postgres
async def test_an_hour_with_the_one_that_acts_killed_twice(
    sandbox: StartSandbox, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    shop = await sandbox(orders=6, skus=20, seed=76)
    counted = await killed_and_counted(shop, postgres_server, tmp_path, steps=8, kills=2)
    assert counted["success"] >= 8, counted


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.timeout(3600)
async def test_a_day_with_the_one_that_acts_killed_ten_times(
    sandbox: StartSandbox, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    shop = await sandbox(orders=60, skus=150, seed=77)
    counted = await killed_and_counted(shop, postgres_server, tmp_path, steps=288, kills=10)
    print(f"two servers    {dict(counted)}")  # noqa: T201 - the table of the soak
    assert counted["success"] >= 400, counted
