"""Addresses and amounts are complete, or refused with a reason."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path

import pytest

from temu_desktop.errors import RecordRejected
from temu_desktop.temu.payloads import (
    AddressMissing,
    parse_address,
    parse_amounts,
)

Json = dict[str, object]
SAMPLES = Path(__file__).parent / "samples"

ADDRESS: Json = json.loads((SAMPLES / "address.json").read_text("utf-8"))


def test_an_address_is_read() -> None:
    address = parse_address(ADDRESS)
    assert (address.first_name, address.last_name) == ("Jürgen", "Müller")
    assert address.lines == ("Lange Gasse 7", "Hinterhaus")
    assert address.country == "Germany"
    assert address.post_code == "37073"
    assert address.restriction is None


def test_a_post_code_may_come_as_a_number() -> None:
    assert parse_address({**ADDRESS, "postCode": 37073}).post_code == "37073"


def test_the_joined_line_serves_where_the_single_ones_are_missing() -> None:
    bare = {**ADDRESS, "addressLine1": None, "addressLine2": None}
    assert parse_address(bare).lines == ("Lange Gasse 7, Hinterhaus",)


@pytest.mark.parametrize(("reason", "expected"), [(2, 2), (None, 0)])
def test_a_restriction_carries_its_reason(reason: int | None, expected: int) -> None:
    restricted = {**ADDRESS, "warning": {"isRestriction": True, "reason": reason}}
    assert parse_address(restricted).restriction == expected


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        {**ADDRESS, "receiptName": "", "addressExtra": None},
        {**ADDRESS, "addressLine1": "", "addressLine2": "", "addressLineAll": None},
        {**ADDRESS, "regionName1": None},
    ],
)
def test_an_address_without_its_main_parts_is_missing(answer: Json | None) -> None:
    with pytest.raises(AddressMissing) as caught:
        parse_address(answer)
    assert caught.value.reason == "address_missing"


def test_a_masked_address_is_not_taken_for_one() -> None:
    with pytest.raises(AddressMissing) as caught:
        parse_address({**ADDRESS, "addressLine1": "La***"})
    assert caught.value.reason == "address_masked"


AMOUNTS: Json = json.loads((SAMPLES / "amounts.json").read_text("utf-8"))


def with_line(**fields: object) -> Json:
    amounts = copy.deepcopy(AMOUNTS)
    amounts["orderList"][0].update(fields)  # type: ignore[index]
    return amounts


def test_cents_and_millionths_become_decimals() -> None:
    amounts = parse_amounts(AMOUNTS)
    line = amounts.lines["076-00000000000000002"]  # type: ignore[index]
    assert (amounts.shipping_net, amounts.shipping_gross) == (Decimal("3.99"), Decimal("4.75"))
    assert amounts.shipping_rate == 19
    assert amounts.customer_paid == Decimal("28.55")
    assert amounts.currency == "EUR"
    assert (line.unit_net, line.unit_gross, line.rate) == (
        Decimal(10),
        Decimal("11.9"),
        Decimal(19),
    )
    assert line.retail_total_gross == Decimal("23.8")
    assert (line.discount_seller, line.discount_temu) == (Decimal("0.5"), Decimal(0))
    assert amounts.warnings == ("estimated",)


def test_a_rate_of_five_and_a_half_per_cent_is_exact() -> None:
    amounts = parse_amounts(with_line(productTaxRate=5500000))
    assert next(iter(amounts.lines.values())).rate == Decimal("5.5")


def test_lines_are_found_by_number_whatever_their_order() -> None:
    amounts = copy.deepcopy(AMOUNTS)
    second = {**amounts["orderList"][0], "orderSn": "076-3", "quantity": 7}  # type: ignore[index]
    amounts["orderList"] = [second, *amounts["orderList"]]  # type: ignore[misc]
    lines = parse_amounts(amounts).lines
    assert {str(number): line.quantity for number, line in lines.items()} == {
        "076-3": 7,
        "076-00000000000000002": 2,
    }


def test_yen_have_no_cents() -> None:
    in_yen = json.loads(json.dumps(AMOUNTS).replace("EUR", "JPY"))
    amounts = parse_amounts(in_yen)
    assert amounts.shipping_net == 399


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"unitRetailPriceVatIncl": None}, "amounts_incomplete"),
        ({"unitRetailPriceVatExcl": None}, "amounts_incomplete"),
        ({"productTaxRate": None}, "amounts_incomplete"),
        ({"unitRetailPriceVatIncl": {"amount": 1, "currency": "PLN"}}, "several_currencies"),
        ({"unitRetailPriceVatIncl": {"amount": "11.90"}}, "bad_field"),
        ({"unitRetailPriceVatIncl": 1190}, "bad_field"),
        ({"quantity": None}, "bad_field"),
        ({"orderSn": None}, "bad_field"),
    ],
)
def test_amounts_that_are_not_complete_are_refused(fields: Json, reason: str) -> None:
    with pytest.raises(RecordRejected) as caught:
        parse_amounts(with_line(**fields))
    assert caught.value.reason == reason


def test_of_several_shipping_rates_the_one_that_fits_the_sums_counts() -> None:
    amounts = with_line(shipTaxRate=7000000)
    other = {**amounts["orderList"][0], "orderSn": "076-3", "shipTaxRate": 19000000}  # type: ignore[index]
    amounts["orderList"] = [*amounts["orderList"], other]  # type: ignore[misc]
    assert parse_amounts(amounts).shipping_rate == 19
