"""Creates an empty ``eazybusiness``: tables, indexes and views, as each engine can have them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.schema import CreateIndex, CreateSchema, CreateTable

from temu_desktop.sandbox.wawi.tables import metadata
from temu_desktop.sandbox.wawi.views import view_definitions

SCHEMAS = ("dbo", "Verkauf", "Versand", "Kunde")
"""JTL's schemas that are used here; an SQLite file has none, so the names stand without them."""


class NotEmpty(Exception):
    """The database already holds tables of an ``eazybusiness``; it may be a real one."""


def translation(dialect_name: str) -> Mapping[str, str | None]:
    """How JTL's schema names are written on this engine (for ``schema_translate_map``)."""
    return dict.fromkeys(SCHEMAS) if dialect_name == "sqlite" else {}


def create_statements(dialect: Dialect) -> list[str]:
    """The whole DDL for one engine, in order."""
    statements = [
        str(CreateSchema(name, if_not_exists=dialect.name == "postgresql").compile(dialect=dialect))
        for name in SCHEMAS
        if dialect.name != "sqlite" and not (dialect.name == "mssql" and name == "dbo")
    ]
    for table in metadata.sorted_tables:
        statements.append(_rendered(CreateTable(table), dialect))
        statements += [
            _rendered(CreateIndex(index), dialect)
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        ]
    return statements + [
        f"CREATE VIEW {_full_name(schema, name, dialect)} AS {_rendered(body, dialect)}"
        for (schema, name), body in view_definitions(dialect).items()
    ]


def create_schema(connection: Connection) -> None:
    """Run the DDL; raises NotEmpty instead of touching a database that holds any of it."""
    inspector = sa.inspect(connection)
    for schema in {table.schema for table in metadata.tables.values()}:
        here = translation(connection.dialect.name).get(str(schema), schema)
        known = set(inspector.get_table_names(schema=here)) if _has(inspector, here) else set()
        taken = known & {table.name for table in metadata.tables.values()}
        if taken:
            raise NotEmpty(f"this database already has {', '.join(sorted(taken))}")
    for statement in create_statements(connection.dialect):
        connection.exec_driver_sql(statement)


def _has(inspector: sa.Inspector, schema: str | None) -> bool:
    return schema is None or schema in inspector.get_schema_names()


def _rendered(element: sa.sql.ClauseElement, dialect: Dialect) -> str:
    literals = {} if isinstance(element, sa.schema.DDLElement) else {"literal_binds": True}
    text = str(element.compile(dialect=dialect, compile_kwargs=literals))
    return _SCHEMA_PREFIX.sub("", text) if dialect.name == "sqlite" else text


_SCHEMA_PREFIX = re.compile(r'(?:\bdbo|"(?:Verkauf|Versand|Kunde)")\.')


def _full_name(schema: str, name: str, dialect: Dialect) -> str:
    prepare = dialect.identifier_preparer
    if dialect.name == "sqlite":
        return prepare.quote(name)
    return f"{prepare.quote(schema)}.{prepare.quote(name)}"
