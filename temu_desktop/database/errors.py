"""Driver errors → ours, at one place; the original stays as ``__cause__``."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from temu_desktop.database.types import UnstorableValue
from temu_desktop.errors import (
    ConstraintViolated,
    DatabaseAway,
    DatabaseBusy,
    DatabaseError,
    DatabaseMissing,
    DatabaseRefused,
    DiskFull,
    SchemaMissing,
)

_SQLITE: dict[int, type[DatabaseError]] = {
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_CONSTRAINT: ConstraintViolated,
    sqlite3.SQLITE_TOOBIG: ConstraintViolated,
    sqlite3.SQLITE_MISMATCH: ConstraintViolated,
    sqlite3.SQLITE_CANTOPEN: DatabaseAway,
}
_SQLITE_FULL_EXTENDED = frozenset({sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_WRITE})
"""What a full disk looks like when the shared-memory file or the log cannot grow."""

# https://www.postgresql.org/docs/current/errcodes-appendix.html, whole codes before classes
_POSTGRES: dict[str, type[DatabaseError]] = {
    "40P01": DatabaseBusy,
    "40001": DatabaseBusy,
    "55P03": DatabaseBusy,
    "57014": DatabaseBusy,
    "53100": DiskFull,
    "42P01": SchemaMissing,
    "42703": SchemaMissing,
    "42501": DatabaseRefused,
    "3D000": DatabaseMissing,
    "28": DatabaseRefused,
    "08": DatabaseAway,
    "57": DatabaseAway,
    "53": DatabaseAway,
    "23": ConstraintViolated,
    "22": ConstraintViolated,
}

_POSTGRES_WORDS: tuple[tuple[re.Pattern[str], type[DatabaseError]], ...] = (
    (re.compile(r'database ".*" does not exist'), DatabaseMissing),
    (
        re.compile(
            r"authentication failed|no password supplied|no pg_hba\.conf entry"
            r"|permission denied for database|role \".*\" (?:does not exist|is not permitted)"
        ),
        DatabaseRefused,
    ),
)
"""How a server turns a new connection away; the driver gives words without a code there."""

# https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
_SQL_SERVER: dict[int, type[DatabaseError]] = {
    **dict.fromkeys((4060, 916), DatabaseMissing),
    **dict.fromkeys((18456, 18452, 229, 230), DatabaseRefused),
    **dict.fromkeys((1205, 1222, 3960), DatabaseBusy),
    **dict.fromkeys((1105, 1101, 9002), DiskFull),
    **dict.fromkeys((2627, 2601, 547, 515, 8152, 2628, 8115), ConstraintViolated),
    **dict.fromkeys((208, 207), SchemaMissing),
    **dict.fromkeys((64, 233, 596, 10053, 10054, 10060, 40197, 40501, 40613), DatabaseAway),
}
_ODBC_STATE: dict[str, type[DatabaseError]] = {
    "40001": DatabaseBusy,
    "HYT00": DatabaseAway,
    "HYT01": DatabaseAway,
    "42S02": SchemaMissing,
    "42S22": SchemaMissing,
    "08": DatabaseAway,
    "22": ConstraintViolated,
    "23": ConstraintViolated,
    "28": DatabaseRefused,
}
_NATIVE_NUMBER = re.compile(r"\((\d+)\) \(SQL")
"""How pyodbc writes the server's own number: ``… deadlock victim. (1205) (SQLExecDirectW)``."""


@contextmanager
def translate() -> Iterator[None]:
    """Everything a driver or the pool raises inside comes out as a DatabaseError of ours.

    Errors that are the program's own mistakes (a wrong type, a wrong name in Python) pass as they
    are.
    """
    try:
        yield
    except exc.DBAPIError as error:
        raise _typed(error) from error
    except exc.TimeoutError as error:
        raise DatabaseBusy("every connection is in use") from error
    except exc.StatementError as error:
        if isinstance(error.orig, UnstorableValue):
            raise ConstraintViolated(str(error.orig)) from error
        raise
    except (UnstorableValue, OverflowError) as error:
        raise ConstraintViolated(str(error)) from error
    except sqlite3.Error as error:
        raise _of_sqlite(error)(str(error)) from error


def _typed(error: exc.DBAPIError) -> DatabaseError:
    original = error.orig
    if isinstance(original, sqlite3.Error):
        kind = _of_sqlite(original)
    elif hasattr(original, "sqlstate"):
        kind = _of_postgres(error, getattr(original, "sqlstate", None))
    else:
        kind = _of_odbc(error)
    # SQLAlchemy appends statement and parameters to its own text; parameters are personal data.
    return kind(str(original).strip())


def _of_sqlite(error: sqlite3.Error) -> type[DatabaseError]:
    code = getattr(error, "sqlite_errorcode", 0)
    if code in _SQLITE_FULL_EXTENDED:
        return DiskFull
    if code & 0xFF == sqlite3.SQLITE_ERROR and str(error).startswith("no such"):
        return SchemaMissing
    return _SQLITE.get(code & 0xFF, DatabaseError)


def _of_postgres(error: exc.DBAPIError, state: str | None) -> type[DatabaseError]:
    if state is None:
        for words, kind in _POSTGRES_WORDS:
            if words.search(str(error.orig)):
                return kind
        # The server never answered: a connection that failed or broke.
        broken = error.connection_invalidated or isinstance(error, exc.OperationalError)
        return DatabaseAway if broken else DatabaseError
    return _POSTGRES.get(state) or _POSTGRES.get(state[:2]) or DatabaseError


def _of_odbc(error: exc.DBAPIError) -> type[DatabaseError]:
    arguments = error.orig.args if error.orig is not None else ()
    numbers = [int(found) for found in _NATIVE_NUMBER.findall(str(arguments[-1:]))]
    known = [_SQL_SERVER[number] for number in numbers if number in _SQL_SERVER]
    if known:
        # A login that fails because of the database is told twice, as both.
        return DatabaseMissing if DatabaseMissing in known else known[0]
    state = str(arguments[0]) if arguments else ""
    kind = _ODBC_STATE.get(state) or _ODBC_STATE.get(state[:2])
    if kind is None and error.connection_invalidated:
        return DatabaseAway
    return kind or DatabaseError
