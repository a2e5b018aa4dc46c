"""The outbox of orders to JTL: one row per order, and every move of its state in batches.

``pending`` → ``handing_over`` (committed before JTL is written to) → ``handed_over`` with the inbox
row's key → ``imported`` with JTL's order. What a crash leaves in ``handing_over`` is looked up in
JTL, never inserted again on a guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Select, select

from temu_desktop.database import schema
from temu_desktop.database.batching import (
    delete_in,
    insert_returning,
    insert_rows,
    select_in,
    update_rows,
)
from temu_desktop.ids import ShopId
from temu_desktop.jtl.model import WawiOrder
from temu_desktop.orders.jtl_xml import Document, Position
from temu_desktop.orders.model import (
    Address,
    ExportState,
    HoldReason,
    OrderStatus,
    Product,
    Shipping,
    TemuStatus,
)

ORDERS = schema.orders
ITEMS = schema.order_items
EXPORTS = schema.exports
XML = schema.xml_exports


@dataclass(frozen=True, slots=True)
class Candidate:
    """An order that may go to JTL: its document without customer number, its article numbers."""

    order_id: int
    number: str
    mail: str
    document: Document
    skus: tuple[str, ...]
    prices_complete: bool


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One row of the outbox; ``available_at``: since when TEMU has let the order be shipped."""

    id: int
    order_id: int
    number: str
    state: ExportState
    inbox_key: int | None
    wawi_order_id: int | None
    state_at: datetime
    gone_at: datetime | None
    available_at: datetime | None = None
    xml: str = ""


def candidates(conn: Connection, shop: ShopId) -> list[Candidate]:
    """Orders that are complete, not held, and not in the outbox yet."""
    may_go = (
        (ORDERS.c.status == OrderStatus.IMPORTED.value)
        & (ORDERS.c.temu_status == TemuStatus.UN_SHIPPING)
        & ~ORDERS.c.exported
        & ((ORDERS.c.shop_id == shop) | ORDERS.c.shop_id.is_(None))
        & (
            ORDERS.c.hold_reason.is_(None)
            | (ORDERS.c.hold_reason == HoldReason.UNKNOWN_ARTICLE.value)
        )
        & EXPORTS.c.id.is_(None)
    )
    orders = conn.execute(
        select(ORDERS)
        .outerjoin(EXPORTS, EXPORTS.c.order_id == ORDERS.c.id)
        .where(may_go)
        .order_by(ORDERS.c.ship_by_at, ORDERS.c.id)
    ).all()
    lines: dict[int, list[Any]] = defaultdict(list)
    for row in select_in(conn, select(ITEMS), ITEMS.c.order_id, [order.id for order in orders]):
        lines[row.order_id].append(row)
    found = (_candidate(order, lines.get(order.id, [])) for order in orders)
    return [candidate for candidate in found if candidate is not None]


def _candidate(order: Any, lines: Sequence[Any]) -> Candidate | None:
    shipped = [line for line in lines if line.quantity and line.quantity > 0]
    if not shipped or order.address_hash is None:
        return None  # nothing to pick, or nowhere to send it: never an order for JTL
    document = Document(
        number=order.number,
        ordered_at=order.ordered_at,
        paid_at=order.confirmed_at,
        address=_address(order),
        customer_number="",
        positions=tuple(_position(line) for line in sorted(shipped, key=lambda line: line.id)),
        shipping=_shipping(order),
        currency=order.currency or "EUR",
    )
    return Candidate(
        order_id=order.id,
        number=order.number,
        mail=order.recipient_mail or "",
        document=document,
        skus=tuple(sorted({line.sku for line in shipped})),
        prices_complete=all(line.unit_net is not None for line in shipped),
    )


def _address(order: Any) -> Address:
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


def _shipping(order: Any) -> Shipping | None:
    if order.shipping_gross is None:
        return None
    return Shipping(order.shipping_net, order.shipping_gross, order.shipping_rate)


