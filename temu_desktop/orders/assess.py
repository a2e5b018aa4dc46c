"""From what TEMU said to an order of ours: complete, or with the reason why not. Pure.

Nothing here knows what is stored already; ``merging`` decides what an answer changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from temu_desktop.errors import RecordRejected
from temu_desktop.fitting import width
from temu_desktop.ids import article_key
from temu_desktop.orders.countries import country_of
from temu_desktop.orders.model import (
    Address,
    HoldReason,
    Order,
    OrderLine,
    OrderStatus,
    Product,
    Rejection,
    Shipping,
    TemuStatus,
)
from temu_desktop.orders.pricing import UnitPrice, per_piece, shipping_of, unit_price
from temu_desktop.settings import MissingAmounts, OrderPolicy
from temu_desktop.temu.payloads import TemuAddress, TemuAmounts, TemuLine, TemuOrder

MAX_NUMBER = 50
"""JTL's ``cExterneAuftragsnummer`` and our key columns hold 50 characters."""
MAX_QUANTITY = 10_000
"""More of one line than this is taken for a broken record, not for a sale."""

_HOLDS = {
    "pending_buyer_cancellation": HoldReason.BUYER_CANCELLATION,
    "pending_risk_control_alert": HoldReason.RISK_CONTROL,
    "pending_buyer_address_change": HoldReason.ADDRESS_CHANGE,
}
PRICES_MISSING = "prices_missing"
_ISSUE_WARNINGS = ("RESTRICT_", "BLOCK_LOGISTICS_PROVIDERS", "REQUIRES_", PRICES_MISSING)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was read about one order beside the list: the data, or why it is not there.

    ``address_error`` and ``amounts_error`` are error codes of the calls; ``None`` with no data
    means: not asked for. ``cancellation_pending``: the cancel list names it.
    ``repaired_prices``: per sold unit, by line, as a person set them; ``released``: holds that a
    person ended.
    """

    address: TemuAddress | None = None
    amounts: TemuAmounts | None = None
    address_error: str | None = None
    amounts_error: str | None = None
    address_known: bool = False
    prices_known: bool = False
    cancellation_pending: bool = False
    repaired_prices: Mapping[str, UnitPrice] = field(default_factory=dict)
    cancellation_cases: frozenset[str] = frozenset()
    released: frozenset[HoldReason] = frozenset()


def assess(
    temu: TemuOrder, answers: Answers, policy: OrderPolicy, orders_from: datetime | None
) -> Order:
    """The order as it should be stored, were it new (decision 1)."""
    rejection: Rejection | None = None
    address: Address | None = None
    shipping: Shipping | None = None
    prices: Mapping[str, UnitPrice] = {}
    try:
        check_lines(temu)
        if temu.status == TemuStatus.UN_SHIPPING:
            if answers.address is not None or not answers.address_known:
                address = address_of(answers)
            if answers.amounts is not None or _prices_wanted(answers):
                prices, shipping = prices_of(temu, answers, policy)
    except RecordRejected as problem:
        rejection = Rejection(problem.reason, problem.params)
        address = address or _address_or_none(answers)
    complete = rejection is None and temu.status == TemuStatus.UN_SHIPPING
    prices_missing = complete and not answers.prices_known and not _priced(temu, prices)
    warnings = all_warnings(temu, answers)
    return Order(
        number=temu.number,
        temu_status=temu.status,
        status=first_status(temu, rejection, orders_from),
        region_id=temu.region_id,
        ordered_at=temu.ordered_at or temu.updated_at,
        confirmed_at=temu.confirmed_at,
        ship_by_at=temu.ship_by_at,
        deliver_by_at=temu.deliver_by_at,
        updated_at=temu.updated_at,
        labels=tuple(sorted(temu.labels)),
        warnings=(*warnings, PRICES_MISSING) if prices_missing else warnings,
        hold_reason=hold_reason(temu, answers),
        lines=tuple(line_of(line, prices.get(line.number)) for line in temu.lines),
        address=address,
        shipping=shipping,
        currency=answers.amounts.currency if answers.amounts else "EUR",
        rejection=rejection if temu.status in (1, 2) else None,
    )


def first_status(
    temu: TemuOrder, rejection: Rejection | None, orders_from: datetime | None
) -> OrderStatus:
    """The status an order gets when it is first seen (decisions 1 and 8)."""
    if temu.status == TemuStatus.CANCELED:
        return OrderStatus.CANCELLED
    if temu.status > TemuStatus.CANCELED:
        return OrderStatus.EXTERNAL
    placed = temu.ordered_at or temu.updated_at
    if orders_from is not None and placed < orders_from:
        return OrderStatus.EXTERNAL
    if temu.status == TemuStatus.PENDING or rejection is not None:
        return OrderStatus.WAITING
    return OrderStatus.IMPORTED


def check_lines(temu: TemuOrder) -> None:
    """Raises RecordRejected where number, lines or quantities cannot go to JTL."""
    longest = max([temu.number, *(line.number for line in temu.lines)], key=width)
    if width(longest) > MAX_NUMBER:
        raise RecordRejected("order_number_too_long", length=width(longest), allowed=MAX_NUMBER)
    if not temu.lines:
        raise RecordRejected("no_lines")
    for line in temu.lines:
        if not 0 <= line.quantity <= MAX_QUANTITY:
            raise RecordRejected("quantity_absurd", line=line.number, quantity=line.quantity)
        articles = {article_key(product.ext_code) for product in line.products}
        if len(articles) > 1:
            raise RecordRejected("several_products", line=line.number, products=sorted(articles))
        if any(not 1 <= product.sold_factor <= MAX_QUANTITY for product in line.products):
            raise RecordRejected("sold_factor_absurd", line=line.number)
        if line.quantity and not any(article.strip() for article in articles):
            raise RecordRejected("no_sku", line=line.number)
    if not any(line.quantity for line in temu.lines):
        raise RecordRejected("no_quantity")


def address_of(answers: Answers) -> Address:
    """The delivery address; raises RecordRejected where it is missing or its country unknown."""
    if answers.address is None:
        raise RecordRejected("address_missing", error=answers.address_error or "not read")
    return _address(answers.address)


def _address(temu: TemuAddress) -> Address:
    country = country_of(temu.country)
    first, last = temu.first_name, temu.last_name
    if not (first or last):
        first, _, last = temu.name.rpartition(" ")
    lines = [line for line in temu.lines if line]
    if not last or not lines or not temu.city:
        raise RecordRejected("address_incomplete", has_name=bool(last), has_street=bool(lines))
    return Address(
        first_name=first,
        last_name=last,
        company="",
        street=lines[0],
        extra=", ".join([*lines[1:], *([temu.district] if temu.district else [])]),
        post_code=temu.post_code,
        city=temu.city,
        state=temu.state,
        country=country.german,
        country_iso=country.iso,
        phone=temu.phone,
        mail=temu.mail,
        tax_code=temu.tax_code,
    )


def _address_or_none(answers: Answers) -> Address | None:
    """An address that is good in itself is kept, whatever else is wrong with the order."""
    try:
        return address_of(answers)
    except RecordRejected:
        return None


def prices_of(
    temu: TemuOrder, answers: Answers, policy: OrderPolicy
) -> tuple[Mapping[str, UnitPrice], Shipping | None]:
    """Unit price per line number, and shipping; raises RecordRejected.

    Lines match by orderSn, never by position; a price that a person set goes before TEMU's. Where
    the token may not read amounts, a setting lets the order in with its prices missing.
    """
    wanted = [line for line in temu.lines if line.quantity]
    set_by_hand = answers.repaired_prices
    prices: dict[str, UnitPrice] = {
        line.number: set_by_hand[line.number] for line in wanted if line.number in set_by_hand
    }
    amounts = answers.amounts
    if amounts is None:
        if answers.prices_known or (wanted and len(prices) == len(wanted)):
            return prices, None
        allowed = policy.missing_amounts is MissingAmounts.IMPORT
        if allowed and answers.amounts_error == "temu_scope_missing":
            return prices, None
        raise RecordRejected("amounts_missing", error=answers.amounts_error or "not read")
    for line in wanted:
        if line.number in prices:
            continue
        of_line = amounts.lines.get(line.number)
        if of_line is None:
            raise RecordRejected("amounts_missing_for_line", line=line.number)
        prices[line.number] = unit_price(of_line, policy.price_source)
    return prices, shipping_of(amounts)


def _priced(temu: TemuOrder, prices: Mapping[str, UnitPrice]) -> bool:
    return all(line.number in prices for line in temu.lines if line.quantity)


def _prices_wanted(answers: Answers) -> bool:
    return bool(answers.repaired_prices) or not answers.prices_known


def line_of(line: TemuLine, price: UnitPrice | None) -> OrderLine:
    """A line with its price per piece, as far as it is known."""
    products = tuple(Product(item.ext_code, item.sold_factor) for item in line.products)
    factor = products[0].factor if len(products) == 1 else 1
    piece = per_piece(price, max(1, factor)) if price else None
    return OrderLine(
        number=line.number,
        name=line.name,
        sku=products[0].sku.rstrip(" ") if products else "",
        sku_id=line.sku_id,
        goods_id=line.goods_id,
        variation=line.spec,
        quantity=line.quantity,
        original_quantity=line.original_quantity,
        cancelled_quantity=line.cancelled_quantity,
        temu_status=line.status,
        products=products,
        unit_net=piece.net if piece else None,
        unit_gross=piece.gross if piece else None,
        vat_rate=piece.rate if piece else None,
    )


def hold_reason(temu: TemuOrder, answers: Answers) -> HoldReason | None:
    """Why the order must not be exported now (decision 11), the gravest first."""
    return next((hold for hold in holds(temu, answers) if hold not in answers.released), None)


def holds(temu: TemuOrder, answers: Answers) -> tuple[HoldReason, ...]:
    """Everything that speaks against an export, the gravest first."""
    asked = (HoldReason.BUYER_CANCELLATION,) if answers.cancellation_pending else ()
    labelled = (reason for label, reason in _HOLDS.items() if label in temu.labels)
    return tuple(dict.fromkeys((*asked, *labelled)))


def all_warnings(temu: TemuOrder, answers: Answers) -> tuple[str, ...]:
    """TEMU's warnings on order, lines and address, without repeats."""
    warnings = dict.fromkeys(temu.warnings)
    warnings |= dict.fromkeys(warning for line in temu.lines for warning in line.warnings)
    if answers.address is not None and answers.address.restriction is not None:
        warnings[f"isRestriction_{answers.address.restriction}"] = None
    return tuple(warnings)


def issue_warnings(order: Order) -> tuple[str, ...]:
    """Warnings that a person should see although the order goes on (decision 11)."""
    return tuple(
        warning
        for warning in order.warnings
        if warning.startswith((*_ISSUE_WARNINGS, "isRestriction"))
    )
