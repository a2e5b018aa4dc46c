"""Errors of JTL's database as ours: what happened, and whether trying again can help."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from temu_desktop.errors import (
    DatabaseBusy,
    JtlAway,
    JtlBusy,
    JtlDatabaseMissing,
    JtlError,
    JtlObjectMissing,
    JtlRefused,
    RecordRejected,
)
from temu_desktop.jtl.errors import translate


def of_sql_server(state: str, number: int, text: str) -> DBAPIError:
    """An error as pyodbc writes it."""
    message = f"[{state}] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]{text} "
    original = Exception(state, f"{message}({number}) (SQLExecDirectW)")
    return ProgrammingError("SELECT 1", {}, original)


def of_postgres(state: str) -> DBAPIError:
    """An error as psycopg gives it."""
    original = Exception("from the server")
    original.sqlstate = state  # type: ignore[attr-defined]
    return ProgrammingError("SELECT 1", {}, original)


def of_sqlite(code: int) -> DBAPIError:
    """An error as Python's own driver gives it."""
    original = sqlite3.OperationalError("from the file")
    original.sqlite_errorcode = code
    return OperationalError("SELECT 1", {}, original)


@pytest.mark.parametrize(
    ("error", "expected", "retryable"),
    [
        (of_sql_server("40001", 1205, "deadlock victim"), JtlBusy, True),
        (of_sql_server("HY000", 1222, "Lock request time out"), JtlBusy, True),
        (of_sql_server("42S02", 208, "Invalid object name"), JtlObjectMissing, False),
        (of_sql_server("42S22", 207, "Invalid column name"), JtlObjectMissing, False),
        (of_sql_server("42000", 229, "SELECT permission was denied"), JtlRefused, False),
        (of_sql_server("28000", 18456, "Login failed for user"), JtlRefused, False),
        (of_sql_server("42000", 4060, "Cannot open database"), JtlDatabaseMissing, False),
        (of_postgres("3D000"), JtlDatabaseMissing, False),
        (of_sql_server("08S01", 10054, "Communication link failure"), JtlAway, True),
        (of_sql_server("42000", 102, "Incorrect syntax"), JtlError, False),
        (of_postgres("42501"), JtlRefused, False),
        (of_postgres("28P01"), JtlRefused, False),
        (of_postgres("42P01"), JtlObjectMissing, False),
        (of_postgres("55P03"), JtlBusy, True),
        (of_postgres("57P01"), JtlAway, True),
        (of_sqlite(sqlite3.SQLITE_READONLY), JtlRefused, False),
        (of_sqlite(sqlite3.SQLITE_BUSY), JtlBusy, True),
        (of_sqlite(sqlite3.SQLITE_CANTOPEN), JtlAway, True),
        (DatabaseBusy("every connection is in use"), JtlBusy, True),
    ],
    ids=str,
)
def test_an_error_of_jtls_database_is_named(
    error: Exception, expected: type[JtlError], retryable: bool
) -> None:
    with pytest.raises(JtlError) as caught, translate():
        raise error
    assert type(caught.value) is expected
    assert caught.value.retryable is retryable
    assert caught.value.__cause__ is not None


def test_a_mistake_of_the_program_stays_what_it_is() -> None:
    with pytest.raises(ValueError, match="mine"), translate():
        raise ValueError("mine")
    with pytest.raises(RecordRejected), translate():
        raise RecordRejected("no_lines")
