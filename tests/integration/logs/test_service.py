"""Log lines as front ends read and export them, on every engine at hand."""

from __future__ import annotations

import asyncio
import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from temu_desktop.database import Database, schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.errors import FileNotWritable
from temu_desktop.logs.queries import LogFilter
from temu_desktop.logs.service import LogForm, LogService

pytestmark = pytest.mark.usefixtures("statements_are_tsql")

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def write(database: Database, count: int, **parts: Any) -> None:
    rows = [
        {
            "job_id": "sync_orders_temu",
            "job_type": "sync_orders",
            "level": "INFO",
            "message": f"line {number}",
            "timestamp": NOON + timedelta(seconds=number),
            "logger": "temu_desktop.orders.fetch",
            **parts,
        }
        for number in range(count)
    ]
    await database.write(lambda uow: insert_rows(uow.connection, schema.scheduler_logs, rows))


@pytest.fixture
def logs(any_ops_database: Database) -> LogService:
    return LogService(any_ops_database)


async def test_one_line_is_read_by_its_number(any_ops_database: Database, logs: LogService) -> None:
    await write(any_ops_database, 3)
    numbers = [line.id for line in await logs.page(LogFilter())]
    found = await logs.line(numbers[1])
    assert found is not None
    assert found.message == "line 1"
    assert await logs.line(numbers[-1] + 1) is None
    assert await logs.newest() == numbers[-1]


async def test_lines_of_an_area_are_those_of_its_loggers(
    any_ops_database: Database, logs: LogService
) -> None:
    await write(any_ops_database, 1, message="from orders")
    await write(any_ops_database, 1, message="from TEMU", logger="temu_desktop.temu.client")
    await write(any_ops_database, 1, message="from nowhere", logger=None)
    found = await logs.page(LogFilter(area="temu_desktop.temu"))
    assert [line.message for line in found] == ["from TEMU"]


async def test_an_export_is_whole_and_says_how_far_it_is(
    any_ops_database: Database, logs: LogService, tmp_path: Path
) -> None:
    await write(any_ops_database, 2500)
    await write(any_ops_database, 1, level="ERROR", message="=SUM(A1)")
    told: list[tuple[int, int]] = []
    file = tmp_path / "log.json"
    count = await logs.export(LogFilter(), file, LogForm.JSON, lambda *now: told.append(now))
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert count == len(lines) == 2501
    assert [line["message"] for line in lines[:2]] == ["line 0", "line 1"]
    assert told == [(1000, 2501), (2000, 2501), (2501, 2501)]
    table = tmp_path / "log.csv"
    assert await logs.export(LogFilter(level="ERROR"), table, LogForm.CSV, lambda *_: None) == 1
    with table.open(encoding="utf-8", newline="") as opened:
        assert [row["message"] for row in csv.DictReader(opened)] == ["'=SUM(A1)"]


async def test_an_export_of_nothing_is_an_empty_file_or_a_head(
    logs: LogService, tmp_path: Path
) -> None:
    assert await logs.export(LogFilter(), tmp_path / "a.json", LogForm.JSON, lambda *_: None) == 0
    assert (tmp_path / "a.json").read_bytes() == b""
    await logs.export(LogFilter(), tmp_path / "a.csv", LogForm.CSV, lambda *_: None)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"id,at,level")


async def test_lines_written_meanwhile_do_not_keep_an_export_going(
    any_ops_database: Database, logs: LogService, tmp_path: Path
) -> None:
    await write(any_ops_database, 1500)
    more: list[asyncio.Task[None]] = []

    def progress(done: int, total: int) -> None:
        more.append(asyncio.ensure_future(write(any_ops_database, 100)))

    count = await logs.export(LogFilter(), tmp_path / "a.json", LogForm.JSON, progress)
    await asyncio.gather(*more)
    assert count == 1500


async def test_a_cancelled_export_leaves_the_file_that_was_there(
    any_ops_database: Database, logs: LogService, tmp_path: Path
) -> None:
    await write(any_ops_database, 3000)
    file = tmp_path / "log.json"
    file.write_text("from yesterday", encoding="utf-8")
    begun = asyncio.Event()
    task = asyncio.ensure_future(
        logs.export(LogFilter(), file, LogForm.JSON, lambda *_: begun.set())
    )
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert file.read_text(encoding="utf-8") == "from yesterday"
    assert not (tmp_path / "log.json.part").exists()


async def test_a_place_that_cannot_be_written_is_an_error_of_its_own(
    any_ops_database: Database, logs: LogService, tmp_path: Path
) -> None:
    await write(any_ops_database, 1)
    with pytest.raises(FileNotWritable) as refused:
        missing = tmp_path / "gone" / "log.json"
        await logs.export(LogFilter(), missing, LogForm.JSON, lambda *_: None)
    assert refused.value.params["path"] == str(missing)
