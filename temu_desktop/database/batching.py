"""Many rows in few statements, on every engine.

Where the engine reads JSON, all rows travel as one parameter: SQLite (look-ups; its writes bind the
values, which measured faster), PostgreSQL, and SQL Server from compatibility level 130. A SQL
Server below that gets chunks of at most 1000 bound values. Callers are inside one
transaction and get typed rows; nothing is committed here.

Every statement carries its plan as the execution option ``temu_batch``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, Table, delete, text

from temu_desktop.database.batch_plans import (
    Change,
    Insertion,
    Lookup,
    RowPlan,
    Statement,
    Upsert,
)
from temu_desktop.database.batch_sources import (
    PAYLOAD,
    encode_json,
    encode_rows,
    encoders,
    values_source,
)
from temu_desktop.database.sqlite_writes import Columns, Writing, write_columns
from temu_desktop.ids import article_key

PLAN_OPTION = "temu_batch"
"""Execution option with the plan behind a statement."""
TRANSPORT_OPTION = "temu_batching"
"""Execution option that fixes how rows travel; without it the engine decides."""
MOST_VALUES = 1000
"""Bound values per statement in chunks; SQL Server refuses 2100."""
ROWS_PER_STATEMENT = 10_000
"""Bounds the memory of one statement; far above the size from which more rows still pay."""
JSON_COMPATIBILITY = 130
"""The database compatibility level from which SQL Server has OPENJSON."""

Rows = Sequence[Mapping[str, object]]
_Item = TypeVar("_Item")


class Transport(StrEnum):
    """How the rows of a batch travel."""

    JSON = "json"
    CHUNKS = "chunks"


def select_in(
    conn: Connection,
    statement: Select[Any],
    column: ColumnElement[Any],
    values: Sequence[object],
) -> list[Row[Any]]:
    """The statement's rows whose ``column`` is among ``values``; NULL is among nothing.

    The statement may not sort, limit or aggregate over all values: they can travel in chunks.
    """
    found: list[Row[Any]] = []
    for limited, parameters in _lookups(conn, Lookup(statement, column), values):
        options = {PLAN_OPTION: Lookup(statement, column)}
        found.extend(conn.execute(limited, parameters, execution_options=options).all())
    return found


def delete_in(conn: Connection, table: Table, column: Column[Any], values: Sequence[object]) -> int:
    """Delete the rows whose ``column`` is among ``values``; how many there were."""
    plan = Lookup(delete(table), column)
    count = 0
    for limited, parameters in _lookups(conn, plan, values):
        count += conn.execute(limited, parameters, execution_options={PLAN_OPTION: plan}).rowcount
    return count


def insert_rows(conn: Connection, table: Table, rows: Rows) -> None:
    """Insert rows that all name the same column keys; other columns get the server's defaults.

    Raises ValueError for rows that name no column.
    """
    if rows and not rows[0]:
        raise ValueError("a row to insert names no column")
    if rows:
        _write(conn, Insertion(table, tuple(rows[0])), rows)


def insert_plain(
    conn: Connection, table: Table, keys: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows of values that SQLite's driver takes as they are (`encoder_of`)."""
    if rows:
        _write_columns(conn, Insertion(table, tuple(keys)), list(zip(*rows, strict=True)))


def encoder_of(conn: Connection, column: Column[Any]) -> Callable[[Any], Any]:
    """What makes a value of the column into what the driver takes."""
    (encode,) = encoders([column], conn.dialect)
    return encode or (lambda value: value)


def insert_returning(
    conn: Connection, table: Table, rows: Rows, columns: Sequence[str]
) -> list[Row[Any]]:
    """Insert rows and return these columns (keys) of each, in no promised order.

    On SQL Server the table may have no triggers: OUTPUT without INTO is refused there.
    """
    if not rows:
        return []
    plan = Insertion(table, tuple(rows[0]), tuple(columns))
    found: list[Row[Any]] = []
    for statement, parameters in _prepared(conn, plan, rows):
        options = {PLAN_OPTION: plan}
        found.extend(conn.execute(statement, parameters, execution_options=options).all())
    return found


def update_rows(conn: Connection, table: Table, rows: Rows, key: Sequence[str]) -> int:
    """Set each row's other columns where its ``key`` columns match; how many rows matched.

    Raises ValueError for two rows with the same key.
    """
    if not rows:
        return 0
    _refuse_repeated(rows, key)
    return _write(conn, Change(table, tuple(rows[0]), tuple(key)), rows)


def upsert_rows(
    conn: Connection, table: Table, rows: Rows, key: Sequence[str], update: Sequence[str]
) -> None:
    """Insert new rows and set the ``update`` columns of known ones.

    ``key`` names the columns of a unique constraint, which decides what is known. Raises
    ValueError for two rows with the same key.
    """
    if rows:
        _refuse_repeated(rows, key)
        _write(conn, Upsert(table, tuple(rows[0]), tuple(key), tuple(update)), rows)


