"""Timelines in the database, written in batches with what they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.timeline.model import Entry, StoredEntry, Subject

TIMELINE = schema.timeline


def record(
    conn: Connection, entries: Iterable[Entry], *, run: str | None, step: str, now: datetime
) -> None:
    """Append entries; without a run: a person's."""
    insert_rows(
        conn,
        TIMELINE,
        [
            {
                "subject_type": entry.subject.value,
                "subject_key": entry.key,
                "at": now,
                "run_id": run,
                "step": step,
                "event": entry.event,
                "data": dict(entry.data),
            }
            for entry in entries
        ],
    )


def timeline_of(conn: Connection, subject: Subject, key: str) -> list[StoredEntry]:
    """All entries of one order or SKU, oldest first."""
    rows = conn.execute(
        select(TIMELINE)
        .where(TIMELINE.c.subject_type == subject.value, TIMELINE.c.subject_key == key)
        .order_by(TIMELINE.c.id)
    )
    return [
        StoredEntry(
            Entry(Subject(row.subject_type), row.subject_key, row.event, row.data or {}),
            row.at,
            row.run_id,
            row.step,
        )
        for row in rows
    ]
