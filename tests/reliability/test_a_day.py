"""A day of schedule in hard weather: every due time is accounted for, and the books agree."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from temu_desktop.clock import BERLIN
from temu_desktop.core import Core
from temu_desktop.database import schema
from temu_desktop.demo.model import DemoOptions
from temu_desktop.demo.play import Player
from temu_desktop.demo.session import CREDENTIALS, DemoSession
from temu_desktop.jobs.marks import read_marks
from temu_desktop.jobs.model import RunState
from temu_desktop.jobs.queries import RunFilter
from temu_desktop.jobs.schedule import Every, due_times, next_due
from temu_desktop.jobs.states import FINAL, LIVE
from temu_desktop.sandbox.faults import Level
from tests.sandbox_fixtures import StartSandbox


class Day:
    """A shop whose jobs run by themselves while its time is moved, five minutes a step."""

    def __init__(self, session: DemoSession, player: Player) -> None:
        self.session = session
        self.player = player
        self.known: str | None = None

    async def passes(self, steps: int) -> None:
        """So many steps; where TEMU wants it the seller authorises again, and the program is
        started anew."""
        left = steps
        while left:
            core = self.session.core
            async with core.serving.serving("serve"):
                while not core.serving.acting:  # noqa: ASYNC110 - looked at from outside
                    await asyncio.sleep(0.02)
                while left and not await self._credentials_failed(core):
                    left -= 1
                    await self._step(core)
            if left:
                await self.session.refresh_credentials()

    async def _step(self, core: Core) -> None:
        due = next_due(Every(5), BERLIN, core.clock.now())
        assert due is not None
        await self.player.let_time_pass((due - core.clock.now()).total_seconds() + 2)
        await core.serving.look()
        while await core.jobs.history(RunFilter(states=tuple(LIVE))):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        await self.player.approve()

    async def _credentials_failed(self, core: Core) -> bool:
        """A run failed for want of a good token since the last one was entered."""
        failed = await core.jobs.history(RunFilter(states=(RunState.FAILED,), limit=1))
        if not failed or failed[0].run == self.known or failed[0].error_code not in CREDENTIALS:
            return False
        self.known = failed[0].run
        return True

    async def assert_all_is_accounted_for(self) -> Counter[str]:
        """Every due time since the jobs were first planned has its row; counts by state."""
        core = self.session.core
        runs = schema.job_runs
        rows = await core.database.read(
            lambda conn: conn.execute(select(runs).where(runs.c.due_at.is_not(None))).all()
        )
        found: Counter[str] = Counter()
        for job in await core.jobs.jobs():
            definition = job.definition
            mine = [row for row in rows if row.job_id == definition.id]
            if not mine:
                continue
            marks = await core.database.read(lambda conn, d=definition: read_marks(conn, [d.id]))  # type: ignore[misc]
            first = min(row.due_at for row in mine if row.due_count == 1)
            due = list(due_times(definition.when, definition.zone, first, marks[definition.id]))
            assert sum(row.due_count for row in mine) == len(due) + 1, definition.id
            assert {row.state for row in mine} <= {state.value for state in FINAL}
            for row in mine:
                found[f"{definition.type} {row.state}"] += row.due_count
        return found


async def a_day(sandbox: StartSandbox, folder: Path, orders: int, steps: int) -> Counter[str]:
    """Open a shop, let it run by itself, settle, compare everybody's books."""
    running = await sandbox(orders=orders, skus=orders * 3, seed=61, faults=Level.HARD)
    options = DemoOptions(orders, orders * 3, 61, 0.0, 5000.0, Level.HARD, folder)
    async with DemoSession(running, options, lambda core: None) as session:
        player = Player(running, session)
        await player.open_shop()
        for job in await session.core.jobs.jobs():
            quick = {"retry_delay_seconds": 0.05}
            await session.core.jobs.change(job.definition.id, quick, "test")
        day = Day(session, player)
        await day.passes(steps)
        counted = await day.assert_all_is_accounted_for()
        await player.trade()
        result = await player.settle(0)
    assert result.reconciled, result
    return counted


@pytest.mark.soak
async def test_some_hours_of_schedule_end_in_agreeing_books(
    sandbox: StartSandbox, tmp_path: Path
) -> None:
    counted = await a_day(sandbox, tmp_path, orders=12, steps=14)
    assert counted["sync_orders success"] >= 8
    assert counted["sync_inventory success"] >= 8


@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_a_day_of_schedule_ends_in_agreeing_books(
    sandbox: StartSandbox, tmp_path: Path
) -> None:
    counted = await a_day(sandbox, tmp_path, orders=300, steps=288)
    print(f"a day          {dict(counted)}")  # noqa: T201 - the table of the soak
    assert counted["sync_orders success"] >= 200
    assert counted["maintenance success"] == 1
