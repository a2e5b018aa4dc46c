"""Databases for tests: SQLite files, a PostgreSQL server of our own, a SQL Server if one is named.

``ops_database`` is a migrated operations database on SQLite, ``any_ops_database`` the same on every
engine at hand, ``any_empty_url`` the address of an empty database on each. In every test a
statement with more than 2099 parameters fails.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.engine import make_url

from temu_desktop.bus import EventBus
from temu_desktop.database import Database, build_engine, migrate
from temu_desktop.database.backup import copy_sqlite
from tests.postgres_server import (
    PostgresMissing,
    PostgresServer,
    load_server,
    memory_folder,
    start_server,
)
from tests.tsql import TransactSqlRecorder, refuse_too_many_parameters

SHARED_FOLDER = "TEMU_TEST_SHARED_FOLDER"
"""Environment variable: where the processes of one test session meet."""
SQL_SERVER = "TEMU_TEST_MSSQL_URL"
SERVER_FILE = "postgres.json"
TEMPLATE = "ops_template"
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
if os.environ.get(SQL_SERVER):
    ENGINES.append(pytest.param("mssql", marks=pytest.mark.mssql))


def pytest_configure(config: pytest.Config) -> None:
    """Guard every statement; the first process makes the folder where all meet."""
    event.listen(Engine, "before_cursor_execute", refuse_too_many_parameters)
    if not hasattr(config, "workerinput"):
        os.environ[SHARED_FOLDER] = tempfile.mkdtemp(prefix="temu-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that started the session ends its server."""
    event.remove(Engine, "before_cursor_execute", refuse_too_many_parameters)
    if hasattr(config, "workerinput"):
        return
    shared = Path(os.environ.pop(SHARED_FOLDER))
    if (shared / SERVER_FILE).exists():
        load_server(shared / SERVER_FILE).stop()
    shutil.rmtree(shared, ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not proven, once instead of for every test."""
    if not os.environ.get(SQL_SERVER):
        terminalreporter.write_sep("!", f"not run on SQL Server: {SQL_SERVER} is not set", red=True)


@pytest.fixture(scope="session")
def postgres_server() -> PostgresServer:
    """The session's PostgreSQL server, started by whichever process needs it first."""
    state = Path(os.environ[SHARED_FOLDER], SERVER_FILE)
    with _one_at_a_time():
        if not state.exists():
            try:
                start_server(memory_folder()).save(state)
            except PostgresMissing as error:
                pytest.skip(str(error))
    return load_server(state)


@pytest.fixture(scope="session")
def ops_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    folder = tmp_path_factory.mktemp("ops-template")
    with _engine(f"sqlite:///{folder / 'fresh.db'}") as engine:
        migrate(engine, now=NOW)
    copy_sqlite(folder / "fresh.db", folder / "toci.db")
    return folder / "toci.db"


@pytest.fixture
def event_bus() -> Iterator[EventBus]:
    """A bus on which nobody listens any more at the end."""
    bus = EventBus()
    yield bus
    assert bus.listeners == 0, "a subscription was left open"


@pytest.fixture
def ops_engine(ops_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """A migrated, empty operations database on SQLite, for synchronous tests."""
    shutil.copyfile(ops_template, tmp_path / "toci.db")
    with _engine(f"sqlite:///{tmp_path / 'toci.db'}") as engine:
        yield engine


@pytest.fixture
async def ops_database(ops_engine: Engine, event_bus: EventBus) -> AsyncIterator[Database]:
    """A migrated, empty operations database on SQLite."""
    database = Database(ops_engine, bus=event_bus)
    yield database
    await database.close()


@pytest.fixture(params=ENGINES)
def any_empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new, empty database on each engine at hand."""
    name = f"temu_test_{uuid.uuid4().hex[:12]}"
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'any.db'}"
    elif request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        yield server.create(name)
        server.drop(name)
    else:
        with _sql_server_database(name) as url:
            yield url


@pytest.fixture(params=ENGINES)
def any_ops_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A migrated, empty operations database on each engine at hand, for synchronous tests."""
    name = f"temu_test_{uuid.uuid4().hex[:12]}"
    if request.param == "sqlite":
        yield request.getfixturevalue("ops_engine")
    elif request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        _make_template(server)
        with _engine(server.create(name, TEMPLATE)) as engine:
            yield engine
        server.drop(name)
    else:
        with _sql_server_database(name) as url, _engine(url) as engine:
            migrate(engine, now=NOW)
            yield engine


@pytest.fixture
async def any_ops_database(any_ops_engine: Engine, event_bus: EventBus) -> AsyncIterator[Database]:
    """A migrated, empty operations database on each engine at hand."""
    database = Database(any_ops_engine, bus=event_bus)
    yield database
    await database.close()


@pytest.fixture
def statements_are_tsql() -> Iterator[None]:
    """Fails the test at the first statement that does not compile and read as T-SQL."""
    checked = Path(os.environ[SHARED_FOLDER], "tsql")
    checked.mkdir(exist_ok=True)
    with TransactSqlRecorder(checked):
        yield


@pytest.fixture
def transact_sql() -> Iterator[TransactSqlRecorder]:
    """The statements of the test as SQL Server would get them."""
    with TransactSqlRecorder() as recorder:
        yield recorder


@contextlib.contextmanager
def _engine(url: str) -> Iterator[Engine]:
    engine = build_engine(url)
    try:
        yield engine
        assert engine.pool.checkedout() == 0, "a connection was left open"  # type: ignore[attr-defined]
    finally:
        engine.dispose()


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    with Path(os.environ[SHARED_FOLDER], "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_template(server: PostgresServer) -> None:
    made = Path(os.environ[SHARED_FOLDER], TEMPLATE)
    with _one_at_a_time():
        if not made.exists():
            with _engine(server.create(TEMPLATE)) as engine:
                migrate(engine, now=NOW)
            made.touch()


@contextlib.contextmanager
def _sql_server_database(name: str) -> Iterator[str]:
    address = make_url(os.environ[SQL_SERVER])
    master = build_engine(address.set(database="master"))
    administrator = master.execution_options(isolation_level="AUTOCOMMIT")
    try:
        with administrator.connect() as connection:
            connection.execute(text(f"CREATE DATABASE [{name}]"))
        yield address.set(database=name).render_as_string(hide_password=False)
        with administrator.connect() as connection:
            connection.execute(
                text(f"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE")
            )
            connection.execute(text(f"DROP DATABASE [{name}]"))
    finally:
        master.dispose()
