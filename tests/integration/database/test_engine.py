"""Engines: addresses, drivers, and what SQLite is told on a new connection."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, select, text

from temu_desktop.database import build_engine, schema, sql_server_url, translate, writing
from temu_desktop.database.engine import (
    bundled_driver,
    choose_driver,
    reading,
    split_server,
    sqlite_file,
    with_driver,
)
from temu_desktop.errors import DatabaseAway, DatabaseBusy, DatabaseError, NotSetUp, SettingsError
from temu_desktop.settings import PoolSettings, SqlServerSettings


@pytest.mark.parametrize(
    ("written", "host", "port"),
    [
        ("warehouse-pc", "warehouse-pc", None),
        ("warehouse-pc,1434", "warehouse-pc", 1434),
        ("warehouse-pc:1434", "warehouse-pc", 1434),
        ("warehouse-pc\\JTLWAWI", "warehouse-pc\\JTLWAWI", None),
        ("tcp:10.0.0.7, 1433", "10.0.0.7", 1433),
        (" (local)\\JTLWAWI ", "(local)\\JTLWAWI", None),
    ],
)
def test_every_way_to_write_a_sql_server_is_understood(
    written: str, host: str, port: int | None
) -> None:
    assert split_server(written) == (host, port)


def test_an_empty_server_is_refused_with_an_example() -> None:
    with pytest.raises(SettingsError, match="JTLWAWI"):
        split_server("  ")


def test_the_address_of_a_sql_server_survives_odd_passwords() -> None:
    server = SqlServerSettings("pc\\JTLWAWI", "sa", "p@ss:w/ö;rd", trust_certificate=True)
    url = sql_server_url(server, "toci")
    again = make_url(url.render_as_string(hide_password=False))
    assert (again.host, again.password, again.database) == ("pc\\JTLWAWI", "p@ss:w/ö;rd", "toci")
    assert again.query["TrustServerCertificate"] == "yes"
    assert "p@ss" not in str(url)


def test_without_a_user_windows_own_login_is_used() -> None:
    assert sql_server_url(SqlServerSettings("pc", "", ""), "toci").username is None


@pytest.mark.parametrize(
    ("registered", "chosen"),
    [
        (["SQL Server", "ODBC Driver 17 for SQL Server"], "ODBC Driver 17 for SQL Server"),
        (
            ["ODBC Driver 17 for SQL Server", "ODBC Driver 18 for SQL Server"],
            "ODBC Driver 18 for SQL Server",
        ),
        (["SQLite3", "SQL Server"], "SQL Server"),
        (["PostgreSQL"], "/opt/libmsodbcsql-18.6.so.2.1"),
    ],
)
def test_the_newest_registered_driver_is_chosen_and_a_library_last(
    registered: list[str], chosen: str
) -> None:
    assert choose_driver(registered, Path("/opt/libmsodbcsql-18.6.so.2.1")) == chosen


def test_no_driver_at_all_is_named_as_such() -> None:
    with pytest.raises(NotSetUp, match="ODBC"):
        choose_driver(["PostgreSQL"], None)


def test_the_bundled_driver_is_a_library_that_exists() -> None:
    driver = bundled_driver()
    if driver is None:
        pytest.skip("mssql-python-odbc is not installed here")
    assert driver.is_file()


def test_the_legacy_driver_is_spared_options_it_does_not_know() -> None:
    url = make_url("mssql+pyodbc://sa@pc/toci?driver=SQL+Server&TrustServerCertificate=yes")
    assert dict(with_driver(url).query) == {"driver": "SQL Server"}


def test_something_that_is_no_address_is_refused() -> None:
    with pytest.raises(SettingsError, match="not a database address"):
        build_engine("toci.db")


def test_sqlite_gets_its_log_its_foreign_keys_and_patience(ops_engine: Engine) -> None:
    with ops_engine.connect() as conn:
        values = {
            name: conn.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    assert values == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "synchronous": 1,
    }


def test_the_pool_is_as_large_as_it_is_set(tmp_path: Path) -> None:
    engine = build_engine(f"sqlite:///{tmp_path / 'a.db'}", PoolSettings(3, 4, 60))
    assert engine.pool.size() == 3  # type: ignore[attr-defined]
    assert sqlite_file(engine) == tmp_path / "a.db"
    assert sqlite_file(build_engine("sqlite://")) is None


def test_a_writer_takes_the_lock_when_it_begins(ops_engine: Engine) -> None:
    other = sqlite3.connect(str(sqlite_file(ops_engine)), timeout=0)
    with writing(ops_engine).begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_reader_sees_one_moment_while_another_writes(ops_engine: Engine) -> None:
    count = select(schema.orders.c.number)
    with ops_engine.connect() as reader:
        assert reader.execute(count).all() == []
        with writing(ops_engine).begin() as writer:
            writer.execute(schema.orders.insert().values(number="PO-1"))
        assert reader.execute(count).all() == []
    with ops_engine.connect() as reader:
        assert len(reader.execute(count).all()) == 1


def test_a_database_locked_for_too_long_is_busy_and_worth_a_retry(ops_engine: Engine) -> None:
    with writing(ops_engine).begin(), writing(ops_engine).connect() as impatient:
        driver = impatient.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA busy_timeout=20")
        with pytest.raises(DatabaseBusy) as caught, translate():
            impatient.execute(text("SELECT 1"))
        impatient.invalidate()
    assert caught.value.retryable


def test_a_reading_transaction_cannot_write(any_ops_engine: Engine) -> None:
    if any_ops_engine.dialect.name == "mssql":
        pytest.skip("SQL Server has no read-only transactions")
    with pytest.raises(DatabaseError), translate(), reading(any_ops_engine).connect() as conn:
        conn.execute(schema.orders.insert().values(number="PO-1"))
    with writing(any_ops_engine).begin() as conn:
        conn.execute(schema.orders.insert().values(number="PO-1"))


def test_a_rolled_back_transaction_takes_its_tables_with_it(ops_engine: Engine) -> None:
    with writing(ops_engine).connect() as conn:
        conn.execute(text("CREATE TABLE half_done (id INTEGER)"))
        conn.rollback()
        names = conn.scalars(text("SELECT name FROM sqlite_master")).all()
    assert "half_done" not in names


def test_a_sql_server_that_does_not_answer_is_away_or_its_driver_is_named() -> None:
    try:
        engine = build_engine("mssql+pyodbc://sa:secret@127.0.0.1:1/toci?Encrypt=no")
    except NotSetUp as error:
        assert error.params["what"] in {"ODBC", "ODBC Driver 18 for SQL Server"}
        return
    started = time.monotonic()
    with pytest.raises(DatabaseAway), translate(), engine.connect():
        pass
    assert time.monotonic() - started < 10
