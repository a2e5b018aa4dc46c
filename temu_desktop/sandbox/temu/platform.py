"""The platform as a whole: its desks, its front door and every call that it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from temu_desktop.sandbox.catalogue import Catalogue
from temu_desktop.sandbox.clock import SandboxClock
from temu_desktop.sandbox.temu.access import Access
from temu_desktop.sandbox.temu.after_sales_calls import AfterSalesCalls
from temu_desktop.sandbox.temu.answer import result
from temu_desktop.sandbox.temu.gateway import Gateway, Handler
from temu_desktop.sandbox.temu.goods_calls import GoodsCalls
from temu_desktop.sandbox.temu.limits import CallBudget
from temu_desktop.sandbox.temu.model import Order
from temu_desktop.sandbox.temu.order_calls import OrderCalls
from temu_desktop.sandbox.temu.order_desk import OrderDesk
from temu_desktop.sandbox.temu.shelf import Shelf, StockWitness
from temu_desktop.sandbox.temu.shipping_calls import ShippingCalls
from temu_desktop.sandbox.temu.shipping_desk import ShippingDesk
from temu_desktop.sandbox.temu.webhooks import Webhooks


class OrderWitness(StockWitness, Protocol):
    """Whoever keeps the books; also hears what clients were served and what changed."""

    def served(self, orders: Iterable[Order]) -> None:
        """A client has received these orders in full."""
        ...

    def changed(self, order: Order) -> None:
        """An order is new or has changed."""
        ...


class Platform:
    """TEMU, for one shop and one app."""

    def __init__(
        self,
        catalogue: Catalogue,
        clock: SandboxClock,
        *,
        seed: int,
        qps: float,
        witness: OrderWitness,
    ) -> None:
        self.shelf = Shelf(catalogue, clock.seconds() - 30 * 86_400, witness)
        self.desk = OrderDesk(self._changed)
        self.shipping = ShippingDesk(self.desk, clock)
        self._witness = witness
        self._order_calls = OrderCalls(self.desk, clock, witness.served)
        handlers = self._handlers(clock)
        self.access = Access(seed, clock, frozenset(handlers))
        self.gateway = Gateway(self.access, clock, CallBudget(qps), handlers)
        self.webhooks = Webhooks(self.access, clock)

    def _changed(self, order: Order) -> None:
        self._order_calls.forget_rendering(order)
        self._witness.changed(order)
        self.webhooks.note(order)

    def _handlers(self, clock: SandboxClock) -> Mapping[str, Handler]:
        orders, goods = self._order_calls, GoodsCalls(self.shelf)
        shipping = ShippingCalls(self.shipping, self.desk)
        after_sales = AfterSalesCalls(self.desk, clock)
        return {
            "bg.order.list.v2.get": orders.list_orders,
            "bg.order.detail.v2.get": orders.detail,
            "bg.order.shippinginfo.v2.get": orders.address,
            "bg.order.decryptshippinginfo.get": orders.decrypted_address,
            "bg.order.amount.query": orders.amounts,
            "bg.aftersales.cancel.list.get": after_sales.list_cancellations,
            "bg.aftersales.cancel.agree": after_sales.agree,
            "bg.aftersales.parentaftersales.list.get": after_sales.list_after_sales,
            "bg.logistics.companies.get": shipping.companies,
            "bg.logistics.warehouse.list.get": shipping.warehouses,
            "bg.logistics.shipment.v2.confirm": shipping.confirm,
            "bg.logistics.shipment.v2.get": shipping.shipments,
            "bg.logistics.shipment.shippingtype.update": shipping.change_type,
            "bg.logistics.shipment.sub.confirm": shipping.attach,
            "bg.local.goods.sku.list.query": goods.list_skus,
            "temu.local.goods.sku.stock.query": goods.query_stock,
            "bg.local.goods.stock.edit": goods.edit_stock,
            "bg.open.accesstoken.info.get": lambda _params: result(self.access.info()),
        }
