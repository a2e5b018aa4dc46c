"""Parcels of orders in the database, each kept once by JTL's key, and what TEMU has of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from temu_desktop.database import schema
from temu_desktop.database.batching import select_in, update_rows, upsert_rows
from temu_desktop.fitting import fit
from temu_desktop.ids import OrderSn, PackageKey
from temu_desktop.orders.dealing import LineToShip
from temu_desktop.orders.model import OrderStatus, ReportState, TemuStatus
from temu_desktop.orders.repair_store import answered
from temu_desktop.orders.repairs import denied

ORDERS = schema.orders
ITEMS = schema.order_items
PARCELS = schema.parcels

WATCH_REPORTED = timedelta(days=7)
"""So long a reported parcel's number is still watched for changes (decision 17)."""
WATCH_CANCELLED = timedelta(days=30)
"""So long an order that TEMU cancelled after hand-over is still looked up in JTL."""


@dataclass(frozen=True, slots=True)
class StoredParcel:
    """A parcel as stored. ``contents``: units per line; ``attached_to``: the parcel that carries
    the line, where this one is only attached."""

    id: int
    key: PackageKey
    tracking: str
    method_id: int
    method_name: str
    shipped_at: datetime
    contents: Mapping[str, Any]
    state: ReportState
    reported_tracking: str | None
    package_sn: str | None
    error_code: str | None
    delivery_note: int

    @property
    def units(self) -> tuple[tuple[OrderSn, int], ...]:
        """Units per line that this parcel carries."""
        return tuple((OrderSn(line), int(n)) for line, n in self.contents.get("units", ()))

    @property
    def attached_to(self) -> int | None:
        """Key of the parcel it is attached to."""
        found = self.contents.get("attached_to")
        return int(found) if found is not None else None


@dataclass(frozen=True, slots=True)
class TrackedOrder:
    """An exported order whose parcels are looked up or reported. ``denies_cancellation``: a person
    decided to ship it although its buyer wants to cancel."""

    id: int
    number: str
    status: OrderStatus
    temu_status: int | None
    region_id: int | None
    ship_by_at: datetime | None
    reported: bool
    cancelled: bool
    address_hash: str | None
    lines: tuple[LineToShip, ...]
    ids_of_lines: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    parcels: tuple[StoredParcel, ...] = ()
    denies_cancellation: bool = False


def tracked_orders(conn: Connection, now: datetime, *, watch: bool) -> list[TrackedOrder]:
    """Exported orders that are not completely reported; ``watch`` adds the lately reported."""
    exported = ORDERS.c.status.in_([OrderStatus.EXPORTED.value, OrderStatus.SHIPPED.value])
    alive = or_(ORDERS.c.cancelled_at.is_(None), ORDERS.c.cancelled_at >= now - WATCH_CANCELLED)
    wanted: list[ColumnElement[bool]] = [~ORDERS.c.reported & alive]
    if watch:
        wanted.append(ORDERS.c.reported_at >= now - WATCH_REPORTED)
    orders = conn.execute(select(ORDERS).where(exported & or_(*wanted)).order_by(ORDERS.c.id)).all()
    ids = [order.id for order in orders]
    lines, parcels = _lines(conn, ids), _parcels(conn, ids)
    denying = answered(conn, denied)
    return [
        _tracked(order, lines[order.id], parcels[order.id], order.number in denying)
        for order in orders
    ]


def _lines(conn: Connection, ids: Sequence[int]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in select_in(conn, select(ITEMS), ITEMS.c.order_id, ids):
        grouped[row.order_id].append(row)
    return grouped


def _parcels(conn: Connection, ids: Sequence[int]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in select_in(conn, select(PARCELS), PARCELS.c.order_id, ids):
        grouped[row.order_id].append(row)
    return grouped


def _tracked(
    order: Any, lines: Sequence[Any], parcels: Sequence[Any], denying: bool
) -> TrackedOrder:
    ordered = sorted(lines, key=lambda line: line.id)
    return TrackedOrder(
        id=order.id,
        number=order.number,
        status=OrderStatus(order.status),
        temu_status=order.temu_status,
        region_id=order.region_id,
        ship_by_at=order.ship_by_at,
        reported=bool(order.reported),
        cancelled=order.cancelled_at is not None or order.temu_status == TemuStatus.CANCELED,
        address_hash=order.address_hash,
        lines=tuple(
            LineToShip(
                OrderSn(line.line_number),
                line.sku or "",
                int(line.quantity or 0),
                max(1, line.sold_factor or 1),
            )
            for line in ordered
            if line.quantity
        ),
        ids_of_lines={
            line.line_number: (line.goods_id, int(line.sku_id) if line.sku_id else None)
            for line in ordered
        },
        parcels=tuple(_stored(parcel) for parcel in sorted(parcels, key=lambda p: p.package_key)),
        denies_cancellation=denying,
    )


def _stored(row: Any) -> StoredParcel:
    return StoredParcel(
        id=row.id,
        key=PackageKey(row.package_key),
        tracking=row.tracking or "",
        method_id=row.method_id or 0,
        method_name=row.method_name or "",
        shipped_at=row.shipped_at,
        contents=row.contents or {},
        state=ReportState(row.report_state),
        reported_tracking=row.reported_tracking,
        package_sn=row.temu_package_sn,
        error_code=row.error_code,
        delivery_note=row.delivery_note or 0,
    )


def keep_parcels(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert new parcels, refresh what JTL says about known ones; TEMU's side stays."""
    upsert_rows(
        conn,
        PARCELS,
        rows,
        ["order_id", "package_key"],
        ["tracking", "delivery_note", "method_id", "method_name", "shipped_at", "contents"],
    )


def mark_shipped(conn: Connection, rows: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """Orders whose lines have all left: (id, carrier, tracking_number, shipped_at)."""
    status = OrderStatus.SHIPPED.value
    update_rows(
        conn, ORDERS, [{**row, "status": status, "updated_at": now} for row in rows], ["id"]
    )


def set_report_state(
    conn: Connection,
    parcels: Sequence[StoredParcel],
    state: ReportState,
    *,
    code: str | None = None,
    text: str | None = None,
) -> None:
    """Move parcels to a state, with TEMU's error where there is one."""
    rows = [
        {
            "id": parcel.id,
            "report_state": state.value,
            "error_code": code,
            "error_text": fit(text, 500) if text else None,
        }
        for parcel in parcels
    ]
    update_rows(conn, PARCELS, rows, ["id"])


def mark_reported(
    conn: Connection,
    order_ids: Sequence[int],
    parcels: Sequence[tuple[StoredParcel, int | None, str | None]],
    now: datetime,
) -> None:
    """TEMU has confirmed these parcels (with carrier id and TEMU's package number) and orders."""
    rows = [
        {
            "id": parcel.id,
            "report_state": ReportState.REPORTED.value,
            "reported_tracking": parcel.tracking,
            "carrier_id": carrier,
            "temu_package_sn": package_sn,
            "reported_at": now,
            "error_code": None,
            "error_text": None,
        }
        for parcel, carrier, package_sn in parcels
    ]
    update_rows(conn, PARCELS, rows, ["id"])
    orders = [
        {"id": key, "reported": True, "reported_at": now, "updated_at": now} for key in order_ids
    ]
    update_rows(conn, ORDERS, orders, ["id"])
