"""Errors of JTL's database → ours, at one place; the original stays as the cause."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from temu_desktop.database.errors import translate as translate_driver_errors
from temu_desktop.errors import (
    DatabaseAway,
    DatabaseBusy,
    DatabaseError,
    DatabaseMissing,
    DatabaseRefused,
    JtlAway,
    JtlBusy,
    JtlDatabaseMissing,
    JtlError,
    JtlObjectMissing,
    JtlRefused,
    SchemaMissing,
)

_MEANING: tuple[tuple[type[DatabaseError], type[JtlError]], ...] = (
    (DatabaseAway, JtlAway),
    (DatabaseBusy, JtlBusy),
    (SchemaMissing, JtlObjectMissing),
    (DatabaseMissing, JtlDatabaseMissing),
    (DatabaseRefused, JtlRefused),
)
_SQLITE_DENIED = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_NOTADB}
)


@contextmanager
def translate() -> Iterator[None]:
    """Whatever goes wrong with JTL's database inside comes out as a JtlError.

    Whether trying again can help is kept: JtlAway and JtlBusy are retryable. After a lost
    connection a hand-over may or may not have happened; JTL must be asked before it is repeated.
    """
    try:
        with translate_driver_errors():
            yield
    except DatabaseError as error:
        raise _typed(error)(str(error), **error.params) from error


def _typed(error: DatabaseError) -> type[JtlError]:
    for own, theirs in _MEANING:
        if isinstance(error, own):
            return theirs
    return JtlRefused if _is_denied(error) else JtlError


def _is_denied(error: DatabaseError) -> bool:
    original = getattr(error.__cause__, "orig", None)
    if isinstance(original, sqlite3.Error):
        return getattr(original, "sqlite_errorcode", 0) & 0xFF in _SQLITE_DENIED
    return False
