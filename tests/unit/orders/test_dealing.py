"""Which units are in which parcel (decision 15)."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.ids import OrderSn, PackageKey
from temu_desktop.orders.dealing import (
    MAX_ATTACHED,
    CannotDeal,
    Dealt,
    LineToShip,
    Note,
    attach_if_possible,
    deal,
    delivered_units,
    is_complete,
)

A, B = OrderSn("line-a"), OrderSn("line-b")


def parcels(count: int) -> tuple[PackageKey, ...]:
    return tuple(PackageKey(900_000 + index) for index in range(count))


def test_one_parcel_carries_everything() -> None:
    assert deal([(A, 2), (B, 1)], parcels(1)) == [Dealt(parcels(1)[0], ((A, 2), (B, 1)))]


def test_units_are_dealt_in_order_at_least_one_each() -> None:
    dealt = deal([(A, 2), (B, 1)], parcels(2))
    assert [item.units for item in dealt] == [((A, 2),), ((B, 1),)]


def test_spare_parcels_of_a_single_unit_are_attached() -> None:
    first, *others = parcels(3)
    assert deal([(A, 1)], (first, *others)) == [Dealt(first, ((A, 1),), tuple(others))]


def test_spare_parcels_of_several_units_need_a_person() -> None:
    with pytest.raises(CannotDeal, match="more_parcels_than_units"):
        deal([(A, 2)], parcels(3))


def test_more_than_ten_attached_parcels_need_a_person() -> None:
    with pytest.raises(CannotDeal, match="too_many_parcels"):
        deal([(A, 1)], parcels(MAX_ATTACHED + 2))


@given(
    st.lists(st.integers(1, 6), min_size=1, max_size=5),
    st.integers(1, 12),
)
def test_every_unit_is_in_exactly_one_parcel_and_no_parcel_is_forgotten(
    quantities: list[int], count: int
) -> None:
    units = [(OrderSn(f"line-{index}"), number) for index, number in enumerate(quantities)]
    try:
        dealt = deal(units, parcels(count))
    except CannotDeal:
        assert count > sum(quantities)
        return
    carried: Counter[OrderSn] = Counter()
    for item in dealt:
        assert item.units
        carried.update(dict(item.units))
    assert carried == dict(units)
    named = [item.parcel for item in dealt] + [key for item in dealt for key in item.attached]
    assert sorted(named) == sorted(parcels(count))


def test_pieces_are_given_to_the_lines_of_their_article_in_order() -> None:
    lines = [LineToShip(A, "MUG", 2, 1), LineToShip(B, "mug ", 1, 1)]
    notes = [Note({"MUG": 2}, parcels(1)), Note({"MUG": 1}, parcels(1))]
    assert delivered_units(lines, notes) == [[(A, 2)], [(B, 1)]]


def test_a_bundle_counts_with_the_note_that_completes_it() -> None:
    line = LineToShip(A, "MUG", 1, 6)
    units = delivered_units([line], [Note({"MUG": 4}, ()), Note({"MUG": 2}, ())])
    assert units == [[], [(A, 1)]]
    assert is_complete([line], units)


def test_an_order_is_not_complete_while_a_unit_is_missing() -> None:
    line = LineToShip(A, "MUG", 2, 1)
    assert not is_complete([line], delivered_units([line], [Note({"MUG": 1}, ())]))


def test_a_parcel_with_part_of_a_bundle_is_attached_to_the_one_that_completes_it() -> None:
    first, second = parcels(2)
    carried = [Dealt(second, ((A, 1),))]
    assert attach_if_possible(carried, [first], {A: 1}) == [Dealt(second, ((A, 1),), (first,))]
    assert attach_if_possible(carried, [first], {A: 2}) == carried
