"""Two processes on one database: one works, the other says so and leaves."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from temu_desktop.database import Database, build_engine, migrate, schema
from temu_desktop.jobs.lease import TTL_SECONDS
from temu_desktop.jobs.model import SYNC_INVENTORY, SYNC_ORDERS, RunState
from temu_desktop.orders.model import ExportState
from temu_desktop.sandbox.process import RunningSandbox
from tests.command_zygote import temu_desktop
from tests.reliability.moments import Blow, Moment
from tests.reliability.program import Ended, Launch, Programs
from tests.sandbox_fixtures import StartSandbox

EXPORT_BEGINS = 6
"""The border of an orders run at which JTL is written to next: the sixth, after the beginning of
the run, beginning and end of fetch and import, and the beginning of export."""


@dataclass(frozen=True, slots=True)
class House:
    """A merchant's installation on a sandbox."""

    programs: Programs
    sandbox: RunningSandbox
    database: Database
    folder: Path
    environ: Mapping[str, str]

    async def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The command line, as a merchant's scheduler calls it."""
        return await asyncio.to_thread(temu_desktop, self.folder, *words, **self.environ)

    async def launch(self, launch: Launch) -> Ended:
        """The program in a process of its own, in the background of the test."""
        return await asyncio.to_thread(self.programs.run, self.environ, launch)

    async def holder(self) -> int:
        """Process id of who holds the lease; waits until somebody does."""
        statement = select(schema.scheduler_lease.c.owner)
        while True:
            owner = await self.database.read(lambda conn: conn.execute(statement).scalar())
            if owner is not None:
                return int(owner.rsplit(":", 2)[1])
            await asyncio.sleep(0.02)

    async def states(self) -> list[str]:
        """The states of all runs of the orders job, the oldest first."""
        runs = schema.job_runs
        statement = select(runs.c.state).where(runs.c.job_id == SYNC_ORDERS)

        def read(conn: Connection) -> list[str]:
            return list(conn.execute(statement.order_by(runs.c.started_at)).scalars())

        return await self.database.read(read)


@pytest.fixture
async def house(
    programs: Programs, sandbox: StartSandbox, any_empty_url: str, tmp_path: Path
) -> AsyncIterator[House]:
    """An installation that has not fetched any order yet, on every engine at hand."""
    started = await sandbox(orders=24, skus=80, seed=5)
    engine = build_engine(any_empty_url)
    migrate(engine, now=datetime.now(UTC))
    database = Database(engine)
    environ = _environment(started, any_empty_url, tmp_path)
    yield House(programs, started, database, tmp_path, environ)
    await database.close()


def _environment(sandbox: RunningSandbox, url: str, folder: Path) -> Mapping[str, str]:
    address = sandbox.address
    return {
        "TEMU_DATA_DIR": str(folder / "data"),
        "TOCI_DATABASE_URL": url,
        "JTL_DATABASE_URL": address.wawi_url,
        "TEMU_APP_KEY": address.app_key,
        "TEMU_APP_SECRET": address.app_secret,
        "TEMU_ACCESS_TOKEN": address.access_token,
        "TEMU_API_ENDPOINT": address.endpoint,
        "TEMU_CALLS_PER_SECOND": "1000",
        "TEMU_PRACTICE_URL": address.control_url,
        "TEMU_ORDERS_FROM": (datetime.now(UTC) - timedelta(days=60)).isoformat(),
        "TEMU_DAYS_BACK": "30",
    }


def _wait_until_stopped(pid: int) -> None:
    """Wait until the kernel shows the process as stopped."""
    status = Path(f"/proc/{pid}/stat")
    while status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "T":
        time.sleep(0.02)


@asynccontextmanager
async def _frozen(house: House, at: Blow) -> AsyncIterator[tuple[int, asyncio.Task[Ended]]]:
    """An orders run that has been stopped and holds the lease."""
    stopped = replace(at, signal=signal.SIGSTOP)
    task = asyncio.create_task(house.launch(Launch(SYNC_ORDERS, {"mode": "full"}, stopped)))
    pid = await house.holder()
    await asyncio.to_thread(_wait_until_stopped, pid)
    try:
        yield pid, task
    finally:
        if not task.done():
            os.kill(pid, signal.SIGKILL)
            await task


