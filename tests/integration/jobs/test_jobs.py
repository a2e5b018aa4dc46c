"""Locks, runs, issues, approvals and switches on every engine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from temu_desktop.attention import approvals
from temu_desktop.attention.approvals import Kind
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_all_but, raise_issues
from temu_desktop.attention.service import IssueService
from temu_desktop.bus import EventBus
from temu_desktop.clock import BERLIN, SettableClock
from temu_desktop.database import Database, schema
from temu_desktop.errors import TemuAway, WritesStopped
from temu_desktop.events import RunFinished, RunStarted
from temu_desktop.exposure.repository import ExposureKind, Measured, measure, percentiles
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs.context import RunContext
from temu_desktop.jobs.definitions import build, shipped
from temu_desktop.jobs.lease import LeaseKeeper
from temu_desktop.jobs.model import RunRequest, RunResult, RunState, StepState
from temu_desktop.jobs.parameters import Parameter
from temu_desktop.jobs.repository import interrupt_all
from temu_desktop.jobs.runner import Runner
from temu_desktop.switches.gate import WriteGate
from temu_desktop.switches.model import Switch
from temu_desktop.switches.repository import read_switch, turn
from temu_desktop.temu.archive import ApiArchive
from temu_desktop.timeline.model import Entry, Subject
from temu_desktop.timeline.repository import record, timeline_of

pytestmark = pytest.mark.usefixtures("statements_are_tsql")

JOB = JobId("sync_orders_temu")
RUN = RunId("20261123-060000-aaaaaa")
NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)


class Work:
    """A workflow of one step that does as it is told."""

    parameters: tuple[Parameter, ...] = ()

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.seen: dict[str, object] = {}

    async def run(self, context: RunContext, request: RunRequest) -> None:
        """Count, then fail where that was asked for."""
        self.seen = dict(request.parameters)
        async with context.step("count") as step:
            step.count("things", 3)
            if self.error is not None:
                raise self.error


DEFINITION = build(JOB, shipped()[JOB], {"parameters": {}}, BERLIN, ())


def runner(database: Database, folder: Path, work: Work, bus: EventBus | None = None) -> Runner:
    clock = SettableClock(NOW)
    lease = LeaseKeeper(database, recover=lambda uow: interrupt_all(uow.connection, clock.now()))
    archive = ApiArchive(folder)
    return Runner(database, clock, bus or EventBus(), lease, archive, {"sync_orders": work})


async def run_once(
    database: Database, folder: Path, work: Work, bus: EventBus | None = None, **request: Any
) -> RunResult:
    jobs = runner(database, folder, work, bus)
    return await jobs.run(RunRequest(job=JOB, **request), DEFINITION)


async def test_a_run_is_recorded_with_its_steps_and_counters(
    any_ops_database: Database, tmp_path: Path
) -> None:
    heard: list[object] = []
    bus = EventBus()
    with bus.subscribe(heard.append, RunStarted, RunFinished):
        result = await run_once(any_ops_database, tmp_path, Work(), bus)
    assert result.state is RunState.SUCCESS
    runs = await any_ops_database.read(lambda c: c.execute(select(schema.job_runs)).all())
    steps = await any_ops_database.read(lambda c: c.execute(select(schema.job_steps)).all())
    assert [(run.state, run.counters) for run in runs] == [("success", {"count": {"things": 3}})]
    assert [(step.name, step.state, step.counters) for step in steps] == [
        ("count", "success", {"things": 3})
    ]
    assert [type(event) for event in heard] == [RunStarted, RunFinished]


async def test_a_failed_run_keeps_its_error_and_whether_a_repeat_can_help(
    any_ops_database: Database, tmp_path: Path
) -> None:
    work = Work(TemuAway("no answer"))
    result = await run_once(any_ops_database, tmp_path, work)
    assert (result.state, result.error_code, result.retryable) == (
        RunState.FAILED,
        "temu_away",
        True,
    )
    assert [step.state for step in result.steps] == [StepState.FAILED]


async def test_a_fault_of_the_program_is_a_failed_run_too(
    any_ops_database: Database, tmp_path: Path
) -> None:
    work = Work(ZeroDivisionError("a fault"))
    result = await run_once(any_ops_database, tmp_path, work)
    assert (result.state, result.error_code, result.retryable) == (
        RunState.FAILED,
        "ZeroDivisionError",
        False,
    )


async def test_the_stop_switch_skips_a_step_and_the_run_goes_on(
    any_ops_database: Database, tmp_path: Path
) -> None:
    work = Work(WritesStopped("stopped"))
    result = await run_once(any_ops_database, tmp_path, work)
    assert result.state is RunState.SUCCESS
    assert [step.state for step in result.steps] == [StepState.SKIPPED]


async def test_a_run_that_was_killed_is_recorded_as_interrupted_by_whoever_acts_next(
    any_ops_database: Database, tmp_path: Path
) -> None:
    first = await run_once(any_ops_database, tmp_path, Work())
    await any_ops_database.write(
        lambda uow: uow.connection.execute(update(schema.job_runs).values(state="running"))
    )
    await run_once(any_ops_database, tmp_path, Work())
    states = await any_ops_database.read(
        lambda c: {row.run_id: row.state for row in c.execute(select(schema.job_runs))}
    )
    assert states[first.run] == "interrupted"


async def test_a_dry_run_leaves_no_trace(any_ops_database: Database, tmp_path: Path) -> None:
    result = await run_once(any_ops_database, tmp_path, Work(), dry_run=True)
    assert result.counters() == {"count": {"things": 3}}
    assert await any_ops_database.read(lambda c: c.execute(select(schema.job_runs)).all()) == []


async def nothing() -> None:
    """The process acts."""


async def test_the_gate_obeys_the_switch_and_the_lock(any_ops_database: Database) -> None:
    clock = SettableClock(NOW)
    gate = WriteGate(any_ops_database, clock, nothing)
    await gate.check()
    await any_ops_database.write(
        lambda uow: turn(uow.connection, Switch.WRITES_STOPPED, True, "Lager", NOW)
    )
    clock.advance(1)
    with pytest.raises(WritesStopped):
        await gate.check()
    position = await any_ops_database.read(lambda c: read_switch(c, Switch.WRITES_STOPPED))
    assert (position.on, position.by) == (True, "Lager")


async def test_an_issue_is_raised_once_closes_and_can_come_back(
    any_ops_database: Database,
) -> None:
    issues = IssueService(any_ops_database, SettableClock(NOW), EventBus())
    issue = Issue(IssueRule.UNMAPPED_SKU, "sku", "MUG-BLUE", {"seen": 1})

    async def raise_it(later: int) -> None:
        moment = NOW + timedelta(minutes=later)
        await any_ops_database.write(lambda uow: raise_issues(uow.connection, [issue], moment))

    await raise_it(0)
    await raise_it(5)
    found = await issues.open()
    assert [(item.issue, item.since) for item in found] == [(issue, NOW)]
    await any_ops_database.write(
        lambda uow: close_all_but(uow.connection, issue.rule, (), NOW + timedelta(minutes=6))
    )
    assert await issues.open() == []
    await raise_it(7)
    assert len(await issues.open()) == 1


async def test_a_newer_question_replaces_one_that_nobody_answered(
    any_ops_database: Database,
) -> None:
    for run in ("20261123-060000-aaaaaa", "20261123-060500-bbbbbb"):
        await any_ops_database.write(
            lambda uow, run=run: approvals.request(  # type: ignore[misc]
                uow.connection, run, Kind.STOCK_PUSH, [{"sku": "MUG"}], NOW
            )
        )
    waiting = await any_ops_database.read(approvals.waiting)
    assert [item.run for item in waiting] == ["20261123-060500-bbbbbb"]
    await any_ops_database.write(
        lambda uow: approvals.approve(uow.connection, waiting[0].run, "Lager", NOW)
    )
    assert await any_ops_database.read(approvals.waiting) == []
    released = await any_ops_database.read(lambda c: approvals.approved(c, Kind.STOCK_PUSH))
    assert [(item.approved_by, item.items) for item in released] == [("Lager", ({"sku": "MUG"},))]


async def test_a_timeline_is_kept_in_order(any_ops_database: Database) -> None:
    entries = [Entry(Subject.ORDER, "PO-1", event) for event in ("order_seen", "handed_over")]
    await any_ops_database.write(
        lambda uow: record(uow.connection, entries, run=RUN, step="export", now=NOW)
    )
    stored = await any_ops_database.read(lambda c: timeline_of(c, Subject.ORDER, "PO-1"))
    assert [item.entry for item in stored] == entries


async def test_waits_are_told_as_median_and_worst(any_ops_database: Database) -> None:
    waits = [Measured(str(n), NOW - timedelta(seconds=n), NOW) for n in range(101)]
    await any_ops_database.write(
        lambda uow: measure(uow.connection, ExposureKind.ORDER, waits, RUN)
    )
    found = await any_ops_database.read(
        lambda c: percentiles(c, ExposureKind.ORDER, NOW - timedelta(hours=1))
    )
    assert found == (50.0, 95.0)
