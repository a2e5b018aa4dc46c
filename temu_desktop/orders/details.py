"""Everything about one order, for a person: read at once, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Connection, select

from temu_desktop.attention.model import IssueRule, StoredIssue
from temu_desktop.attention.repository import issues_of_subject
from temu_desktop.database import schema
from temu_desktop.errors import UnknownOrder
from temu_desktop.fitting import width
from temu_desktop.orders.cases import AfterSalesRow, cases_of
from temu_desktop.orders.model import Address, ExportState, ReportState
from temu_desktop.orders.repair_store import StoredRepair, repairs_of
from temu_desktop.orders.rows import OrderRow, order_rows, pieces_of
from temu_desktop.timeline.model import StoredEntry, Subject
from temu_desktop.timeline.repository import timeline_of

ORDERS = schema.orders
ITEMS = schema.order_items
EXPORTS = schema.exports
XML = schema.xml_exports
PARCELS = schema.parcels
REJECTED = schema.rejected_records
ADDRESS_CUT = "address_cut"
_CUT: tuple[Column[str], ...] = (
    *(ORDERS.c.recipient_name, ORDERS.c.recipient_first_name, ORDERS.c.recipient_last_name),
    *(ORDERS.c.street, ORDERS.c.address_extra, ORDERS.c.post_code, ORDERS.c.city),
)
"""What a parcel does not arrive without."""


@dataclass(frozen=True, slots=True)
class LineDetails:
    """One line: ``quantity`` is what is left to ship at TEMU, ``pieces`` what is picked."""

    number: str
    name: str
    variation: str
    sku: str
    quantity: int
    original_quantity: int | None
    cancelled_quantity: int
    pieces: int
    sold_factor: int
    unit_net: Decimal | None
    unit_gross: Decimal | None
    total_net: Decimal | None
    total_gross: Decimal | None
    vat_rate: Decimal | None
    temu_status: int | None
    products: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ExportDetails:
    """Where the hand-over to JTL stands, with the document. ``gone_at``: since when JTL has the
    order no longer."""

    state: ExportState
    state_at: datetime
    inbox_key: int | None
    wawi_order_number: str | None
    attempts: int
    handed_over_at: datetime | None
    imported_at: datetime | None
    gone_at: datetime | None
    error_code: str | None
    error_text: str | None


@dataclass(frozen=True, slots=True)
class ParcelDetails:
    """One parcel: what JTL says, and what TEMU has of it. ``units`` by line number."""

    package_key: int
    delivery_note: int | None
    tracking: str
    method_name: str
    shipped_at: datetime | None
    units: tuple[tuple[str, int], ...]
    state: ReportState
    reported_tracking: str | None
    reported_at: datetime | None
    carrier_id: int | None
    package_sn: str | None
    error_code: str | None
    error_text: str | None


@dataclass(frozen=True, slots=True)
class RejectionDetails:
    """Why the order cannot be taken over, since when, and what of it was kept."""

    reason: str
    params: Mapping[str, Any]
    payload: Mapping[str, Any]
    first_seen_at: datetime
    last_seen_at: datetime
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Amounts:
    """What the order costs; None where no price is known."""

    goods_net: Decimal | None
    goods_gross: Decimal | None
    shipping_net: Decimal | None
    shipping_gross: Decimal | None
    shipping_rate: Decimal | None
    total_gross: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class Times:
    """When what happened to the order."""

    seen_at: datetime | None
    ordered_at: datetime | None
    confirmed_at: datetime | None
    ship_by_at: datetime | None
    deliver_by_at: datetime | None
    temu_updated_at: datetime | None
    handed_over_at: datetime | None
    shipped_at: datetime | None
    reported_at: datetime | None
    cancelled_at: datetime | None


@dataclass(frozen=True, slots=True)
class OrderDetails:
    """One order. ``row`` is None for a rejected record that is not stored as an order: then only
    the rejection, issues, timeline and repairs tell of it."""

    number: str
    row: OrderRow | None
    address: Address | None
    times: Times | None
    amounts: Amounts | None
    labels: tuple[str, ...]
    warnings: tuple[str, ...]
    lines: tuple[LineDetails, ...]
    export: ExportDetails | None
    xml: str | None
    parcels: tuple[ParcelDetails, ...]
    timeline: tuple[StoredEntry, ...]
    issues: tuple[StoredIssue, ...]
    rejection: RejectionDetails | None
    cases: tuple[AfterSalesRow, ...]
    repairs: tuple[StoredRepair, ...]

    @property
    def open_rules(self) -> frozenset[IssueRule]:
        """Rules of the issues that are open."""
        return frozenset(item.issue.rule for item in self.issues if item.closed_at is None)


def order_details(conn: Connection, number: str) -> OrderDetails:
    """Everything about an order; raises UnknownOrder."""
    order = conn.execute(select(ORDERS).where(ORDERS.c.number == number[:50])).first()
    rejection = _rejection(conn, number[:200])
    if (order is None or order.number != number) and rejection is None:
        raise UnknownOrder("no such order", order=number[:60])
    rows = order_rows(conn, [order.id]) if order is not None else []
    items = _items(conn, order.id) if order is not None else []
    return OrderDetails(
        number=number,
        row=rows[0] if rows else None,
        address=_address(order) if order is not None else None,
        times=_times(order) if order is not None else None,
        amounts=_amounts(order, items, rows[0]) if order is not None else None,
        labels=tuple(order.labels or ()) if order is not None else (),
        warnings=_warnings(order) if order is not None else (),
        lines=tuple(_line(item) for item in items),
        export=_export(conn, order.id) if order is not None else None,
        xml=_xml(conn, number),
        parcels=_parcels(conn, order.id) if order is not None else (),
        timeline=tuple(timeline_of(conn, Subject.ORDER, number)),
        issues=tuple(issues_of_subject(conn, "order", number)),
        rejection=rejection,
        cases=tuple(cases_of(conn, number)),
        repairs=tuple(repairs_of(conn, number)),
    )


def _rejection(conn: Connection, number: str) -> RejectionDetails | None:
    row = conn.execute(
        select(REJECTED).where(REJECTED.c.kind == "order", REJECTED.c.key == number)
    ).first()
    if row is None:
        return None
    return RejectionDetails(
        reason=row.reason,
        params=row.params or {},
        payload=row.payload or {},
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
        resolved_at=row.resolved_at,
    )


def _items(conn: Connection, order_id: int) -> Sequence[Any]:
    return conn.execute(
        select(ITEMS).where(ITEMS.c.order_id == order_id).order_by(ITEMS.c.id)
    ).all()


def _warnings(order: Any) -> tuple[str, ...]:
    """TEMU's, and ours where a part of the address fills its column: the rest may be cut off."""
    # Where an emoji would not fit any more, one unit stays free.
    cut = any(
        width(getattr(order, column.key) or "") >= getattr(column.type, "length", 0) - 1
        for column in _CUT
    )
    return (*(order.warnings or ()), *((ADDRESS_CUT,) if cut else ()))