def _position(line: Any) -> Position:
    net = line.unit_net_exact if line.unit_net_exact is not None else line.unit_net
    return Position(
        line_number=line.line_number,
        name=line.name or line.sku,
        article=line.sku,
        pieces=line.pieces if line.pieces is not None else int(line.quantity),
        unit_net=net if net is not None else Decimal(0),
        unit_gross=line.unit_gross if line.unit_gross is not None else Decimal(0),
        vat_rate=line.vat_rate if line.vat_rate is not None else Decimal(0),
    )


def products_of(line: Any) -> tuple[Product, ...]:
    """The articles of a stored line."""
    return tuple(Product(item["sku"], item["factor"]) for item in line.products or ())


def hold_for_articles(conn: Connection, order_ids: Sequence[int]) -> None:
    """These orders wait for an article that JTL does not know."""
    reason = HoldReason.UNKNOWN_ARTICLE.value
    update_rows(conn, ORDERS, [{"id": key, "hold_reason": reason} for key in order_ids], ["id"])


def release_from_hold(conn: Connection, order_ids: Sequence[int]) -> None:
    """These orders wait no longer."""
    update_rows(conn, ORDERS, [{"id": key, "hold_reason": None} for key in order_ids], ["id"])


def put(
    conn: Connection, shop: ShopId, documents: Mapping[int, tuple[str, str, str]], now: datetime
) -> None:
    """New outbox rows with their XML: order id → (number, xml, sha256)."""
    xml_rows = [
        {
            "order_number": number,
            "xml": xml,
            "status": "pending",
            "processed": False,
            "created_at": now,
        }
        for number, xml, _ in documents.values()
    ]
    stored = insert_returning(conn, XML, xml_rows, ["id", "order_number"])
    xml_ids = {row.order_number: row.id for row in stored}
    rows = [
        {
            "shop_id": shop,
            "order_id": order_id,
            "order_number": number,
            "xml_export_id": xml_ids[number],
            "xml_sha256": digest,
            "state": ExportState.PENDING.value,
            "attempts": 0,
            "state_at": now,
        }
        for order_id, (number, _, digest) in documents.items()
    ]
    insert_rows(conn, EXPORTS, rows)


def in_states(conn: Connection, states: Sequence[ExportState], with_xml: bool) -> list[ExportRow]:
    """Outbox rows in these states, the oldest first; ``with_xml`` brings their documents."""
    statement = _rows(*([XML.c.xml] if with_xml else []))
    if with_xml:
        statement = statement.join(XML, XML.c.id == EXPORTS.c.xml_export_id)
    wanted = EXPORTS.c.state.in_([state.value for state in states])
    rows = conn.execute(statement.where(wanted).order_by(EXPORTS.c.id)).all()
    return [_export_row(row, row.xml if with_xml else "") for row in rows]


def may_be_sent(conn: Connection, rows: Sequence[ExportRow]) -> set[int]:
    """Order ids of ``rows`` that may still go: not cancelled, not held, since they were put in."""
    found = select_in(
        conn,
        select(ORDERS.c.id).where(
            ORDERS.c.status == OrderStatus.IMPORTED.value,
            ORDERS.c.hold_reason.is_(None),
            ORDERS.c.temu_status == TemuStatus.UN_SHIPPING,
        ),
        ORDERS.c.id,
        [row.order_id for row in rows],
    )
    return {row.id for row in found}


def withdraw(conn: Connection, rows: Sequence[ExportRow]) -> None:
    """Take back rows that JTL never saw: their order was cancelled, held or changed since."""
    delete_in(conn, EXPORTS, EXPORTS.c.id, [row.id for row in rows])


def open_imported(conn: Connection) -> list[ExportRow]:
    """Orders that JTL has had and that are not completely reported yet."""
    rows = conn.execute(
        _rows()
        .where(EXPORTS.c.state == ExportState.IMPORTED.value, ~ORDERS.c.reported)
        .order_by(EXPORTS.c.id)
    ).all()
    return [_export_row(row, "") for row in rows]


