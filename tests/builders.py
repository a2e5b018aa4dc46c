"""Orders and stock with sensible defaults, so that a test says only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from temu_desktop.ids import ArticleId, GoodsId, OrderSn, ParentOrderSn, SkuId
from temu_desktop.jtl.model import ArticleStock
from temu_desktop.orders.assess import Answers
from temu_desktop.temu.payloads import (
    LineAmounts,
    TemuAddress,
    TemuAmounts,
    TemuLine,
    TemuOrder,
    TemuProduct,
)

NUMBER = ParentOrderSn("PO-076-00000000000000001")
LINE = OrderSn("076-00000000000000002")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_line(**changes: Any) -> TemuLine:
    """Two blue mugs."""
    line = TemuLine(
        number=LINE,
        status=2,
        goods_id=GoodsId(603050000000001),
        sku_id=SkuId(51480000000001),
        quantity=2,
        original_quantity=2,
        cancelled_quantity=0,
        name="Tasse",
        spec="Blau",
        fulfillment_type="fulfillBySeller",
        labels=frozenset(),
        warnings=(),
        products=(TemuProduct(1, 2, 1, "MUG-BLUE"),),
    )
    return replace(line, **changes)


def an_order(**changes: Any) -> TemuOrder:
    """An order of one line, ready to ship."""
    order = TemuOrder(
        number=NUMBER,
        status=2,
        region_id=76,
        ordered_at=NOON,
        confirmed_at=NOON,
        ship_by_at=NOON,
        deliver_by_at=NOON,
        shipped_at=None,
        updated_at=NOON,
        labels=frozenset(),
        warnings=(),
        payment_type="PPD",
        consolidated=False,
        lines=(a_line(),),
    )
    return replace(order, **changes)


def an_address(**changes: Any) -> TemuAddress:
    """Jörg in Cologne."""
    address = TemuAddress(
        first_name="Jörg",
        last_name="Weiß",
        name="Jörg Weiß",
        phone="+49 221 123456",
        mail="a1@relay.example",
        country="Germany",
        state="",
        city="Köln",
        district="",
        lines=("Domplatz 1",),
        post_code="50667",
        tax_code="",
        restriction=None,
    )
    return replace(address, **changes)


def line_amounts(**changes: Any) -> LineAmounts:
    """Ten euros net, 19 per cent."""
    amounts = LineAmounts(
        order_sn=LINE,
        quantity=2,
        unit_net=Decimal("10.00"),
        unit_gross=Decimal("11.90"),
        rate=Decimal(19),
        shipping_rate=Decimal(19),
        retail_total_gross=Decimal("23.80"),
        discount_seller=Decimal(0),
        discount_temu=Decimal(0),
    )
    return replace(amounts, **changes)


def amounts(*lines: LineAmounts, **changes: Any) -> TemuAmounts:
    """Amounts of an order with shipping of 4 euros net."""
    found = TemuAmounts(
        number=NUMBER,
        currency="EUR",
        shipping_net=Decimal("4.00"),
        shipping_gross=Decimal("4.76"),
        shipping_rate=Decimal(19),
        customer_paid=None,
        lines={line.order_sn: line for line in lines or (line_amounts(),)},
        warnings=(),
    )
    return replace(found, **changes)


def answers(**changes: Any) -> Answers:
    """Address and amounts were read."""
    return replace(Answers(address=an_address(), amounts=amounts()), **changes)


def a_stock(**changes: Any) -> ArticleStock:
    """Fifty pieces available."""
    stock = ArticleStock(
        article_id=ArticleId(1),
        available=Decimal(50),
        buffer=0,
        row_present=True,
        warehouses_physical=None,
        stock_managed=True,
        oversell_allowed=False,
        sellable=True,
    )
    return replace(stock, **changes)
