"""A database that is really away: refused and cut off by its server, or its file locked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import Engine


@contextmanager
def away(engine: Engine) -> Iterator[None]:
    """Nobody can write to this database for a block.

    PostgreSQL drops every connection and lets nobody in; an embedded database is locked by another
    program, which a writer waits for and then reports as busy.
    """
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database), timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.rollback()
    elif engine.dialect.name == "postgresql":
        yield from _refused(engine)
    else:
        pytest.skip("only a server of our own may be cut off")


def _refused(engine: Engine) -> Iterator[None]:
    """On a connection of the driver's own: what is said to the server here is not the program's."""
    name = engine.url.database
    arguments, options = engine.dialect.create_connect_args(engine.url.set(database="postgres"))
    with closing(engine.dialect.connect(*arguments, **options)) as admin:
        admin.autocommit = True
        with closing(admin.cursor()) as cursor:
            cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            try:
                yield
            finally:
                cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