def _rows(*further: Any) -> Select[Any]:
    return select(
        *(EXPORTS.c.id, EXPORTS.c.order_id, EXPORTS.c.order_number, EXPORTS.c.state),
        *(EXPORTS.c.inbox_key, EXPORTS.c.wawi_order_id, EXPORTS.c.state_at, EXPORTS.c.gone_at),
        *(ORDERS.c.confirmed_at, ORDERS.c.ordered_at),
        *further,
    ).join(ORDERS, ORDERS.c.id == EXPORTS.c.order_id)


def _export_row(row: Any, xml: str) -> ExportRow:
    return ExportRow(
        id=row.id,
        order_id=row.order_id,
        number=row.order_number,
        state=ExportState(row.state),
        inbox_key=row.inbox_key,
        wawi_order_id=row.wawi_order_id,
        state_at=row.state_at,
        gone_at=row.gone_at,
        available_at=row.confirmed_at or row.ordered_at,
        xml=xml,
    )


def mark_handing_over(conn: Connection, rows: Sequence[ExportRow], now: datetime) -> None:
    """JTL may be written to from now on."""
    state = ExportState.HANDING_OVER.value
    changes = [{"id": row.id, "state": state, "state_at": now} for row in rows]
    update_rows(conn, EXPORTS, changes, ["id"])


def mark_pending(conn: Connection, rows: Sequence[ExportRow], now: datetime) -> None:
    """JTL has nothing of it, looked up in both places: it may be handed over after all."""
    state = ExportState.PENDING.value
    changes = [{"id": row.id, "state": state, "state_at": now} for row in rows]
    update_rows(conn, EXPORTS, changes, ["id"])


def mark_handed_over(
    conn: Connection, keys: Sequence[tuple[ExportRow, int]], now: datetime
) -> None:
    """JTL's inbox holds these; the key is the only handle JTL gives."""
    changes = [
        {
            "id": row.id,
            "state": ExportState.HANDED_OVER.value,
            "inbox_key": key,
            "state_at": now,
            "handed_over_at": now,
        }
        for row, key in keys
    ]
    update_rows(conn, EXPORTS, changes, ["id"])
    _mark_exported(conn, [row for row, _ in keys], now)


def mark_imported(
    conn: Connection, found: Sequence[tuple[ExportRow, WawiOrder]], now: datetime
) -> None:
    """JTL has the order."""
    changes = [
        {
            "id": row.id,
            "state": ExportState.IMPORTED.value,
            "wawi_order_id": order.id,
            "wawi_order_number": order.number,
            "state_at": now,
            "imported_at": now,
            "last_error_code": None,
        }
        for row, order in found
    ]
    update_rows(conn, EXPORTS, changes, ["id"])
    _mark_exported(conn, [row for row, _ in found], now)


def mark_failed(conn: Connection, rows: Sequence[ExportRow], code: str, now: datetime) -> None:
    """JTL took the row away and has no order: a person decides, nothing is inserted again."""
    changes = [
        {
            "id": row.id,
            "state": ExportState.FAILED.value,
            "last_error_code": code,
            "state_at": now,
        }
        for row in rows
    ]
    update_rows(conn, EXPORTS, changes, ["id"])


def set_gone(conn: Connection, rows: Sequence[ExportRow], gone_at: datetime | None) -> None:
    """JTL has lost these orders (or has them again: None)."""
    update_rows(conn, EXPORTS, [{"id": row.id, "gone_at": gone_at} for row in rows], ["id"])


def _mark_exported(conn: Connection, rows: Sequence[ExportRow], now: datetime) -> None:
    orders = [
        {
            "id": row.order_id,
            "status": OrderStatus.EXPORTED.value,
            "exported": True,
            "handed_over_at": now,
            "updated_at": now,
        }
        for row in rows
    ]
    update_rows(conn, ORDERS, orders, ["id"])
    xml_ids = select_in(
        conn, select(EXPORTS.c.xml_export_id), EXPORTS.c.id, [row.id for row in rows]
    )
    processed = [
        {"id": row.xml_export_id, "status": "processed", "processed": True, "processed_at": now}
        for row in xml_ids
        if row.xml_export_id is not None
    ]
    update_rows(conn, XML, processed, ["id"])
