"""The schedule over time: due, missed, coalesced, skipped; clocks that jump; two processes."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from temu_desktop.attention.model import IssueRule
from temu_desktop.clock import BERLIN
from temu_desktop.database import Database, schema
from temu_desktop.errors import DefinitionWrong, NobodyActs, UnknownJob
from temu_desktop.ids import JobId
from temu_desktop.jobs.context import RunContext
from temu_desktop.jobs.definitions import shipped
from temu_desktop.jobs.model import RunRequest
from temu_desktop.jobs.schedule import Every, due_times
from tests.integration.jobs.engine import JOB, NOON, Engine, MovedClock, engine

pytestmark = pytest.mark.usefixtures("statements_are_tsql")

NIGHTLY = JobId("full_inventory_temu")


@pytest.fixture
def here(any_ops_database: Database, tmp_path: Path) -> Engine:
    return engine(any_ops_database, tmp_path)


async def passes(process: Engine, **time: float) -> None:
    """Time passes, the schedule looks, and what it started ends."""
    process.clock.move(**time)
    await process.scheduler.look()
    await process.idle()


async def summary(process: Engine, job: JobId = JOB) -> list[tuple[str, str | None, int]]:
    """State, reason and number of due times of every row, in the order of their due times."""
    rows = sorted(await process.history(job), key=lambda row: (row.due_at or NOON, row.run))
    return [(row.state.value, row.error_code, row.due_count) for row in rows]


async def test_a_job_runs_when_it_is_due_and_not_before(here: Engine) -> None:
    async with here.acting():
        await passes(here, minutes=4, seconds=59)
        assert await here.history() == []
        await passes(here, seconds=2)
        (row,) = await here.history()
    assert (row.trigger, row.started_by, row.due_at) == (
        "schedule", "schedule", NOON + timedelta(minutes=5),
    )  # fmt: skip


async def test_the_wake_up_comes_by_itself(here: Engine) -> None:
    """APScheduler wakes us at the due time on the computer's own clock."""
    async with here.acting():
        here.clock.time += timedelta(minutes=4, seconds=59)
        await here.scheduler.plan()
        real = asyncio.get_running_loop().time()
        while asyncio.get_running_loop().time() < real + 1.5:
            await asyncio.sleep(0.05)
            here.clock.move(seconds=0.05)
        await here.idle()
    assert await here.states() == ["success"]


async def test_due_times_that_came_together_are_one_run_and_the_rest_is_recorded(
    here: Engine,
) -> None:
    async with here.acting():
        await passes(here, minutes=16)
    assert await summary(here) == [("missed", "coalesced", 2), ("success", None, 1)] or (
        await summary(here) == [("success", None, 1), ("missed", "coalesced", 2)]
    )


async def test_what_was_due_while_no_process_ran_is_missed_and_a_person_is_told(
    here: Engine, tmp_path: Path
) -> None:
    async with here.acting():
        await passes(here, minutes=6)
    later = engine(here.database, tmp_path, MovedClock(NOON + timedelta(hours=2, minutes=4.5)))
    async with later.acting():
        await later.scheduler.look()
        await later.idle()
        assert (IssueRule.RUN_MISSED.value, JOB) in await later.issues()
        assert await summary(later) == [("success", None, 1), ("missed", "too_late", 23)]
        await passes(later, minutes=1)
        assert (IssueRule.RUN_MISSED.value, JOB) not in await later.issues()
    assert sum(count for _, _, count in await summary(later)) == 25


async def test_what_is_due_while_the_job_runs_is_skipped(here: Engine) -> None:
    release = asyncio.Event()

    async def waits(context: RunContext, request: RunRequest) -> None:
        await release.wait()

    here.orders.does = waits
    async with here.acting():
        here.clock.move(minutes=5, seconds=1)
        await here.scheduler.look()
        here.clock.move(minutes=5)
        await here.scheduler.look()
        release.set()
        await here.idle()
    assert await summary(here) == [("success", None, 1), ("skipped", "still_running", 1)]