def transport(conn: Connection) -> Transport:
    """How rows travel on this connection."""
    fixed = conn.get_execution_options().get(TRANSPORT_OPTION)
    if fixed is not None:
        return Transport(fixed)
    if conn.dialect.name != "mssql":
        return Transport.JSON
    if TRANSPORT_OPTION not in conn.info:
        level = conn.scalar(
            text("SELECT compatibility_level FROM sys.databases WHERE name = DB_NAME()")
        )
        has_json = level is not None and level >= JSON_COMPATIBILITY
        conn.info[TRANSPORT_OPTION] = Transport.JSON if has_json else Transport.CHUNKS
    return Transport(conn.info[TRANSPORT_OPTION])


def _lookups(
    conn: Connection, plan: Lookup, values: Sequence[object]
) -> Iterator[tuple[Any, dict[str, str]]]:
    unique = list(dict.fromkeys(value for value in values if value is not None))
    if not unique:
        return
    if transport(conn) is Transport.CHUNKS:
        room = MOST_VALUES - len(plan.statement.compile(dialect=conn.dialect).params)
        for chunk in _chunks_of_neighbours(unique, room):
            yield plan.statement.where(plan.column.in_(chunk)), {}
        return
    (encode,) = encoders([plan.column], conn.dialect)
    wanted = unique if encode is None else [encode(value) for value in unique]
    as_list = conn.dialect.name == "sqlite"
    payload = encode_json(wanted) if as_list else encode_rows([value] for value in wanted)
    yield plan.build(conn.dialect)[0], {PAYLOAD: payload}


def _chunks_of_neighbours(values: list[Any], size: int) -> Iterator[list[Any]]:
    # Spellings that the server takes for one (case, trailing blanks) stay in one chunk, or a row
    # would be found twice.
    by_key: dict[Any, list[Any]] = {}
    for value in values:
        key = article_key(value) if isinstance(value, str) else value
        by_key.setdefault(key, []).append(value)
    chunk: list[Any] = []
    for spellings in by_key.values():
        if chunk and len(chunk) + len(spellings) > size:
            yield chunk
            chunk = []
        chunk.extend(spellings)
    yield chunk


def _write(conn: Connection, plan: Writing, rows: Rows) -> int:
    if conn.dialect.name == "sqlite":
        return _write_plain(conn, plan, rows)
    count = 0
    for statement, parameters in _prepared(conn, plan, rows):
        result = conn.execute(statement, parameters, execution_options={PLAN_OPTION: plan})
        count += result.rowcount
    return count


def _write_plain(conn: Connection, plan: Writing, rows: Rows) -> int:
    return sum(
        _write_columns(conn, plan, _encoded(conn, plan, chunk))
        for chunk in _chunks(rows, ROWS_PER_STATEMENT)
    )


def _write_columns(conn: Connection, plan: Writing, columns: Columns) -> int:
    return write_columns(conn, plan, columns, MOST_VALUES, {PLAN_OPTION: plan})


def _prepared(
    conn: Connection, plan: RowPlan, rows: Rows
) -> Iterator[tuple[Statement, dict[str, str]]]:
    dialect = conn.dialect
    if dialect.name != "sqlite" and transport(conn) is Transport.CHUNKS:
        columns = [plan.table.c[key] for key in plan.keys]
        for chunk in _chunks(rows, max(1, MOST_VALUES // len(plan.keys))):
            source = values_source(dialect, columns, _ordered(plan, chunk))
            for statement in plan.build(dialect, source):
                yield statement, {}
        return
    statements = plan.build(dialect)
    for chunk in _chunks(rows, ROWS_PER_STATEMENT):
        payload = encode_rows(zip(*_encoded(conn, plan, chunk), strict=True))
        for statement in statements:
            yield statement, {PAYLOAD: payload}


def _encoded(conn: Connection, plan: RowPlan, rows: Rows) -> list[list[Any]]:
    """The rows' values by column, in the order of the plan's keys."""
    encode = encoders([plan.table.c[key] for key in plan.keys], conn.dialect)
    columns = zip(*_ordered(plan, rows), strict=True)
    return [
        list(values) if change is None else _changed(values, change)
        for values, change in zip(columns, encode, strict=True)
    ]


def _changed(values: Sequence[Any], change: Callable[[Any], Any]) -> list[Any]:
    # Most rows of a batch have the moment of the batch, which is made into text once.
    changed = []
    before: Any = None
    text: Any = change(None)
    for value in values:
        if value is not before:
            before, text = value, change(value)
        changed.append(text)
    return changed


def _ordered(plan: RowPlan, rows: Rows) -> Iterator[list[object]]:
    for row in rows:
        if row.keys() != set(plan.keys):
            raise ValueError(f"a row names other columns than the first: {sorted(row)}")
        yield [row[key] for key in plan.keys]


def _refuse_repeated(rows: Rows, key: Sequence[str]) -> None:
    seen = {tuple(row[name] for name in key) for row in rows}
    if len(seen) != len(rows):
        raise ValueError(f"two rows of one batch have the same {', '.join(key)}")


def _chunks(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
