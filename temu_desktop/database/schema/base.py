"""What all tables share: one metadata, names of constraints, keys, the server's own time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    MetaData,
    Table,
    event,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""All tables of the operations database."""


class BerlinNow(FunctionElement[Any]):
    """The server's present local time, as the merchants' tables have always been stamped.

    GETDATE() on SQL Server. SQLite knows no zones and takes the machine's local time; rows that
    this program writes carry their times explicitly.
    """

    type = DateTime()
    inherit_cache = True


@compiles(BerlinNow)
def _default_now(element: BerlinNow, compiler: SQLCompiler, **options: Any) -> str:
    return "(now() AT TIME ZONE 'Europe/Berlin')"


@compiles(BerlinNow, "mssql")
def _sql_server_now(element: BerlinNow, compiler: SQLCompiler, **options: Any) -> str:
    return "GETDATE()"


@compiles(BerlinNow, "sqlite")
def _sqlite_now(element: BerlinNow, compiler: SQLCompiler, **options: Any) -> str:
    return "(strftime('%Y-%m-%d %H:%M:%f', 'now', 'localtime'))"


def row_id() -> Column[int]:
    """The key that numbers rows, INT as at merchants."""
    return Column("id", Integer, primary_key=True)


def long_row_id() -> Column[int]:
    """The key of a table that grows with every event."""
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


def prefix_index(column: Column[Any]) -> Index:
    """An index that finds the beginning of a text, on PostgreSQL in every collation, too."""
    return special_index(column, postgresql={"ops": {column.key: "varchar_pattern_ops"}})


def special_index(column: Column[Any], **engines: Mapping[str, object]) -> Index:
    """An index with options for some engines, given to an engine when its table is made: to name
    them beforehand loads every one of these engines."""
    index = Index(None, column)

    def complete(table: Table, connection: Connection, **_more: Any) -> None:
        name = connection.dialect.name
        for option, value in engines.get(name, {}).items():
            index.dialect_options[name][option] = value

    event.listen(column.table, "before_create", complete)
    return index
