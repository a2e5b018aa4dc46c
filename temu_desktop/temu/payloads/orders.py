"""The order list (``bg.order.list.v2.get``, temu-api.md 3.3) as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from temu_desktop.errors import RecordRejected
from temu_desktop.ids import GoodsId, OrderSn, ParentOrderSn, SkuId
from temu_desktop.temu.reading import Record, Unreadable, labels_of, rejected


@dataclass(frozen=True, slots=True)
class TemuProduct:
    """What one sold unit of a line consists of: ``sold_factor`` pieces of the seller's SKU
    ``ext_code`` (empty where the seller gave none)."""

    product_id: int | None
    product_sku_id: int | None
    sold_factor: int
    ext_code: str


@dataclass(frozen=True, slots=True)
class TemuLine:
    """One line of an order. ``quantity`` is what is left to ship; no number is judged here."""

    number: OrderSn
    status: int
    goods_id: GoodsId | None
    sku_id: SkuId | None
    quantity: int
    original_quantity: int
    cancelled_quantity: int
    name: str
    spec: str
    fulfillment_type: str
    labels: frozenset[str]
    warnings: tuple[str, ...]
    products: tuple[TemuProduct, ...]


@dataclass(frozen=True, slots=True)
class TemuOrder:
    """One parent order as the list shows it: no address, no amounts."""

    number: ParentOrderSn
    status: int
    region_id: int | None
    ordered_at: datetime | None
    confirmed_at: datetime | None
    ship_by_at: datetime | None
    deliver_by_at: datetime | None
    shipped_at: datetime | None
    updated_at: datetime
    labels: frozenset[str]
    warnings: tuple[str, ...]
    payment_type: str
    consolidated: bool
    lines: tuple[TemuLine, ...]


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One page of the order list; ``total`` counts all pages, ``read`` this page's records."""

    total: int
    orders: tuple[TemuOrder, ...]
    unreadable: tuple[Unreadable, ...]

    @property
    def read(self) -> int:
        """How many records the page held, readable or not."""
        return len(self.orders) + len(self.unreadable)


def parse_order_page(result: object) -> OrderPage:
    """Read one page; a broken order becomes an `Unreadable` and the others go on. Raises
    RecordRejected where the page itself is not one."""
    page = Record.of(result, "result")
    orders: list[TemuOrder] = []
    unreadable: list[Unreadable] = []
    for position, item in enumerate(page.items("pageItems")):
        try:
            orders.append(_order(Record.of(item, "pageItems")))
        except RecordRejected as problem:
            key = _number_of(item) or f"#{position}"
            unreadable.append(Unreadable(key, problem.reason, problem.params))
    return OrderPage(page.integer("totalItemNum") or 0, tuple(orders), tuple(unreadable))


def _order(item: Record) -> TemuOrder:
    head = item.record("parentOrderMap")
    ordered_at = head.moment("parentOrderTime")
    updated_at = head.moment("updateTime") or ordered_at
    if updated_at is None:
        raise rejected("updateTime", None)
    return TemuOrder(
        number=ParentOrderSn(head.required_text("parentOrderSn")),
        status=head.required_integer("parentOrderStatus"),
        region_id=head.integer("regionId"),
        ordered_at=ordered_at,
        confirmed_at=head.moment("parentConfirmTime"),
        ship_by_at=head.moment("expectShipLatestTime"),
        deliver_by_at=head.moment("latestDeliveryTime"),
        shipped_at=head.moment("parentShippingTime"),
        updated_at=updated_at,
        labels=labels_of(head.records("parentOrderLabel")),
        warnings=head.texts("fulfillmentWarning"),
        payment_type=head.text("orderPaymentType"),
        consolidated=head.flag("isShipmentConsolidatedByMainMall"),
        lines=_lines(item.records("orderList")),
    )


def _lines(records: list[Record]) -> tuple[TemuLine, ...]:
    lines = tuple(_line(record) for record in records)
    numbers = {line.number for line in lines}
    if len(numbers) < len(lines):
        raise RecordRejected("line_twice", lines=len(lines), numbers=len(numbers))
    return lines


def _line(line: Record) -> TemuLine:
    goods_id, sku_id = line.integer("goodsId"), line.integer("skuId")
    quantity = line.integer("quantity")
    cancelled = line.integer("canceledQuantityBeforeShipment") or 0
    original = line.integer("originalOrderQuantity")
    if quantity is None:
        # The platform defines the quantity as this difference.
        if original is None:
            raise rejected("quantity", None)
        quantity = original - cancelled
    return TemuLine(
        number=OrderSn(line.required_text("orderSn")),
        status=line.required_integer("orderStatus"),
        goods_id=None if goods_id is None else GoodsId(goods_id),
        sku_id=None if sku_id is None else SkuId(sku_id),
        quantity=quantity,
        original_quantity=quantity + cancelled if original is None else original,
        cancelled_quantity=cancelled,
        name=line.text("goodsName") or line.text("originalGoodsName"),
        spec=line.text("spec") or line.text("originalSpecName"),
        fulfillment_type=line.text("fulfillmentType"),
        labels=labels_of(line.records("orderLabel")),
        warnings=line.texts("fulfillmentWarning"),
        products=tuple(_product(product) for product in line.records("productList")),
    )


def _product(product: Record) -> TemuProduct:
    factor = product.integer("soldFactor")
    return TemuProduct(
        product_id=product.integer("productId"),
        product_sku_id=product.integer("productSkuId"),
        sold_factor=1 if factor is None else factor,
        ext_code=product.seller_code("extCode"),
    )


def _number_of(item: object) -> str:
    try:
        return Record.of(item, "item").record("parentOrderMap").text("parentOrderSn")
    except RecordRejected:
        return ""
