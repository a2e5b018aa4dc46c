"""One way to JTL's database for all gateways: prepared connections, translated errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from temu_desktop.database.unit_of_work import Database, UnitOfWork
from temu_desktop.jtl.errors import translate
from temu_desktop.jtl.schema import WITHOUT_SCHEMAS

T = TypeVar("T")

_PREPARED = "jtl_prepared"
LOCK_MILLISECONDS = 5000
"""How long we wait for a lock in JTL's database before we give way."""


class JtlConnection:
    """Runs functions on JTL's database in its thread pool; one short transaction each."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, ask: Callable[[Connection], T]) -> T:
        """The answer of ``ask``; raises a JtlError where JTL's database fails."""
        with translate():
            return await self._database.read(lambda connection: ask(prepare(connection)))

    async def write(self, change: Callable[[Connection], T]) -> T:
        """Like ``read``, in a transaction that is committed at the end."""

        def work(unit: UnitOfWork) -> T:
            return change(prepare(unit.connection))

        with translate():
            return await self._database.write(work)


def prepare(connection: Connection) -> Connection:
    """Make this connection a polite guest: JTL's own work wins every conflict.

    On SQL Server a deadlock always hits us, and waiting for a lock ends soon; both can be tried
    again. On an engine without schemas JTL's schema names are left out.
    """
    if connection.dialect.name == "sqlite":
        return connection.execution_options(schema_translate_map=dict(WITHOUT_SCHEMAS))
    if connection.dialect.name == "mssql" and _PREPARED not in connection.info:
        connection.exec_driver_sql(
            f"SET DEADLOCK_PRIORITY LOW; SET LOCK_TIMEOUT {LOCK_MILLISECONDS}"
        )
        connection.info[_PREPARED] = True
    return connection
