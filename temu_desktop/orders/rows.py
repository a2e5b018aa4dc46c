"""The rows of the table of orders: everything a line of it shows, in six statements a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Select, select

from temu_desktop.database import schema
from temu_desktop.database.batching import select_in
from temu_desktop.orders.filtering import unattended
from temu_desktop.orders.model import HoldReason, OrderStatus

ORDERS = schema.orders
ITEMS = schema.order_items
EXPORTS = schema.exports
PARCELS = schema.parcels
ISSUES = schema.issues
REJECTED = schema.rejected_records
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order in a table. ``total`` is gross, shipping included; None: no price is known.

    ``reported`` parcels of ``parcels``; ``tracking`` is the newest number; ``issues``: rules of
    what needs a person now and nobody has acknowledged.
    """

    id: int
    number: str
    buyer: str
    country_iso: str
    status: OrderStatus
    temu_status: int | None
    lines: int
    pieces: int
    total: Decimal | None
    currency: str
    ordered_at: datetime | None
    ship_by_at: datetime | None
    exported: bool
    export_state: str | None
    wawi_order_number: str | None
    tracking: str | None
    carrier: str | None
    parcels: int
    reported: bool
    reported_at: datetime | None
    cancelled_at: datetime | None
    hold_reason: HoldReason | None
    rejection_reason: str | None
    issues: tuple[str, ...]

    @property
    def needs_person(self) -> bool:
        """An issue about it waits for somebody."""
        return bool(self.issues)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What other tables say about some orders, by order id or by number."""

    items: Mapping[int, Sequence[Any]]
    exports: Mapping[int, Sequence[Any]]
    parcels: Mapping[int, Sequence[Any]]
    issues: Mapping[str, Sequence[Any]]
    rejected: Mapping[str, Sequence[Any]]


def order_rows(conn: Connection, ids: Sequence[int]) -> list[OrderRow]:
    """The rows of these orders, in this order; ids of no order are left out."""
    found = {row.id: row for row in select_in(conn, _columns(), ORDERS.c.id, ids)}
    if not found:
        return []
    beside = _beside(conn, list(found), [row.number for row in found.values()])
    return [_row(found[key], beside) for key in ids if key in found]


def _columns() -> Select[Any]:
    return select(
        *(ORDERS.c.id, ORDERS.c.number, ORDERS.c.recipient_name, ORDERS.c.country_iso),
        *(ORDERS.c.status, ORDERS.c.temu_status, ORDERS.c.shipping_gross, ORDERS.c.currency),
        *(ORDERS.c.ordered_at, ORDERS.c.ship_by_at, ORDERS.c.exported, ORDERS.c.tracking_number),
        *(ORDERS.c.carrier, ORDERS.c.reported, ORDERS.c.reported_at, ORDERS.c.cancelled_at),
        ORDERS.c.hold_reason,
    )


def _beside(conn: Connection, ids: Sequence[int], numbers: Sequence[str]) -> _Beside:
    items = select(ITEMS.c.order_id, ITEMS.c.quantity, ITEMS.c.pieces, ITEMS.c.total_gross)
    exports = select(EXPORTS.c.order_id, EXPORTS.c.state, EXPORTS.c.wawi_order_number)
    parcels = select(PARCELS.c.order_id, PARCELS.c.tracking, PARCELS.c.package_key)
    issues = select(ISSUES.c.subject_key, ISSUES.c.rule).where(unattended())
    rejected = select(REJECTED.c.key, REJECTED.c.reason).where(
        REJECTED.c.kind == "order", REJECTED.c.resolved_at.is_(None)
    )
    return _Beside(
        items=_grouped(select_in(conn, items, ITEMS.c.order_id, ids)),
        exports=_grouped(select_in(conn, exports, EXPORTS.c.order_id, ids)),
        parcels=_grouped(select_in(conn, parcels, PARCELS.c.order_id, ids)),
        issues=_grouped(select_in(conn, issues, ISSUES.c.subject_key, numbers)),
        rejected=_grouped(select_in(conn, rejected, REJECTED.c.key, numbers)),
    )


def _grouped(rows: Sequence[Any]) -> Mapping[Any, list[Any]]:
    """Rows by their first column."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row)
    return groups


def _row(order: Any, beside: _Beside) -> OrderRow:
    items = beside.items.get(order.id, ())
    export = next(iter(beside.exports.get(order.id, ())), None)
    parcels = sorted(beside.parcels.get(order.id, ()), key=lambda parcel: parcel.package_key)
    rejected = next(iter(beside.rejected.get(order.number, ())), None)
    return OrderRow(
        id=order.id,
        number=order.number,
        buyer=order.recipient_name or "",
        country_iso=order.country_iso or "",
        status=OrderStatus(order.status),
        temu_status=order.temu_status,
        lines=len(items),
        pieces=sum(pieces_of(item) for item in items),
        total=total_of(order, items),
        currency=order.currency or "EUR",
        ordered_at=order.ordered_at,
        ship_by_at=order.ship_by_at,
        exported=bool(order.exported),
        export_state=export.state if export else None,
        wawi_order_number=export.wawi_order_number if export else None,
        tracking=(parcels[-1].tracking if parcels else None) or order.tracking_number,
        carrier=order.carrier,
        parcels=len(parcels),
        reported=bool(order.reported),
        reported_at=order.reported_at,
        cancelled_at=order.cancelled_at,
        hold_reason=HoldReason(order.hold_reason) if order.hold_reason else None,
        rejection_reason=rejected.reason if rejected else None,
        issues=tuple(sorted(row.rule for row in beside.issues.get(order.number, ()))),
    )


def pieces_of(item: Any) -> int:
    """Pieces of a line that the warehouse picks; rows of the program before this one know only the
    quantity."""
    return item.pieces if item.pieces is not None else int(item.quantity or 0)


def total_of(order: Any, items: Sequence[Any]) -> Decimal | None:
    """What the buyer pays, as far as prices are known."""
    prices = [item.total_gross for item in items if item.total_gross is not None]
    if not prices:
        return None
    return sum(prices, _ZERO) + (order.shipping_gross or _ZERO)
