"""The guards themselves: too many parameters and foreign words are caught."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, func, insert, literal_column, select

from temu_desktop.database import schema, writing
from tests.tsql import NotTransactSql, TooManyParameters, TransactSqlRecorder, as_tsql, check_tsql

orders = schema.orders


def test_a_statement_too_wide_for_sql_server_fails_on_every_engine(any_ops_engine: Engine) -> None:
    with any_ops_engine.connect() as conn:
        conn.execute(select(orders.c.id).where(orders.c.id.in_(range(2099))))
        with pytest.raises(TooManyParameters):
            conn.execute(select(orders.c.id).where(orders.c.id.in_(range(2100))))


def test_every_row_of_an_executemany_counts_by_itself(ops_engine: Engine) -> None:
    with writing(ops_engine).begin() as conn:
        conn.execute(insert(orders), [{"number": f"PO-{index}"} for index in range(3000)])


@pytest.mark.parametrize(
    "words",
    [
        "SELECT a FROM t LIMIT 5",
        "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING",
        "INSERT INTO t (a) VALUES (1) RETURNING a",
        "SELECT value FROM json_each(?)",
        "SELECT FROM WHERE",
        "FROBNICATE t",
    ],
)
def test_what_sql_server_does_not_understand_is_caught(words: str) -> None:
    with pytest.raises(NotTransactSql):
        check_tsql(words)


@pytest.mark.parametrize(
    "words",
    [
        "SELECT TOP 5 a FROM t WITH (NOLOCK) WHERE b = ?",
        "INSERT INTO t (a) OUTPUT inserted.a SELECT x.a FROM OPENJSON(?) WITH (a INT '$.a') AS x",
        "UPDATE t SET a = x.a FROM t, OPENJSON(?) WITH (a INT '$.a') AS x WHERE t.b = x.b",
        "SELECT a FROM t ORDER BY a OFFSET ? ROWS FETCH NEXT ? ROWS ONLY",
    ],
)
def test_what_sql_server_understands_passes(words: str) -> None:
    check_tsql(words)


def test_paging_without_an_order_does_not_compile_for_sql_server() -> None:
    with pytest.raises(NotTransactSql, match="order_by"):
        as_tsql(select(orders.c.id).limit(10).offset(20))
    as_tsql(select(orders.c.id).order_by(orders.c.id).limit(10).offset(20))


def test_the_recorder_fails_the_statement_in_the_act(ops_engine: Engine) -> None:
    with ops_engine.connect() as conn, TransactSqlRecorder() as recorder:
        conn.execute(select(orders.c.number).where(orders.c.status == "importiert"))
        with pytest.raises(NotTransactSql):
            conn.execute(select(func.strftime("%Y", literal_column("'2026-11-23'"))))
    assert len(recorder.texts) == 1
    assert "temu_orders.bestell_id" in recorder.texts[0]
