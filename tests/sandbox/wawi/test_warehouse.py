"""The warehouse: everything leaves in the end, and every awkward case happens by seed."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from temu_desktop.clock import SettableClock
from temu_desktop.sandbox.catalogue import build_catalogue
from temu_desktop.sandbox.wawi import TooLate, Wawi, tables
from temu_desktop.sandbox.wawi import order_tables as orders
from temu_desktop.sandbox.wawi.state import OrderCard
from tests.wawi_fixtures import (
    ARMCHAIR,
    LAMP,
    MORNING,
    SCREW,
    SET,
    SHOP,
    Line,
    OrderText,
    ask,
    drift,
    put_into_inbox,
    work_until_idle,
)

ORDERS = 300
NUMBER = "PO-076-21900000000000001"


@pytest.fixture(scope="module")
def busy_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Wawi, Counter[str]]]:
    """Three hundred orders on their way through an awkward warehouse, watched at each step."""
    clock = SettableClock(MORNING)
    catalogue = build_catalogue(seed=5, skus=200, awkward=True)
    folder = tmp_path_factory.mktemp("wawi")
    wawi = Wawi.create(
        f"sqlite:///{folder / 'busy.db'}", catalogue, seed=5, clock=clock, awkward=True
    )
    numbers = [article.number for article in catalogue.articles]
    for index in range(ORDERS):
        lines = [
            Line(numbers[(index * 7 + line * 31) % len(numbers)], f"{1 + (index + line) % 3}.00")
            for line in range(1 + index % 3)
        ]
        put_into_inbox(wawi, OrderText(f"PO-{index}", lines, name=f"Kunde {index // 4}").xml())
    wawi.import_inbox(clock.now())
    seen: Counter[str] = Counter()
    labels: dict[int, str] = {}
    while (due := wawi.next_due) is not None:
        clock.advance(max(0.0, (due - clock.now()).total_seconds()))
        wawi.work(clock.now())
        for card in all_cards(wawi):
            for parcel in card.parcels:
                before = labels.get(parcel.id)
                seen["package before its number"] += before is None and not parcel.tracking
                seen["label cancelled"] += bool(before) and not parcel.tracking
                labels[parcel.id] = parcel.tracking
    yield wawi, seen
    wawi.close()


def all_cards(wawi: Wawi) -> list[OrderCard]:
    """Every order of the Wawi."""
    return [card for number in wawi.orders() for card in wawi.cards(number)]


def test_everything_leaves_with_tracking_numbers(busy_day: tuple[Wawi, Counter[str]]) -> None:
    books = busy_day[0].orders()
    assert len(books) == ORDERS
    assert all(book.shipped and book.orders == 1 and book.tracking for book in books.values())


def test_every_awkward_case_happens(busy_day: tuple[Wawi, Counter[str]]) -> None:
    wawi, seen = busy_day
    cards = all_cards(wawi)
    assert seen["package before its number"] > 100
    assert seen["label cancelled"] > 5
    assert sum(len(card.notes) > 1 for card in cards) > 10, "partial deliveries"
    assert sum(any(len(note.parcels) > 1 for note in card.notes) for card in cards) > 10
    assert sum(card.split_off for card in cards) > 3
    methods = {parcel.method.name for card in cards for parcel in card.parcels}
    assert methods == {"DHL", "DPD", "GLS", "HERMES", "UPS"}
    more_parcels_than_pieces = [
        note
        for card in cards
        for note in card.notes
        if len(note.parcels) > sum(note.pieces.values())
    ]
    assert more_parcels_than_pieces


def test_only_orders_to_one_address_share_a_tracking_number(
    busy_day: tuple[Wawi, Counter[str]],
) -> None:
    owners: dict[str, list[OrderCard]] = {}
    for card in all_cards(busy_day[0]):
        for parcel in card.parcels:
            owners.setdefault(parcel.tracking, []).append(card)
    shared = [cards for cards in owners.values() if len(cards) > 1]
    assert shared
    for cards in shared:
        assert len(cards) == 2
        assert cards[0].address == cards[1].address
        assert cards[0].external != cards[1].external
        assert all(card.is_delivered and len(card.parcels) == 1 for card in cards)


def test_exactly_what_was_ordered_is_delivered(busy_day: tuple[Wawi, Counter[str]]) -> None:
    wawi = busy_day[0]
    position, totals = orders.position.c, orders.position_totals.c
    delivered = sa.func.coalesce(
        sa.select(sa.func.sum(orders.note_position.c.fAnzahl))
        .where(orders.note_position.c.kBestellPos == position.kAuftragPosition)
        .scalar_subquery(),
        0,
    )
    query = (
        sa.select(position.fAnzahl, delivered, totals.fAnzahlOffen, totals.fAnzahlGeliefert)
        .join_from(
            orders.position,
            orders.position_totals,
            totals.kAuftragPosition == position.kAuftragPosition,
        )
        .where(position.nType == 1)
    )
    rows = ask(wawi, query)
    assert len(rows) > ORDERS
    for ordered, handed_out, still_open, booked in rows:
        assert (Decimal(str(handed_out)), still_open, booked) == (ordered, 0, ordered)


def test_the_stored_stock_is_what_jtls_own_check_would_give(
    busy_day: tuple[Wawi, Counter[str]],
) -> None:
    wawi = busy_day[0]
    assert drift(wawi) == {}
    stock, lying = tables.stock.c, tables.stock_per_warehouse.c
    own = (
        sa.select(sa.func.sum(lying.fBestand))
        .where(lying.kArtikel == stock.kArtikel)
        .scalar_subquery()
    )
    for stored, counted in ask(wawi, sa.select(stock.fLagerbestandEigen, own)):
        assert stored == Decimal(str(counted or 0))
    assert ask(wawi, sa.select(sa.func.min(lying.fBestand)))[0][0] >= 0  # type: ignore[operator]
    assert ask(wawi, sa.select(stock.kArtikel).where(stock.fInAuftraegen != 0)) == []


def test_the_views_show_what_the_tables_hold(busy_day: tuple[Wawi, Counter[str]]) -> None:
    wawi = busy_day[0]
    with wawi.database.read() as connection:
        packages = connection.exec_driver_sql('SELECT COUNT(*) FROM "lvLieferscheinpaket"').one()
        notes = connection.exec_driver_sql(
            'SELECT COUNT(*), SUM("nAnzahlPakete"), SUM("nAnzahlVersendetePakete"),'
            ' COUNT("dVersendet") FROM "lvLieferschein"'
        ).one()
    parcels = [parcel for card in all_cards(wawi) for parcel in card.parcels]
    count = sum(len(card.notes) for card in all_cards(wawi))
    assert tuple(packages) == (len(parcels),)
    assert tuple(notes) == (count, len(parcels), len(parcels), count)


def test_the_same_seed_packs_the_same_way(tmp_path: Path) -> None:
    def day(name: str, seed: int) -> list[tuple[str, ...]]:
        clock = SettableClock(MORNING)
        catalogue = build_catalogue(seed=3, skus=40, awkward=True)
        url = f"sqlite:///{tmp_path / name}"
        wawi = Wawi.create(url, catalogue, seed=seed, clock=clock, awkward=True)
        number = catalogue.articles[0].number
        put_into_inbox(
            wawi, *(OrderText(f"PO-{i}", (Line(number, "2.00"),)).xml() for i in range(40))
        )
        wawi.import_inbox(clock.now())
        work_until_idle(wawi, clock)
        books = [book.tracking for book in wawi.orders().values()]
        wawi.close()
        return books

    assert day("one.db", 1) == day("two.db", 1)
    assert day("three.db", 2) != day("four.db", 1)


def place(wawi: Wawi, clock: SettableClock, *lines: Line, number: str = NUMBER) -> None:
    """One order in JTL."""
    put_into_inbox(wawi, OrderText(number, lines or (Line(ARMCHAIR.number),)).xml())
    assert wawi.import_inbox(clock.now()).imported == 1


def test_staff_cancel_what_was_cancelled_at_temu_and_free_the_goods(
    wawi: Wawi, clock: SettableClock
) -> None:
    place(wawi, clock, Line(SET.number, "2.00"))
    clock.advance(3 * 3600)
    due = wawi.next_due
    assert due is not None
    wawi.work(due)
    assert wawi.orders()[NUMBER].started, "it is packed, but has not left"
    wawi.work(due, cancelled_at_temu=frozenset({NUMBER, "PO-UNKNOWN"}))
    assert wawi.orders()[NUMBER].cancelled
    assert ask(wawi, sa.select(orders.order.c.nStorno)) == [(True,)]
    assert len(ask(wawi, sa.select(orders.cancellation.c.dStorniert))) == 1
    assert ask(wawi, sa.select(orders.package.c.kVersand)) == []
    assert (wawi.available()[ARMCHAIR.number], wawi.available()[SCREW.number]) == (10, 100)
    assert drift(wawi) == {}
    work_until_idle(wawi, clock)
    assert not wawi.orders()[NUMBER].shipped


def test_an_order_cancelled_before_the_worker_took_it_is_cancelled_later(
    wawi: Wawi, clock: SettableClock
) -> None:
    wawi.work(clock.now(), cancelled_at_temu=frozenset({NUMBER}))
    place(wawi, clock)
    wawi.work(clock.now(), cancelled_at_temu=frozenset({NUMBER}))
    assert wawi.orders()[NUMBER].cancelled


def test_what_has_left_is_not_cancelled_any_more(wawi: Wawi, clock: SettableClock) -> None:
    place(wawi, clock)
    work_until_idle(wawi, clock)
    wawi.work(clock.now(), cancelled_at_temu=frozenset({NUMBER}))
    assert wawi.orders()[NUMBER].shipped
    with pytest.raises(TooLate):
        wawi.cancel(NUMBER)


def test_nobody_ships_what_a_person_closed(wawi: Wawi, clock: SettableClock) -> None:
    place(wawi, clock, Line(LAMP.number, "3.00"))
    wawi.complete_without_shipping(NUMBER)
    work_until_idle(wawi, clock)
    assert not wawi.orders()[NUMBER].shipped
    assert ask(wawi, sa.select(orders.order.c.nKomplettAusgeliefert)) == [(2,)]
    assert wawi.available()[LAMP.number] == LAMP.stock
    assert drift(wawi) == {}


def test_a_deleted_order_leaves_nothing_behind(wawi: Wawi, clock: SettableClock) -> None:
    place(wawi, clock, Line(SET.number))
    wawi.delete_order(NUMBER)
    assert wawi.orders() == {}
    for table in (orders.order, orders.position, orders.position_totals, orders.order_address):
        assert ask(wawi, sa.select(sa.func.count()).select_from(table)) == [(0,)]
    work_until_idle(wawi, clock)
    assert wawi.available()[ARMCHAIR.number] == 10
    assert drift(wawi) == {}


def test_a_split_order_stays_one_order_in_the_books(wawi: Wawi, clock: SettableClock) -> None:
    place(wawi, clock, Line(ARMCHAIR.number, "2.00"), Line(SET.number, "2.00"))
    wawi.split_order(NUMBER)
    position = orders.position.c
    sums = sa.select(position.cArtNr, sa.func.sum(position.fAnzahl)).group_by(position.cArtNr)
    counted = {name: int(str(total)) for name, total in ask(wawi, sums)}
    assert counted == {ARMCHAIR.number: 4, SET.number: 2, SCREW.number: 16}
    assert wawi.orders()[NUMBER].orders == 1
    assert len(wawi.cards(NUMBER)) == 2
    work_until_idle(wawi, clock)
    assert wawi.orders()[NUMBER].shipped
    assert drift(wawi) == {}
    assert wawi.available()[ARMCHAIR.number] == 6


def test_an_order_of_one_piece_cannot_be_split(wawi: Wawi, clock: SettableClock) -> None:
    place(wawi, clock)
    with pytest.raises(ValueError, match="two pieces"):
        wawi.split_order(NUMBER)


def test_a_changed_and_a_cleared_number_show_in_the_books(wawi: Wawi, clock: SettableClock) -> None:
    place(wawi, clock)
    work_until_idle(wawi, clock)
    old, new = wawi.change_tracking(NUMBER)
    assert wawi.orders()[NUMBER].tracking == (new,)
    assert old != new
    assert wawi.clear_tracking(NUMBER) == new
    assert wawi.orders()[NUMBER].tracking == ()
    assert not wawi.orders()[NUMBER].shipped


def test_sales_elsewhere_and_goods_receipts_move_the_stock(wawi: Wawi) -> None:
    wawi.sell_elsewhere(ARMCHAIR.number, 4)
    assert wawi.available()[ARMCHAIR.number] == 6
    wawi.receive_goods(ARMCHAIR.number.lower(), 10)
    assert wawi.available()[ARMCHAIR.number] == 16
    assert wawi.available()[SET.number] == 12, "the screws allow no more"
    assert drift(wawi) == {}
    with pytest.raises(KeyError):
        wawi.sell_elsewhere("GIBT-ES-NICHT", 1)


def test_goods_that_are_missing_at_packing_were_just_received(
    wawi: Wawi, clock: SettableClock
) -> None:
    place(wawi, clock, Line(LAMP.number, "12.00"))
    assert wawi.available()[LAMP.number] == -5
    work_until_idle(wawi, clock)
    assert wawi.orders()[NUMBER].shipped
    assert wawi.available()[LAMP.number] == 0
    assert drift(wawi) == {}


def test_books_tell_buffers_and_availability(wawi: Wawi) -> None:
    assert wawi.buffers()[LAMP.number] == 2
    assert wawi.available()[LAMP.number] == 7
    assert wawi.idle(MORNING)


ACTS = st.sampled_from(
    ("order", "order", "work", "cancel", "close", "delete", "split", "sell", "receive", "person")
)


@settings(max_examples=20, deadline=None)
@given(acts=st.lists(ACTS, max_size=25), seed=st.integers(0, 1000))
def test_whatever_people_do_the_stored_stock_is_right(acts: list[str], seed: int) -> None:
    rng, clock = random.Random(seed), SettableClock(MORNING)
    with tempfile.TemporaryDirectory() as folder:
        wawi = Wawi.create(f"sqlite:///{folder}/w.db", SHOP, seed=seed, clock=clock, awkward=True)
        for number, act in enumerate(acts):
            do(wawi, clock, act, rng, number)
            assert drift(wawi) == {}
        work_until_idle(wawi, clock)
        assert drift(wawi) == {}
        stock = tables.stock.c
        assert ask(wawi, sa.select(stock.kArtikel).where(stock.fInAuftraegen != 0)) == []
        wawi.close()


def do(wawi: Wawi, clock: SettableClock, act: str, rng: random.Random, number: int) -> None:
    """One act of somebody, on an order or an article of chance."""
    article = rng.choice((ARMCHAIR, LAMP, SCREW, SET)).number
    waiting = [card for card in all_cards(wawi) if card.is_open and not card.notes]
    match act:
        case "order":
            lines = [Line(article, f"{rng.randint(1, 3)}.00"), Line(SET.number)]
            place(wawi, clock, *lines, number=f"PO-{number}")
        case "work":
            clock.advance(rng.uniform(0, 7200))
            wawi.work(clock.now())
        case "sell":
            wawi.sell_elsewhere(article, rng.randint(1, 3))
        case "receive":
            wawi.receive_goods(article, rng.randint(1, 9))
        case _ if waiting:
            external = rng.choice(waiting).external
            if wawi.cards(external)[0].notes:
                return
            {
                "cancel": wawi.cancel,
                "close": wawi.complete_without_shipping,
                "delete": wawi.delete_order,
                "split": _split_if_possible(wawi),
                "person": wawi.hand_over_in_person,
            }[act](external)


def _split_if_possible(wawi: Wawi) -> Callable[[str], object]:
    def split(external: str) -> object:
        first = next(card for card in wawi.cards(external) if card.is_open)
        if sum(position.open for position in first.positions) < 2:
            return None
        try:
            return wawi.split_order(external)
        except ValueError as refused:
            # Open and without a delivery note, and on somebody's packing list all the same.
            assert "already being packed" in str(refused)
            return None

    return split
