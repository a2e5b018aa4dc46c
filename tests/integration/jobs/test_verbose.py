"""A verbose run keeps its finest log lines, in the database and in the files; others do not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from temu_desktop.bus import EventBus
from temu_desktop.database import Database, schema
from temu_desktop.errors import SettingsError
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs.context import RunContext
from temu_desktop.jobs.model import SYNC_INVENTORY, SYNC_ORDERS, RunRequest
from temu_desktop.logs import Masking, logging_to
from temu_desktop.logs.database_sink import DatabaseSink
from temu_desktop.logs.setup import lowest_of
from temu_desktop.settings import DatabaseSettings, Settings
from tests.core_fixtures import OpenShop
from tests.integration.jobs.engine import JOB, Engine, engine

OTHER = JobId("maintenance")
LOGS = schema.scheduler_logs
log = logging.getLogger("temu_desktop.some.step")


async def talks(context: RunContext, request: RunRequest) -> None:
    """Fine lines from the loop and from a worker, for as long as the other run takes."""
    for _ in range(5):
        log.debug("detail of %s", request.job)
        await asyncio.to_thread(log.debug, "detail of %s", request.job)
        await asyncio.sleep(0.01)
    log.info("done with %s", request.job)


@pytest.fixture
def here(ops_database: Database, tmp_path: Path) -> Engine:
    made = engine(ops_database, tmp_path)
    made.orders.does = talks
    made.works["maintenance"].does = talks
    return made


@dataclass
class Kept:
    """Where lines go: the files' folder, and the database once they are flushed."""

    folder: Path
    sink: DatabaseSink
    database: Database

    async def lines(self, run: RunId) -> list[Any]:
        """Of one run."""
        await self.sink.flush_waiting()
        return await lines(self.database, run)


@pytest.fixture(params=["INFO", "WARNING"])
async def kept(request: pytest.FixtureRequest, here: Engine, tmp_path: Path) -> AsyncIterator[Kept]:
    """Lines are kept from this level on."""
    settings = Settings(
        data_dir=tmp_path / "data",
        database=DatabaseSettings("sqlite://", None),
        temu=None,
        log_level=request.param,
    )
    with logging_to(settings) as folder:
        sink = DatabaseSink(here.database, EventBus(), Masking(()), lowest_of(settings))
        async with sink.writing():
            yield Kept(folder, sink, here.database)


async def lines(database: Database, run: RunId) -> list[Any]:
    return list(
        await database.read(
            lambda conn: conn.execute(select(LOGS).where(LOGS.c.run_id == run)).all()
        )
    )


async def until_written(database: Database, run: RunId) -> None:
    """Until the last line of a run is in the database."""
    async with asyncio.timeout(20):
        while not any("success" in row.message for row in await lines(database, run)):  # noqa: ASYNC110 - looked at from outside
            await asyncio.sleep(0.05)


async def test_only_the_run_that_was_asked_for_keeps_its_finest_lines(
    here: Engine, kept: Kept
) -> None:
    async with here.acting():
        fine = await here.jobs.run_now(JOB, "Lager", verbose=True)
        plain = await here.jobs.run_now(OTHER, "Lager")
        for run in (fine, plain):
            row = await here.ended(run)
            assert "verbose" not in row.parameters
        found = await kept.lines(fine)
        assert [row.level for row in found if row.message == f"detail of {JOB}"] == ["DEBUG"] * 10
        assert {"Step work begins"} <= {row.message for row in found}
        assert any(row.message == f"done with {JOB}" for row in found)
        others = await kept.lines(plain)
        assert {row.level for row in others} <= {"INFO"}
        again = await here.jobs.run_now(JOB, "Lager")
        await here.ended(again)
        assert {row.level for row in await kept.lines(again)} <= {"INFO"}
    # Lines wait a tenth of a second for their file.
    await asyncio.sleep(0.5)
    text = (kept.folder / "app.log").read_text(encoding="utf-8")
    assert text.count(f"detail of {JOB}") == 10
    assert f"detail of {OTHER}" not in text


async def test_the_wish_travels_to_the_process_that_acts(
    here: Engine, kept: Kept, tmp_path: Path
) -> None:
    other = engine(here.database, tmp_path, here.clock)
    async with here.acting():
        run = await other.jobs.run_now(JOB, "Handy", {"days_back": 3}, verbose=True)
        row = await other.ended(run)
        assert row.parameters == {"mode": "full", "days_back": 3}
        by_hand = await other.jobs.run(RunRequest(JOB, {}, "Terminal", verbose=True))
        with pytest.raises(SettingsError, match="verbose"):
            await other.jobs.run_now(JOB, "Handy", {"verbose": "very"})
        for of in (run, by_hand.run):
            found = [row.message for row in await kept.lines(of)]
            assert found.count(f"detail of {JOB}") == 10


async def test_every_call_to_temu_is_told_without_what_it_said(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place()
    jobs, database = shop.core.jobs, shop.core.database
    fine = await jobs.run(RunRequest(SYNC_ORDERS, {}, "Lager", verbose=True))
    plain = await jobs.run(RunRequest(SYNC_INVENTORY, {"mode": "full"}, "Lager"))
    await until_written(database, plain.run)
    found = await lines(database, fine.run)
    calls = [row for row in found if row.message.startswith("TEMU call ")]
    assert any(" bg.order.list.v2.get: " in row.message for row in calls)
    assert {row.step for row in calls} <= {step.name for step in fine.steps}
    order = await shop.order(number)
    text = "\n".join(row.message for row in found)
    assert order.recipient_name not in text
    assert {row.level for row in await lines(database, plain.run)} <= {"INFO"}
    temu_log = shop.core.settings.data_dir / "logs" / "temu.log"
    kept = temu_log.read_text(encoding="utf-8")
    assert f"[{fine.run} " in kept
    assert plain.run not in kept
