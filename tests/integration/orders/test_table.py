"""The table of orders on every engine: views, sorting, paging from any place, search."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

import pytest

from temu_desktop.attention.model import IssueRule
from temu_desktop.attention.service import Action, IssueService
from temu_desktop.bus import EventBus
from temu_desktop.clock import SettableClock
from temu_desktop.database import Database
from temu_desktop.orders.filtering import OrderFilter, OrderView, SortBy
from temu_desktop.orders.queries import Span
from temu_desktop.orders.service import OrderService
from tests.integration.orders.rows import (
    NOW,
    a_line,
    a_parcel,
    an_export,
    an_order,
    complain,
    put,
    reject,
)

pytestmark = pytest.mark.usefixtures("statements_are_tsql")


def service(database: Database, now: datetime = NOW) -> OrderService:
    return OrderService(database, SettableClock(now))


async def ids(orders: OrderService, wanted: OrderFilter, span: Span | None = None) -> list[int]:
    return [row.id for row in (await orders.page(wanted, span)).rows]


async def test_a_row_tells_what_a_line_of_the_table_shows(any_ops_database: Database) -> None:
    order = an_order(1, status="xml_erstellt", exported=True)
    lines = [a_line(order), a_line(order, line_number="076-2", pieces=3, total_gross=None)]
    await put(
        any_ops_database,
        [order],
        lines=lines,
        exports=[an_export(order, "A-4711")],
        parcels=[a_parcel(order, "JJD1"), a_parcel(order, "JJD2", package_key=9999)],
    )
    await complain(any_ops_database, IssueRule.ORDER_WARNING, order["number"])
    (row,) = (await service(any_ops_database).page(OrderFilter())).rows
    assert (row.number, row.buyer, row.lines, row.pieces) == (order["number"], "Anna Müller", 2, 5)
    assert (str(row.total), row.currency) == ("23.97", "EUR")
    assert (row.wawi_order_number, row.export_state) == ("A-4711", "imported")
    assert (row.tracking, row.parcels) == ("JJD2", 2)
    assert (row.issues, row.needs_person) == (("order_warning",), True)


VIEWS: dict[OrderView, set[int]] = {
    OrderView.ALL: set(range(1, 13)),
    OrderView.NEW: {1, 3, 12},
    OrderView.WAITING: {4},
    OrderView.HELD: {2},
    OrderView.IN_JTL: {6},
    OrderView.DUE_TODAY: {1},
    OrderView.OVERDUE: {3},
    OrderView.SHIPPED_NOT_REPORTED: {8},
    OrderView.REPORTED: {9},
    OrderView.REJECTED: {5},
    OrderView.CANCELLED: {7, 10},
    OrderView.EXTERNAL: {11},
    OrderView.NEEDS_PERSON: {5, 6},
}


async def a_shop(database: Database) -> None:
    orders = [
        an_order(1, ship_by_at=NOW + timedelta(hours=4)),
        an_order(2, hold_reason="risk_control"),
        an_order(3, ship_by_at=NOW - timedelta(hours=1)),
        an_order(4, status="wartend"),
        an_order(5, status="wartend"),
        an_order(6, status="xml_erstellt"),
        an_order(7, status="xml_erstellt", cancelled_at=NOW),
        an_order(8, status="versendet"),
        an_order(9, status="versendet", reported=True),
        an_order(10, status="storniert"),
        an_order(11, status="extern"),
        an_order(12, ship_by_at=NOW + timedelta(hours=13), reported=None),
    ]
    await put(database, orders)
    await reject(database, orders[4]["number"], "unknown_country", country="Atlantis")
    await complain(database, IssueRule.EXPORT_WAITING, orders[5]["number"])


@pytest.mark.parametrize("sort", SortBy)
async def test_a_view_shows_its_orders_and_no_others(ops_database: Database, sort: SortBy) -> None:
    await a_shop(ops_database)
    orders = service(ops_database)
    for view, expected in VIEWS.items():
        assert set(await ids(orders, OrderFilter(view, sort=sort))) == expected, view
        counted = await orders.count(OrderFilter(view, sort=sort))
        assert (counted.number, counted.exact) == (len(expected), True), view


async def test_every_view_means_the_same_on_every_engine(any_ops_database: Database) -> None:
    await a_shop(any_ops_database)
    orders = service(any_ops_database)
    found = {view: set(await ids(orders, OrderFilter(view))) for view in OrderView}
    assert found == VIEWS


async def test_an_acknowledged_issue_needs_nobody_any_more(ops_database: Database) -> None:
    await a_shop(ops_database)
    issues = IssueService(ops_database, SettableClock(NOW), EventBus())
    for issue in await issues.open():
        await issues.act(issue.id, Action.ACKNOWLEDGE, "Rosa")
    page = await service(ops_database).page(OrderFilter(OrderView.NEEDS_PERSON))
    assert page.rows == ()
    assert (page.first, page.last, page.more_before, page.more_after) == (None, None, False, False)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", SortBy)
async def test_pages_forwards_and_backwards_hold_every_order_once(
    any_ops_database: Database, sort: SortBy, descending: bool
) -> None:
    """Some orders have no date and no name: rows of the program before this one."""
    bare: dict[str, Any] = {"ordered_at": None, "ship_by_at": None, "recipient_name": None}
    stored = [an_order(key, **(bare if key % 4 == 0 else {})) for key in range(1, 24)]
    for order in stored:
        if order["ship_by_at"] is not None and order["id"] % 3:
            order["ship_by_at"] += timedelta(minutes=order["id"])
    await put(any_ops_database, stored)
    orders = service(any_ops_database)
    wanted = OrderFilter(sort=sort, descending=descending)
    whole = await ids(orders, wanted)
    assert sorted(whole) == list(range(1, 24))
    if sort is not SortBy.NUMBER:
        assert set(whole[-5:]) == {4, 8, 12, 16, 20}
    forwards: list[int] = []
    page = await orders.page(wanted, Span(limit=5))
    while True:
        forwards += [row.id for row in page.rows]
        if not page.more_after:
            break
        page = await orders.page(wanted, Span(after=page.last, limit=5))
    assert forwards == whole
    backwards: list[int] = []
    page = await orders.page(wanted, Span(from_end=True, limit=5))
    while True:
        backwards = [row.id for row in page.rows] + backwards
        if not page.more_before:
            break
        page = await orders.page(wanted, Span(before=page.first, limit=5))
    assert backwards == whole


@pytest.mark.parametrize("descending", [True, False])
async def test_a_page_from_the_middle_is_reached_from_either_end_and_from_any_place(
    any_ops_database: Database, descending: bool
) -> None:
    """As a person does who drags the scroll bar; every fourth order has no date."""
    stored = [an_order(k, **({"ordered_at": None} if k % 4 == 0 else {})) for k in range(1, 24)]
    await put(any_ops_database, stored)
    orders, wanted = service(any_ops_database), OrderFilter(descending=descending)
    whole = await ids(orders, wanted)
    for skip in range(25):
        assert await ids(orders, wanted, Span(skip=skip, limit=4)) == whole[skip : skip + 4]
        from_end = await ids(orders, wanted, Span(from_end=True, skip=skip, limit=4))
        assert from_end == whole[max(0, 19 - skip) : max(0, 23 - skip)]
    third = (await orders.page(wanted, Span(limit=3))).last
    assert await ids(orders, wanted, Span(after=third, skip=16, limit=3)) == whole[19:22]
    last = (await orders.page(wanted, Span(from_end=True, limit=1))).first
    assert await ids(orders, wanted, Span(before=last, skip=17, limit=3)) == whole[2:5]
    middle = await orders.page(wanted, Span(skip=5, limit=4))
    assert (middle.more_before, middle.more_after) == (True, True)


async def test_the_ends_of_the_table_are_told(ops_database: Database) -> None:
    await put(ops_database, [an_order(key) for key in range(1, 8)])
    orders, wanted = service(ops_database), OrderFilter()
    first = await orders.page(wanted, Span(limit=3))
    assert (first.more_before, first.more_after) == (False, True)
    middle = await orders.page(wanted, Span(after=first.last, limit=3))
    assert (middle.more_before, middle.more_after) == (True, True)
    last = await orders.page(wanted, Span(from_end=True, limit=3))
    assert [row.id for row in last.rows] == [3, 2, 1]
    assert (last.more_before, last.more_after) == (True, False)


async def searchable(database: Database) -> None:
    first = an_order(1)
    second = an_order(
        *(2,),
        recipient_name="Ömer Şahin",
        recipient_first_name="Ömer",
        recipient_last_name="Şahin",
        post_code="80331",
        tracking_number="OLD-TRACK-1",
    )
    third = an_order(3, recipient_last_name="100%_Anders", post_code="10117")
    await put(
        database,
        [first, second, third],
        lines=[a_line(first), a_line(second, sku="Teller-Rot"), a_line(third, sku="MUG-RED")],
        exports=[an_export(first, "A-1001"), an_export(second, "A-2002")],
        parcels=[a_parcel(first, "JJD0001"), a_parcel(second, "1Z999")],
    )


FOUND: list[tuple[str, set[int]]] = [
    ("PO-076-00000001", {1}),
    ("po-076", {1, 2, 3}),
    ("076-00000002", {2}),
    ("jjd", {1}),
    ("a-2002", {2}),
    ("OLD-track", {2}),
    ("teller-rot", {2}),
    ("mug", {1, 3}),
    ("müller", {1}),
    ("ANNA", {1, 3}),
    ("ömer", {2}),
    ("101", {1, 3}),
    ("anna 10117", {3}),
    ("mug anna  101", {1, 3}),
    ("ller", set()),
    ("%", set()),
    ("100%_", {3}),
    ("_", set()),
    ("müller 80331", set()),
    ("'; DROP TABLE temu_orders", set()),
    ("x" * 5000, set()),
    ("\x00\x01\t", {1, 2, 3}),
    ("", {1, 2, 3}),
]


async def test_words_are_found_by_their_beginning(any_ops_database: Database) -> None:
    await searchable(any_ops_database)
    orders = service(any_ops_database)
    for (search, found), sort in zip(FOUND, cycle(SortBy), strict=False):
        wanted = OrderFilter(search=search, sort=sort)
        assert set(await ids(orders, wanted)) == found, (search, sort)
        assert (await orders.count(wanted)).number == len(found), search


@pytest.mark.parametrize("sort", SortBy)
async def test_whatever_a_search_is_sorted_by_it_finds_the_same(
    ops_database: Database, sort: SortBy
) -> None:
    await searchable(ops_database)
    orders = service(ops_database)
    for search, found in FOUND[::4]:
        assert set(await ids(orders, OrderFilter(search=search, sort=sort))) == found, search


async def test_very_common_words_are_found_along_the_sorted_index(
    any_ops_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words with more hits than are sorted as they are found; the bound is lowered for the test."""
    await searchable(any_ops_database)
    monkeypatch.setattr("temu_desktop.orders.queries.FEW", 0)
    orders = service(any_ops_database)
    for sort in SortBy:
        assert set(await ids(orders, OrderFilter(search="anna 101", sort=sort))) == {1, 3}
        new = OrderFilter(OrderView.NEW, search="mug", sort=sort)
        assert set(await ids(orders, new)) == {1, 3}
        assert set(await ids(orders, OrderFilter(OrderView.HELD, search="mug", sort=sort))) == set()
    for view in OrderView:
        everything = set(await ids(orders, OrderFilter(view, sort=SortBy.BUYER)))
        assert everything == ({1, 2, 3} if view in {OrderView.ALL, OrderView.NEW} else set())


