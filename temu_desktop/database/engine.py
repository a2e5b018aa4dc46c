"""Engines: addresses, driver choice, pools, and what each engine needs on a new connection."""

from __future__ import annotations

import importlib
import importlib.util
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from temu_desktop.errors import NotSetUp, SettingsError
from temu_desktop.settings import PoolSettings, SqlServerSettings

LOGIN_SECONDS = 3
"""Microsoft's driver waits its whole login time-out on a closed port; 15 s is its default."""
LOCK_SECONDS = 10
"""How long a statement waits for another's lock before it is reported as busy."""
LEGACY_DRIVER = "SQL Server"
"""Windows' own ODBC driver; knows neither encryption nor certificate options."""
DRIVERS = ("ODBC Driver 18 for SQL Server", "ODBC Driver 17 for SQL Server", LEGACY_DRIVER)
"""Registered ODBC drivers, the preferred one first."""

_BUNDLED_LIBRARY = "libs/linux/debian_ubuntu/x86_64/lib"
_HOST_AND_PORT = re.compile(r"(?P<host>[^,:]+)[,:]\s*(?P<port>\d+)")
_WRITING = "temu_writing"
_QUERY_ONLY = "temu_query_only"


def build_engine(url: str | URL, pool: PoolSettings | None = None) -> Engine:
    """An engine for one database; nothing is connected yet.

    Raises NotSetUp where SQL Server is asked for and no ODBC driver can be found, and
    SettingsError for an address that is none.
    """
    address = _checked(url)
    pool = pool or PoolSettings()
    if address.get_backend_name() == "sqlite":
        return _sqlite_engine(address, pool)
    if address.get_backend_name() == "mssql":
        return _sql_server_engine(with_driver(address), pool)
    limits = {"connect_timeout": LOGIN_SECONDS, "options": f"-c lock_timeout={LOCK_SECONDS}s"}
    return _pooled(address, pool, connect_args=limits)


def sql_server_url(server: SqlServerSettings, database: str) -> URL:
    """The address of one database on the merchant's SQL Server.

    ``server.server`` may be ``host``, ``host,port``, ``host:port`` or ``host\\INSTANCE``; without
    a user name Windows' own login is used. Raises SettingsError for an empty host.
    """
    host, port = split_server(server.server)
    query = {"TrustServerCertificate": "yes"} if server.trust_certificate else {}
    return URL.create(
        "mssql+pyodbc",
        username=server.username or None,
        password=server.password or None,
        host=host,
        port=port,
        database=database,
        query=query,
    )


def split_server(text: str) -> tuple[str, int | None]:
    """``SQL_SERVER`` → host (with its instance, if any) and port."""
    address = text.strip().removeprefix("tcp:")
    if not address:
        raise SettingsError((r"SQL_SERVER is empty, e.g. SQL_SERVER=warehouse-pc\JTLWAWI",))
    match = _HOST_AND_PORT.fullmatch(address)
    if match is None:
        return address, None
    return match["host"].strip(), int(match["port"])


def choose_driver(registered: Sequence[str], bundled: Path | None) -> str:
    """The ODBC driver to name: the newest registered one, else the library file itself."""
    for driver in DRIVERS:
        if driver in registered:
            return driver
    if bundled is not None:
        return str(bundled)
    raise NotSetUp("no ODBC driver for SQL Server is installed", what=DRIVERS[0])


def bundled_driver() -> Path | None:
    """Microsoft's driver inside the package mssql-python-odbc, where that is installed."""
    package = importlib.util.find_spec("mssql_python_odbc")
    if package is None or not package.submodule_search_locations:
        return None
    folder = Path(package.submodule_search_locations[0]) / _BUNDLED_LIBRARY
    return max(folder.glob("libmsodbcsql-*.so*"), default=None)


def with_driver(address: URL) -> URL:
    """The address with an ODBC driver named, and without options that the driver lacks."""
    if address.get_driver_name() != "pyodbc" or "odbc_connect" in address.query:
        return address
    if "driver" not in address.query:
        driver = choose_driver(_pyodbc().drivers(), bundled_driver())
        address = address.update_query_dict({"driver": driver})
    if address.query["driver"] == LEGACY_DRIVER:
        address = address.difference_update_query(["TrustServerCertificate", "Encrypt"])
    return address


def writing(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions are going to write.

    On SQLite they take the write lock when they begin: a reader that turns writer half-way would
    fail at once where another process wrote in between, however long it is willing to wait.
    """
    return engine.execution_options(**{_WRITING: True})


def reading(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions may not write (not enforced on SQL Server)."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(postgresql_readonly=True, **{_WRITING: False})
    return engine.execution_options(**{_WRITING: False})


def sqlite_file(engine: Engine) -> Path | None:
    """The file of an embedded database; None for a server or a database in memory."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:":
        return None
    return Path(name)


def _checked(url: str | URL) -> URL:
    try:
        return make_url(url)
    except Exception as error:  # SQLAlchemy raises its own and ValueError for a bad port
        example = "sqlite:///toci.db"
        raise SettingsError((f"not a database address; expected e.g. {example}",)) from error


def _pooled(address: URL, pool: PoolSettings, *, ping: bool = True, **options: Any) -> Engine:
    return create_engine(
        address,
        pool_size=pool.size,
        max_overflow=pool.overflow,
        pool_recycle=pool.recycle_seconds,
        pool_pre_ping=ping,
        **options,
    )


def _sql_server_engine(address: URL, pool: PoolSettings) -> Engine:
    if address.get_driver_name() == "pyodbc":
        # The driver manager's own pool would hand out connections that ours believes closed.
        _pyodbc().pooling = False
    engine = _pooled(address, pool, connect_args={"timeout": LOGIN_SECONDS})
    event.listen(engine, "connect", _set_lock_timeout)
    return engine


def _pyodbc() -> Any:
    try:
        # Only merchants with SQL Server have it, and it fails to load without the driver manager.
        return importlib.import_module("pyodbc")
    except ImportError as error:
        raise NotSetUp("pyodbc cannot be loaded; install unixodbc", what="ODBC") from error


def _set_lock_timeout(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"SET LOCK_TIMEOUT {LOCK_SECONDS * 1000}")
    cursor.close()


def _sqlite_engine(address: URL, pool: PoolSettings) -> Engine:
    if not address.database or address.database == ":memory:":
        engine = create_engine(address)
    else:
        # A file does not hang up on anybody.
        engine = _pooled(address, pool, ping=False)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    if not isinstance(connection, sqlite3.Connection):
        raise TypeError("only the standard library's SQLite driver is supported")
    # The driver's own idea of when a transaction begins leaves out reads and DDL.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={LOCK_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get(_WRITING)
    query_only = is_writing is False
    if connection.info.get(_QUERY_ONLY) is not query_only:
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if query_only else 'OFF'}")
        connection.info[_QUERY_ONLY] = query_only
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
