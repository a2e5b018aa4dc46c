"""What a person may set in place of TEMU's word, and when it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from temu_desktop.errors import RepairInvalid
from temu_desktop.orders.assess import Answers
from temu_desktop.orders.model import HoldReason
from temu_desktop.orders.repairs import (
    Repair,
    RepairField,
    bound,
    decimal_of,
    decision,
    give_up,
    is_void,
    repaired,
    set_country,
    set_price,
    set_quantity,
    set_sku,
)
from temu_desktop.temu.payloads import TemuProduct
from tests.builders import LINE, a_line, an_order

NAN = Decimal("NaN")


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: set_country("Atlantis"), "unknown_country"),
        (lambda: set_country(""), "unknown_country"),
        (lambda: set_sku(LINE, "   "), "empty_or_not_printable"),
        (lambda: set_sku(LINE, "MUG\x00"), "empty_or_not_printable"),
        (lambda: set_sku(LINE, "M" * 101), "too_long"),
        (lambda: set_sku(LINE, "😀" * 51), "too_long"),
        (lambda: set_sku(LINE, "MUG", 0), "factor_out_of_range"),
        (lambda: set_quantity(LINE, -1), "out_of_range"),
        (lambda: set_quantity(LINE, 10**9), "out_of_range"),
        (lambda: set_price(LINE, NAN, Decimal(1), Decimal(19)), "not_a_number"),
        (lambda: set_price(LINE, Decimal(1), Decimal(1), Decimal(100)), "rate_out_of_range"),
        (lambda: set_price(LINE, Decimal(1), Decimal(1), Decimal(-1)), "rate_out_of_range"),
        (lambda: set_price(LINE, Decimal(0), Decimal(0), Decimal(19)), "price_out_of_range"),
        (lambda: set_price(LINE, Decimal(10), Decimal(10), Decimal(19)), "net_and_gross_differ"),
        (lambda: give_up("  \n "), "reason_missing_or_too_long"),
        (lambda: give_up("x" * 501), "reason_missing_or_too_long"),
        (lambda: decimal_of("zehn"), "not_a_number"),
        (lambda: decimal_of("Infinity"), "not_a_number"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_word(
    make: Callable[[], Repair], problem: str
) -> None:
    with pytest.raises(RepairInvalid) as caught:
        make()
    assert caught.value.params["problem"] == problem


def test_figures_are_read_with_comma_or_point() -> None:
    assert decimal_of(" 8,39 ") == decimal_of("8.39") == Decimal("8.39")


def test_an_article_that_a_person_set_takes_the_place_of_all_that_temu_names() -> None:
    several = (TemuProduct(1, 2, 1, "MUG-BLUE"), TemuProduct(3, 4, 2, "PLATE"))
    temu = an_order(lines=(a_line(products=several),))
    changed, _ = repaired(temu, Answers(), [set_sku(LINE, " Tasse ", 3)])
    assert [(p.ext_code, p.sold_factor) for p in changed.lines[0].products] == [("Tasse", 3)]


def test_a_quantity_counts_only_while_temu_says_the_same() -> None:
    repair = replace(set_quantity(LINE, 5), old={"quantity": 2})
    for said, counts in ((2, 5), (1, 1)):
        temu = an_order(lines=(a_line(quantity=said),))
        changed, _ = repaired(temu, Answers(), [repair])
        assert changed.lines[0].quantity == counts


def test_an_article_counts_only_while_temu_names_the_same_in_any_spelling() -> None:
    repair = replace(set_sku(LINE, "PLATE"), old={"skus": ["mug-blue"]})
    for named, counts in (("Mug-Blue ", "PLATE"), ("BOWL", "BOWL")):
        temu = an_order(lines=(a_line(products=(TemuProduct(1, 2, 1, named),)),))
        changed, _ = repaired(temu, Answers(), [repair])
        assert changed.lines[0].products[0].ext_code == counts


def test_lines_without_a_repair_stay_as_temu_says() -> None:
    temu = an_order()
    changed, _ = repaired(temu, Answers(), [set_quantity("076-OTHER", 9)])
    assert changed.lines == temu.lines


def deny(*cases: str) -> Repair:
    return decision(RepairField.CANCELLATION, {"answer": "deny", "cases": list(cases)})


@pytest.mark.parametrize(
    ("repair", "answers", "held", "void"),
    [
        (deny("A"), {"cancellation_cases": frozenset({"A"})}, (), False),
        (deny("A"), {"cancellation_cases": frozenset()}, (), False),
        (deny("A"), {"cancellation_cases": frozenset({"B"})}, (), True),
        (deny("A"), {"cancellation_cases": frozenset({"A", "B"})}, (), True),
        (deny(), {"cancellation_cases": frozenset({"A"})}, (), False),
        (decision(RepairField.RELEASED, {"hold": "risk_control"}), {}, (), True),
        (
            decision(RepairField.RELEASED, {"hold": "risk_control"}),
            {},
            (HoldReason.RISK_CONTROL,),
            False,
        ),
    ],
)
def test_a_decision_is_over_with_what_it_was_about(
    repair: Repair, answers: dict[str, Any], held: tuple[HoldReason, ...], void: bool
) -> None:
    assert is_void(repair, Answers(**answers), held) is void


def test_a_refusal_is_bound_to_the_wish_that_waits_then() -> None:
    answers = Answers(cancellation_cases=frozenset({"B", "A"}))
    exact = bound(deny(), answers)
    assert exact is not None
    assert exact.value["cases"] == ["A", "B"]
    assert bound(exact, answers) is None
    assert bound(deny(), Answers()) is None


def test_a_refused_wish_holds_the_order_no_longer() -> None:
    answers = Answers(cancellation_pending=True, cancellation_cases=frozenset({"A"}))
    _, changed = repaired(an_order(), answers, [deny("A")])
    assert changed.released == {HoldReason.BUYER_CANCELLATION}
    _, changed = repaired(an_order(), answers, [deny("B")])
    assert changed.released == frozenset()
