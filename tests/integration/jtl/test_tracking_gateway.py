"""The shipment source on a real Wawi: which parcels count, and of what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa

from temu_desktop.clock import SettableClock
from temu_desktop.database import Database
from temu_desktop.jtl.model import OrderShipments
from temu_desktop.jtl.tracking_gateway import JtlShipments
from temu_desktop.sandbox.wawi import Wawi, order_tables
from tests.wawi_fixtures import (
    ARMCHAIR,
    LAMP,
    MORNING,
    SCREW,
    SET,
    Line,
    OrderText,
    put_into_inbox,
    work_until_idle,
)

pytestmark = pytest.mark.usefixtures("statements_are_tsql")
ORDER = "PO-076-21900000000000001"


@pytest.fixture
def source(jtl: Database) -> JtlShipments:
    """The gateway."""
    return JtlShipments(jtl)


@pytest.fixture
def order_in_jtl(any_wawi: Wawi, clock: SettableClock) -> Callable[..., None]:
    """Puts an order of these lines into JTL."""

    def place(*lines: Line, number: str = ORDER, **changes: object) -> None:
        put_into_inbox(any_wawi, OrderText(number, lines).with_(**changes).xml())
        assert any_wawi.import_inbox(clock.now()).imported == 1

    return place


async def only(source: JtlShipments) -> OrderShipments:
    """What the source says about the one order."""
    return (await source.shipments([ORDER]))[ORDER]


async def test_an_order_that_jtl_does_not_have_is_left_out(source: JtlShipments) -> None:
    assert await source.shipments([ORDER]) == {}


async def test_a_package_without_a_number_or_still_in_the_house_does_not_count(
    source: JtlShipments,
    any_wawi: Wawi,
    clock: SettableClock,
    order_in_jtl: Callable[..., None],
) -> None:
    """A parcel row without tracking id once marked the order as shipped."""
    order_in_jtl(Line(ARMCHAIR.number))
    seen = []
    while (due := any_wawi.next_due) is not None:
        clock.advance((due - clock.now()).total_seconds())
        any_wawi.work(clock.now())
        found = await only(source)
        seen.append((found.waiting_packages, len(found.packages), found.is_complete))
    # Packed, labelled, handed over: only the last is a parcel.
    assert seen == [(1, 0, False), (1, 0, False), (0, 1, True)]


async def test_a_parcel_has_number_carrier_and_the_moment_it_left(
    source: JtlShipments,
    any_wawi: Wawi,
    clock: SettableClock,
    order_in_jtl: Callable[..., None],
) -> None:
    order_in_jtl(Line(ARMCHAIR.number, "2.00"), Line(LAMP.number))
    work_until_idle(any_wawi, clock)
    found = await only(source)
    (parcel,) = found.packages
    (card,) = any_wawi.cards(ORDER)
    assert parcel.key == card.parcels[0].id
    assert parcel.tracking == card.parcels[0].tracking
    assert parcel.method_name in {"DHL Paket", "DPD Classic", "UPS Standard", "GLS", "Hermes"}
    assert parcel.shipped_at.tzinfo is UTC
    assert MORNING < parcel.shipped_at <= clock.now()
    assert {q.article_number: q.quantity for q in found.quantities} == {
        ARMCHAIR.number: Decimal(2),
        LAMP.number: Decimal(1),
    }
    assert (found.open_quantity, found.is_complete) == (0, True)


async def test_shipping_costs_and_the_parts_of_a_set_are_no_pieces(
    source: JtlShipments,
    any_wawi: Wawi,
    clock: SettableClock,
    order_in_jtl: Callable[..., None],
) -> None:
    order_in_jtl(Line(SET.number, "2.00"), Line("", kind="versandkosten"), Line(SCREW.number))
    assert (await only(source)).open_quantity == 3
    work_until_idle(any_wawi, clock)
    found = await only(source)
    assert sorted((q.article_number, q.quantity) for q in found.quantities) == [
        (SCREW.number, Decimal(1)),
        (SET.number, Decimal(2)),
    ]


async def test_a_free_position_has_no_article(
    source: JtlShipments,
    any_wawi: Wawi,
    clock: SettableClock,
    order_in_jtl: Callable[..., None],
) -> None:
    order_in_jtl(Line("GIBT-ES-NICHT"))
    work_until_idle(any_wawi, clock)
    (piece,) = (await only(source)).quantities
    assert (piece.article_id, piece.article_number) == (None, "GIBT-ES-NICHT")


async def test_a_number_that_is_cleared_after_leaving_is_gone(
    source: JtlShipments,
    any_wawi: Wawi,
    clock: SettableClock,
    order_in_jtl: Callable[..., None],
) -> None:
    order_in_jtl(Line(ARMCHAIR.number))
    work_until_idle(any_wawi, clock)
    any_wawi.clear_tracking(ORDER)
    found = await only(source)
    assert (found.packages, found.untracked_packages, found.is_complete) == ((), 1, False)


async def test_a_changed_number_keeps_its_key(
    source: JtlShipments,
    any_wawi: Wawi,
    clock: SettableClock,
    order_in_jtl: Callable[..., None],
) -> None:
    order_in_jtl(Line(ARMCHAIR.number))
    work_until_idle(any_wawi, clock)
    (before,) = (await only(source)).packages
    old, new = any_wawi.change_tracking(ORDER)
    (after,) = (await only(source)).packages
    assert (before.tracking, after.tracking, after.key) == (old, new, before.key)


async def test_blanks_around_a_number_are_taken_off(
    source: JtlShipments,
    any_wawi: Wawi,
    clock: SettableClock,
    order_in_jtl: Callable[..., None],
) -> None:
    order_in_jtl(Line(ARMCHAIR.number))
    work_until_idle(any_wawi, clock)
    with any_wawi.database.write() as connection:
        connection.execute(sa.update(order_tables.package).values(cIdentCode="  1Z999  "))
    (parcel,) = (await only(source)).packages
    assert parcel.tracking == "1Z999"


async def test_a_further_parcel_is_found_beside_the_first(
    source: JtlShipments,
    any_wawi: Wawi,
    clock: SettableClock,
    order_in_jtl: Callable[..., None],
) -> None:
    order_in_jtl(Line(ARMCHAIR.number))
    work_until_idle(any_wawi, clock)
    later = any_wawi.add_parcel_later(ORDER)
    found = await only(source)
    assert [parcel.tracking for parcel in found.packages][1] == later
    assert len({parcel.delivery_note for parcel in found.packages}) == 1


async def test_a_split_order_is_complete_when_both_halves_left(
    source: JtlShipments,
    any_wawi: Wawi,
    clock: SettableClock,
    order_in_jtl: Callable[..., None],
) -> None:
    order_in_jtl(Line(ARMCHAIR.number, "3.00"), Line(SET.number, "2.00"))
    any_wawi.split_order(ORDER)
    found = await only(source)
    assert (len(found.orders), found.open_quantity) == (2, 5)
    work_until_idle(any_wawi, clock)
    found = await only(source)
    assert found.is_complete
    assert {package.order_id for package in found.packages} == {o.id for o in found.orders}
    assert sum(q.quantity for q in found.quantities) == 5


async def test_fetched_by_the_buyer_means_left_without_a_number(
    source: JtlShipments, any_wawi: Wawi, order_in_jtl: Callable[..., None]
) -> None:
    order_in_jtl(Line(ARMCHAIR.number))
    any_wawi.hand_over_in_person(ORDER)
    found = await only(source)
    assert (found.untracked_packages, found.packages, found.is_complete) == (1, (), False)


async def test_cancelled_and_closed_without_shipping_are_told_apart(
    source: JtlShipments, any_wawi: Wawi, order_in_jtl: Callable[..., None]
) -> None:
    order_in_jtl(Line(ARMCHAIR.number))
    order_in_jtl(Line(ARMCHAIR.number), number="PO-2")
    any_wawi.cancel(ORDER)
    any_wawi.complete_without_shipping("PO-2")
    found = await source.shipments([ORDER, "PO-2"])
    assert (found[ORDER].is_cancelled, found[ORDER].open_quantity) == (True, 0)
    assert found["PO-2"].is_closed_without_shipping and not found["PO-2"].is_cancelled


async def test_winter_time_is_read_as_it_was_written(
    source: JtlShipments,
    any_wawi: Wawi,
    clock: SettableClock,
    order_in_jtl: Callable[..., None],
) -> None:
    """JTL writes naive local time: 00:30 in Berlin's winter is 23:30 UTC of the day before."""
    order_in_jtl(Line(ARMCHAIR.number))
    work_until_idle(any_wawi, clock)
    with any_wawi.database.write() as connection:
        midnight = datetime(2026, 12, 1, 0, 30)  # noqa: DTZ001
        connection.execute(sa.update(order_tables.package).values(dVersendet=midnight))
    (parcel,) = (await only(source)).packages
    assert parcel.shipped_at == datetime(2026, 11, 30, 23, 30, tzinfo=UTC)


async def test_any_number_of_orders_is_four_statements(
    source: JtlShipments, any_wawi: Wawi, clock: SettableClock
) -> None:
    numbers = [f"PO-{index}" for index in range(300)]
    put_into_inbox(any_wawi, *(OrderText(n, name=f"Kunde {n}").xml() for n in numbers))
    any_wawi.import_inbox(clock.now())
    statements: list[str] = []

    def count(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    try:
        found = await source.shipments(numbers)
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", count)
    assert len(found) == 300
    assert len([text for text in statements if text.startswith("SELECT")]) == 4
