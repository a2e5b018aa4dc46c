"""Driver errors come out as ours, with the original kept."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from sqlalchemy import Engine, exc, text

from temu_desktop.database import build_engine, schema, translate, writing
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

orders = schema.orders


class OdbcError(Exception):
    """What pyodbc raises: state and text, with the server's number inside the text."""


class PostgresError(Exception):
    """What psycopg raises: a state, or none where no server answered."""

    def __init__(self, state: str | None) -> None:
        super().__init__(f"state {state}")
        self.sqlstate = state


def odbc(state: str, number: int, words: str = "…") -> OdbcError:
    driver = "[Microsoft][ODBC Driver 18 for SQL Server][SQL Server]"
    return OdbcError(state, f"[{state}] {driver}{words} ({number}) (SQLExecDirectW)")


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        (odbc("40001", 1205, "chosen as the deadlock victim"), DatabaseBusy),
        (odbc("42000", 1222, "Lock request time out period exceeded"), DatabaseBusy),
        (odbc("23000", 2627, "Violation of UNIQUE KEY"), ConstraintViolated),
        (odbc("22001", 2628, "would be truncated"), ConstraintViolated),
        (odbc("42000", 9002, "The transaction log is full"), DiskFull),
        (odbc("42000", 1105, "Could not allocate space"), DiskFull),
        (odbc("42S02", 208, "Invalid object name"), SchemaMissing),
        (odbc("42S22", 207, "Invalid column name"), SchemaMissing),
        (odbc("08S01", 10054, "Communication link failure"), DatabaseAway),
        (OdbcError("HYT00", "[HYT00] Login timeout expired (0) (SQLDriverConnect)"), DatabaseAway),
        (OdbcError("08001", "[08001] TCP Provider: refused (0) (SQLDriverConnect)"), DatabaseAway),
        (odbc("28000", 18456, "Login failed for user 'sa'"), DatabaseRefused),
        (odbc("42000", 4060, "Cannot open database"), DatabaseMissing),
        (
            OdbcError(
                "28000",
                "[28000] Login failed for user 'sa'. (18456) (SQLDriverConnect); "
                "[42000] Cannot open database (4060) (SQLDriverConnect)",
            ),
            DatabaseMissing,
        ),
        (OdbcError(), DatabaseError),
        (PostgresError("40P01"), DatabaseBusy),
        (PostgresError("55P03"), DatabaseBusy),
        (PostgresError("57P01"), DatabaseAway),
        (PostgresError("53300"), DatabaseAway),
        (PostgresError("53100"), DiskFull),
        (PostgresError("23505"), ConstraintViolated),
        (PostgresError("22001"), ConstraintViolated),
        (PostgresError("42P01"), SchemaMissing),
        (PostgresError("28P01"), DatabaseRefused),
        (PostgresError("3D000"), DatabaseMissing),
        (PostgresError(None), DatabaseAway),
    ],
)
def test_each_code_of_a_server_has_its_own_error(
    original: Exception, expected: type[DatabaseError]
) -> None:
    with pytest.raises(DatabaseError) as caught, translate():
        raise exc.OperationalError("SELECT 1", {}, original)
    assert type(caught.value) is expected
    cause = caught.value.__cause__
    assert isinstance(cause, exc.DBAPIError)
    assert cause.orig is original


def test_only_what_passes_by_itself_is_worth_a_retry() -> None:
    retryable = {kind for kind in DatabaseError.__subclasses__() if kind.retryable}
    assert retryable == {DatabaseAway, DatabaseBusy}


def test_a_second_row_with_the_same_number_breaks_a_rule(any_ops_engine: Engine) -> None:
    with pytest.raises(ConstraintViolated), translate(), writing(any_ops_engine).begin() as conn:
        conn.execute(orders.insert(), [{"number": "PO-1"}, {"number": "PO-1"}])


def test_a_line_without_its_order_breaks_a_rule(any_ops_engine: Engine) -> None:
    line = {"order_id": 4711, "order_number": "PO-1", "line_number": "L-1"}
    with pytest.raises(ConstraintViolated), translate(), writing(any_ops_engine).begin() as conn:
        conn.execute(schema.order_items.insert().values(line))


def test_a_missing_table_says_that_the_schema_is_missing(any_empty_url: str) -> None:
    engine = build_engine(any_empty_url)
    with pytest.raises(SchemaMissing), translate(), engine.connect() as conn:
        conn.execute(orders.select())
    engine.dispose()


def test_a_full_disk_is_called_so_and_not_tried_again(ops_engine: Engine) -> None:
    with writing(ops_engine).connect() as conn:
        conn.execute(text("PRAGMA max_page_count=1"))
        with pytest.raises(DiskFull) as caught, translate():
            rows = [{"number": f"PO-{n}", "street": "x" * 200} for n in range(5000)]
            conn.execute(orders.insert(), rows)
        conn.invalidate()
    assert not caught.value.retryable


def test_a_file_in_a_folder_that_is_not_there_is_a_database_that_is_away(tmp_path: Any) -> None:
    engine = build_engine(f"sqlite:///{tmp_path / 'nowhere' / 'toci.db'}")
    with pytest.raises(DatabaseAway), translate(), engine.connect():
        pass


def test_a_server_that_does_not_answer_is_away() -> None:
    engine = build_engine("postgresql+psycopg://temu@127.0.0.1:1/toci")
    with pytest.raises(DatabaseAway), translate(), engine.connect():
        pass


def test_customers_data_stay_out_of_the_text_of_an_error(ops_engine: Engine) -> None:
    row = {"number": "PO-1", "recipient_name": "Erika Mustermann"}
    with pytest.raises(ConstraintViolated) as caught, translate(), writing(ops_engine).begin() as c:
        c.execute(orders.insert(), [row, row])
    assert "Mustermann" not in str(caught.value)


def test_a_mistake_of_the_program_passes_as_it_is() -> None:
    with pytest.raises(KeyError), translate():
        raise KeyError("colour")


def test_a_bare_driver_error_is_translated_too() -> None:
    with pytest.raises(SchemaMissing), translate():
        sqlite3.connect(":memory:").execute("SELECT * FROM nowhere")
