"""Two processes on one database: the one that stands by sees and does everything all the same."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import raise_issues
from temu_desktop.bootstrap import running_core
from temu_desktop.core import Core
from tests.due_times import nothing_due
from tests.headless.house import House, eventually, open_house


@asynccontextmanager
async def _acting(core: Core) -> AsyncIterator[None]:
    await nothing_due(core)
    async with core.serving.serving("console"):
        yield


@pytest.fixture
async def beside(tmp_path: Path) -> AsyncIterator[tuple[House, Core]]:
    """A server that stands by, and the process that acts."""
    async with (
        open_house(tmp_path) as house,
        running_core(house.core.settings) as other,
        _acting(other),
    ):
        await eventually(lambda: _is(other.serving, "acting"))
        async with house.core.serving.serving("headless"):
            yield house, other


async def _is(part: object, name: str) -> bool:
    return bool(getattr(part, name))


async def test_a_phone_starts_and_watches_a_run_that_the_other_process_does(
    beside: tuple[House, Core],
) -> None:
    house, other = beside
    async with house.live("operator") as phone, house.calling("operator") as calls:
        started = await calls.post("/api/jobs/maintenance/run-now", status=202)
        await phone.until("run", run=started["run"], state="success")
        assert (await calls.get("/api/health"))["acting"]["kind"] == "console"
        assert not house.core.serving.acting
        assert (await other.jobs.details(started["run"]))[0].started_by == "Phone operator"


async def test_issues_that_the_other_process_raises_are_told_to_phones(
    beside: tuple[House, Core],
) -> None:
    house, other = beside
    issue = Issue(IssueRule.JOB_FAILED, "job", "sync_orders_temu", {"error_code": "temu_away"})
    async with house.live(channels=["jobs", "issues"]) as phone:
        await phone.silence(2.5)
        await other.database.write(
            lambda uow: raise_issues(uow, [issue], other.clock.now(), by="console")
        )
        told = await phone.until("issues", 15)
        assert told["data"]["raised"][0]["rule"] == "job_failed"


async def test_what_a_phone_changes_the_acting_process_shows_and_keeps(
    beside: tuple[House, Core],
) -> None:
    house, other = beside
    async with house.calling("admin") as calls:
        await calls.post("/api/jobs/maintenance/schedule", interval_minutes=77)
        assert (await other.jobs.definition("maintenance")).changed == {"every_minutes"}  # type: ignore[arg-type]
