"""Collects what one transaction writes, so that a thousand orders are a few statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection


class Journal:
    """Rows to insert, change and delete; ``flush`` writes them in that order.

    Changes come in groups of the same columns, in the order in which the groups were first used;
    a row is never inserted again after it was deleted, because keys do not come back.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._inserts: dict[sa.Table, list[dict[str, object]]] = {}
        self._updates: dict[tuple[sa.Table, tuple[str, ...]], list[dict[str, object]]] = {}
        self._deletes: dict[tuple[sa.Table, str], list[int]] = {}

    def insert(self, table: sa.Table, **values: object) -> None:
        """One new row; all rows of a table must name the same columns."""
        self._inserts.setdefault(table, []).append(values)

    def update(self, table: sa.Table, key: Mapping[str, int], **values: object) -> None:
        """New values for one row."""
        row = {**{f"key_{name}": value for name, value in key.items()}, **values}
        self._updates.setdefault((table, tuple(sorted(row))), []).append(row)

    def delete(self, table: sa.Table, column: str, value: int) -> None:
        """Remove every row whose column has this value."""
        self._deletes.setdefault((table, column), []).append(value)

    def execute(self, statement: sa.Executable) -> None:
        """Write everything, then run a statement that builds on it."""
        self.flush()
        self._connection.execute(statement)

    def flush(self) -> None:
        """Write everything and forget it."""
        connection = self._connection
        for table, rows in self._inserts.items():
            connection.execute(sa.insert(table), rows)
        for (table, names), rows in self._updates.items():
            connection.execute(_update(table, names), rows)
        for (table, column), values in self._deletes.items():
            where = table.c[column] == sa.bindparam("value")
            connection.execute(sa.delete(table).where(where), [{"value": v} for v in values])
        self._inserts.clear()
        self._updates.clear()
        self._deletes.clear()


def _update(table: sa.Table, names: tuple[str, ...]) -> sa.Update:
    keys = [name for name in names if name.startswith("key_")]
    values: dict[str, Any] = {name: sa.bindparam(name) for name in names if name not in keys}
    found = sa.and_(*(table.c[name.removeprefix("key_")] == sa.bindparam(name) for name in keys))
    return sa.update(table).where(found).values(values)
