"""What a newer answer changes in a stored order (decisions 1, 3, 9, 12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from temu_desktop.orders.assess import assess
from temu_desktop.orders.merging import Notice, StoredLine, StoredOrder, address_hash, merge
from temu_desktop.orders.model import HoldReason, Order, OrderStatus
from temu_desktop.settings import OrderPolicy
from tests.builders import LINE, NOON, a_line, an_address, an_order, answers

IMPORTED, EXPORTED = OrderStatus.IMPORTED, OrderStatus.EXPORTED


def read(**changes: object) -> Order:
    return assess(an_order(**changes), answers(), OrderPolicy(), None)


def stored(status: OrderStatus, **changes: object) -> StoredOrder:
    order = StoredOrder(
        row_id=1,
        status=status,
        temu_status=2,
        updated_at=NOON,
        address_hash=address_hash(read().address),
        has_prices=True,
        hold_reason=None,
        handed_over=status in {OrderStatus.EXPORTED, OrderStatus.SHIPPED},
        cancelled_at=None,
        lines={LINE: StoredLine(1, 2)},
    )
    return replace(order, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "temu_status", "after"),
    [
        (OrderStatus.WAITING, 1, OrderStatus.WAITING),
        (OrderStatus.WAITING, 2, IMPORTED),
        (OrderStatus.WAITING, 3, OrderStatus.CANCELLED),
        (OrderStatus.WAITING, 4, OrderStatus.EXTERNAL),
        (IMPORTED, 2, IMPORTED),
        (IMPORTED, 1, OrderStatus.WAITING),
        (IMPORTED, 3, OrderStatus.CANCELLED),
        (IMPORTED, 4, OrderStatus.EXTERNAL),
        (EXPORTED, 2, EXPORTED),
        (EXPORTED, 3, EXPORTED),
        (EXPORTED, 4, EXPORTED),
        (OrderStatus.SHIPPED, 4, OrderStatus.SHIPPED),
        (OrderStatus.EXTERNAL, 2, OrderStatus.EXTERNAL),
        (OrderStatus.CANCELLED, 2, IMPORTED),
    ],
)
def test_the_status_moves_as_decided(
    before: OrderStatus, temu_status: int, after: OrderStatus
) -> None:
    assert merge(read(status=temu_status), stored(before)).status is after


def test_an_older_answer_never_goes_over_a_newer_one() -> None:
    older = read(status=3, updated_at=NOON - timedelta(seconds=1))
    merged = merge(older, stored(IMPORTED))
    assert not merged.changed
    assert merged.status is IMPORTED


def test_an_order_that_is_being_handed_over_counts_as_exported() -> None:
    merged = merge(read(status=3), stored(IMPORTED, handed_over=True))
    assert merged.status is IMPORTED
    assert [notice for notice, _ in merged.notices] == [Notice.CANCELLED_AFTER_EXPORT]


def test_a_cancellation_after_export_is_told_once() -> None:
    assert merge(read(status=3), stored(EXPORTED)).cancelled
    again = merge(read(status=3), stored(EXPORTED, cancelled_at=NOON))
    assert not again.cancelled
    assert again.notices == ()


def test_an_address_that_changes_after_export_shows_the_new_one_and_keeps_the_old() -> None:
    moved = assess(an_order(), answers(address=an_address(city="Bonn")), OrderPolicy(), None)
    merged = merge(moved, stored(EXPORTED))
    assert merged.keep_address
    notice, params = merged.notices[0]
    assert notice is Notice.ADDRESS_CHANGED_AFTER_EXPORT
    assert "Bonn" in str(params["new"])


def test_an_address_that_changes_before_export_is_taken_over() -> None:
    moved = assess(an_order(), answers(address=an_address(city="Bonn")), OrderPolicy(), None)
    assert not merge(moved, stored(IMPORTED)).keep_address


def test_pieces_that_are_cancelled_after_export_are_named() -> None:
    fewer = read(lines=(a_line(quantity=1),))
    notice, params = merge(fewer, stored(EXPORTED)).notices[0]
    assert notice is Notice.QUANTITY_REDUCED_AFTER_EXPORT
    assert params["pieces"] == {LINE: "2 → 1"}


def test_a_wish_to_cancel_after_export_is_told() -> None:
    wish = replace(read(), hold_reason=HoldReason.BUYER_CANCELLATION)
    notices = [notice for notice, _ in merge(wish, stored(EXPORTED)).notices]
    assert notices == [Notice.CANCELLATION_ASKED_AFTER_EXPORT]


def test_an_order_that_left_without_us_is_told() -> None:
    notices = [notice for notice, _ in merge(read(status=4), stored(IMPORTED)).notices]
    assert notices == [Notice.SHIPPED_ELSEWHERE]
