"""Until when every due time of a job is accounted for: one mark per job, kept with the runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from temu_desktop.database import schema
from temu_desktop.database.batching import select_in, upsert_rows
from temu_desktop.ids import JobId

STATE = schema.sync_state


def read_marks(conn: Connection, jobs: Sequence[JobId]) -> dict[JobId, datetime]:
    """The marks of these jobs; one that was never planned has none."""
    rows = select_in(conn, select(STATE), STATE.c.key, [_key(job) for job in jobs])
    found = {row.key: datetime.fromisoformat(row.value["until"]) for row in rows}
    return {job: found[_key(job)] for job in jobs if _key(job) in found}


def keep_marks(conn: Connection, marks: dict[JobId, datetime], now: datetime) -> None:
    """Keep these marks."""
    rows = [
        {"key": _key(job), "value": {"until": mark.isoformat()}, "updated_at": now}
        for job, mark in marks.items()
    ]
    upsert_rows(conn, STATE, rows, ["key"], ["value", "updated_at"])


def _key(job: JobId) -> str:
    return f"schedule:{job}"
