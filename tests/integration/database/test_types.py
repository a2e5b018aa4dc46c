"""Column types: what goes in comes out, on every engine; what does not fit is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text

from temu_desktop.clock import BERLIN
from temu_desktop.database import insert_rows, schema, select_in, translate, writing
from temu_desktop.database.types import (
    JsonText,
    Money,
    NaiveBerlinDateTime,
    NVarChar,
    UnstorableValue,
    UtcDateTime,
)
from temu_desktop.errors import ConstraintViolated
from tests.tsql import sql_server_dialect

orders, items = schema.orders, schema.order_items
MOMENT = datetime(2026, 11, 23, 14, 5, 6, 789123, tzinfo=UTC)
several = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

any_text = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60)
# Berlin's present rules for summer time begin in 1980.
moments = st.integers(631_152_000_000_000, 3_786_912_000_000_000).map(
    lambda microseconds: datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)
)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=10,
)


def stored(engine: Engine, key: str, values: list[Any]) -> list[Any]:
    """Write the values into one column of ``temu_orders`` and read them back, in order."""
    numbers = [f"PO-{index}" for index in range(len(values))]
    with writing(engine).connect() as conn:
        rows = [{"number": n, key: v} for n, v in zip(numbers, values, strict=True)]
        insert_rows(conn, orders, rows)
        found = {
            row.number: row[1]
            for row in select_in(
                conn, select(orders.c.number, orders.c[key]), orders.c.number, numbers
            )
        }
    return [found[number] for number in numbers]


@several
@given(values=st.lists(st.none() | any_text, min_size=1, max_size=20))
def test_text_of_any_script_comes_back_exactly(any_ops_engine: Engine, values: list[Any]) -> None:
    assert stored(any_ops_engine, "recipient_name", values) == values


@several
@given(values=st.lists(st.decimals(-99_999_999, 99_999_999, places=2), min_size=1, max_size=20))
def test_amounts_come_back_to_the_cent(any_ops_engine: Engine, values: list[Decimal]) -> None:
    found = stored(any_ops_engine, "shipping_net", values)
    assert found == values
    assert all(value.as_tuple().exponent == -2 for value in found)


@several
@given(values=st.lists(moments, min_size=1, max_size=20))
def test_our_own_times_keep_their_microseconds(
    any_ops_engine: Engine, values: list[datetime]
) -> None:
    assert stored(any_ops_engine, "seen_at", values) == values


@several
@given(values=st.lists(moments, min_size=1, max_size=20))
def test_merchants_times_keep_their_milliseconds_but_for_the_doubled_hour(
    any_ops_engine: Engine, values: list[datetime]
) -> None:
    for value, found in zip(values, stored(any_ops_engine, "ordered_at", values), strict=True):
        doubled = value.astimezone(BERLIN).fold == 1
        expected = value.replace(microsecond=value.microsecond // 1000 * 1000)
        assert found == (expected - timedelta(hours=1) if doubled else expected)


@several
@given(values=st.lists(json_values, min_size=1, max_size=10))
def test_json_comes_back_with_its_types(any_ops_engine: Engine, values: list[Any]) -> None:
    assert stored(any_ops_engine, "labels", values) == values


@pytest.mark.parametrize("length", [0, 1, 499, 500, 501, 1000, 1001, 1499])
def test_a_list_that_is_written_in_pieces_is_the_same_list(ops_engine: Engine, length: int) -> None:
    held = [{"sku": f"Töpfe-{number}", "of": [number, [], None]} for number in range(length)]
    assert stored(ops_engine, "labels", [held]) == [held]
    whole = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    assert JsonText().process_bind_param(held, ops_engine.dialect) == whole


def test_five_decimals_of_a_unit_price_are_kept(any_ops_engine: Engine) -> None:
    price = Decimal("123456789.12345")
    with writing(any_ops_engine).begin() as conn:
        insert_rows(conn, orders, [{"number": "PO-1"}])
        order_id = conn.scalar(select(orders.c.id))
        line = {"order_id": order_id, "order_number": "PO-1", "line_number": "L-1"}
        insert_rows(conn, items, [{**line, "unit_net_exact": price}])
        found = conn.execute(select(items.c.unit_net_exact, items.c.vat_rate)).one()
    assert (found.unit_net_exact, found.vat_rate) == (price, Decimal("19.00"))


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("1.005", "1.01"), ("-1.005", "-1.01"), ("0.0049", "0.00"), ("2.675", "2.68")],
)
def test_a_half_cent_is_rounded_up_on_every_engine(
    any_ops_engine: Engine, amount: str, rounded: str
) -> None:
    assert stored(any_ops_engine, "shipping_net", [Decimal(amount)]) == [Decimal(rounded)]


def test_merchants_times_lie_in_the_database_as_berlin_local_time(ops_engine: Engine) -> None:
    with writing(ops_engine).begin() as conn:
        summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
        insert_rows(conn, orders, [{"number": "PO-1", "ordered_at": summer, "seen_at": summer}])
        raw = conn.execute(text("SELECT kaufdatum, seen_at FROM temu_orders")).one()
    assert tuple(raw) == ("2026-07-02 00:30:00.000000", "2026-07-01 22:30:00.000000")


def test_the_hour_that_comes_twice_is_read_as_its_first(any_ops_engine: Engine) -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert stored(any_ops_engine, "ordered_at", [first, second]) == [first, first]
    assert stored(any_ops_engine, "seen_at", [first, second]) == [first, second]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("number", "P" * 51),
        ("city", "😀" * 51),
        ("city", "Köln\x00"),
        ("city", "half \ud83d"),
        ("shipping_net", Decimal("100000000")),
        ("shipping_net", Decimal("99999999.995")),
        ("shipping_net", Decimal("NaN")),
        ("shipping_net", 3.36),
        ("city", 50667),
        ("labels", "half \ud83d"),
        ("labels", [*["whole"] * 1200, "half \ud83d"]),
    ],
)
def test_what_does_not_fit_is_refused_alike_on_every_engine(
    any_ops_engine: Engine, key: str, value: object
) -> None:
    with (
        translate(),
        writing(any_ops_engine).connect() as conn,
        pytest.raises(UnstorableValue),
    ):
        insert_rows(conn, orders, [{"number": "PO-1", key: value}])
    with pytest.raises(ConstraintViolated), translate(), writing(any_ops_engine).connect() as conn:
        conn.execute(orders.insert().values(**{"number": "PO-1", key: value}))


def test_a_naive_time_is_a_mistake_of_the_program(ops_engine: Engine) -> None:
    naive = MOMENT.replace(tzinfo=None)
    for key in ("ordered_at", "seen_at"):
        with writing(ops_engine).connect() as conn, pytest.raises(ValueError, match="naive"):
            insert_rows(conn, orders, [{"number": "PO-1", key: naive}])


def test_more_digits_than_a_double_holds_are_no_money_type() -> None:
    with pytest.raises(ValueError, match="15 digits"):
        Money(16, 2)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (NVarChar(50), "NVARCHAR(50)"),
        (NVarChar(), "NVARCHAR(max)"),
        (JsonText(), "NVARCHAR(max)"),
        (NaiveBerlinDateTime(), "DATETIME"),
        (NaiveBerlinDateTime(fine=True), "DATETIME2"),
        (UtcDateTime(), "DATETIME2(6)"),
    ],
)
def test_sql_server_gets_the_types_that_merchants_have(kind: Any, expected: str) -> None:
    dialect = sql_server_dialect()
    assert dialect.type_compiler_instance.process(kind) == expected
