"""People's repairs in the database: the newest of a field counts, the others are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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
    """A repair with who made it and when; ``replaced_at``: since when another one counts."""

    repair: Repair
    at: datetime
    by: str
    replaced_at: datetime | None


def repairs_of(conn: Connection, number: str) -> list[StoredRepair]:
    """All repairs of a record, the oldest first."""
    statement = select(REPAIRS).where(REPAIRS.c.order_number == number[:200])
    return [_stored(row) for row in conn.execute(statement.order_by(REPAIRS.c.id))]


def repairs_in_force(conn: Connection, numbers: Sequence[str]) -> dict[str, list[Repair]]:
    """What counts now, by record."""
    statement = select(REPAIRS).where(REPAIRS.c.replaced_at.is_(None))
    found: dict[str, list[Repair]] = defaultdict(list)
    keys = [fit(number, 200) for number in numbers]
    for row in select_in(conn, statement, REPAIRS.c.order_number, keys):
        found[row.order_number].append(_stored(row).repair)
    return found


def given_up(conn: Connection, numbers: Sequence[str]) -> frozenset[str]:
    """Those of these records that a person has let go."""
    return frozenset(
        number
        for number, repairs in repairs_in_force(conn, numbers).items()
        if any(repair.field is RepairField.GIVEN_UP for repair in repairs)
    )


def put_repairs(
    conn: Connection, number: str, repairs: Sequence[Repair], who: str, now: datetime
) -> None:
    """Keep repairs; earlier ones of the same fields count no longer."""
    replaced = {(repair.field.value, repair.line) for repair in repairs}
    statement = select(REPAIRS.c.id, REPAIRS.c.field, REPAIRS.c.line_number).where(
        REPAIRS.c.order_number == number, REPAIRS.c.replaced_at.is_(None)
    )
    before = [row for row in conn.execute(statement) if (row.field, row.line_number) in replaced]
    update_rows(conn, REPAIRS, [{"id": row.id, "replaced_at": now} for row in before], ["id"])
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
    return StoredRepair(repair, row.repaired_at, row.repaired_by, row.replaced_at)
