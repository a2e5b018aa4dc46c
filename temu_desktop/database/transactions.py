"""How a unit of work gets its connection: from the pool, or as a savepoint of one that is held."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from sqlalchemy import Connection, Engine

from temu_desktop.database.engine import reading, writing


class Transactions(Protocol):
    """A source of transactions, used from worker threads."""

    def read(self) -> AbstractContextManager[Connection]:
        """A transaction that leaves nothing behind."""
        ...

    def write(self) -> AbstractContextManager[Connection]:
        """A transaction that is committed at the end, or rolled back by an error."""
        ...

    def close(self) -> None:
        """Give up all connections."""
        ...


class PooledTransactions:
    """Each transaction on a connection of the pool."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = reading(engine)
        self._writing = writing(engine)

    def read(self) -> AbstractContextManager[Connection]:
        """A transaction that leaves nothing behind."""
        return self._reading.connect()

    def write(self) -> AbstractContextManager[Connection]:
        """A transaction that is committed at the end, or rolled back by an error."""
        return self._writing.begin()

    def close(self) -> None:
        """Close the pool."""
        self._engine.dispose()


class HeldTransaction:
    """Savepoints of one transaction that is rolled back in the end; for one thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A savepoint that is undone."""
        connection = self._opened()
        savepoint = connection.begin_nested()
        try:
            yield connection
        finally:
            savepoint.rollback()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A savepoint that is kept until the whole is undone, or undone by an error."""
        connection = self._opened()
        with connection.begin_nested():
            yield connection

    def close(self) -> None:
        """Undo everything and return the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _opened(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
            self._connection.begin()
        return self._connection
