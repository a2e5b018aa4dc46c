"""Single parts of the practice Wawi: plans, tracking numbers, stock arithmetic."""

from __future__ import annotations

import random
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.sandbox.catalogue import Article
from temu_desktop.sandbox.wawi.articles import ArticleIndex
from temu_desktop.sandbox.wawi.carriers import Method, tracking_number
from temu_desktop.sandbox.wawi.ledger import Ledger, StockCard
from temu_desktop.sandbox.wawi.plan import Manner, make_plan

SHAPES = {
    Method.DHL: r"00340434\d{12}",
    Method.DPD: r"\d{14}",
    Method.UPS: r"1Z[0-9A-Z]{16}",
    Method.GLS: r"\d{11}",
    Method.HERMES: r"H\d{19}",
}


@pytest.mark.parametrize("method", SHAPES)
@given(serials=st.sets(st.integers(1, 9_999_999), min_size=2, max_size=20))
def test_tracking_numbers_look_like_the_carriers_and_never_repeat(
    method: Method, serials: set[int]
) -> None:
    numbers = {tracking_number(method, serial) for serial in serials}
    assert len(numbers) == len(serials)
    assert all(re.fullmatch(SHAPES[method], number) for number in numbers)


@given(
    seed=st.integers(),
    pieces=st.lists(st.integers(1, 6), min_size=1, max_size=5),
    awkward=st.booleans(),
)
def test_a_plan_gives_every_delivery_something_to_do(
    seed: int, pieces: list[int], awkward: bool
) -> None:
    plan = make_plan(random.Random(seed), pieces, awkward=awkward, pace=1.0)
    assert awkward or plan.manner is Manner.PLAIN
    for note in plan.notes:
        assert note.parcels
        assert all(0 < parcel.labelled <= parcel.shipped for parcel in note.parcels)
    if len(plan.notes) == 2:
        share = plan.notes[0].share
        assert share is not None
        assert all(0 <= taken <= there for taken, there in zip(share, pieces, strict=True))
        assert 0 < sum(share) < sum(pieces)
        assert plan.notes[0].packed < plan.notes[1].packed
    else:
        assert plan.notes[0].share is None


def test_pace_stretches_every_duration() -> None:
    quick, slow = (make_plan(random.Random(9), [2, 1], awkward=True, pace=p) for p in (0.1, 10.0))
    assert slow.notes[0].packed == pytest.approx(quick.notes[0].packed * 100)


def an_article(number: str, **changes: object) -> Article:
    return Article(number=number, name=number, ean="", stock=0, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parts", "available"),
    [
        # (stock, buffer, managed, oversell, pieces per set)
        ([(10, 0, True, False, 1), (100, 4, True, False, 8)], 10),
        ([(30, 0, True, False, 1), (100, 4, True, False, 8)], 12),
        ([(10, 3, True, False, 2)], 3),
        ([(1, 3, True, False, 1)], -2),
        ([(0, 0, False, False, 1), (5, 0, True, False, 1)], 5),
        ([(0, 0, False, False, 1)], 0),
        ([(2, 0, True, True, 1), (5, 0, True, False, 1)], 5),
        ([(2, 0, True, True, 1), (5, 0, True, True, 1)], 2),
    ],
)
def test_a_set_has_what_its_parts_allow(
    parts: list[tuple[int, int, bool, bool, int]], available: int
) -> None:
    """jtl-wawi.md 2.2: scarcest part less its own buffer; untracked and oversellable parts are
    skipped as long as another one limits; nothing tracked at all is zero."""
    components = [
        an_article(f"TEIL-{place}", buffer=buffer, stock_managed=managed, oversell=oversell)
        for place, (_, buffer, managed, oversell, _) in enumerate(parts)
    ]
    pieces = tuple((f"TEIL-{place}", part[4]) for place, part in enumerate(parts))
    index = ArticleIndex([*components, an_article("SET", components=pieces)])
    cards = {id_: StockCard() for id_ in index.by_id}
    for place, part in enumerate(parts):
        stored = index.find(f"teil-{place}")
        assert stored is not None
        cards[stored.id].lying[3] = Decimal(part[0])
    owner = index.find("SET ")
    assert owner is not None
    assert Ledger(index, cards, 3).available(owner.id) == available


def test_available_counts_suppliers_and_leaves_out_what_is_blocked_or_promised() -> None:
    index = ArticleIndex([an_article("A", buffer=5)])
    (id_,) = index.by_id
    card = StockCard(
        lying={3: Decimal(10), 4: Decimal(2)},
        blocked=Decimal(3),
        reserved=Decimal(4),
        supplier=Decimal(20),
        external=Decimal(1),
    )
    # The buffer is not in it: whoever publishes the figure takes it off.
    assert Ledger(index, {id_: card}, 3).available(id_) == 24
