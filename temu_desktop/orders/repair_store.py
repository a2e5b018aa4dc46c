"""People's repairs in the database: the newest of a field counts, the others are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows, select_in, update_rows
from temu_desktop.fitting import fit
from temu_desktop.orders.repairs import Repair, RepairField

REPAIRS = schema.repairs


@dataclass(frozen=True, slots=True)
class StoredRepair:
    """A repair with who made it and when; ``replaced_at``: since when it counts no longer."""

    id: int
    repair: Repair
    at: datetime
    by: str
    replaced_at: datetime | None


def repairs_of(conn: Connection, number: str) -> list[StoredRepair]:
    """All repairs of a record, the oldest first."""
    statement = select(REPAIRS).where(REPAIRS.c.order_number == fit(number, 200))
    return [_stored(row) for row in conn.execute(statement.order_by(REPAIRS.c.id))]


def in_force(conn: Connection, numbers: Sequence[str]) -> dict[str, list[StoredRepair]]:
    """What counts now, by record."""
    statement = select(REPAIRS).where(REPAIRS.c.replaced_at.is_(None))
    found: dict[str, list[StoredRepair]] = defaultdict(list)
    keys = [fit(number, 200) for number in numbers]
    for row in select_in(conn, statement, REPAIRS.c.order_number, keys):
        found[row.order_number].append(_stored(row))
    return found


def answered(conn: Connection, answer: Callable[[Repair], bool]) -> dict[str, StoredRepair]:
    """Answers to buyers that count now, by order."""
    rows = conn.execute(
        select(REPAIRS).where(
            REPAIRS.c.field == RepairField.CANCELLATION.value, REPAIRS.c.replaced_at.is_(None)
        )
    )
    stored = {row.order_number: _stored(row) for row in rows}
    return {number: item for number, item in stored.items() if answer(item.repair)}


def given_up(conn: Connection, numbers: Sequence[str]) -> frozenset[str]:
    """Those of these records that a person has let go."""
    return frozenset(
        number
        for number, stored in in_force(conn, numbers).items()
        if any(item.repair.field is RepairField.GIVEN_UP for item in stored)
    )


def end_repairs(conn: Connection, ids: Sequence[int], now: datetime) -> None:
    """These count no longer."""
    update_rows(conn, REPAIRS, [{"id": key, "replaced_at": now} for key in ids], ["id"])


def rewrite(conn: Connection, repairs: Sequence[tuple[int, Repair]]) -> None:
    """The same decisions, said more exactly."""
    rows = [{"id": key, "new": dict(repair.value)} for key, repair in repairs]
    update_rows(conn, REPAIRS, rows, ["id"])


def put_repairs(
    conn: Connection, number: str, repairs: Sequence[Repair], who: str, now: datetime
) -> None:
    """Keep repairs; earlier ones of the same fields count no longer."""
    number = fit(number, 200)
    replaced = {(repair.field, repair.line) for repair in repairs}
    before = in_force(conn, [number]).get(number, [])
    old = [item.id for item in before if (item.repair.field, item.repair.line) in replaced]
    end_repairs(conn, old, now)
    rows = [
        {
            "order_number": number,
            "line_number": repair.line,
            "field": repair.field.value,
            "old": dict(repair.old) if repair.old is not None else None,
            "new": dict(repair.value),
            "repaired_at": now,
            "repaired_by": fit(who, 100),
        }
        for repair in repairs
    ]
    insert_rows(conn, REPAIRS, rows)


def _stored(row: Any) -> StoredRepair:
    repair = Repair(RepairField(row.field), row.line_number, row.new or {}, row.old)
    return StoredRepair(row.id, repair, row.repaired_at, row.repaired_by, row.replaced_at)
