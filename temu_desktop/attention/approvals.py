"""What a brake holds back until a person lets it go: ``approve RUN``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows, update_rows

APPROVALS = schema.approvals


class Kind(StrEnum):
    """What is held back."""

    STOCK_PUSH = "stock_push"
    FIRST_PUSH = "first_push"
    MASS_CANCELLATION = "mass_cancellation"
    MASS_DEACTIVATION = "mass_deactivation"
    JTL_RESTORED = "jtl_restored"


@dataclass(frozen=True, slots=True)
class Approval:
    """Something that waits, or was let go. ``items`` say what, each a plain mapping."""

    id: int
    run: str
    kind: Kind
    items: tuple[Mapping[str, Any], ...]
    requested_at: datetime
    approved_at: datetime | None
    approved_by: str | None


def request(
    conn: Connection, run: str, kind: Kind, items: Sequence[Mapping[str, Any]], now: datetime
) -> None:
    """Ask for approval; what an earlier run asked for of this kind and nobody answered is
    replaced, so that a person always sees the newest list only."""
    open_rows = conn.execute(
        select(APPROVALS.c.id).where(
            APPROVALS.c.kind == kind.value, APPROVALS.c.approved_at.is_(None)
        )
    ).scalars()
    row = {"run_id": run, "kind": kind.value, "items": list(items), "requested_at": now}
    waiting = list(open_rows)
    if waiting:
        update_rows(conn, APPROVALS, [{"id": waiting[-1], **row}], ["id"])
    else:
        insert_rows(conn, APPROVALS, [row])


def waiting(conn: Connection, run: str | None = None) -> list[Approval]:
    """What waits for a person (of one run, or of all)."""
    statement = select(APPROVALS).where(APPROVALS.c.approved_at.is_(None))
    if run is not None:
        statement = statement.where(APPROVALS.c.run_id == run)
    return [_approval(row) for row in conn.execute(statement.order_by(APPROVALS.c.id))]


def approved(conn: Connection, kind: Kind) -> list[Approval]:
    """What was let go, the newest last."""
    rows = conn.execute(
        select(APPROVALS)
        .where(APPROVALS.c.kind == kind.value, APPROVALS.c.approved_at.is_not(None))
        .order_by(APPROVALS.c.id)
    )
    return [_approval(row) for row in rows]


def approve(conn: Connection, run: str, who: str, now: datetime) -> list[Approval]:
    """Let everything go that this run holds back; returns what it was."""
    found = waiting(conn, run)
    update_rows(
        conn,
        APPROVALS,
        [{"id": item.id, "approved_at": now, "approved_by": who} for item in found],
        ["id"],
    )
    return found


def _approval(row: Any) -> Approval:
    return Approval(
        id=row.id,
        run=row.run_id,
        kind=Kind(row.kind),
        items=tuple(row.items or ()),
        requested_at=row.requested_at,
        approved_at=row.approved_at,
        approved_by=row.approved_by,
    )
