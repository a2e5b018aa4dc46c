"""Batched reads and writes of orders and their lines; sets in, sets out, never a query per row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows, select_in, update_rows, upsert_rows
from temu_desktop.fitting import fit, width
from temu_desktop.ids import OrderSn, ShopId
from temu_desktop.orders.assess import MAX_NUMBER, PRICES_MISSING
from temu_desktop.orders.merging import Merged, StoredLine, StoredOrder, address_hash
from temu_desktop.orders.model import (
    Address,
    ExportState,
    HoldReason,
    Order,
    OrderLine,
    OrderStatus,
    Shipping,
    TemuStatus,
)
from temu_desktop.orders.pricing import cents

ORDERS = schema.orders
ITEMS = schema.order_items
EXPORTS = schema.exports
REJECTED = schema.rejected_records

STATUS_WORDS = {
    1: "PENDING",
    2: "UN_SHIPPING",
    3: "CANCELED",
    4: "SHIPPED",
    5: "RECEIPTED",
    41: "PARTIALLY_SHIPPED",
    51: "PARTIALLY_RECEIVED",
}


def storable(number: str) -> bool:
    """Our key columns and JTL's hold this number."""
    return width(number) <= MAX_NUMBER


def load_stored(conn: Connection, numbers: Sequence[str]) -> dict[str, StoredOrder]:
    """What is stored of these parent orders; a number that is too long is nowhere."""
    orders = select_in(
        conn,
        select(
            *(ORDERS.c.id, ORDERS.c.number, ORDERS.c.status, ORDERS.c.temu_status),
            *(ORDERS.c.temu_updated_at, ORDERS.c.address_hash, ORDERS.c.hold_reason),
            *(ORDERS.c.cancelled_at, ORDERS.c.exported, EXPORTS.c.state.label("export_state")),
        ).outerjoin(EXPORTS, EXPORTS.c.order_id == ORDERS.c.id),
        ORDERS.c.number,
        [number for number in numbers if storable(number)],
    )
    lines = _stored_lines(conn, [row.id for row in orders])
    return {row.number: _stored(row, lines.get(row.id, [])) for row in orders}


def _stored_lines(conn: Connection, order_ids: Sequence[int]) -> dict[int, list[Any]]:
    rows = select_in(
        conn,
        select(
            *(ITEMS.c.id, ITEMS.c.order_id, ITEMS.c.line_number),
            *(ITEMS.c.quantity, ITEMS.c.unit_gross),
        ),
        ITEMS.c.order_id,
        order_ids,
    )
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.order_id].append(row)
    return grouped


def _stored(row: Any, lines: Sequence[Any]) -> StoredOrder:
    state = ExportState(row.export_state) if row.export_state else None
    adopted = bool(row.exported) and state is None
    return StoredOrder(
        row_id=row.id,
        status=OrderStatus(row.status),
        temu_status=row.temu_status,
        updated_at=row.temu_updated_at,
        address_hash=row.address_hash,
        has_prices=bool(lines) and any(line.unit_gross is not None for line in lines),
        hold_reason=HoldReason(row.hold_reason) if row.hold_reason else None,
        handed_over=adopted or (state is not None and state.perhaps_in_jtl),
        cancelled_at=row.cancelled_at,
        lines={
            OrderSn(line.line_number): StoredLine(line.id, int(line.quantity or 0))
            for line in lines
        },
    )


def insert_orders(conn: Connection, shop: ShopId, orders: Sequence[Order], now: datetime) -> None:
    """New orders with their lines."""
    if not orders:
        return
    insert_rows(conn, ORDERS, [_new_row(order, shop, now) for order in orders])
    ids = order_ids(conn, [order.number for order in orders])
    rows = [
        _line_row(order, line, ids[order.number], now) for order in orders for line in order.lines
    ]
    # A line number that another order holds already would break the unique key of all: the
    # database decides, and the batch reports which.
    insert_rows(conn, ITEMS, rows)


def order_ids(conn: Connection, numbers: Sequence[str]) -> dict[str, int]:
    """Row ids by parent order number."""
    rows = select_in(conn, select(ORDERS.c.id, ORDERS.c.number), ORDERS.c.number, numbers)
    return {row.number: row.id for row in rows}


