"""Prices: what TEMU says in cents becomes what JTL books. Pure, Decimal throughout.

Per decision 4 the unit prices are ``unitRetailPriceVatExcl`` / ``unitRetailPriceVatIncl``; net and
gross must agree within a cent, else the order is rejected with both figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from temu_desktop.errors import RecordRejected
from temu_desktop.orders.model import Shipping
from temu_desktop.settings import PriceSource
from temu_desktop.temu.payloads import LineAmounts, TemuAmounts

CENT = Decimal("0.01")
FIVE_PLACES = Decimal("0.00001")


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """Price of one sold unit: net with five decimals, gross with two, rate in percent."""

    net: Decimal
    gross: Decimal
    rate: Decimal


def cents(value: Decimal) -> Decimal:
    """Rounded to cents, half up, as invoices do."""
    return value.quantize(CENT, ROUND_HALF_UP)


def with_vat(net: Decimal, rate: Decimal) -> Decimal:
    """Net plus tax, not rounded; ``rate`` in percent."""
    return net * (1 + rate / 100)


def agree(net: Decimal, gross: Decimal, rate: Decimal) -> bool:
    """Net and gross fit within a cent."""
    return abs(with_vat(net, rate) - gross) <= CENT


def unit_price(amounts: LineAmounts, source: PriceSource) -> UnitPrice:
    """The price of one sold unit.

    Raises RecordRejected: ``price_zero``, ``price_mismatch`` or ``rate_implausible``.
    """
    rate = amounts.rate
    if not 0 <= rate < 100:
        raise RecordRejected("rate_implausible", line=amounts.order_sn, rate=str(rate))
    if source is PriceSource.CUSTOMER_PAID:
        price = _customer_paid(amounts, rate)
    else:
        price = UnitPrice(amounts.unit_net, amounts.unit_gross, rate)
    if price.gross <= 0 or price.net <= 0:
        raise RecordRejected(
            "price_zero", line=amounts.order_sn, net=str(price.net), gross=str(price.gross)
        )
    if not agree(price.net, price.gross, rate):
        raise RecordRejected(
            "price_mismatch",
            line=amounts.order_sn,
            net=str(price.net),
            gross=str(price.gross),
            rate=str(rate),
        )
    return price


def _customer_paid(amounts: LineAmounts, rate: Decimal) -> UnitPrice:
    paid = amounts.retail_total_gross - amounts.discount_seller - amounts.discount_temu
    gross = cents(paid / max(1, amounts.quantity))
    net = (gross / (1 + rate / 100)).quantize(FIVE_PLACES, ROUND_HALF_UP)
    return UnitPrice(net, gross, rate)


def shipping_of(amounts: TemuAmounts) -> Shipping:
    """What shipping costs the buyer; raises RecordRejected(shipping_mismatch)."""
    shipping = Shipping(amounts.shipping_net, amounts.shipping_gross, amounts.shipping_rate)
    if not agree(shipping.net, shipping.gross, shipping.rate):
        raise RecordRejected(
            "shipping_mismatch",
            net=str(shipping.net),
            gross=str(shipping.gross),
            rate=str(shipping.rate),
        )
    return shipping


def per_piece(price: UnitPrice, factor: int) -> UnitPrice:
    """The price of one piece of a bundle (decision 5): unit price ÷ ``soldFactor``.

    The gross price of a piece keeps two decimals, so a bundle's sum may differ by cents; the net
    price, which JTL calculates with, keeps five.
    """
    if factor == 1:
        return price
    return UnitPrice(
        (price.net / factor).quantize(FIVE_PLACES, ROUND_HALF_UP),
        cents(price.gross / factor),
        price.rate,
    )
