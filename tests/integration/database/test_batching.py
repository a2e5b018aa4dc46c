"""Batches: many rows in few statements, the same on every engine and by both transports."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, event, func, select

from temu_desktop.database import (
    Transport,
    delete_in,
    insert_returning,
    insert_rows,
    schema,
    select_in,
    update_rows,
    upsert_rows,
    writing,
)
from temu_desktop.database.batch_plans import Change, Insertion, RowPlan, Upsert
from temu_desktop.database.batch_sources import values_source
from temu_desktop.database.batching import TRANSPORT_OPTION
from tests.tsql import TransactSqlRecorder, as_tsql, sql_server_dialect

orders, products = schema.orders, schema.products
NOW = datetime(2026, 11, 23, 14, 5, 6, 789000, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("statements_are_tsql")


@pytest.fixture(params=list(Transport))
def engine(any_ops_engine: Engine, request: pytest.FixtureRequest) -> Engine:
    """A writing engine on which rows travel in the given way."""
    return writing(any_ops_engine).execution_options(**{TRANSPORT_OPTION: request.param})


def an_order(number: str, **changes: object) -> dict[str, object]:
    return {"number": number, "city": "Köln", "shipping_net": Decimal("3.36"), **changes}


def a_product(sku: str, **changes: object) -> dict[str, object]:
    return {"sku": sku, "goods_id": 605_123_456_789_012, "name": None, **changes}


def count(conn: Connection, table: Any) -> int:
    return int(conn.scalar(select(func.count()).select_from(table)) or 0)


def test_rows_come_back_as_they_were_inserted(engine: Engine) -> None:
    row = {
        "number": "PO-076-21900000000000001",
        "recipient_name": "Zoë Ólafsdóttir 李小龍 😀",
        "street": "Straße des 17. Juni 5 \"Hof\" \\ 'links'",
        "shipping_net": Decimal("12345678.90"),
        "ordered_at": NOW,
        "seen_at": NOW.replace(microsecond=789_123),
        "labels": {"pending_buyer_cancellation": 1, "Größe": ["XL", None]},
        "exported": True,
        "prices_missing": False,
        "temu_status": None,
    }
    with engine.begin() as conn:
        insert_rows(conn, orders, [row])
        columns = [orders.c[key] for key in row]
        found = conn.execute(select(*columns)).one()
    assert {key: getattr(found, key) for key in row} == row


def test_columns_that_are_not_named_get_the_defaults_of_the_merchants_tables(
    engine: Engine,
) -> None:
    with engine.begin() as conn:
        insert_rows(conn, orders, [an_order("PO-1")])
        found = conn.execute(select(orders)).one()
    assert (found.status, found.exported, found.reported) == ("importiert", False, False)
    assert found.created_at.tzinfo is UTC


def test_ids_of_64_bits_stay_exact(engine: Engine) -> None:
    with engine.begin() as conn:
        insert_rows(conn, products, [a_product("BIG", goods_id=2**63 - 1, sku_id=-(2**63))])
        found = select_in(conn, select(products), products.c.goods_id, [2**63 - 1])
    assert [(row.goods_id, row.sku_id) for row in found] == [(2**63 - 1, -(2**63))]


def test_more_rows_than_one_statement_may_carry_are_all_written(engine: Engine) -> None:
    numbers = [f"PO-{index}" for index in range(2345)]
    with engine.begin() as conn:
        insert_rows(conn, orders, [an_order(number) for number in numbers])
        found = select_in(conn, select(orders.c.number), orders.c.number, numbers)
    assert sorted(row.number for row in found) == sorted(numbers)


def test_what_rows_have_in_common_and_what_they_have_not_is_kept_in_their_order(
    engine: Engine,
) -> None:
    moments = [NOW, NOW, None, NOW.replace(hour=3), NOW]
    rows = [
        {
            "number": f"PO-{index}",
            "city": "Köln",
            "street": ["", None, "0", "Straße"][index % 4],
            "shipping_net": Decimal(index % 2),
            "ordered_at": moments[index % 5],
            "exported": index >= 1200,
            "temu_status": 1,
            "labels": {"a": 1} if index % 3 else {"a": "1"},
        }
        for index in range(1300)
    ]
    with engine.begin() as conn:
        insert_rows(conn, orders, rows)
        columns = [orders.c[key] for key in rows[0]]
        found = conn.execute(select(*columns).order_by(orders.c.id)).all()
    assert [tuple(row) for row in found] == [tuple(row.values()) for row in rows]


def test_rows_without_any_column_are_refused(engine: Engine) -> None:
    with engine.begin() as conn, pytest.raises(ValueError, match="names no column"):
        insert_rows(conn, orders, [{}, {}])


def test_nothing_to_do_sends_nothing(engine: Engine) -> None:
    sent: list[str] = []

    def remember(*arguments: Any) -> None:
        sent.append(arguments[2])

    with engine.connect() as conn:
        event.listen(conn, "before_cursor_execute", remember)
        insert_rows(conn, orders, [])
        upsert_rows(conn, orders, [], ["number"], ["city"])
        assert insert_returning(conn, orders, [], ["id"]) == []
        assert update_rows(conn, orders, [], ["number"]) == 0
        assert select_in(conn, select(orders), orders.c.number, []) == []
        assert select_in(conn, select(orders), orders.c.number, [None]) == []
        assert delete_in(conn, orders, orders.c.number, []) == 0
    assert sent == []


def test_ids_of_new_rows_are_found_by_their_natural_key(engine: Engine) -> None:
    rows = [a_product(f"CRUNCHY-ARMCHAIR-{index}") for index in range(700)]
    with engine.begin() as conn:
        returned = insert_returning(conn, products, rows, ["id", "sku"])
        stored = conn.execute(select(products.c.sku, products.c.id)).all()
    assert {row.sku: row.id for row in returned} == {row.sku: row.id for row in stored}
    assert len({row.id for row in returned}) == 700


def test_each_row_is_updated_with_its_own_values(engine: Engine) -> None:
    with engine.begin() as conn:
        insert_rows(conn, orders, [an_order(f"PO-{index}") for index in range(600)])
        rows = [
            {"number": f"PO-{index}", "city": f"Ort {index}", "shipping_net": Decimal(index)}
            for index in range(590, 700)
        ]
        assert update_rows(conn, orders, rows, ["number"]) == 10
        found = conn.execute(
            select(orders.c.city, orders.c.shipping_net).where(orders.c.number == "PO-599")
        ).one()
        untouched = conn.scalar(select(orders.c.city).where(orders.c.number == "PO-589"))
    assert (found.city, found.shipping_net) == ("Ort 599", Decimal("599.00"))
    assert untouched == "Köln"


def test_an_update_can_set_null_and_match_two_columns(engine: Engine) -> None:
    with engine.begin() as conn:
        insert_rows(conn, products, [a_product("A", article_id=7), a_product("B", article_id=8)])
        row = {"sku": "A", "goods_id": 605_123_456_789_012, "article_id": None}
        wrong = {"sku": "B", "goods_id": 1, "article_id": None}
        assert update_rows(conn, products, [row, wrong], ["sku", "goods_id"]) == 1
        found = conn.execute(select(products.c.article_id).order_by(products.c.sku)).all()
    assert [row.article_id for row in found] == [None, 8]


def test_an_upsert_inserts_the_new_and_changes_only_named_columns_of_the_known(
    engine: Engine,
) -> None:
    with engine.begin() as conn:
        insert_rows(conn, products, [a_product("KNOWN", name="Sessel", article_id=42)])
        rows = [
            a_product("KNOWN", goods_id=2, name="Fauteuil", article_id=None),
            a_product("NEW", goods_id=3, name="Hocker", article_id=None),
        ]
        upsert_rows(conn, products, rows, ["sku"], ["goods_id"])
        found = conn.execute(select(products).order_by(products.c.sku)).all()
    assert [(row.sku, row.goods_id, row.name, row.article_id) for row in found] == [
        ("KNOWN", 2, "Sessel", 42),
        ("NEW", 3, "Hocker", None),
    ]


def test_an_upsert_without_columns_to_change_leaves_known_rows_alone(engine: Engine) -> None:
    with engine.begin() as conn:
        insert_rows(conn, products, [a_product("KNOWN", goods_id=1)])
        upsert_rows(conn, products, [a_product("KNOWN"), a_product("NEW")], ["sku"], [])
        found = conn.execute(select(products.c.goods_id).where(products.c.sku == "KNOWN")).one()
        assert count(conn, products) == 2
    assert found.goods_id == 1


def test_two_rows_with_one_key_are_refused_before_anything_is_sent(engine: Engine) -> None:
    rows = [a_product("TWICE", goods_id=1), a_product("TWICE", goods_id=2)]
    with engine.begin() as conn:
        with pytest.raises(ValueError, match="sku"):
            upsert_rows(conn, products, rows, ["sku"], ["goods_id"])
        with pytest.raises(ValueError, match="sku"):
            update_rows(conn, products, rows, ["sku"])
        assert count(conn, products) == 0


def test_rows_that_name_different_columns_are_refused(engine: Engine) -> None:
    with engine.begin() as conn, pytest.raises(ValueError, match="other columns"):
        insert_rows(conn, products, [a_product("A"), {"sku": "B", "goods_id": 1}])


def test_rows_are_deleted_by_value_and_counted(engine: Engine) -> None:
    with engine.begin() as conn:
        insert_rows(conn, orders, [an_order(f"PO-{index}") for index in range(1500)])
        numbers = [f"PO-{index}" for index in range(100, 2000)]
        assert delete_in(conn, orders, orders.c.number, numbers) == 1400
        assert count(conn, orders) == 100


def test_a_look_up_keeps_the_statements_own_conditions(engine: Engine) -> None:
    with engine.begin() as conn:
        rows = [an_order(f"PO-{index}", city="Köln" if index % 2 else "Bonn") for index in range(9)]
        insert_rows(conn, orders, rows)
        statement = select(orders.c.number).where(orders.c.city == "Bonn")
        found = select_in(conn, statement, orders.c.number, ["PO-1", "PO-2", "PO-4", "PO-4"])
    assert sorted(row.number for row in found) == ["PO-2", "PO-4"]


def test_values_are_looked_up_as_their_column_stores_them(engine: Engine) -> None:
    row = an_order("PO-1", ordered_at=NOW, seen_at=NOW, exported=True)
    with engine.begin() as conn:
        insert_rows(conn, orders, [row])
        for column, value in (
            (orders.c.ordered_at, NOW),
            (orders.c.seen_at, NOW),
            (orders.c.shipping_net, Decimal("3.36")),
            (orders.c.exported, True),
        ):
            assert len(select_in(conn, select(orders.c.id), column, [value])) == 1, column.key


def test_a_value_longer_than_the_column_finds_nothing(engine: Engine) -> None:
    with engine.begin() as conn:
        insert_rows(conn, products, [a_product("A" * 100)])
        statement = select(products.c.sku)
        assert len(select_in(conn, statement, products.c.sku, ["A" * 100])) == 1


def test_every_batch_also_builds_for_sql_server(
    engine: Engine, transact_sql: TransactSqlRecorder
) -> None:
    with engine.begin() as conn:
        insert_rows(conn, products, [a_product("A")])
        upsert_rows(conn, products, [a_product("A")], ["sku"], ["goods_id"])
        select_in(conn, select(products), products.c.sku, ["A"])
    texts = "\n".join(transact_sql.texts)
    assert texts.count("OPENJSON") == 4
    assert "WITH (c0 NVARCHAR(4000) '$.c0', c1 BIGINT '$.c1'" in texts


def test_spellings_that_a_collation_equates_are_found_once(ops_engine: Engine) -> None:
    articles = Table("articles", MetaData(), Column("number", String(20, collation="NOCASE")))
    stored = [f"Ärger-{index}" for index in range(1200)]
    asked = [*stored, *(number.replace("r", "R") for number in stored)]
    engine = writing(ops_engine).execution_options(**{TRANSPORT_OPTION: Transport.CHUNKS})
    with engine.begin() as conn:
        articles.create(conn)
        insert_rows(conn, articles, [{"number": number} for number in stored])
        found = select_in(conn, select(articles), articles.c.number, asked)
    assert sorted(row.number for row in found) == sorted(stored)


@pytest.mark.parametrize(
    "plan",
    [
        Insertion(products, ("sku", "goods_id", "synced_at")),
        Insertion(products, ("sku", "goods_id", "synced_at"), ("id", "sku")),
        Change(products, ("sku", "goods_id", "synced_at"), ("sku",)),
        Upsert(products, ("sku", "goods_id", "synced_at"), ("sku",), ("goods_id",)),
        Upsert(products, ("sku", "goods_id", "synced_at"), ("sku",), ()),
    ],
    ids=["insert", "insert returning", "update", "upsert", "insert unknown"],
)
def test_a_sql_server_without_json_gets_values_in_chunks(plan: RowPlan) -> None:
    dialect = sql_server_dialect()
    columns = [products.c[key] for key in plan.keys]
    source = values_source(dialect, columns, [["A", 1, NOW], ["B", 2, None]])
    for statement in plan.build(dialect, source):
        text = as_tsql(statement)
        assert "CAST(? AS NVARCHAR(max))" in text
        assert text.count("?") == 6
