"""The number to publish, and the brake (decisions 5, 19, 20, 22; jtl-wawi.md, Decisions)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.inventory.model import Decider, StockRule
from temu_desktop.inventory.rules import (
    brake_pulled,
    deliverable,
    falls_steeply,
    list_is_plausible,
    publish,
)
from tests.builders import a_stock


@pytest.mark.parametrize(
    ("stock", "pieces"),
    [
        (a_stock(), 50),
        (a_stock(buffer=8), 42),
        (a_stock(available=Decimal("7.9")), 7),
        (a_stock(available=Decimal(-3)), 0),
        (a_stock(available=Decimal(5), buffer=9), 0),
        (a_stock(row_present=False, available=Decimal(0)), 0),
        (None, 0),
        (a_stock(sellable=False), None),
        (a_stock(warehouses_physical=Decimal(12)), 12),
        (a_stock(warehouses_physical=Decimal(90)), 50),
        (a_stock(stock_managed=False), 7),
        (a_stock(oversell_allowed=True), 7),
    ],
)
def test_what_jtl_can_still_promise(stock: object, pieces: int | None) -> None:
    assert deliverable(stock, 7) == pieces  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pieces", "in_flight", "factor", "rule", "result", "decider"),
    [
        (50, 0, 1, StockRule(), 50, Decider.AVAILABLE),
        (50, 5, 1, StockRule(buffer=5, cap=40), 40, Decider.AVAILABLE),
        (60, 5, 1, StockRule(buffer=5, cap=40), 40, Decider.CAP),
        (50, 60, 1, StockRule(), 0, Decider.AVAILABLE),
        (50, 5, 6, StockRule(), 7, Decider.AVAILABLE),
        (2, 0, 1, StockRule(minimum=3), 0, Decider.MINIMUM),
        (None, 0, 1, StockRule(), 0, Decider.NOT_SOLD),
        (50, 0, 1, StockRule(paused=True), None, Decider.PAUSED),
        (2_000_000, 0, 1, StockRule(), 1_000_000, Decider.AVAILABLE),
    ],
)
def test_the_number_and_why(
    pieces: int | None,
    in_flight: int,
    factor: int,
    rule: StockRule,
    result: int | None,
    decider: Decider,
) -> None:
    why = publish(pieces, in_flight, factor, rule, holiday=False)
    assert (why.result, why.decider) == (result, decider)


def test_holidays_publish_zero() -> None:
    why = publish(50, 0, 1, StockRule(), holiday=True)
    assert (why.result, why.decider) == (0, Decider.HOLIDAY)


@given(
    st.integers(0, 2_000_000),
    st.integers(0, 1000),
    st.integers(1, 12),
    st.integers(0, 500),
    st.one_of(st.none(), st.integers(0, 1000)),
)
def test_never_more_than_can_be_delivered(
    pieces: int, in_flight: int, factor: int, buffer: int, cap: int | None
) -> None:
    why = publish(pieces, in_flight, factor, StockRule(buffer=buffer, cap=cap), holiday=False)
    assert why.result is not None
    assert 0 <= why.result * factor <= max(0, pieces - in_flight - buffer)
    assert cap is None or why.result <= cap


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(1, 6))
def test_more_in_flight_never_publishes_more(pieces: int, in_flight: int, factor: int) -> None:
    less = publish(pieces, in_flight, factor, StockRule(), holiday=False)
    more = publish(pieces, in_flight + 1, factor, StockRule(), holiday=False)
    assert (more.result or 0) <= (less.result or 0)


@pytest.mark.parametrize(
    ("before", "target", "steep"),
    [(10, 0, True), (10, 1, True), (10, 2, False), (None, 0, False), (0, 0, False), (5, 9, False)],
)
def test_a_fall_is_steep_to_zero_or_by_ninety_per_cent(
    before: int | None, target: int, steep: bool
) -> None:
    assert falls_steeply(before, target) is steep


@pytest.mark.parametrize(
    ("falling", "total", "pulled"),
    [(9, 10, False), (10, 50, True), (10, 51, False), (200, 1000, True), (0, 0, False)],
)
def test_the_brake_needs_ten_skus_and_twenty_per_cent(
    falling: int, total: int, pulled: bool
) -> None:
    assert brake_pulled(falling, total, minimum=10, share_percent=20) is pulled


@pytest.mark.parametrize(
    ("found", "known", "plausible"),
    [(0, 0, True), (0, 1, False), (50, 100, False), (51, 100, True), (300, 100, True)],
)
def test_a_list_that_shrank_by_half_is_not_believed(
    found: int, known: int, plausible: bool
) -> None:
    assert list_is_plausible(found, known) is plausible
