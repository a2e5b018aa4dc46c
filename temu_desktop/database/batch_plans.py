"""What a batch does, apart from any connection: each plan builds its statements for a dialect, so
that tests can compile them for engines that are not at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import (
    Column,
    ColumnElement,
    Delete,
    FromClause,
    Insert,
    Select,
    Table,
    Update,
    insert,
    select,
    update,
)
from sqlalchemy.engine import Dialect

from temu_desktop.database.batch_sources import json_source, lookup_source

Statement = Select[Any] | Insert | Update | Delete

_HOLD_KEYS = "WITH (UPDLOCK, HOLDLOCK)"
"""Nobody may insert a key between our look for it and our INSERT."""


class Plan(Protocol):
    """One batch."""

    def build(self, dialect: Dialect, source: FromClause | None = None) -> list[Statement]:
        """Its statements; without a source the rows come from the JSON parameter."""
        ...


class RowPlan(Plan, Protocol):
    """A batch that writes the rows of one table."""

    @property
    def table(self) -> Table:
        """The target."""
        ...

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the columns that every row names, in the order of the source's columns."""
        ...


@dataclass(frozen=True, slots=True)
class Lookup:
    """A statement limited to rows whose column is among given values."""

    statement: Select[Any] | Delete
    column: ColumnElement[Any]

    def build(self, dialect: Dialect, source: FromClause | None = None) -> list[Statement]:
        """The limited statement."""
        wanted = lookup_source(dialect, self.column)
        return [self.statement.where(self.column.in_(wanted))]


@dataclass(frozen=True, slots=True)
class Insertion:
    """INSERT … SELECT of every row."""

    table: Table
    keys: tuple[str, ...]
    returning: tuple[str, ...] = ()

    def build(self, dialect: Dialect, source: FromClause | None = None) -> list[Statement]:
        """One INSERT, with RETURNING or OUTPUT where columns are asked for."""
        rows = _source(self, dialect, source)
        statement = insert(self.table).from_select(
            _columns(self.table, self.keys), select(rows), include_defaults=False
        )
        if self.returning:
            return [statement.returning(*_columns(self.table, self.returning))]
        return [statement]


@dataclass(frozen=True, slots=True)
class Change:
    """UPDATE … FROM, joined by the columns ``match``; the rows' other columns are set."""

    table: Table
    keys: tuple[str, ...]
    match: tuple[str, ...]

    def build(self, dialect: Dialect, source: FromClause | None = None) -> list[Statement]:
        """One UPDATE."""
        others = [key for key in self.keys if key not in self.match]
        return [_update(self, others, _source(self, dialect, source))]


@dataclass(frozen=True, slots=True)
class Upsert:
    """New rows are inserted; of known ones the columns ``changed`` are set."""

    table: Table
    keys: tuple[str, ...]
    match: tuple[str, ...]
    changed: tuple[str, ...]

    def build(self, dialect: Dialect, source: FromClause | None = None) -> list[Statement]:
        """INSERT … ON CONFLICT; on SQL Server an UPDATE, then an INSERT of what it missed.

        A row that another process inserts between these two keeps that process's values.
        """
        rows = _source(self, dialect, source)
        if dialect.name == "postgresql":
            return [self._on_conflict(rows)]
        known = select(*_columns(self.table, self.match)).where(*_joined(self, rows))
        known = known.with_hint(self.table, _HOLD_KEYS, dialect_name="mssql")
        inserted = insert(self.table).from_select(
            _columns(self.table, self.keys),
            select(rows).where(~known.exists()),
            include_defaults=False,
        )
        return [_update(self, self.changed, rows), inserted] if self.changed else [inserted]

    def _on_conflict(self, rows: FromClause) -> Statement:
        # Late: an engine that is not in use is not loaded.
        from sqlalchemy.dialects import postgresql

        statement = postgresql.insert(self.table).from_select(
            _columns(self.table, self.keys), select(rows), include_defaults=False
        )
        unique = _columns(self.table, self.match)
        if not self.changed:
            return statement.on_conflict_do_nothing(index_elements=unique)
        new = {self.table.c[key]: statement.excluded[key] for key in self.changed}
        return statement.on_conflict_do_update(index_elements=unique, set_=new)


def _source(plan: RowPlan, dialect: Dialect, source: FromClause | None) -> FromClause:
    return json_source(dialect, _columns(plan.table, plan.keys)) if source is None else source


def _columns(table: Table, keys: Sequence[str]) -> list[Column[Any]]:
    return [table.c[key] for key in keys]


def _joined(plan: Change | Upsert, source: FromClause) -> list[ColumnElement[bool]]:
    return [plan.table.c[key] == source.c[f"c{plan.keys.index(key)}"] for key in plan.match]


def _update(plan: Change | Upsert, changed: Sequence[str], source: FromClause) -> Update:
    new = {plan.table.c[key]: source.c[f"c{plan.keys.index(key)}"] for key in changed}
    return update(plan.table).where(*_joined(plan, source)).values(new)