def update_orders(
    conn: Connection, changes: Sequence[tuple[StoredOrder, Merged]], now: datetime
) -> None:
    """Known orders: TEMU's fields always, address and prices where a newer answer brought them."""
    if not changes:
        return
    update_rows(conn, ORDERS, [_temu_fields(s, m, now) for s, m in changes], ["id"])
    with_address = [(s, m.order.address) for s, m in changes if not m.keep_address]
    update_rows(
        conn, ORDERS, [{"id": s.row_id, **_address_fields(a)} for s, a in with_address if a], ["id"]
    )
    shipped = [(s, m.order) for s, m in changes if not m.keep_prices and m.order.shipping]
    update_rows(
        conn,
        ORDERS,
        [
            {
                "id": s.row_id,
                "prices_missing": False,
                **_shipping_fields(o.shipping, o.currency),
            }
            for s, o in shipped
        ],
        ["id"],
    )
    _update_lines(conn, changes)
    _insert_missing_lines(conn, changes, now)


def _update_lines(conn: Connection, changes: Sequence[tuple[StoredOrder, Merged]]) -> None:
    known = [
        (stored.lines[line.number].row_id, line, merged)
        for stored, merged in changes
        for line in merged.order.lines
        if line.number in stored.lines
    ]
    quantities = [
        {"id": row_id, **_quantity_fields(line)}
        for row_id, line, merged in known
        if not (stored_is_exported(merged) and line.temu_status == TemuStatus.CANCELED)
    ]
    update_rows(conn, ITEMS, quantities, ["id"])
    priced = [
        {"id": row_id, **_price_fields(line)}
        for row_id, line, merged in known
        if not merged.keep_prices and line.unit_net is not None
    ]
    update_rows(conn, ITEMS, priced, ["id"])


