"""What the program before this one got wrong about jobs (workflows.md), a test for each."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import event, select

from temu_desktop.bus import EventBus
from temu_desktop.database import Database, build_engine, migrate, schema
from temu_desktop.errors import JobDisabled, TemuAway, UnknownJob
from temu_desktop.events import StepProgressed
from temu_desktop.ids import JobId
from temu_desktop.jobs.context import RunContext
from temu_desktop.jobs.definitions import shipped
from temu_desktop.jobs.model import RunRequest
from temu_desktop.logs import Masking
from temu_desktop.logs.database_sink import DatabaseSink
from tests.integration.jobs.engine import JOB, NOON, Engine, engine

OTHER = JobId("maintenance")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Engine]:
    built = build_engine(f"sqlite:///{tmp_path / 'toci.db'}")
    migrate(built, now=NOON)
    database = Database(built)
    yield engine(database, tmp_path)
    await database.close()


async def test_a_workflow_that_failed_is_not_shown_as_success(here: Engine) -> None:
    async def fails(context: RunContext, request: RunRequest) -> None:
        raise ZeroDivisionError("a fault")

    here.orders.does = fails
    async with here.acting():
        row = await here.ended(await here.jobs.run_now(JOB, "Lager"))
    assert (row.state, row.error_code) == ("failed", "ZeroDivisionError")
    status = next(job for job in await here.jobs.jobs() if job.definition.id == JOB)
    assert status.last is not None
    assert status.last.state == "failed"
    assert ("job_failed", JOB) in await here.issues()


async def test_parameters_of_a_manual_run_do_not_stay_for_the_schedule(here: Engine) -> None:
    async with here.acting():
        await here.ended(await here.jobs.run_now(JOB, "Lager", {"days_back": 90}))
        await here.idle()
        here.clock.move(minutes=5, seconds=1)
        await here.scheduler.look()
        await here.idle()
    assert here.orders.seen == [{"mode": "full", "days_back": 90}, {"mode": "full"}]


async def test_run_now_on_a_disabled_job_does_not_switch_it_on(here: Engine) -> None:
    async with here.acting():
        await here.jobs.pause(JOB, "Lager")
        with pytest.raises(JobDisabled):
            await here.jobs.run_now(JOB, "Lager")
        assert not (await here.jobs.definition(JOB)).enabled
        assert here.orders.seen == []


async def test_run_now_on_an_unknown_job_is_an_error(here: Engine) -> None:
    async with here.acting():
        with pytest.raises(UnknownJob):
            await here.jobs.run_now(JobId("sync_everything"), "Lager")


async def test_job_ids_are_the_same_at_every_start(here: Engine, tmp_path: Path) -> None:
    later = engine(here.database, tmp_path)
    first = [job.definition.id for job in await here.jobs.jobs()]
    assert first == [job.definition.id for job in await later.jobs.jobs()] == list(shipped())


async def test_progress_is_what_was_done(here: Engine) -> None:
    async def counts(context: RunContext, request: RunRequest) -> None:
        async with context.step("pages") as step:
            for page in range(1, 4):
                step.progress(page * 100, 300)
            await asyncio.sleep(1.3)

    here.orders.does = counts
    told: list[tuple[int, int | None]] = []
    here.bus.subscribe(lambda event: told.append((event.done, event.total)), StepProgressed)
    async with here.acting():
        row = await here.ended(await here.jobs.run_now(JOB, "Lager"))
    assert told == [(100, 300), (200, 300), (300, 300)]
    _, steps = await here.jobs.details(row.run)
    assert [(step.done, step.total) for step in steps if step.name == "pages"] == [(300, 300)]


async def test_figures_are_not_constant_zeros(here: Engine) -> None:
    async with here.acting():
        await here.ended(await here.jobs.run_now(JOB, "Lager"))
    of = (await here.jobs.figures())[JOB]["24h"]
    assert (of.runs, of.succeeded, of.success_rate) == (1, 1, 1.0)
    (row,) = await here.history()
    assert row.counters == {"work": {"things": 1}}


async def test_log_lines_are_not_one_transaction_each(here: Engine) -> None:
    sink = DatabaseSink(here.database, EventBus(), Masking([]))
    logger = logging.getLogger("temu_desktop.some.step")
    logger.setLevel(logging.INFO)
    commits: list[None] = []
    async with sink.writing():
        event.listen(here.database.engine, "commit", lambda conn: commits.append(None))
        for number in range(500):
            logger.info("line %s", number)
        await sink.flush_waiting()
    assert len(commits) == 1


async def test_two_jobs_at_once_do_not_mix_their_logs(here: Engine) -> None:
    logger = logging.getLogger("temu_desktop.some.step")
    logger.setLevel(logging.INFO)

    async def talks(context: RunContext, request: RunRequest) -> None:
        for _ in range(20):
            logger.info("says %s", request.job)
            await asyncio.sleep(0.005)
            await asyncio.to_thread(logger.info, "says %s", request.job)

    here.orders.does = talks
    here.works["maintenance"].does = talks
    sink = DatabaseSink(here.database, EventBus(), Masking([]))
    async with sink.writing(), here.acting():
        runs = {job: await here.jobs.run_now(job, "Lager") for job in (JOB, OTHER)}
        for run in runs.values():
            await here.ended(run)
    logs = schema.scheduler_logs
    rows = await here.database.read(
        lambda conn: conn.execute(select(logs).where(logs.c.message.like("says %"))).all()
    )
    assert len(rows) == 80
    assert all(row.message == f"says {row.job_id}" for row in rows)
    assert {(row.job_id, row.run_id) for row in rows} == set(runs.items())


async def test_a_retry_is_counted_as_what_it_is(here: Engine) -> None:
    left = [1]

    async def once(context: RunContext, request: RunRequest) -> None:
        if left[0]:
            left[0] = 0
            raise TemuAway("no answer")

    here.orders.does = once
    async with here.acting():
        row = await here.ended(await here.jobs.run_now(JOB, "Lager"))
    assert (row.state, row.attempt) == ("success", 2)
    assert (await here.jobs.figures())[JOB]["24h"].retries == 1
