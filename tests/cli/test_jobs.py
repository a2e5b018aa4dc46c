"""Jobs from the command line, on a program that serves in a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from temu_desktop.cli.exit_codes import ExitCode
from tests.command_zygote import temu_desktop
from tests.sandbox_fixtures import StartSandbox

ORDERS = "sync_orders_temu"


class House:
    """A folder, its environment, and what is said to the program there."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self.folder = folder
        self.environ = environ

    async def says(self, *words: str, code: int = 0) -> Any:
        """What a command answers a program, which must end with this code."""
        done = await asyncio.to_thread(temu_desktop, self.folder, *words, "--json", **self.environ)
        assert done.returncode == code, (done.stdout, done.stderr)
        return json.loads(done.stdout)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """A program that serves, until the end of the block."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "temu_desktop", "serve", "--json"),
            env={**os.environ, "TEMU_DATA_DIR": str(self.folder), **self.environ},
            cwd=self.folder,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        first = json.loads(await asyncio.wait_for(process.stdout.readline(), 60))
        assert first == {"event": "ActingChanged", "acting": True}
        try:
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            await process.communicate()

    async def ended(self, run: str) -> Mapping[str, Any]:
        """A run after its end."""
        for _ in range(60):
            row: Mapping[str, Any] = (await self.says("jobs", "history", "--run", run))["runs"][0]
            if row["ended_at"] is not None:
                return row
            await asyncio.sleep(0.3)
        raise AssertionError(f"{run} does not end")


@pytest.fixture
async def house(sandbox: StartSandbox, tmp_path: Path) -> House:
    started = await sandbox(orders=12, skus=40, seed=5)
    address = started.address
    folder = tmp_path / "house"
    folder.mkdir()
    return House(
        folder,
        {
            "JTL_DATABASE_URL": address.wawi_url,
            "TEMU_APP_KEY": address.app_key,
            "TEMU_APP_SECRET": address.app_secret,
            "TEMU_ACCESS_TOKEN": address.access_token,
            "TEMU_API_ENDPOINT": address.endpoint,
            "TEMU_CALLS_PER_SECOND": "1000",
            "TEMU_PRACTICE_URL": address.control_url,
            "TEMU_ORDERS_FROM": (datetime.now(UTC) - timedelta(days=60)).isoformat(),
            "TEMU_LANGUAGE": "en",
        },
    )


async def test_what_is_started_elsewhere_runs_in_the_process_that_serves(house: House) -> None:
    async with house.serving():
        started = await house.says("jobs", "run", ORDERS, "-s", "days_back=30", "--by", "Jutta")
        row = await house.ended(started["run"])
        assert (row["state"], row["started_by"], row["trigger"]) == ("success", "Jutta", "manual")
        assert row["parameters"] == {"mode": "full", "days_back": 30}
        handed_over = await house.says("run", ORDERS)
        assert handed_over["state"] == "success"
        assert [step["name"] for step in handed_over["steps"]] == [
            "fetch", "import", "export", "tracking", "report",
        ]  # fmt: skip
        listed = await house.says("jobs", "list")
        assert listed["acting"] == "serve"
        assert set(listed["exposure"]) == {"stock", "order", "tracking"}
        assert set(listed["exposure"]["order"]) == {"24h", "7d", "30d"}
        status = {job["job"]: job for job in listed["jobs"]}[ORDERS]
        assert (status["status"], status["retry_count"], status["max_retries"]) == ("idle", 0, 3)
        assert status["figures"]["24h"]["succeeded"] == 2
        doctor = await house.says("doctor")
        assert doctor["healthy"]
        assert {"acting", "jobs"} <= {check["name"] for check in doctor["checks"]}


async def test_each_way_of_not_starting_has_its_code_and_names_the_job(house: House) -> None:
    nobody = await house.says("jobs", "run", ORDERS, code=ExitCode.NOBODY_ACTS)
    assert nobody["error"]["code"] == "nobody_acts"
    unknown = await house.says("jobs", "run", "sync_everything", code=ExitCode.UNKNOWN)
    assert "sync_everything" in unknown["error"]["text"]
    off = await house.says("jobs", "run", "fetch_invoices_temu", code=ExitCode.JOB_DISABLED)
    assert "fetch_invoices_temu" in off["error"]["text"]
    wrong = await house.says("jobs", "schedule", ORDERS, "--every", "0", code=ExitCode.SETTINGS)
    assert "every_minutes=0" in wrong["error"]["text"]
    assert await house.says("jobs", "cancel", "20260101-000000-aaaaaa", code=ExitCode.UNKNOWN)
    async with house.serving():
        bad = await house.says("jobs", "run", ORDERS, "-s", "mode=sideways", code=ExitCode.SETTINGS)
        assert "mode='sideways'" in bad["error"]["text"]


async def test_definitions_are_changed_paused_and_reset(house: House) -> None:
    changed = await house.says("jobs", "schedule", ORDERS, "--every", "15", "-s", "retries=1")
    assert (changed["every_minutes"], changed["retries"]) == (15, 1)
    assert changed["changed"] == ["every_minutes", "retries"]
    nightly = await house.says("jobs", "schedule", ORDERS, "--cron", "hour=4", "--cron", "minute=5")
    assert nightly["cron"] == {"hour": "4", "minute": "5"}
    assert not (await house.says("jobs", "pause", ORDERS))["enabled"]
    assert (await house.says("jobs", "list"))["jobs"][0]["status"] == "paused"
    assert (await house.says("jobs", "resume", ORDERS))["enabled"]
    assert (await house.says("jobs", "schedule", ORDERS, "--reset"))["changed"] == []


async def test_a_program_that_is_told_to_stop_ends_in_order(house: House) -> None:
    async with house.serving() as process:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0
    assert (await house.says("jobs", "list"))["acting"] is None


async def test_logs_and_issues_are_read_from_the_terminal(house: House) -> None:
    async with house.serving():
        run = (await house.says("jobs", "run", ORDERS, "-s", "days_back=30"))["run"]
        await house.ended(run)
        await asyncio.sleep(1)
    done = await asyncio.to_thread(
        temu_desktop, house.folder, "jobs", "logs", "--run", run, "--json", **house.environ
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["run"] for line in lines} == {run}
    assert any("success" in line["message"] for line in lines)
    exported = await asyncio.to_thread(
        temu_desktop, house.folder, "jobs", "logs", "--export", "csv", **house.environ
    )
    assert exported.stdout.startswith("id,at,level,job")
    assert run in exported.stdout
    assert "issues" in await house.says("jobs", "issues")
    act = ("issues", "act", "999", "acknowledge")
    assert (await house.says(*act, code=ExitCode.UNKNOWN))["error"]


async def test_without_a_channel_the_test_of_alarms_says_so(house: House) -> None:
    assert await house.says("alarms", "test", code=ExitCode.SETTINGS) == {"channels": []}
    away = House(house.folder, {**house.environ, "ALARM_WEBHOOK_URL": "http://127.0.0.1:9/"})
    (channel,) = (await away.says("alarms", "test", code=ExitCode.NOT_DELIVERED))["channels"]
    assert (channel["channel"], channel["delivered"]) == ("webhook", False)
