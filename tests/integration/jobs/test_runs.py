"""How runs live: states, retries, time-out, cancel, parameters, the end of the program."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from temu_desktop.database import Database, schema
from temu_desktop.errors import (
    CredentialsRefused,
    JobDisabled,
    JobRunning,
    NobodyActs,
    NotCancellable,
    SettingsError,
    TemuAway,
    UnknownJob,
    UnknownRun,
)
from temu_desktop.events import RunStateChanged
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs import states
from temu_desktop.jobs.context import RunContext
from temu_desktop.jobs.model import RunRequest
from temu_desktop.jobs.queries import RunFilter
from tests.integration.jobs.engine import JOB, NOON, Engine, MovedClock, engine
from tests.outage import away

pytestmark = pytest.mark.usefixtures("statements_are_tsql")


@pytest.fixture
def here(any_ops_database: Database, tmp_path: Path) -> Engine:
    return engine(any_ops_database, tmp_path)


def failing(times: int, error: Exception):  # type: ignore[no-untyped-def]
    """Work that fails so many times."""
    left = [times]

    async def does(context: RunContext, request: RunRequest) -> None:
        if left[0]:
            left[0] -= 1
            raise error

    return does


async def for_ever(context: RunContext, request: RunRequest) -> None:
    await asyncio.sleep(3600)


async def test_a_failure_that_may_pass_is_tried_again_with_growing_pauses(here: Engine) -> None:
    heard: list[str] = []
    here.bus.subscribe(lambda event: heard.append(event.state), RunStateChanged)
    here.orders.does = failing(2, TemuAway("no answer"))
    async with here.acting():
        row = await here.ended(await here.jobs.run_now(JOB, "Lager"))
        await here.idle()
    assert (row.state, row.attempt, row.error_code) == ("success", 3, None)
    assert here.clock.pauses == [30, 60]
    attempt = ["running", "retrying"]
    assert heard == ["scheduled", *attempt, *attempt, "running", "success"]
    _, steps = await here.jobs.details(row.run)
    assert [(step.attempt, step.state) for step in steps] == [
        (1, "failed"), (2, "failed"), (3, "success"),
    ]  # fmt: skip


async def test_retries_have_an_end_and_then_a_person_is_told(here: Engine) -> None:
    here.orders.does = failing(99, TemuAway("no answer"))
    async with here.acting():
        row = await here.ended(await here.jobs.run_now(JOB, "Lager"))
        assert (row.state, row.attempt, row.error_code) == ("failed", 4, "temu_away")
        assert await here.issues() == [("job_failed", JOB)]
        here.orders.does = None
        await here.idle()
        await here.ended(await here.jobs.run_now(JOB, "Lager"))
        assert await here.issues() == [], "the next good run closes it"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CredentialsRefused("no"), "temu_credentials"),
        (ZeroDivisionError(), "ZeroDivisionError"),
    ],
)
async def test_what_time_does_not_heal_fails_at_once(
    here: Engine, error: Exception, code: str
) -> None:
    here.orders.does = failing(1, error)
    async with here.acting():
        row = await here.ended(await here.jobs.run_now(JOB, "Lager"))
    assert (row.state, row.attempt, row.error_code) == ("failed", 1, code)


async def test_a_run_that_takes_too_long_is_stopped_for_real(here: Engine) -> None:
    here.orders.does = for_ever
    async with here.acting():
        await here.jobs.change(JOB, {"timeout_seconds": 1}, "Lager")
        row = await here.ended(await here.jobs.run_now(JOB, "Lager"))
        await here.idle()
    assert (row.state, row.error_code, row.error_text) == (
        "timed_out", "timed_out", "took longer than 1 s",
    )  # fmt: skip
    _, steps = await here.jobs.details(row.run)
    assert [step.state for step in steps] == ["cancelled"]
    assert await here.issues() == [("job_failed", JOB)]


async def test_that_a_person_cancelled_a_run_is_no_error_in_the_log(
    here: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    begun = asyncio.Event()

    async def waits(context: RunContext, request: RunRequest) -> None:
        begun.set()
        await asyncio.sleep(60)

    here.orders.does = waits
    async with here.acting():
        run = await here.jobs.run_now(JOB, "Lager")
        await begun.wait()
        await here.jobs.cancel(run, "Lager")
        await here.ended(run)
    said = [one for one in caplog.records if f"Run {run} of {JOB}: cancelled" in one.getMessage()]
    assert [one.levelname for one in said] == ["WARNING"]


async def test_a_cancelled_run_leaves_nothing_half_written(here: Engine) -> None:
    begun = threading.Event()

    async def writes(context: RunContext, request: RunRequest) -> None:
        await context.database.write(lambda uow: keep(uow, "whole"))

        def slowly(uow: object) -> None:
            keep(uow, "half")
            begun.set()
            time.sleep(0.5)  # a statement in flight cannot be stopped, only rolled back

        await context.database.write(slowly)

    here.orders.does = writes
    async with here.acting():
        run = await here.jobs.run_now(JOB, "Lager")
        assert await asyncio.to_thread(begun.wait, 20)
        await here.jobs.cancel(run, "Lager")
        row = await here.ended(run)
    assert row.state == "cancelled"
    keys = await here.database.read(
        lambda conn: conn.execute(
            select(schema.sync_state.c.key).where(schema.sync_state.c.key.in_(["whole", "half"]))
        ).scalars().all()
    )  # fmt: skip
    assert keys == ["whole"]
    with pytest.raises(NotCancellable):
        await here.jobs.cancel(run, "Lager")
    with pytest.raises(UnknownRun):
        await here.jobs.cancel(RunId("20261123-000000-aaaaaa"), "Lager")


def keep(uow: object, key: str) -> None:
    row = {"key": key, "value": {}, "updated_at": NOON}
    uow.connection.execute(schema.sync_state.insert().values(row))  # type: ignore[attr-defined]


async def test_parameters_of_one_run_are_that_runs_alone(here: Engine) -> None:
    async with here.acting():
        await here.ended(await here.jobs.run_now(JOB, "Lager", {"mode": "tracking_only"}))
        await here.idle()
        here.clock.move(seconds=1)
        await here.ended(await here.jobs.run_now(JOB, "Lager"))
    assert here.orders.seen == [{"mode": "tracking_only"}, {"mode": "full"}]
    assert [row.parameters for row in await here.history()] == here.orders.seen


async def test_a_second_start_names_the_run_that_is_under_way(here: Engine) -> None:
    here.orders.does = for_ever
    async with here.acting():
        run = await here.jobs.run_now(JOB, "Lager")
        with pytest.raises(JobRunning, match=run):
            await here.jobs.run_now(JOB, "Lager")


async def test_jobs_of_other_types_run_beside_it_and_its_own_type_waits(here: Engine) -> None:
    here.works["sync_inventory"].does = for_ever
    async with here.acting():
        quick = await here.jobs.run_now(JobId("sync_inventory_temu"), "Lager")
        await here.works["sync_inventory"].begun.wait()
        full = await here.jobs.run_now(JobId("full_inventory_temu"), "Lager")
        row = await here.ended(await here.jobs.run_now(JOB, "Lager"))
        assert row.state == "success"
        assert (await here.jobs.details(full))[0].state == "scheduled"
        here.works["sync_inventory"].does = None
        await here.jobs.cancel(quick, "Lager")
        assert (await here.ended(full)).state == "success"


async def test_what_cannot_be_started_says_why(here: Engine) -> None:
    async with here.acting():
        with pytest.raises(UnknownJob, match="sync_everything"):
            await here.jobs.run_now(JobId("sync_everything"), "Lager")
        with pytest.raises(SettingsError, match="mode='sideways'"):
            await here.jobs.run_now(JOB, "Lager", {"mode": "sideways"})
        await here.jobs.pause(JOB, "Lager")
        with pytest.raises(JobDisabled, match=JOB):
            await here.jobs.run_now(JOB, "Lager")
        assert not (await here.jobs.definition(JOB)).enabled, "being asked does not switch it on"
    assert await here.history(None) == []


async def test_the_end_of_the_program_interrupts_and_the_next_start_runs_it_again(
    here: Engine, tmp_path: Path
) -> None:
    here.orders.does = for_ever
    async with here.acting():
        run = await here.jobs.run_now(JOB, "Lager", {"mode": "tracking_only"})
        await here.orders.begun.wait()
    row, steps = await here.jobs.details(run)
    assert (row.state, row.error_code) == ("interrupted", "program_stopped")
    assert [step.state for step in steps] == ["cancelled"]
    later = engine(here.database, tmp_path, MovedClock(NOON + timedelta(minutes=1)))
    async with later.acting():
        await later.idle()
    rows = await later.history()
    assert [(r.state, r.trigger) for r in rows] == [("interrupted", "manual"), ("success", "rerun")]
    assert later.orders.seen == [{"mode": "tracking_only"}]


async def test_a_job_that_kills_its_process_is_not_run_again_for_ever(
    here: Engine, tmp_path: Path
) -> None:
    process = here
    for _ in range(6):
        process.orders.does = for_ever
        async with process.acting():
            if not process.runner.live and process is here:
                await process.jobs.run_now(JOB, "Lager")
            await asyncio.sleep(0.1)
        after = MovedClock(process.clock.time + timedelta(minutes=1))
        process = engine(here.database, tmp_path, after)
    assert await process.states() == ["interrupted"] * 3


async def test_a_database_that_goes_away_in_the_middle_of_a_run_loses_no_run(
    here: Engine,
) -> None:
    """The server is gone for three seconds; the run fails, is tried again, and its end is
    recorded. With an embedded database it only has to wait."""
    outage = ExitStack()

    async def work(context: RunContext, request: RunRequest) -> None:
        if context.attempt == 1:
            outage.enter_context(away(here.database.engine))
            asyncio.get_running_loop().call_later(3, outage.close)
            await context.database.write(lambda uow: None)

    here.orders.does = work
    async with here.acting():
        run = await here.jobs.run_now(JOB, "Lager")
        while here.runner.live:  # noqa: ASYNC110 - the database cannot be asked meanwhile
            await asyncio.sleep(0.1)
        row = await here.ended(run)
    embedded = here.database.engine.dialect.name == "sqlite"
    assert (row.state, row.attempt) == ("success", 1 if embedded else 2)


async def test_figures_are_counted_from_the_runs(here: Engine) -> None:
    async with here.acting():
        for error in (None, None, ZeroDivisionError("x"), None):
            here.orders.does = failing(1, error) if error else None
            run = await here.jobs.run_now(JOB, "Lager")
            await here.ended(run)
            await here.idle()
            here.clock.move(hours=10)
    of = (await here.jobs.figures())[JOB]
    assert (of["7d"].runs, of["7d"].succeeded, of["7d"].failed) == (4, 3, 1)
    assert of["7d"].success_rate == 0.75
    assert of["7d"].last_error == "ZeroDivisionError"
    assert of["24h"].runs == 2
    assert of["7d"].longest is not None


async def test_history_is_paged_and_filtered(here: Engine) -> None:
    async with here.acting():
        for _ in range(5):
            await here.ended(await here.jobs.run_now(JOB, "Lager"))
            await here.idle()
            here.clock.move(seconds=1)
    first = await here.jobs.history(RunFilter(JOB, limit=2))
    second = await here.jobs.history(RunFilter(JOB, before=first[-1].run, limit=10))
    together = [row.run for row in (*first, *second)]
    assert together == sorted(together, reverse=True)
    assert len(set(together)) == 5
    assert here.clock.time - first[0].started_at == timedelta(seconds=1)


async def test_whenever_the_program_ends_its_run_has_an_end_and_the_lease_is_free(
    here: Engine, tmp_path: Path
) -> None:
    """From the moment in which the run is asked for to the one after its last write."""

    async def short(context: RunContext, request: RunRequest) -> None:
        for _ in range(3):
            await context.database.write(lambda uow: None)

    for moment in range(0, 40, 2):
        process = engine(here.database, tmp_path, MovedClock(NOON + timedelta(minutes=moment)))
        process.orders.does = short
        async with process.acting():
            await process.idle()
            asked = asyncio.create_task(process.jobs.run_now(JOB, "Lager"))
            await asyncio.sleep(moment / 1000)
            if moment % 4:
                await asked
        await asyncio.gather(asked, return_exceptions=True)
        open_runs = [state for state in await process.states() if state in states.LIVE]
        assert (open_runs, await process.jobs.acting()) == ([], None), moment


async def test_what_is_asked_for_while_a_process_gives_up_acting_is_not_begun_any_more(
    here: Engine,
) -> None:
    """Its runs are ended, and the lease goes back next."""
    async with here.acting():
        await here.idle()
        await here.runner.stop()
        with pytest.raises(NobodyActs):
            await here.jobs.run_now(JOB, "Lager")
        assert here.runner.live == {}
    assert await here.states() == []
    async with here.acting():
        await here.ended(await here.jobs.run_now(JOB, "Lager"))
    assert await here.states() == ["success"]


async def test_a_job_that_shows_itself_as_done_can_be_started_at_once(here: Engine) -> None:
    """In the very moment in which its end is told."""
    started: list[asyncio.Task[RunId]] = []
    definition = await here.jobs.definition(JOB)

    def again(event: RunStateChanged) -> None:
        if event.state == "success" and len(started) < 5:
            request = RunRequest(JOB, definition.parameters, "Lager")
            started.append(asyncio.create_task(here.runner.start(request, definition)))

    async with here.acting():
        with here.bus.subscribe(again, RunStateChanged):
            await here.jobs.run_now(JOB, "Lager")
            while len(started) < 5:  # noqa: ASYNC110 - seen from outside
                await asyncio.sleep(0.01)
            await asyncio.gather(*started)
        await here.idle()
    assert await here.states() == ["success"] * 6
