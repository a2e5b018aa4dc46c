"""The amounts of a parent order as `bg.order.amount.query` answers them (temu-api.md 4.4).

Money objects hold cents; rates are percent times 1,000,000. `quantity` is the original quantity,
what was cancelled comes off as a refund.
"""

from __future__ import annotations

from temu_desktop.sandbox.temu.model import Line, Order

_BASE_SHARE = 82
"""What the seller gets of a net retail price, in percent; invented."""


def amount_answer(order: Order) -> dict[str, object]:
    """The result for one parent order, lines in the reverse of the order list's order.

    The documentation promises no order of the lines; a client that pairs by position shows here.
    """
    return {
        "parentOrderMap": _parent(order),
        "orderList": [_line(order, line) for line in reversed(order.lines)],
        "warning": [],
    }


def _parent(order: Order) -> dict[str, object]:
    lines = order.lines
    net = sum(line.unit_net * line.original for line in lines)
    gross = sum(line.unit_gross * line.original for line in lines)
    base = sum(_base(line) * line.original for line in lines)
    ship_tax = order.shipping_gross - order.shipping_net
    seller = sum(line.discount_seller for line in lines)
    temu = sum(line.discount_temu for line in lines)
    refunds = sum(line.unit_gross * line.cancelled for line in lines)
    tax = gross - net + ship_tax
    deduction = sum(_base(line) * line.cancelled for line in lines)
    figures = {
        "basePriceTotal": base,
        "shippingAmountTotal": order.shipping_net,
        "shipAmountTotalTaxIncl": order.shipping_gross,
        "taxTotal": tax,
        "taxTotalAfterDiscount": tax,
        "productTaxAmount": gross - net,
        "shipTaxAmount": ship_tax,
        "temuTaxTotal": 0,
        "discountFromSeller": seller,
        "discountFromTEMU": temu,
        "totalDiscount": seller + temu,
        "refundsTotal": refunds,
        "estimatedRevenueDeduction": deduction,
        "estimatedRevenue": base + order.shipping_net - deduction,
        "retailPriceTotal": net,
        "retailPriceTotalTaxIncl": gross,
        "retailPriceTotalTaxExcl": net,
        "customerPaid": net + order.shipping_net + tax - refunds - seller - temu,
    }
    money = {name: _money(cents) for name, cents in figures.items()}
    return {"parentOrderSn": order.number, **money, "signOnDelivery": None}


def _line(order: Order, line: Line) -> dict[str, object]:
    pieces = line.original
    first = order.lines[0] is line
    return {
        "orderSn": line.order_sn,
        "quantity": pieces,
        "basePrice": _money(_base(line) * pieces),
        "unitBasePrice": _money(_base(line)),
        "unitRetailPrice": _money(line.unit_net),
        "unitRetailPriceVatIncl": _money(line.unit_gross),
        "unitRetailPriceVatExcl": _money(line.unit_net),
        "retailPriceTotalTaxIncl": _money(line.unit_gross * pieces),
        "shipAmountTotalTaxIncl": _money(order.shipping_gross if first else 0),
        "productTaxAmount": _money((line.unit_gross - line.unit_net) * pieces),
        "shipTaxAmount": _money(order.shipping_gross - order.shipping_net if first else 0),
        "productTaxRate": int(line.rate * 1_000_000),
        "shipTaxRate": int(order.shipping_rate * 1_000_000),
        "discountFromSeller": _money(line.discount_seller),
        "discountFromTEMU": _money(line.discount_temu),
    }


def _base(line: Line) -> int:
    return line.unit_net * _BASE_SHARE // 100


def _money(cents: int) -> dict[str, object]:
    return {"amount": cents, "currency": "EUR"}
