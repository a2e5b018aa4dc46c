"""Every statement a test runs, compiled for SQL Server and read back as T-SQL.

A smoke check and no proof: the parser does not know every rule of the server. The proof are the
contract tests on a server named by TEMU_TEST_MSSQL_URL.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlglot
from sqlalchemy import Engine, event
from sqlalchemy.dialects.mssql.pyodbc import MSDialect_pyodbc
from sqlalchemy.engine import Connection, ExecutionContext
from sqlalchemy.sql import ClauseElement
from sqlglot import exp
from sqlglot.errors import SqlglotError

from temu_desktop.database.batching import PLAN_OPTION

MOST_PARAMETERS = 2099
"""SQL Server refuses a statement with 2100 parameters."""

# The parser reads other servers' words as well, so these are looked for by name.
FOREIGN = re.compile(
    r"\b(json_each|json_extract|jsonb_\w+|jsonb|ilike|limit|returning|on conflict|strftime"
    r"|length\(|substr\(|ifnull\(|group_concat\(|string_to_array|now\(|random\(|instr\(|trunc\("
    r"|true|false|is (?:not )?[01])\b",
    re.IGNORECASE,
)


class TooManyParameters(AssertionError):
    """A statement that SQL Server would refuse."""


class NotTransactSql(AssertionError):
    """A statement that SQL Server would not understand."""


@functools.cache
def sql_server_dialect() -> MSDialect_pyodbc:
    """SQL Server 2017 and later, without a driver."""
    dialect = MSDialect_pyodbc(paramstyle="qmark")
    dialect.server_version_info = (14, 0)
    return dialect


def as_tsql(statement: ClauseElement, column_keys: list[str] | None = None) -> str:
    """The statement as SQL Server would get it; raises NotTransactSql."""
    try:
        compiled = statement.compile(
            dialect=sql_server_dialect(),
            column_keys=column_keys,
            compile_kwargs={"render_postcompile": True},
        )
    except Exception as error:
        raise NotTransactSql(f"does not compile for SQL Server: {error}") from error
    text = str(compiled)
    check_tsql(text)
    return text


def check_tsql(text: str) -> None:
    """Raise NotTransactSql unless the text reads as T-SQL."""
    foreign = FOREIGN.search(text)
    if foreign:
        raise NotTransactSql(f"{foreign[0]!r} in {text}")
    try:
        parsed = sqlglot.parse(text, read="tsql", error_level=sqlglot.ErrorLevel.RAISE)
    except SqlglotError as error:
        raise NotTransactSql(f"{error} in {text}") from error
    if not all(isinstance(part, exp.Query | exp.DML | exp.Create) for part in parsed):
        raise NotTransactSql(f"not understood: {text}")


def refuse_too_many_parameters(
    conn: Connection,
    cursor: Any,
    statement: str,
    parameters: Any,
    context: ExecutionContext | None,
    executemany: bool,
) -> None:
    """Fails any statement, on any engine, that would be too wide for SQL Server."""
    for one in parameters if executemany else [parameters]:
        if len(one or ()) > MOST_PARAMETERS:
            raise TooManyParameters(f"{len(one)} parameters: {statement[:200]}")


class TransactSqlRecorder:
    """While open, turns every statement of every engine into T-SQL and checks it.

    Left out are statements handed straight to a driver (pragmas), DDL and a look into PostgreSQL's
    own tables. The plans of batches are built anew for SQL Server. Processes that share the folder
    ``shared`` check each good statement once among them.
    """

    def __init__(self, shared: Path | None = None) -> None:
        self._shared = shared
        self._seen: set[object] = set()
        self.texts: list[str] = []

    def __enter__(self) -> Self:
        event.listen(Engine, "before_cursor_execute", self._record)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        event.remove(Engine, "before_cursor_execute", self._record)

    def _record(
        self,
        conn: Connection,
        cursor: Any,
        statement: str,
        parameters: Any,
        context: Any,
        executemany: bool,
    ) -> None:
        if statement in self._seen or context is None or context.isddl:
            return
        if "pg_catalog" in statement:
            return
        self._seen.add(statement)
        mark = self._mark(statement)
        if mark is not None and mark.exists():
            return
        plan = context.execution_options.get(PLAN_OPTION)
        if plan is not None:
            self._add(plan.build(sql_server_dialect()))
        elif context.compiled is not None:
            self._add([context.compiled.statement], context.compiled.column_keys)
        if mark is not None:
            mark.touch()

    def _mark(self, statement: str) -> Path | None:
        """What says that the statement was found to be good."""
        if self._shared is None:
            return None
        return self._shared / hashlib.sha256(statement.encode()).hexdigest()

    def _add(self, statements: Iterable[ClauseElement], keys: list[str] | None = None) -> None:
        self.texts.extend(as_tsql(statement, keys) for statement in statements)