async def test_a_second_process_leaves_with_code_5_and_takes_over_at_once_when_the_first_is_killed(
    house: House,
) -> None:
    async with _frozen(house, Blow(Moment.BORDER, EXPORT_BEGINS)) as (pid, first):
        second = await house.command("run", SYNC_ORDERS, "--json")
        assert second.returncode == 5, second.stderr
        assert json.loads(second.stdout)["error"]["code"] == "another_acts"
        os.kill(pid, signal.SIGKILL)
        assert (await first).killed
    began = time.monotonic()
    third = await house.command("run", SYNC_ORDERS, "--json")
    assert time.monotonic() - began < TTL_SECONDS / 3
    assert third.returncode == 0, third.stderr
    assert json.loads(third.stdout)["state"] == "success"
    assert await house.states() == [RunState.INTERRUPTED.value, RunState.SUCCESS.value]


async def test_the_command_line_killed_while_it_works_goes_on_when_it_is_called_again(
    house: House,
) -> None:
    """A kill from outside, at whatever moment the machine makes of it."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "temu_desktop", "run", SYNC_ORDERS, "--json"),
        env={**os.environ, **house.environ},
        stdout=subprocess.DEVNULL,
    )
    assert await house.holder() == process.pid
    process.kill()
    await process.wait()
    again = await house.command("run", SYNC_ORDERS, "--json")
    assert again.returncode == 0, again.stderr
    await house.sandbox.control.tick(120)
    third = await house.command("run", SYNC_ORDERS, "--json")
    assert third.returncode == 0, third.stderr
    books = await house.sandbox.control.books()
    assert (books["duplicates"], books["lost"]) == (0, 0)
    assert books["in_jtl"]


async def test_inventory_waits_for_nobody_who_was_killed_while_reading_orders(
    house: House,
) -> None:
    """The reading of the order list is one block for both jobs; a dead reader does not hold it."""
    killed = await house.launch(Launch(SYNC_ORDERS, {}, Blow(Moment.BORDER, EXPORT_BEGINS)))
    assert killed.killed
    began = time.monotonic()
    ended = await house.launch(Launch(SYNC_INVENTORY, {"mode": "quick"}))
    assert ended.succeeded
    assert time.monotonic() - began < TTL_SECONDS / 3


@pytest.mark.soak
@pytest.mark.parametrize(
    "asleep_at", [Blow(Moment.BORDER, EXPORT_BEGINS), Blow(Moment.HAND_OVER, 1)]
)
async def test_a_process_that_sleeps_while_another_takes_over_does_no_harm_when_it_wakes(
    house: House, asleep_at: Blow
) -> None:
    """One computer of two is suspended: its lease grows old, the other does the work meanwhile.

    With an embedded database both processes are on one computer, and sleep together.
    """
    if house.database.engine.dialect.name == "sqlite":
        pytest.skip("an embedded database has no other computer")
    async with _frozen(house, asleep_at) as (pid, sleeper):
        await asyncio.sleep(TTL_SECONDS + 1)
        second = await house.command("run", SYNC_ORDERS, "--json")
        assert second.returncode == 0, second.stderr
        os.kill(pid, signal.SIGCONT)
        await sleeper
    for _ in range(3):
        await house.sandbox.control.tick(600)
        again = await house.command("run", SYNC_ORDERS, "--json")
        assert again.returncode == 0, again.stderr
    books = await house.sandbox.control.books()
    assert (books["duplicates"], books["lost"]) == (0, 0)
    assert books["in_jtl"] == await _exported(house)


async def _exported(house: House) -> int:
    """How many orders JTL has or was given, as our outbox knows it."""
    exports = schema.exports
    there = (ExportState.HANDED_OVER.value, ExportState.IMPORTED.value)
    statement = select(exports.c.id).where(exports.c.state.in_(there))
    return len(await house.database.read(lambda conn: conn.execute(statement).all()))
