"""What a person sets in place of what TEMU says, and what that makes of a record. Pure.

A repair of country, article or quantity holds while TEMU still says what it said then: when TEMU
says something new, TEMU counts again. A repaired price holds until it is repaired again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from temu_desktop.errors import RecordRejected, RepairInvalid
from temu_desktop.fitting import width
from temu_desktop.ids import article_key
from temu_desktop.orders.assess import MAX_QUANTITY, Answers
from temu_desktop.orders.countries import country_of
from temu_desktop.orders.model import HoldReason
from temu_desktop.orders.pricing import UnitPrice, agree
from temu_desktop.temu.payloads import TemuLine, TemuOrder, TemuProduct

LONGEST_SKU = 100
HIGHEST_PRICE = Decimal(99_999_999)


class RepairField(StrEnum):
    """What can be repaired. ``given_up`` lets the whole record go, ``released`` ends a hold, and
    ``cancellation`` answers a buyer's wish."""

    COUNTRY = "country"
    SKU = "sku"
    PRICE = "price"
    QUANTITY = "quantity"
    GIVEN_UP = "given_up"
    RELEASED = "released"
    CANCELLATION = "cancellation"


@dataclass(frozen=True, slots=True)
class Repair:
    """One field of an order (``line`` empty) or of one of its lines; ``value`` as it is stored."""

    field: RepairField
    line: str
    value: Mapping[str, Any]
    old: Mapping[str, Any] | None = None


def set_country(country: str) -> Repair:
    """Where the order goes, by any name or ISO code; raises RepairInvalid."""
    try:
        found = country_of(country)
    except RecordRejected:
        raise _invalid(RepairField.COUNTRY, "unknown_country") from None
    return Repair(RepairField.COUNTRY, "", {"iso": found.iso})


def set_sku(line: str, sku: str, factor: int = 1) -> Repair:
    """The article of a line and its pieces per sold unit; raises RepairInvalid."""
    clean = sku.strip()
    if not clean or not clean.isprintable():
        raise _invalid(RepairField.SKU, "empty_or_not_printable")
    if width(clean) > LONGEST_SKU:
        raise _invalid(RepairField.SKU, "too_long")
    if not 1 <= factor <= MAX_QUANTITY:
        raise _invalid(RepairField.SKU, "factor_out_of_range")
    return Repair(RepairField.SKU, line, {"sku": clean, "factor": factor})


def set_quantity(line: str, quantity: int) -> Repair:
    """Units that are left to ship; raises RepairInvalid."""
    if not 0 <= quantity <= MAX_QUANTITY:
        raise _invalid(RepairField.QUANTITY, "out_of_range")
    return Repair(RepairField.QUANTITY, line, {"quantity": quantity})


def set_price(line: str, net: Decimal, gross: Decimal, rate: Decimal) -> Repair:
    """The price of one sold unit, ``rate`` in percent; raises RepairInvalid."""
    if not all(figure.is_finite() for figure in (net, gross, rate)):
        raise _invalid(RepairField.PRICE, "not_a_number")
    if not 0 <= rate < 100:
        raise _invalid(RepairField.PRICE, "rate_out_of_range")
    if not (0 < net <= HIGHEST_PRICE and 0 < gross <= HIGHEST_PRICE):
        raise _invalid(RepairField.PRICE, "price_out_of_range")
    if not agree(net, gross, rate):
        raise _invalid(RepairField.PRICE, "net_and_gross_differ")
    value = {"net": str(net), "gross": str(gross), "rate": str(rate)}
    return Repair(RepairField.PRICE, line, value)


def give_up(reason: str) -> Repair:
    """The record is none of ours any more; raises RepairInvalid without a reason."""
    clean = " ".join(reason.split())
    if not clean or width(clean) > 500 or not clean.isprintable():
        raise _invalid(RepairField.GIVEN_UP, "reason_missing_or_too_long")
    return Repair(RepairField.GIVEN_UP, "", {"reason": clean})


def decision(field: RepairField, value: Mapping[str, Any]) -> Repair:
    """What a person decided about the whole order."""
    return Repair(field, "", value)


def decimal_of(text: str) -> Decimal:
    """A figure as a person types it, with comma or point; raises RepairInvalid."""
    try:
        figure = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise _invalid(RepairField.PRICE, "not_a_number") from None
    if not figure.is_finite():
        raise _invalid(RepairField.PRICE, "not_a_number")
    return figure