def set_articles(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Lines whose article a person set: (id, sku, products)."""
    update_rows(conn, ITEMS, rows, ["id"])


def stored_is_exported(merged: Merged) -> bool:
    """The order has gone to JTL."""
    return merged.status in {OrderStatus.EXPORTED, OrderStatus.SHIPPED}


def _insert_missing_lines(
    conn: Connection, changes: Sequence[tuple[StoredOrder, Merged]], now: datetime
) -> None:
    rows = [
        _line_row(merged.order, line, stored.row_id, now)
        for stored, merged in changes
        for line in merged.order.lines
        if line.number not in stored.lines
    ]
    insert_rows(conn, ITEMS, rows)


def _new_row(order: Order, shop: ShopId, now: datetime) -> dict[str, Any]:
    address = _address_fields(order.address) if order.address else dict.fromkeys(_ADDRESS_KEYS)
    return {
        "number": order.number,
        "ordered_at": order.ordered_at,
        "status": order.status.value,
        "shop_id": shop,
        "exported": False,
        "reported": False,
        "created_at": now,
        "seen_at": now,
        "cancelled_at": None,
        "prices_missing": PRICES_MISSING in order.warnings,
        **_common_fields(order, now),
        **address,
        **_shipping_fields(order.shipping, order.currency),
    }


def _temu_fields(stored: StoredOrder, merged: Merged, now: datetime) -> dict[str, Any]:
    cancelled_at = stored.cancelled_at or (now if merged.cancelled else None)
    return {
        "id": stored.row_id,
        "status": merged.status.value,
        "cancelled_at": cancelled_at,
        **_common_fields(merged.order, now),
    }


def _common_fields(order: Order, now: datetime) -> dict[str, Any]:
    return {
        "temu_status_word": STATUS_WORDS.get(order.temu_status, str(order.temu_status)),
        "temu_status": order.temu_status,
        "region_id": order.region_id,
        "temu_updated_at": order.updated_at,
        "confirmed_at": order.confirmed_at,
        "ship_by_at": order.ship_by_at,
        "deliver_by_at": order.deliver_by_at,
        "labels": list(order.labels),
        "warnings": list(order.warnings),
        "hold_reason": order.hold_reason.value if order.hold_reason else None,
        "updated_at": now,
    }


def _address_fields(address: Address) -> dict[str, Any]:
    return {
        "recipient_name": fit(address.name, 200),
        "recipient_first_name": fit(address.first_name, 100),
        "recipient_last_name": fit(address.last_name, 100),
        "recipient_phone": fit(address.phone, 50),
        "recipient_mail": fit(address.mail, 255),
        "street": fit(address.street, 200),
        "address_extra": fit(address.extra, 200),
        "post_code": fit(address.post_code, 20),
        "city": fit(address.city, 100),
        "state": fit(address.state, 100),
        "country": fit(address.country, 50),
        "country_iso": address.country_iso,
        "tax_code": fit(address.tax_code, 100),
        "address_hash": address_hash(address),
    }


_ADDRESS_KEYS = (
    *("recipient_name", "recipient_first_name", "recipient_last_name", "recipient_phone"),
    *("recipient_mail", "street", "address_extra", "post_code", "city", "state", "country"),
    *("country_iso", "tax_code", "address_hash"),
)


def _shipping_fields(shipping: Shipping | None, currency: str) -> dict[str, Any]:
    return {
        "shipping_net": shipping.net if shipping else None,
        "shipping_gross": shipping.gross if shipping else None,
        "shipping_rate": shipping.rate if shipping else None,
        "currency": currency,
    }


def _line_row(order: Order, line: OrderLine, order_id: int, now: datetime) -> dict[str, Any]:
    return {
        "order_id": order_id,
        "order_number": order.number,
        "line_number": line.number,
        "name": fit(line.name, 500),
        "sku": fit(line.sku, 100),
        "sku_id": str(line.sku_id) if line.sku_id is not None else None,
        "variation": fit(line.variation, 200),
        "goods_id": line.goods_id,
        "products": [{"sku": product.sku, "factor": product.factor} for product in line.products],
        "created_at": now,
        **_quantity_fields(line),
        **_price_fields(line),
    }


def _quantity_fields(line: OrderLine) -> dict[str, Any]:
    return {
        "quantity": Decimal(line.quantity),
        "original_quantity": line.original_quantity,
        "cancelled_quantity": line.cancelled_quantity,
        "sold_factor": line.sold_factor,
        "pieces": line.pieces,
        "line_status": line.temu_status,
    }


def _price_fields(line: OrderLine) -> dict[str, Any]:
    known = line.unit_net is not None and line.unit_gross is not None and line.vat_rate is not None
    net = line.unit_net if known else None
    gross = line.unit_gross if known else None
    return {
        "unit_net": cents(net) if net is not None else None,
        "unit_net_exact": net,
        "unit_gross": gross,
        "total_net": cents(net * line.pieces) if net is not None else None,
        "total_gross": cents(gross * line.pieces) if gross is not None else None,
        "vat_rate": line.vat_rate,
    }


def mark_rejected(
    conn: Connection,
    rejected: Iterable[tuple[str, str, Mapping[str, Any], Any]],
    run: str,
    now: datetime,
) -> None:
    """Keep rejected orders with reason and lines: (number, reason, params, payload)."""
    rows = [
        {
            "kind": "order",
            "key": fit(number, 200),
            "reason": reason,
            "params": dict(params),
            "payload": payload,
            "first_seen_at": now,
            "last_seen_at": now,
            "run_id": run,
            "resolved_at": None,
        }
        for number, reason, params, payload in rejected
    ]
    upsert_rows(
        conn,
        REJECTED,
        rows,
        ["kind", "key"],
        ["reason", "params", "payload", "last_seen_at", "run_id", "resolved_at"],
    )


def resolve_rejected(
    conn: Connection, numbers: Sequence[str], now: datetime, *, but: str | None = None
) -> list[str]:
    """These orders are rejected no longer, except for the reason ``but``; which they were."""
    still = REJECTED.c.resolved_at.is_(None) & (REJECTED.c.kind == "order")
    if but is not None:
        still &= REJECTED.c.reason != but
    rows = select_in(
        conn, select(REJECTED.c.id, REJECTED.c.key).where(still), REJECTED.c.key, numbers
    )
    update_rows(conn, REJECTED, [{"id": row.id, "resolved_at": now} for row in rows], ["id"])
    return [row.key for row in rows]


def unresolved_numbers(conn: Connection) -> list[str]:
    """Orders to be read again by number: waiting, held, and rejected ones (decision 2), and those
    of an adopted database that TEMU has not spoken of yet."""
    waiting = select(ORDERS.c.number).where(
        (ORDERS.c.status == OrderStatus.WAITING.value)
        | (
            (ORDERS.c.status == OrderStatus.IMPORTED.value)
            & ORDERS.c.temu_status.is_(None)
            & ~ORDERS.c.exported
        )
        | (
            (ORDERS.c.status == OrderStatus.IMPORTED.value)
            & ORDERS.c.hold_reason.is_not(None)
            & (ORDERS.c.temu_status <= TemuStatus.UN_SHIPPING)
        )
    )
    rejected = select(REJECTED.c.key).where(
        REJECTED.c.kind == "order", REJECTED.c.resolved_at.is_(None)
    )
    numbers = [*conn.execute(waiting).scalars(), *conn.execute(rejected).scalars()]
    return sorted({number for number in numbers if not number.startswith("#")})
