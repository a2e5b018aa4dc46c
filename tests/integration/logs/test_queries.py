"""Reading log lines: filters, search, pages from the tail, exports."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from temu_desktop.database import Database, schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.logs import queries
from temu_desktop.logs.queries import LogFilter
from temu_desktop.maintenance.repository import old_logs

pytestmark = pytest.mark.usefixtures("statements_are_tsql")

LOGS = schema.scheduler_logs
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def written(database: Database, *messages: str, **parts: Any) -> None:
    """Lines a second apart."""
    usual = {"job_id": "sync_orders_temu", "job_type": "sync_orders", "level": "INFO"}
    usual |= {"run_id": "r1", "step": None, "subject": None, "logger": "x", "error_text": None}
    rows = [
        {**usual, "message": text, "timestamp": NOON + timedelta(seconds=number), **parts}
        for number, text in enumerate(messages)
    ]
    await database.write(lambda uow: insert_rows(uow.connection, LOGS, rows))


async def found(database: Database, **wanted: Any) -> list[str]:
    lines = await database.read(lambda conn: queries.page(conn, LogFilter(**wanted)))
    return [line.message for line in lines]


async def test_filters_narrow_and_times_are_aware(any_ops_database: Database) -> None:
    await written(any_ops_database, "a", "b")
    await written(
        any_ops_database, "c", level="ERROR", run_id="r2", subject="PO-076-1", step="fetch"
    )
    await written(any_ops_database, "d", level="WARNING", job_id="maintenance", subject="PO-077")
    assert await found(any_ops_database) == ["a", "b", "c", "d"]
    assert await found(any_ops_database, level="WARNING") == ["c", "d"]
    assert await found(any_ops_database, run="r2") == ["c"]
    assert await found(any_ops_database, job="maintenance") == ["d"]
    assert await found(any_ops_database, step="fetch") == ["c"]
    assert await found(any_ops_database, subject="PO-07") == ["c", "d"]
    assert await found(any_ops_database, since=NOON + timedelta(seconds=1)) == ["b"]
    (line, *_) = await any_ops_database.read(lambda conn: queries.page(conn, LogFilter()))
    assert line.at == NOON


async def test_pages_from_the_tail_meet_and_none_is_twice(any_ops_database: Database) -> None:
    await written(any_ops_database, *(f"line {n}" for n in range(25)))
    pages: list[list[queries.LogLine]] = []
    before: int | None = None
    while True:
        page = await any_ops_database.read(
            lambda conn, b=before: queries.page(conn, LogFilter(), before=b, limit=10)  # type: ignore[misc]
        )
        if not page:
            break
        pages.append(page)
        before = page[0].id
    messages = [line.message for page in reversed(pages) for line in page]
    assert messages == [f"line {n}" for n in range(25)]
    newer = await any_ops_database.read(
        lambda conn: queries.page(conn, LogFilter(), after=pages[0][7].id)
    )
    assert [line.message for line in newer] == ["line 23", "line 24"]


SPECIAL = st.text(st.sampled_from("ab%_[]\\^-' "), min_size=1, max_size=6)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(messages=st.lists(SPECIAL, min_size=1, max_size=5), search=SPECIAL)
async def test_a_search_finds_what_holds_it_whatever_signs_it_is_made_of(
    any_ops_database: Database, messages: list[str], search: str
) -> None:
    await any_ops_database.write(lambda uow: uow.connection.execute(delete(LOGS)))
    await written(any_ops_database, *messages)
    assert await found(any_ops_database, search=search) == [m for m in messages if search in m]


async def test_exports_can_be_read_back(any_ops_database: Database) -> None:
    texts = ['he said "no"', "two\nlines", "=cmd|' /C calc'!A0", "Grüße 🧡; ,", "plain"]
    await written(any_ops_database, *texts)

    def export(conn: Any) -> tuple[str, str]:
        lines = queries.all_lines
        return (
            "".join(queries.as_json_lines(lines(conn, LogFilter()))),
            "".join(queries.as_csv(lines(conn, LogFilter()))),
        )

    as_json, as_csv = await any_ops_database.read(export)
    assert [json.loads(line)["message"] for line in as_json.splitlines()] == texts
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    assert [row["message"] for row in rows] == [
        f"'{text}" if text.startswith("=") else text for text in texts
    ]


async def test_old_lines_go_a_batch_at_a_time(any_ops_database: Database) -> None:
    await written(any_ops_database, *(f"old {n}" for n in range(2500)))
    await written(any_ops_database, "new", timestamp=NOON + timedelta(days=31))
    batch = old_logs(NOON + timedelta(days=1))
    taken = []
    while count := await any_ops_database.write(lambda uow: batch(uow.connection)):
        taken.append(count)
    assert taken == [1000, 1000, 500]
    assert await found(any_ops_database) == ["new"]