def _invalid(field: RepairField, problem: str) -> RepairInvalid:
    return RepairInvalid("a repair makes no sense", field=field.value, problem=problem)


def repaired(
    temu: TemuOrder, answers: Answers, repairs: Sequence[Repair]
) -> tuple[TemuOrder, Answers]:
    """The record with its repairs, to be assessed instead of what TEMU says."""
    if not repairs:
        return temu, answers
    by_line: dict[str, list[Repair]] = {}
    for repair in repairs:
        by_line.setdefault(repair.line, []).append(repair)
    lines = tuple(_line(line, by_line.get(line.number, ())) for line in temu.lines)
    prices = {
        repair.line: _price(repair) for repair in repairs if repair.field is RepairField.PRICE
    }
    answers = replace(answers, repaired_prices=prices, released=_released(answers, repairs))
    return replace(temu, lines=lines), _with_country(answers, by_line.get("", ()))


def denied(repair: Repair) -> bool:
    """A person decided to ship although the buyer wants to cancel."""
    return repair.field is RepairField.CANCELLATION and repair.value["answer"] == "deny"


def agreed(repair: Repair) -> bool:
    """A person granted the buyer's wish to cancel."""
    return repair.field is RepairField.CANCELLATION and repair.value["answer"] == "agree"


def is_void(repair: Repair, answers: Answers, now_held: Collection[HoldReason]) -> bool:
    """What the decision was about is over: another wish to cancel, another hold."""
    if repair.field is RepairField.RELEASED:
        return repair.value["hold"] not in now_held
    return denied(repair) and not _same_wish(repair, answers)


def bound(repair: Repair, answers: Answers) -> Repair | None:
    """The refusal with the wish that it is about, once that is known; None: nothing new."""
    if denied(repair) and not repair.value["cases"] and answers.cancellation_cases:
        cases = sorted(answers.cancellation_cases)
        return replace(repair, value={**repair.value, "cases": cases})
    return None


def _same_wish(repair: Repair, answers: Answers) -> bool:
    decided = frozenset(repair.value["cases"])
    return not decided or answers.cancellation_cases <= decided


def _released(answers: Answers, repairs: Sequence[Repair]) -> frozenset[HoldReason]:
    ended = {
        HoldReason(repair.value["hold"])
        for repair in repairs
        if repair.field is RepairField.RELEASED
    }
    if any(denied(repair) and _same_wish(repair, answers) for repair in repairs):
        ended.add(HoldReason.BUYER_CANCELLATION)
    return frozenset(ended)


def articles_set(repairs: Sequence[Repair]) -> Mapping[str, tuple[str, int]]:
    """Lines whose article a person set: line number → article and factor."""
    return {
        repair.line: (str(repair.value["sku"]), int(repair.value["factor"]))
        for repair in repairs
        if repair.field is RepairField.SKU
    }


def _line(line: TemuLine, repairs: Iterable[Repair]) -> TemuLine:
    for repair in repairs:
        if repair.field is RepairField.SKU and _said(repair, "skus", skus_of(line)):
            product = TemuProduct(None, None, int(repair.value["factor"]), repair.value["sku"])
            line = replace(line, products=(product,))
        if repair.field is RepairField.QUANTITY and _said(repair, "quantity", line.quantity):
            line = replace(line, quantity=int(repair.value["quantity"]))
    return line


def skus_of(line: TemuLine) -> list[str]:
    """The articles that TEMU names in a line, in the form that they are compared in."""
    return sorted(article_key(product.ext_code) for product in line.products)


def _said(repair: Repair, name: str, now: object) -> bool:
    """TEMU says still what it said when the repair was made, or nobody knows what that was."""
    return repair.old is None or name not in repair.old or repair.old[name] == now


def _price(repair: Repair) -> UnitPrice:
    value = repair.value
    return UnitPrice(Decimal(value["net"]), Decimal(value["gross"]), Decimal(value["rate"]))


def _with_country(answers: Answers, repairs: Iterable[Repair]) -> Answers:
    for repair in repairs:
        if repair.field is not RepairField.COUNTRY or answers.address is None:
            continue
        if _said(repair, "country", country_said(answers.address.country)):
            address = replace(answers.address, country=repair.value["iso"])
            answers = replace(answers, address=address)
    return answers


def country_said(name: str) -> str:
    """TEMU's country as its ISO code, or as it stands where nobody knows it."""
    try:
        return country_of(name).iso
    except RecordRejected:
        return name