async def test_a_count_beyond_its_bound_says_so(ops_database: Database) -> None:
    await put(ops_database, [an_order(key) for key in range(1, 8)])
    orders = service(ops_database)
    assert str(await orders.count(OrderFilter(OrderView.NEW), at_most=5)) == "5+"
    assert str(await orders.count(OrderFilter(search="anna"), at_most=5)) == "5+"
    assert str(await orders.count(OrderFilter(search="anna mug"), at_most=7)) == "7"
    assert str(await orders.count(OrderFilter(), at_most=5)) == "7"


async def test_dates_of_shipping_narrow_any_view(any_ops_database: Database) -> None:
    await put(
        any_ops_database,
        [an_order(key, ship_by_at=NOW + timedelta(days=key)) for key in range(1, 6)],
    )
    orders = service(any_ops_database)
    span = {"ship_by_from": NOW + timedelta(days=2), "ship_by_until": NOW + timedelta(days=4)}
    for view in (OrderView.ALL, OrderView.NEW):
        for sort in SortBy:
            assert set(await ids(orders, OrderFilter(view, sort=sort, **span))) == {2, 3}  # type: ignore[arg-type]


async def test_the_day_ends_at_midnight_of_the_warehouse(ops_database: Database) -> None:
    """Also in the night when the clock is put back."""
    before = datetime.fromisoformat("2026-10-25T00:30:00+02:00")
    last = datetime.fromisoformat("2026-10-25T23:59:00+01:00")
    next_day = datetime.fromisoformat("2026-10-26T00:00:00+01:00")
    await put(ops_database, [an_order(1, ship_by_at=last), an_order(2, ship_by_at=next_day)])
    orders = service(ops_database, before)
    assert await ids(orders, OrderFilter(OrderView.DUE_TODAY)) == [1]


async def test_ten_thousand_orders_are_too_many_for_one_page(ops_database: Database) -> None:
    await put(ops_database, [an_order(key) for key in range(1, 1203)])
    page = await service(ops_database).page(OrderFilter(), Span(limit=10_000))
    assert len(page.rows) == 1000
    assert page.more_after