async def test_a_clock_set_back_an_hour_neither_stops_nor_repeats(here: Engine) -> None:
    """23 November, 03:25 local time: the nightly job runs, then somebody sets the clock back."""
    here.clock.time = (NOON - timedelta(hours=9, minutes=35)).replace(second=0)
    assert here.clock.time.astimezone(BERLIN).hour == 3
    async with here.acting():
        await passes(here, minutes=6)
        assert len(await here.history(NIGHTLY)) == 1
        before = len(await here.history())
        await passes(here, hours=-1)
        for _ in range(14):
            await passes(here, minutes=5)
        assert len(await here.history(NIGHTLY)) == 1
        assert len(await here.history()) == before + 14


async def test_a_computer_that_slept_goes_on_with_one_run(here: Engine) -> None:
    async with here.acting():
        await passes(here, hours=8, minutes=1)
        assert Counter(await here.states()) == {"missed": 1, "success": 1}
        await passes(here, minutes=5)
    assert (await here.states()).count("success") == 2


async def test_a_paused_job_is_not_due_and_resuming_it_brings_nothing_up(here: Engine) -> None:
    async with here.acting():
        await here.jobs.pause(JOB, "Lager")
        await planned(here)
        await passes(here, hours=1)
        assert await here.history() == []
        await here.jobs.resume(JOB, "Lager")
        await planned(here)
        await passes(here, minutes=5, seconds=1)
        assert await here.states() == ["success"]


async def planned(process: Engine) -> None:
    """The acting process has heard of the change."""
    await asyncio.sleep(1.2)
    await process.scheduler.plan()


async def test_a_changed_schedule_holds_at_once_and_can_be_reset(here: Engine) -> None:
    async with here.acting():
        await here.jobs.change(JOB, {"every_minutes": 30, "retries": 1}, "Lager")
        await planned(here)
        await passes(here, minutes=29)
        assert await here.history() == []
        await passes(here, minutes=2)
        assert len(await here.history()) == 1
        definition = await here.jobs.reset(JOB, "Lager")
        assert (definition.when, definition.retries) == (Every(5), 3)
    audit = await here.database.read(
        lambda conn: conn.execute(select(schema.audit.c.who, schema.audit.c.details)).all()
    )
    assert [row.who for row in audit] == ["Lager", "Lager"]
    assert audit[0].details == {"from": {}, "to": {"every_minutes": 30, "retries": 1}}


async def test_a_wrong_change_changes_nothing(here: Engine) -> None:
    with pytest.raises(DefinitionWrong):
        await here.jobs.change(JOB, {"timeout_seconds": 0}, "Lager")
    with pytest.raises(UnknownJob):
        await here.jobs.change(JobId("nobody"), {"retries": 1}, "Lager")
    assert (await here.jobs.definition(JOB)).changed == frozenset()


async def test_a_stored_change_that_makes_no_sense_any_more_does_not_stop_the_job(
    here: Engine,
) -> None:
    row = {"job_id": JOB, "changes": {"colour": "red"}, "changed_at": NOON, "changed_by": "x"}
    await here.database.write(
        lambda uow: uow.connection.execute(schema.job_definitions.insert().values(row))
    )
    async with here.acting():
        await passes(here, minutes=6)
    assert await here.states() == ["success"]


async def test_another_process_has_its_run_started_and_sees_it(
    here: Engine, tmp_path: Path
) -> None:
    other = engine(here.database, tmp_path, here.clock)
    with pytest.raises(NobodyActs):
        await other.jobs.run_now(JOB, "Handy")
    heard: list[str] = []
    other.bus.subscribe(lambda event: heard.append(type(event).__name__))
    async with here.acting():
        run = await other.jobs.run_now(JOB, "Handy", {"days_back": 3})
        row = await other.ended(run)
        assert (row.started_by, row.parameters) == ("Handy", {"mode": "full", "days_back": 3})
        result = await other.jobs.run(RunRequest(job=JOB, started_by="Terminal"))
        assert result.counters() == {"work": {"things": 2}}
        with pytest.raises(UnknownJob):
            await other.jobs.run_now(JobId("nobody"), "Handy")
    assert {row.started_by for row in await here.history()} == {"Handy", "Terminal"}
    assert {"RunStarted", "StepStarted", "StepFinished", "RunFinished"} <= set(heard)


