"""Many rows as one table expression: from one JSON parameter, or from VALUES in chunks.

The columns of a source are called ``c0``, ``c1`` … in the order of the target's columns; the JSON
is a list of objects with these names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Text,
    Unicode,
    bindparam,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    values,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

PAYLOAD = "batch_rows"
"""Name of the one parameter that carries all rows."""

Encoder = Callable[[Any], Any]


class OpenJson(FunctionElement[Any]):
    """SQL Server's OPENJSON(parameter) WITH (name type, …)."""

    name = "openjson"
    inherit_cache = False

    def __init__(self, payload: ColumnElement[Any], columns: Mapping[str, str]) -> None:
        super().__init__(payload)
        self.columns_with_types = columns


@compiles(OpenJson)
def _open_json(element: OpenJson, compiler: SQLCompiler, **options: Any) -> str:
    described = ", ".join(
        f"{name} {sql_type} '$.{name}'" for name, sql_type in element.columns_with_types.items()
    )
    return f"OPENJSON({compiler.process(element.clauses, **options)}) WITH ({described})"


def encoders(columns: Sequence[ColumnElement[Any]], dialect: Dialect) -> list[Encoder | None]:
    """What each column's type does to a value on its way to this engine (None: nothing)."""
    return [item.type.dialect_impl(dialect).bind_processor(dialect) for item in columns]


def encode_rows(rows: Iterable[Sequence[Any]]) -> str:
    """The JSON of encoded rows. Raises ValueError for numbers that JSON does not know."""
    objects = [{f"c{index}": value for index, value in enumerate(row)} for row in rows]
    return encode_json(objects)


def encode_json(data: object) -> str:
    """JSON with exact decimals and ISO times, both as text."""
    return json.dumps(
        data, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_as_text
    )


def json_source(dialect: Dialect, columns: Sequence[ColumnElement[Any]]) -> FromClause:
    """A table expression over the JSON parameter."""
    if dialect.name == "sqlite":
        return _sqlite_source(columns)
    if dialect.name == "postgresql":
        return _postgres_source(dialect, columns)
    described = {f"c{index}": _sql_server_type(dialect, item) for index, item in enumerate(columns)}
    payload = bindparam(PAYLOAD, type_=Unicode())
    names = [column(name, item.type) for name, item in zip(described, columns, strict=True)]
    return OpenJson(payload, described).table_valued(*names, name="batch")


def values_source(
    dialect: Dialect, columns: Sequence[ColumnElement[Any]], rows: Iterable[Sequence[Any]]
) -> FromClause:
    """A table expression over bound values, one parameter each; the caller limits their number."""
    names = [column(f"c{index}", item.type) for index, item in enumerate(columns)]
    data = [
        tuple(
            cast(literal(value, item.type), _text_or_own(dialect, item.type))
            for value, item in zip(row, columns, strict=True)
        )
        for row in rows
    ]
    return values(*names, name="batch").data(data)


def lookup_source(dialect: Dialect, target: ColumnElement[Any]) -> ColumnElement[Any] | Any:
    """A one-column SELECT of the looked-up values, fit for ``IN``.

    On SQLite the JSON is a plain list; elsewhere a list of objects like every other batch.
    """
    if dialect.name == "sqlite":
        return select(
            func.json_each(bindparam(PAYLOAD, type_=Text())).table_valued("value").c.value
        )
    found = json_source(dialect, [target]).c.c0
    collation = getattr(target.type, "collation", None)
    if dialect.name == "mssql" and collation:
        # Two columns of different collations cannot be compared; an explicit one decides.
        return select(found.collate(collation))
    return select(found)


def _sqlite_source(columns: Sequence[ColumnElement[Any]]) -> FromClause:
    each = func.json_each(bindparam(PAYLOAD, type_=Text())).table_valued("value", name="each")
    extracted = [
        literal_column(f"json_extract(each.value, '$.c{index}')", item.type).label(f"c{index}")
        for index, item in enumerate(columns)
    ]
    return select(*extracted).select_from(each).subquery("batch")


def _postgres_source(dialect: Dialect, columns: Sequence[ColumnElement[Any]]) -> FromClause:
    # Late: an engine that is not in use is not loaded.
    from sqlalchemy.dialects.postgresql import JSONB

    payload = cast(bindparam(PAYLOAD, type_=Text()), JSONB)
    names = [
        column(f"c{index}", _text_or_own(dialect, item.type)) for index, item in enumerate(columns)
    ]
    rows = func.jsonb_to_recordset(payload).table_valued(*names)
    return rows.render_derived(name="batch", with_types=True)


def _text_or_own(dialect: Dialect, kind: TypeEngine[Any]) -> TypeEngine[Any]:
    # A bounded type would cut off or refuse a value before the target column can judge it.
    rendered = dialect.type_compiler_instance.process(kind)
    if not rendered.startswith(("VARCHAR", "NVARCHAR")):
        return kind
    return Unicode() if dialect.name == "mssql" else Text()


def _sql_server_type(dialect: Dialect, item: ColumnElement[Any]) -> str:
    rendered = dialect.type_compiler_instance.process(item.type).split(" COLLATE ")[0]
    if rendered.startswith("NVARCHAR("):
        return "NVARCHAR(max)" if rendered == "NVARCHAR(max)" else "NVARCHAR(4000)"
    if rendered.startswith("VARCHAR("):
        return "VARCHAR(max)" if rendered == "VARCHAR(max)" else "VARCHAR(8000)"
    # DATETIME takes no more than three decimals as text.
    return "DATETIME2" if rendered == "DATETIME" else rendered


def _as_text(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    raise TypeError(f"{type(value).__name__} cannot be part of a batch")
