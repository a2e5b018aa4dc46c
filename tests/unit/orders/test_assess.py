"""What an order of TEMU's is to us: complete, or why not (decisions 1, 4, 5, 7, 8, 11)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from temu_desktop.orders.assess import assess, issue_warnings
from temu_desktop.orders.model import HoldReason, OrderStatus
from temu_desktop.settings import MissingAmounts, OrderPolicy, PriceSource
from temu_desktop.temu.payloads import TemuProduct
from tests.builders import (
    LINE,
    NOON,
    a_line,
    amounts,
    an_address,
    an_order,
    answers,
    line_amounts,
)

POLICY = OrderPolicy()


def reason(order: object, given: object, policy: OrderPolicy = POLICY) -> str | None:
    assessed = assess(order, given, policy, None)  # type: ignore[arg-type]
    return assessed.rejection.reason if assessed.rejection else None


@pytest.mark.parametrize(
    ("temu_status", "ours"),
    [
        (1, OrderStatus.WAITING),
        (2, OrderStatus.IMPORTED),
        (3, OrderStatus.CANCELLED),
        (4, OrderStatus.EXTERNAL),
        (5, OrderStatus.EXTERNAL),
        (41, OrderStatus.EXTERNAL),
        (51, OrderStatus.EXTERNAL),
    ],
)
def test_an_order_that_is_first_seen_gets_its_status(temu_status: int, ours: OrderStatus) -> None:
    assert assess(an_order(status=temu_status), answers(), POLICY, None).status is ours


def test_an_order_from_before_the_cut_over_is_somebody_elses() -> None:
    order = assess(an_order(), answers(), POLICY, NOON + timedelta(days=1))
    assert order.status is OrderStatus.EXTERNAL


@pytest.mark.parametrize(
    ("order", "given", "expected"),
    [
        (an_order(number="PO-" + "7" * 48), answers(), "order_number_too_long"),
        (an_order(lines=()), answers(), "no_lines"),
        (an_order(lines=(a_line(quantity=-1),)), answers(), "quantity_absurd"),
        (an_order(lines=(a_line(quantity=10_001),)), answers(), "quantity_absurd"),
        (an_order(lines=(a_line(quantity=0),)), answers(), "no_quantity"),
        (an_order(lines=(a_line(products=()),)), answers(), "no_sku"),
        (
            an_order(lines=(a_line(products=(TemuProduct(1, 2, 0, "MUG"),)),)),
            answers(),
            "sold_factor_absurd",
        ),
        (
            an_order(
                lines=(a_line(products=(TemuProduct(1, 2, 1, "A"), TemuProduct(1, 3, 1, "B"))),)
            ),
            answers(),
            "several_products",
        ),
        (an_order(), answers(address=None), "address_missing"),
        (an_order(), answers(address=an_address(country="Atlantis")), "unknown_country"),
        (an_order(), answers(address=an_address(lines=())), "address_incomplete"),
        (an_order(), answers(amounts=None), "amounts_missing"),
        (
            an_order(),
            answers(amounts=amounts(line_amounts(order_sn="other"))),
            "amounts_missing_for_line",
        ),
        (
            an_order(),
            answers(amounts=amounts(line_amounts(unit_gross=Decimal("11.92")))),
            "price_mismatch",
        ),
        (
            an_order(),
            answers(amounts=amounts(line_amounts(unit_net=Decimal(0), unit_gross=Decimal(0)))),
            "price_zero",
        ),
        (
            an_order(),
            answers(amounts=amounts(line_amounts(rate=Decimal(190)))),
            "rate_implausible",
        ),
        (
            an_order(),
            answers(amounts=amounts(shipping_gross=Decimal("4.00"))),
            "shipping_mismatch",
        ),
    ],
)
def test_what_cannot_go_to_jtl_is_rejected_with_its_reason(
    order: object, given: object, expected: str
) -> None:
    assert reason(order, given) == expected
    assert assess(order, given, POLICY, None).status is OrderStatus.WAITING  # type: ignore[arg-type]


def test_net_and_gross_may_differ_by_a_cent() -> None:
    assert (
        reason(an_order(), answers(amounts=amounts(line_amounts(unit_gross=Decimal("11.91")))))
        is None
    )


def test_two_spellings_of_one_article_are_one_article() -> None:
    products = (TemuProduct(1, 2, 2, "MUG-BLUE"), TemuProduct(1, 3, 2, "mug-blue "))
    assert reason(an_order(lines=(a_line(products=products),)), answers()) is None


def test_a_bundle_becomes_pieces_at_the_price_of_a_piece() -> None:
    bundle = a_line(products=(TemuProduct(1, 2, 3, "MUG-BLUE"),))
    line = assess(an_order(lines=(bundle,)), answers(), POLICY, None).lines[0]
    assert (line.pieces, line.sold_factor) == (6, 3)
    assert (line.unit_net, line.unit_gross) == (Decimal("3.33333"), Decimal("3.97"))


def test_what_the_customer_paid_may_be_the_price() -> None:
    paid = line_amounts(discount_seller=Decimal("2.00"), discount_temu=Decimal("1.80"))
    policy = OrderPolicy(price_source=PriceSource.CUSTOMER_PAID)
    line = assess(an_order(), answers(amounts=amounts(paid)), policy, None).lines[0]
    assert (line.unit_gross, line.unit_net) == (Decimal("10.00"), Decimal("8.40336"))


def test_an_order_may_go_without_prices_where_the_token_may_not_read_them() -> None:
    policy = OrderPolicy(missing_amounts=MissingAmounts.IMPORT)
    given = answers(amounts=None, amounts_error="temu_scope_missing")
    order = assess(an_order(), given, policy, None)
    assert order.status is OrderStatus.IMPORTED
    assert issue_warnings(order) == ("prices_missing",)
    assert reason(an_order(), answers(amounts=None, amounts_error="temu_away"), policy) == (
        "amounts_missing"
    )


def test_what_is_stored_already_need_not_be_read_again() -> None:
    given = answers(address=None, amounts=None, address_known=True, prices_known=True)
    assert reason(an_order(), given) is None


@pytest.mark.parametrize(
    ("label", "held"),
    [
        ("pending_buyer_cancellation", HoldReason.BUYER_CANCELLATION),
        ("pending_risk_control_alert", HoldReason.RISK_CONTROL),
        ("pending_buyer_address_change", HoldReason.ADDRESS_CHANGE),
        ("soon_to_be_overdue", None),
    ],
)
def test_labels_hold_an_order(label: str, held: HoldReason | None) -> None:
    order = assess(an_order(labels=frozenset({label})), answers(), POLICY, None)
    assert order.hold_reason is held


def test_an_order_on_the_cancel_list_is_held_whatever_its_labels_say() -> None:
    order = assess(an_order(), answers(cancellation_pending=True), POLICY, None)
    assert order.hold_reason is HoldReason.BUYER_CANCELLATION


def test_warnings_that_a_person_must_see_do_not_stop_the_order() -> None:
    warnings = ("RESTRICT_FEDEX_SELF_SHIPPING", "SUGGEST_SIGNATURE_ON_DELIVERY")
    order = assess(an_order(warnings=warnings), answers(), POLICY, None)
    assert order.status is OrderStatus.IMPORTED
    assert issue_warnings(order) == ("RESTRICT_FEDEX_SELF_SHIPPING",)


def test_amounts_match_by_line_number() -> None:
    first, second = a_line(), a_line(number="076-00000000000000003")
    given = amounts(
        line_amounts(
            order_sn="076-00000000000000003", unit_net=Decimal(20), unit_gross=Decimal("23.80")
        ),
        line_amounts(order_sn=LINE),
    )
    lines = assess(an_order(lines=(first, second)), answers(amounts=given), POLICY, None).lines
    assert [line.unit_net for line in lines] == [Decimal("10.00"), Decimal(20)]