async def test_another_process_cancels_and_changes(here: Engine, tmp_path: Path) -> None:
    async def for_ever(context: RunContext, request: RunRequest) -> None:
        await asyncio.sleep(3600)

    here.orders.does = for_ever
    other = engine(here.database, tmp_path, here.clock)
    async with here.acting():
        run = await other.jobs.run_now(JOB, "Handy")
        await other.jobs.cancel(run, "Handy")
        assert (await other.ended(run)).state == "cancelled"
        await other.jobs.pause(JOB, "Handy")
        await passes(here, minutes=6)
    assert len(await here.history()) == 1


async def somebody_acts(processes: list[Engine]) -> None:
    """Until one of them does."""
    async with asyncio.timeout(30):
        while not any(process.serving.acting for process in processes):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("after", [0.0, 0.002, 0.005, 0.01, 0.02, 0.05])
async def test_who_is_told_to_end_at_its_very_start_ends(here: Engine, after: float) -> None:
    """Also in the moment between standing by and acting."""
    async with asyncio.timeout(10):
        async with here.serving.serving("serve"):
            await asyncio.sleep(after)
    assert not here.serving.acting


async def test_two_processes_over_an_hour_run_everything_once(here: Engine, tmp_path: Path) -> None:
    """The acting one is replaced twice; every due time of the hour has its row, no two the same."""
    clock = here.clock
    processes = [
        here,
        engine(here.database, tmp_path, clock),
        engine(here.database, tmp_path, clock),
    ]
    stacks = [process.serving.serving("serve") for process in processes]
    for stack in stacks[:2]:
        await stack.__aenter__()
    await somebody_acts(processes)
    for minute in range(60):
        acting = next(process for process in processes if process.serving.acting)
        await passes(acting, minutes=1)
        if minute in (20, 40):
            leaving = processes.index(acting)
            await stacks[leaving].__aexit__(None, None, None)
            if minute == 20:
                await stacks[2].__aenter__()
            await somebody_acts(processes)
    for process, stack in zip(processes, stacks, strict=True):
        if process.serving.acting:
            await stack.__aexit__(None, None, None)
    expected = set(due_times(Every(5), BERLIN, NOON, NOON + timedelta(hours=1)))
    rows = await here.history()
    assert {row.due_at for row in rows} == expected
    assert len(rows) == len(expected) == 12
    assert {row.state.value for row in rows} == {"success"}


async def test_a_holder_that_hangs_is_replaced_and_harms_nothing_when_it_wakes(
    here: Engine, tmp_path: Path
) -> None:
    """Its heart stands still, another takes over; what it then writes is undone."""
    asleep = asyncio.Event()

    async def sleeps(context: RunContext, request: RunRequest) -> None:
        await asleep.wait()
        await context.database.write(lambda uow: None)

    here.orders.does = sleeps
    async with here.acting():
        run = await here.jobs.run_now(JOB, "Lager")
        await here.orders.begun.wait()
        lease = schema.scheduler_lease
        await here.database.write(
            lambda uow: uow.connection.execute(
                update(lease).values(owner="elsewhere:1:1", fence=lease.c.fence + 1, kind="serve")
            )
        )
        asleep.set()
        async with asyncio.timeout(20):
            while here.runner.live:  # noqa: ASYNC110 - looked at from outside
                await asyncio.sleep(0.05)
        row, _ = await here.jobs.details(run)
        assert row.state == "running", "its end is not ours to record any more"


async def test_the_list_shows_what_a_person_asks(here: Engine) -> None:
    async with here.acting():
        await passes(here, minutes=5, seconds=1)
        status = {job.definition.id: job for job in await here.jobs.jobs()}
        assert list(status) == list(shipped())
        orders = status[JOB]
        assert (orders.status, orders.overdue) == ("idle", False)
        assert orders.next_run == NOON + timedelta(minutes=10)
        assert orders.last is not None
        assert status[JobId("fetch_invoices_temu")].status == "paused"
    here.clock.move(minutes=30)
    assert (await here.jobs.jobs())[0].overdue, "nobody looks any more"