def _address(order: Any) -> Address | None:
    if order.recipient_name is None and order.street is None:
        return None
    return Address(
        first_name=order.recipient_first_name or "",
        last_name=order.recipient_last_name or order.recipient_name or "",
        company=order.company or "",
        street=order.street or "",
        extra=order.address_extra or "",
        post_code=order.post_code or "",
        city=order.city or "",
        state=order.state or "",
        country=order.country or "",
        country_iso=order.country_iso or "",
        phone=order.recipient_phone or "",
        mail=order.recipient_mail or "",
        tax_code=order.tax_code or "",
    )


def _times(order: Any) -> Times:
    return Times(
        seen_at=order.seen_at or order.created_at,
        ordered_at=order.ordered_at,
        confirmed_at=order.confirmed_at,
        ship_by_at=order.ship_by_at,
        deliver_by_at=order.deliver_by_at,
        temu_updated_at=order.temu_updated_at,
        handed_over_at=order.handed_over_at,
        shipped_at=order.shipped_at,
        reported_at=order.reported_at,
        cancelled_at=order.cancelled_at,
    )


def _amounts(order: Any, items: Sequence[Any], row: OrderRow) -> Amounts:
    nets = [item.total_net for item in items if item.total_net is not None]
    grosses = [item.total_gross for item in items if item.total_gross is not None]
    return Amounts(
        goods_net=sum(nets, Decimal(0)) if nets else None,
        goods_gross=sum(grosses, Decimal(0)) if grosses else None,
        shipping_net=order.shipping_net,
        shipping_gross=order.shipping_gross,
        shipping_rate=order.shipping_rate,
        total_gross=row.total,
        currency=row.currency,
    )


def _line(item: Any) -> LineDetails:
    return LineDetails(
        number=item.line_number,
        name=item.name or "",
        variation=item.variation or "",
        sku=item.sku or "",
        quantity=int(item.quantity or 0),
        original_quantity=item.original_quantity,
        cancelled_quantity=item.cancelled_quantity or 0,
        pieces=pieces_of(item),
        sold_factor=item.sold_factor or 1,
        unit_net=item.unit_net_exact if item.unit_net_exact is not None else item.unit_net,
        unit_gross=item.unit_gross,
        total_net=item.total_net,
        total_gross=item.total_gross,
        vat_rate=item.vat_rate,
        temu_status=item.line_status,
        products=tuple((product["sku"], product["factor"]) for product in item.products or ()),
    )


def _export(conn: Connection, order_id: int) -> ExportDetails | None:
    row = conn.execute(select(EXPORTS).where(EXPORTS.c.order_id == order_id)).first()
    if row is None:
        return None
    return ExportDetails(
        state=ExportState(row.state),
        state_at=row.state_at,
        inbox_key=row.inbox_key,
        wawi_order_number=row.wawi_order_number,
        attempts=row.attempts,
        handed_over_at=row.handed_over_at,
        imported_at=row.imported_at,
        gone_at=row.gone_at,
        error_code=row.last_error_code,
        error_text=row.last_error_text,
    )


def _xml(conn: Connection, number: str) -> str | None:
    """The newest document: an order can have been exported again."""
    statement = select(XML.c.xml).where(XML.c.order_number == number[:50])
    return conn.scalar(statement.order_by(XML.c.id.desc()).limit(1))


def _parcels(conn: Connection, order_id: int) -> tuple[ParcelDetails, ...]:
    rows = conn.execute(
        select(PARCELS).where(PARCELS.c.order_id == order_id).order_by(PARCELS.c.package_key)
    )
    return tuple(
        ParcelDetails(
            package_key=row.package_key,
            delivery_note=row.delivery_note,
            tracking=row.tracking or "",
            method_name=row.method_name or "",
            shipped_at=row.shipped_at,
            units=tuple(
                (line, int(count)) for line, count in (row.contents or {}).get("units", ())
            ),
            state=ReportState(row.report_state),
            reported_tracking=row.reported_tracking,
            reported_at=row.reported_at,
            carrier_id=row.carrier_id,
            package_sn=row.temu_package_sn,
            error_code=row.error_code,
            error_text=row.error_text,
        )
        for row in rows
    )
