"""What the sandbox counts and how: stock rules, oversold pieces, lost and doubled orders."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from temu_desktop.sandbox.audit import PublishRules, WawiView
from temu_desktop.sandbox.books import Claims
from temu_desktop.sandbox.catalogue import Article, Catalogue, Listing
from temu_desktop.sandbox.clock import SandboxClock
from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.neighbours import AbsentWawi, WawiBook
from temu_desktop.sandbox.plans import plan_one
from temu_desktop.sandbox.temu.model import Package, Status
from temu_desktop.sandbox.world import World

CHAIR = Article(number="CRUNCHY-ARMCHAIR", name="Sessel", ean="1", stock=20, buffer=2)
LAMP = Article(number="LAMPE", name="Lampe", ean="2", stock=9)
FATHER = Article(number="VATER", name="Sessel in allen Farben", ean="3", stock=50, is_father=True)
HERE = WawiBook(orders=1, cancelled=False, started=False, shipped=False)


def listing(sku_id, sku, article, **changes):
    base = Listing(
        goods_id=1,
        sku_id=sku_id,
        sku=sku,
        goods_name="Sessel",
        spec="Blau",
        status=2,
        stock=5,
        price_net=Decimal(10),
        price_gross=Decimal("11.90"),
        sold_factor=1,
        article=article,
    )
    return replace(base, **changes)


CHAIR_SKU = listing(1, "crunchy-armchair ", CHAIR.number)
LAMP_SET = listing(2, "LAMPE", LAMP.number, sold_factor=2)
FATHER_SKU = listing(3, "VATER", FATHER.number)
UNKNOWN_SKU = listing(4, "GIBTS-NICHT", None)
CATALOGUE = Catalogue(
    seed=1,
    articles=(CHAIR, LAMP, FATHER),
    listings=(CHAIR_SKU, LAMP_SET, FATHER_SKU, UNKNOWN_SKU),
)


@pytest.fixture
def world():
    config = SandboxConfig(orders=0, skus=0, manual_clock=True, qps=0)
    return World(config, SandboxClock(), AbsentWawi(CATALOGUE), CATALOGUE)


def order(world, wanted, seed="1", served=True, status=Status.TO_SHIP):
    plan = replace(plan_one(seed), stage=status, order_sns=tuple("abcdef"[: len(wanted)]))
    made = world.placing.by_hand(plan, wanted, world.clock.seconds())
    world.platform.desk.place(made)
    if served:
        world.books.served([made])
    return made


def wawi_has(world, **books):
    view = world.books.wawi
    world.books.wawi = WawiView(view.available, view.buffers, books)


def test_the_rules_give_what_is_available_less_the_buffer(world):
    assert world.books.given(CHAIR_SKU) == 18


def test_fathers_give_nothing_and_unknown_articles_are_not_judged(world):
    assert world.books.given(FATHER_SKU) == 0
    assert world.books.given(UNKNOWN_SKU) is None


@pytest.mark.parametrize(
    "flaw",
    [{"active": False}, {"deleted": True}, {"stock_managed": False}, {"oversell": True}],
)
def test_articles_that_cannot_be_promised_give_nothing(flaw):
    flawed = replace(CHAIR, **flaw)
    catalogue = Catalogue(seed=1, articles=(flawed,), listings=(CHAIR_SKU,))
    config = SandboxConfig(orders=0, skus=0, manual_clock=True, qps=0)
    world = World(config, SandboxClock(), AbsentWawi(catalogue), catalogue)
    assert world.books.given(CHAIR_SKU) == 0


def test_codes_that_two_listings_share_are_not_judged():
    twin = listing(9, "Crunchy-Armchair", CHAIR.number)
    catalogue = Catalogue(seed=1, articles=(CHAIR,), listings=(CHAIR_SKU, twin))
    config = SandboxConfig(orders=0, skus=0, manual_clock=True, qps=0)
    world = World(config, SandboxClock(), AbsentWawi(catalogue), catalogue)
    assert world.books.given(CHAIR_SKU) is None
    assert world.books.given(twin) is None
    assert world.count(Claims())["ambiguous"] == 2


def test_pieces_that_a_client_knows_of_and_the_wawi_does_not_come_off(world):
    order(world, [(CHAIR_SKU, 3)])
    assert world.books.given(CHAIR_SKU) == 15


def test_orders_that_nobody_was_served_do_not_count(world):
    order(world, [(CHAIR_SKU, 3)], served=False)
    assert world.books.given(CHAIR_SKU) == 18


def test_pending_orders_count_and_cancelled_or_shipped_ones_do_not(world):
    waiting = order(world, [(CHAIR_SKU, 3)], seed="1", status=Status.PENDING)
    ready = order(world, [(CHAIR_SKU, 4)], seed="2")
    assert world.books.given(CHAIR_SKU) == 11
    world.platform.desk.cancel(waiting, world.clock.seconds())
    assert world.books.given(CHAIR_SKU) == 14
    world.platform.desk.ship([ready], world.clock.seconds())
    assert world.books.given(CHAIR_SKU) == 18


def test_orders_that_the_wawi_has_are_its_own_business(world):
    known = order(world, [(CHAIR_SKU, 3)])
    wawi_has(world, **{known.number: HERE})
    assert world.books.given(CHAIR_SKU) == 18


def test_a_reduced_quantity_counts_as_what_is_left_and_less_than_nothing_as_nothing(world):
    reduced = order(world, [(CHAIR_SKU, 5), (LAMP_SET, 1)], seed="1")
    order(world, [(CHAIR_SKU, -2)], seed="2")
    line = reduced.lines[0]
    world.platform.desk.cancel_pieces(reduced, line, 2, world.clock.seconds())
    assert world.books.given(CHAIR_SKU) == 15


def test_a_bundles_factor_counts_once_a_line_with_it_was_served(world):
    assert world.books.given(LAMP_SET) == 9
    sold = order(world, [(LAMP_SET, 1)], served=False)
    assert world.books.given(LAMP_SET) == 9
    world.books.served([sold])
    assert world.books.given(LAMP_SET) == (9 - 2) // 2


def test_the_operators_rules_are_buffer_then_cap_then_minimum(world):
    def given(**rules):
        return world.books.given(CHAIR_SKU, PublishRules(**rules))

    assert given(buffer=3) == 15
    assert given(cap=10) == 10
    assert given(buffer=10, cap=10) == 8
    assert given(buffer=16, minimum=3) == 0
    assert given(buffer=15, minimum=3) == 3
    assert given(buffer=100) == 0
    assert given(paused=frozenset({CHAIR_SKU.sku})) is None


def publish(world, quantity):
    world.platform.shelf.publish({CHAIR_SKU.sku_id: quantity})


def sell(world, quantity):
    world.platform.shelf.sell(CHAIR_SKU, quantity)


def test_what_was_sold_while_more_was_published_than_the_rules_gave_is_oversold(world):
    publish(world, 19)
    sell(world, 2)
    assert world.books.oversold == 2
    publish(world, 18)
    sell(world, 4)
    assert world.books.oversold == 2


def test_what_was_never_published_by_a_client_is_nobodys_fault(world):
    sell(world, 3)
    assert world.books.oversold == 0


def test_an_order_that_comes_between_reading_and_publishing_is_no_overselling(world):
    late = order(world, [(CHAIR_SKU, 3)], served=False)
    publish(world, 18)
    sell(world, 1)
    assert world.books.oversold == 0
    world.books.served([late])
    publish(world, 18)
    sell(world, 1)
    assert world.books.oversold == 1


def test_differences_are_active_judged_listings_only(world):
    figures = world.count(Claims())
    assert (figures["skus"], figures["mapped"], figures["unmapped"]) == (4, 3, 1)
    assert figures["differences"] == 3
    publish(world, 18)
    figures = world.count(Claims())
    assert (figures["differences"], figures["equal_at_temu"]) == (2, 1)
    offer = world.platform.shelf.offer(LAMP_SET.sku_id)
    world.platform.shelf.set_status(offer, 3, 0)
    assert world.count(Claims())["differences"] == 1


def test_an_order_is_lost_when_nobody_can_say_where_it_is(world):
    plan = [order(world, [(CHAIR_SKU, 1)], seed=str(i)) for i in range(4)]
    cancelled, rejected, imported, lost = plan
    world.platform.desk.cancel(cancelled, world.clock.seconds())
    wawi_has(world, **{imported.number: HERE})
    figures = world.count(Claims(rejected=frozenset({rejected.number, "PO-unknown"})))
    assert figures["at_temu"] == 4
    assert figures["lost"] == 1
    assert figures["examples"]["lost"] == [lost.number]
    assert figures["rejected"] == 1
    assert figures["cancelled_before_export"] == 1


def test_external_is_believed_only_of_what_was_first_seen_shipped_or_is_older(world):
    here = order(world, [(CHAIR_SKU, 1)], seed="1")
    gone = order(world, [(CHAIR_SKU, 1)], seed="2", served=False)
    gone.status = Status.SHIPPED
    world.books.served([gone])
    claims = Claims(external=frozenset({here.number, gone.number}))
    assert world.count(claims)["external"] == 1
    assert world.count(claims)["lost"] == 1
    older = replace(claims, orders_from=world.clock.seconds() + 1)
    assert world.count(older)["external"] == 2


def shipped(*tracking):
    return WawiBook(orders=1, cancelled=False, started=True, shipped=True, tracking=tracking)


def report(world, made, tracking):
    made.packages.append(Package("PK-1", 1, "DHL", tracking, "WH", {"a": 1}))
    world.platform.desk.ship([made], world.clock.seconds())


def test_two_orders_of_one_number_and_numbers_at_the_wrong_order_are_duplicates(world):
    one, two = (order(world, [(CHAIR_SKU, 1)], seed=str(i)) for i in range(2))
    wawi_has(world, **{one.number: replace(shipped("T1"), orders=2), two.number: shipped("T2")})
    assert world.count(Claims())["duplicates"] == 1
    report(world, one, "T2")
    figures = world.count(Claims())
    assert figures["duplicates"] == 2
    assert figures["examples"]["wrong_tracking"] == ["T2"]
    report(world, two, "T9")
    assert world.count(Claims())["examples"]["unknown_tracking"] == ["T9"]


def test_the_books_are_reconciled_when_everything_is_where_it_belongs(world):
    made = order(world, [(CHAIR_SKU, 1)])
    wawi_has(world, **{made.number: shipped("T1")})
    world.platform.shelf.publish({1: 18, 2: 4, 3: 0})
    assert world.count(Claims())["reconciled"] is False
    assert world.count(Claims())["examples"]["not_reported"] == [made.number]
    report(world, made, "T1")
    figures = world.count(Claims())
    assert (figures["reported"], figures["shipped"], figures["in_jtl"]) == (1, 1, 1)
    world.platform.shelf.publish({2: 9})
    assert world.count(Claims())["differences"] == 0
    assert world.count(Claims())["reconciled"] is True
