"""Acts of people, appended and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.fitting import fit


@dataclass(frozen=True, slots=True)
class Act:
    """Something a person did."""

    who: str
    action: str
    subject: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredAct:
    """An act as it was kept."""

    id: int
    at: datetime
    act: Act


def acts_before(conn: Connection, before: int | None, limit: int) -> list[StoredAct]:
    """The newest acts, or the newest of those before an id; the newest first."""
    table = schema.audit
    statement = select(table).order_by(table.c.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(table.c.id < before)
    return [
        StoredAct(row.id, row.at, Act(row.who, row.action, row.subject or "", row.details or {}))
        for row in conn.execute(statement)
    ]


def record_act(conn: Connection, act: Act, now: datetime) -> None:
    """Keep an act."""
    row = {
        "at": now,
        "who": fit(act.who, 100),
        "action": act.action,
        "subject": fit(act.subject, 200),
        "details": dict(act.details),
    }
    insert_rows(conn, schema.audit, [row])
