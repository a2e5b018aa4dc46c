"""How SQLite is told many rows: bound values, as many rows a statement as may be.

Not the driver's executemany: that gives up the interpreter for each row, and then queues for it
behind every thread that computes; worse, a window's thread that waits for the interpreter meanwhile
is woken for each row and comes too late each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection

from temu_desktop.database.batch_plans import Change, Insertion, Upsert

Columns = Sequence[Sequence[Any]]
"""The values of each column, in the order of the plan's keys, as the driver takes them."""
Writing = Insertion | Change | Upsert


def write_columns(
    conn: Connection, plan: Writing, columns: Columns, most_values: int, options: dict[str, Any]
) -> int:
    """Write all rows, at least one; how many rows of the table that touched."""
    # What is the same in every row travels once; one column has to be there row by row.
    same = [column.count(column[0]) == len(column) for column in columns]
    same[0] = False
    fixed = [column[0] for column, once in zip(columns, same, strict=True) if once]
    varying = [column for column, once in zip(columns, same, strict=True) if not once]
    rows = list(zip(*varying, strict=True))
    size = max(1, (most_values - len(fixed)) // len(varying))
    count = 0
    for start in range(0, len(rows), size):
        chunk = rows[start : start + size]
        statement = _statement(conn, plan, _source(same, len(chunk)))
        values = (*fixed, *chain.from_iterable(chunk))
        count += conn.exec_driver_sql(statement, values, execution_options=options).rowcount
    return count


def _source(same: Sequence[bool], rows: int) -> str:
    """A SELECT of ``c0``, ``c1`` …: parameters of their own first, then those of the rows."""
    chosen, varying = [], 0
    for index, once in enumerate(same):
        varying += not once
        chosen.append(f"{'?' if once else f'column{varying}'} AS c{index}")
    row = f"({', '.join('?' * varying)})"
    return f"SELECT {', '.join(chosen)} FROM (VALUES {', '.join([row] * rows)})"  # noqa: S608 - no values


def _statement(conn: Connection, plan: Writing, source: str) -> str:
    """Names come from the schema, and every value is bound."""
    table = _table(conn, plan)
    if isinstance(plan, Change):
        return f"UPDATE {table} AS target SET {_change(conn, plan, source)}"  # noqa: S608 - no values
    insertion = f"INSERT INTO {table} ({_columns(conn, plan, plan.keys)}) {source}"
    if isinstance(plan, Insertion):
        return insertion
    # Without a WHERE the ON would be read as a join's.
    conflict = f"{insertion} WHERE true ON CONFLICT ({_columns(conn, plan, plan.match)}) DO"
    if not plan.changed:
        return f"{conflict} NOTHING"
    changed = (_column(conn, plan, key) for key in plan.changed)
    return f"{conflict} UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in changed)}"


def _change(conn: Connection, plan: Change, source: str) -> str:
    new, met = [], []
    for index, key in enumerate(plan.keys):
        name = _column(conn, plan, key)
        if key in plan.match:
            met.append(f"target.{name} = batch.c{index}")
        else:
            new.append(f"{name} = batch.c{index}")
    return f"{', '.join(new)} FROM ({source}) AS batch WHERE {' AND '.join(met)}"


def _table(conn: Connection, plan: Writing) -> str:
    schemas = conn.get_execution_options().get("schema_translate_map") or {}
    prepare = conn.dialect.identifier_preparer
    schema = schemas.get(plan.table.schema, plan.table.schema)
    name = prepare.quote(plan.table.name)
    return f"{prepare.quote_schema(schema)}.{name}" if schema else name


def _columns(conn: Connection, plan: Writing, keys: Sequence[str]) -> str:
    return ", ".join(_column(conn, plan, key) for key in keys)


def _column(conn: Connection, plan: Writing, key: str) -> str:
    return conn.dialect.identifier_preparer.format_column(plan.table.c[key])
