"""The platform's parent orders and everything that can happen to them besides shipping."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from temu_desktop.sandbox.temu.model import (
    Address,
    AfterSale,
    CancelGroup,
    Cancellation,
    Line,
    Order,
    Status,
)
from temu_desktop.sandbox.temu.order_index import OrderIndex

SHIP_WITHIN_SECONDS = 2 * 86_400
"""From confirmation to the ship-by time."""
DELIVER_WITHIN_SECONDS = 7 * 86_400
"""From confirmation to the latest delivery."""
CANCELLATION_SECONDS = 24 * 3600
"""A buyer's cancellation that nobody answers is approved after that long."""
PENDING_CANCELLATION = "pending_buyer_cancellation"


class OrderDesk:
    """Parent orders, buyers' cancellations and after-sales cases, with their allowed moves.

    `changed` is told of every order whose quantities or status changed.
    """

    def __init__(self, changed: Callable[[Order], None]) -> None:
        self.orders = OrderIndex()
        self.cancellations: list[Cancellation] = []
        self.after_sales: list[AfterSale] = []
        self._changed = changed

    def place(self, order: Order) -> None:
        """A buyer has ordered."""
        self.orders.add(order)
        self._changed(order)

    def confirm(self, order: Order, at: float) -> bool:
        """A pending order becomes one to ship; False when it is not pending any more."""
        if order.status is not Status.PENDING:
            return False
        order.status = Status.TO_SHIP
        order.confirmed_at = at
        order.ship_by = at + SHIP_WITHIN_SECONDS
        order.deliver_by = at + DELIVER_WITHIN_SECONDS
        for line in order.lines:
            if line.status is Status.PENDING:
                line.status = Status.TO_SHIP
        self.note_change(order, at)
        return True

    def cancel(self, order: Order, at: float) -> bool:
        """Cancel what has not left; False when nothing could be cancelled."""
        if order.status not in (Status.PENDING, Status.TO_SHIP):
            return False
        for line in order.lines:
            line.cancelled = max(line.original, 0)
            line.status = Status.CANCELLED
        order.status = Status.CANCELLED
        order.labels.clear()
        self.note_change(order, at)
        return True

    def cancel_pieces(self, order: Order, line: Line, pieces: int, at: float) -> bool:
        """Take pieces off an unshipped line; the last piece of the last line cancels the order."""
        if line.status not in (Status.PENDING, Status.TO_SHIP) or pieces < 1:
            return False
        line.cancelled = min(line.original, line.cancelled + pieces)
        if line.quantity == 0:
            line.status = Status.CANCELLED
        if all(other.status is Status.CANCELLED for other in order.lines):
            return self.cancel(order, at)
        self.note_change(order, at)
        return True

    def ask_to_cancel(self, order: Order, at: float) -> Cancellation | None:
        """The buyer asks to cancel an order that is to be shipped; None when that is too late."""
        if order.status is not Status.TO_SHIP or PENDING_CANCELLATION in order.labels:
            return None
        number = 1 + sum(c.parent_order_sn == order.number for c in self.cancellations)
        lines = tuple(
            (
                line.order_sn,
                line.listing.goods_id,
                line.listing.product_sku_id,
                line.listing.sku_id,
                line.quantity,
            )
            for line in order.lines
            if line.status is Status.TO_SHIP
        )
        wish = Cancellation(
            sn=f"{order.number}-C{number:02d}",
            parent_order_sn=order.number,
            group=CancelGroup.PENDING,
            created_at=at,
            updated_at=at,
            lines=lines,
        )
        self.cancellations.append(wish)
        order.labels.add(PENDING_CANCELLATION)
        self.note_change(order, at)
        return wish

    def pending_wish(self, order: Order) -> Cancellation | None:
        """The cancellation that waits for an answer, or None."""
        return next(
            (
                wish
                for wish in reversed(self.cancellations)
                if wish.parent_order_sn == order.number and wish.group is CancelGroup.PENDING
            ),
            None,
        )

    def answer_wish(self, order: Order, group: CancelGroup, at: float) -> bool:
        """Approve, reject or withdraw the pending cancellation; False when there is none."""
        wish = self.pending_wish(order)
        if wish is None:
            return False
        wish.group = group
        wish.updated_at = at
        order.labels.discard(PENDING_CANCELLATION)
        if group is CancelGroup.APPROVED:
            return self.cancel(order, at)
        self.note_change(order, at)
        return True

    def change_address(self, order: Order, address: Address, at: float) -> bool:
        """The buyer's new address after confirmation; False once the goods have left."""
        if order.status is not Status.TO_SHIP:
            return False
        order.address = address
        if "CONFIRMED_CHANGED_ADDRESS" not in order.warnings:
            order.warnings.append("CONFIRMED_CHANGED_ADDRESS")
        order.labels.discard("pending_buyer_address_change")
        self.note_change(order, at)
        return True

    def clear_label(self, order: Order, label: str, at: float) -> bool:
        """Whatever held the order is settled; False when the label was not set."""
        if label not in order.labels:
            return False
        order.labels.discard(label)
        self.note_change(order, at)
        return True

    def ship(self, orders: Iterable[Order], at: float) -> None:
        """Goods have left under numbers that were reported."""
        for order in orders:
            for line in order.lines:
                if line.status is Status.TO_SHIP:
                    line.status = Status.SHIPPED
                    line.shipped_at = at
            order.status = Status.SHIPPED
            order.shipped_at = at
            order.labels.clear()
            order.reported = True
            self.note_change(order, at)

    def deliver(self, order: Order, at: float) -> bool:
        """The parcel has arrived; False when it never left."""
        if order.status is not Status.SHIPPED:
            return False
        order.status = Status.DELIVERED
        order.delivered_at = at
        for line in order.lines:
            if line.status is Status.SHIPPED:
                line.status = Status.DELIVERED
        self.note_change(order, at)
        return True

    def note_change(self, order: Order, at: float) -> None:
        """Give the order a new update time and tell whoever keeps figures."""
        self.orders.touch(order, at)
        self._changed(order)
