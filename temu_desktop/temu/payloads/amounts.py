"""Amounts of one order (``bg.order.amount.query``, temu-api.md 4.4): minor units become Decimal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from temu_desktop.errors import RecordRejected
from temu_desktop.ids import OrderSn, ParentOrderSn
from temu_desktop.temu.reading import Record

_RATE_SCALE = Decimal(1_000_000)
"""A rate of 19000000 is 19 per cent."""
_WITHOUT_MINOR_UNITS = frozenset({"JPY", "KRW", "ISK", "CLP", "VND"})
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class LineAmounts:
    """Amounts of one line; ``quantity`` is what was ordered first, rates are in percent.

    ``unit_net`` and ``unit_gross`` are the retail price of one sold unit, ``retail_total_gross``
    that of the line; the two discounts are per line.
    """

    order_sn: OrderSn
    quantity: int
    unit_net: Decimal
    unit_gross: Decimal
    rate: Decimal
    shipping_rate: Decimal | None
    retail_total_gross: Decimal
    discount_seller: Decimal
    discount_temu: Decimal


@dataclass(frozen=True, slots=True)
class TemuAmounts:
    """Amounts of one parent order in one currency; lines by their number, never by position."""

    number: ParentOrderSn
    currency: str
    shipping_net: Decimal
    shipping_gross: Decimal
    shipping_rate: Decimal
    customer_paid: Decimal | None
    lines: Mapping[OrderSn, LineAmounts]
    warnings: tuple[str, ...]


class _Purse:
    """Reads money and sees to it that all of it is in one currency."""

    def __init__(self) -> None:
        self.currency = ""

    def money(self, record: Record, name: str) -> Decimal | None:
        """The amount in whole units of the currency; ``None`` where it is missing."""
        if not record.has(name):
            return None
        money = record.record(name)
        minor = money.integer("amount")
        if minor is None:
            return None
        currency = money.text("currency").upper()
        if self.currency and currency and currency != self.currency:
            raise RecordRejected("several_currencies", found=[self.currency, currency])
        self.currency = self.currency or currency
        return Decimal(minor) / (1 if currency in _WITHOUT_MINOR_UNITS else 100)

    def needed(self, record: Record, name: str) -> Decimal:
        """Money that must be there; raises RecordRejected(amounts_incomplete)."""
        if (amount := self.money(record, name)) is None:
            raise RecordRejected("amounts_incomplete", missing=name)
        return amount


def parse_amounts(result: object) -> TemuAmounts:
    """Read the amounts of one order; raises RecordRejected (``amounts_incomplete``,
    ``several_currencies``, ``line_twice``, ``bad_field``)."""
    answer = Record.of(result, "result")
    head = answer.record("parentOrderMap")
    purse = _Purse()
    lines = [_line(line, purse) for line in answer.records("orderList")]
    by_number = {line.order_sn: line for line in lines}
    if len(by_number) < len(lines):
        raise RecordRejected("line_twice", lines=len(lines), numbers=len(by_number))
    net = purse.money(head, "shippingAmountTotal") or _NOTHING
    gross = purse.money(head, "shipAmountTotalTaxIncl")
    if gross is None:
        gross = net + (purse.money(head, "shipTaxAmount") or _NOTHING)
    return TemuAmounts(
        number=ParentOrderSn(head.text("parentOrderSn")),
        currency=purse.currency or "EUR",
        shipping_net=net,
        shipping_gross=gross,
        shipping_rate=_shipping_rate(net, gross, head, lines),
        customer_paid=purse.money(head, "customerPaid"),
        lines=MappingProxyType(by_number),
        warnings=answer.texts("warning"),
    )


def _line(line: Record, purse: _Purse) -> LineAmounts:
    number = OrderSn(line.required_text("orderSn"))
    quantity = line.required_integer("quantity")
    rate = _rate(line, "productTaxRate")
    if rate is None:
        raise RecordRejected("amounts_incomplete", missing="productTaxRate", line=number)
    unit_gross = purse.needed(line, "unitRetailPriceVatIncl")
    total = purse.money(line, "retailPriceTotalTaxIncl")
    return LineAmounts(
        order_sn=number,
        quantity=quantity,
        unit_net=purse.needed(line, "unitRetailPriceVatExcl"),
        unit_gross=unit_gross,
        rate=rate,
        shipping_rate=_rate(line, "shipTaxRate"),
        retail_total_gross=unit_gross * quantity if total is None else total,
        discount_seller=purse.money(line, "discountFromSeller") or _NOTHING,
        discount_temu=purse.money(line, "discountFromTEMU") or _NOTHING,
    )


def _rate(record: Record, name: str) -> Decimal | None:
    number = record.integer(name)
    return None if number is None else number / _RATE_SCALE


def _shipping_rate(net: Decimal, gross: Decimal, head: Record, lines: list[LineAmounts]) -> Decimal:
    """The rate TEMU names; where lines name different ones, the one that fits the sums best."""
    named = [rate for rate in [_rate(head, "shipTaxRate")] if rate is not None]
    rates = named or [line.shipping_rate for line in lines if line.shipping_rate is not None]
    if not rates:
        rates = [line.rate for line in lines] or [_NOTHING]
    return min(rates, key=lambda rate: abs(net * (1 + rate / 100) - gross))
