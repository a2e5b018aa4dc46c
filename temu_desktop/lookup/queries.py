"""Our tables asked for a code: exact, over indexes, in seven small statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Connection, Select, func, select

from temu_desktop.database import schema
from temu_desktop.fitting import width
from temu_desktop.ids import article_key
from temu_desktop.lookup.codes import LONGEST, Code

ORDERS = schema.orders
ITEMS = schema.order_items
PARCELS = schema.parcels
EXPORTS = schema.exports
PRODUCTS = schema.products
REJECTED = schema.rejected_records
MOST = 20
"""So many hits of one kind are told; a SKU can stand in any number of orders."""


class HitKind(StrEnum):
    """What a code was found as."""

    ORDER = "order"
    LINE = "line"
    WAWI_ORDER = "wawi_order"
    TRACKING = "tracking"
    SKU = "sku"
    EAN = "ean"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a code means: an order (``order`` is its number) or an article (``sku``).

    ``matched`` is what stands in our tables; ``label`` says more: the order's status, the
    article's name, or why a record was rejected.
    """

    kind: HitKind
    order: str | None
    sku: str | None
    matched: str
    label: str = ""


def hits_of(conn: Connection, code: Code) -> list[Hit]:
    """Everything of ours that this code names: orders first, then articles. An order's tracking
    number stands at the order and at its parcel, and is told once."""
    found = (
        *_orders(conn, code.forms),
        *_lines(conn, code.forms),
        *_parcels(conn, code.forms),
        *_exports(conn, code.forms),
        *_rejected(conn, code.forms),
        *articles(conn, code.forms),
    )
    once: dict[tuple[HitKind, str | None, str | None, str], Hit] = {}
    for hit in found:
        once.setdefault((hit.kind, hit.order, hit.sku, hit.matched), hit)
    return list(once.values())


def articles(
    conn: Connection, skus: Sequence[str], kind: HitKind = HitKind.SKU, matched: str | None = None
) -> list[Hit]:
    """Listed SKUs in any spelling that JTL would take for the same, else SKUs of order lines."""
    columns = select(PRODUCTS.c.sku, PRODUCTS.c.name)
    rows = _in(conn, columns, PRODUCTS.c.sku, skus) or _in_any_spelling(conn, columns, skus)
    if not rows:
        rows = _in(conn, select(ITEMS.c.sku, ITEMS.c.name).distinct(), ITEMS.c.sku, skus)
    found = {row.sku: row.name or "" for row in rows}
    return [Hit(kind, None, sku, matched or sku, name) for sku, name in sorted(found.items())]


def _in_any_spelling(conn: Connection, columns: Select[Any], skus: Sequence[str]) -> Sequence[Any]:
    """Without case and trailing blanks; reads the index of SKUs once, from end to end."""
    wanted = {article_key(sku) for sku in skus}
    # SQLite lowers ASCII only, so both spellings of other letters are asked for.
    keys = {_ascii_lower(spelling) for sku in wanted for spelling in (sku, sku.upper())}
    column = func.lower(func.rtrim(PRODUCTS.c.sku))
    fitting = sorted({*wanted, *keys})
    rows = conn.execute(columns.where(column.in_(fitting)).limit(MOST)).all()
    return [row for row in rows if article_key(row.sku) in wanted]


def _ascii_lower(text: str) -> str:
    return "".join(char.lower() if char.isascii() else char for char in text)


def _in(
    conn: Connection, columns: Select[Any], column: Column[Any], forms: Sequence[str]
) -> Sequence[Any]:
    """Some rows whose column is one of a few forms; what is too long for the column is nowhere."""
    room = getattr(column.type, "length", None) or LONGEST
    fitting = [form for form in forms if width(form) <= room]
    if not fitting:
        return []
    return conn.execute(columns.where(column.in_(fitting)).limit(MOST)).all()


def _orders(conn: Connection, forms: Sequence[str]) -> Iterator[Hit]:
    columns = select(ORDERS.c.number, ORDERS.c.status, ORDERS.c.tracking_number)
    for row in _in(conn, columns, ORDERS.c.number, forms):
        yield Hit(HitKind.ORDER, row.number, None, row.number, row.status)
    for row in _in(conn, columns, ORDERS.c.tracking_number, forms):
        yield Hit(HitKind.TRACKING, row.number, None, row.tracking_number, row.status)


def _lines(conn: Connection, forms: Sequence[str]) -> Iterator[Hit]:
    columns = select(ITEMS.c.line_number, ITEMS.c.order_number, ITEMS.c.name)
    for row in _in(conn, columns, ITEMS.c.line_number, forms):
        yield Hit(HitKind.LINE, row.order_number, None, row.line_number, row.name or "")


def _parcels(conn: Connection, forms: Sequence[str]) -> Iterator[Hit]:
    columns = select(PARCELS.c.order_number, PARCELS.c.tracking, PARCELS.c.report_state)
    seen: set[tuple[str, str]] = set()
    for row in _in(conn, columns, PARCELS.c.tracking, forms):
        if (row.order_number, row.tracking) not in seen:
            seen.add((row.order_number, row.tracking))
            yield Hit(HitKind.TRACKING, row.order_number, None, row.tracking, row.report_state)


def _exports(conn: Connection, forms: Sequence[str]) -> Iterator[Hit]:
    columns = select(EXPORTS.c.order_number, EXPORTS.c.wawi_order_number, EXPORTS.c.state)
    for row in _in(conn, columns, EXPORTS.c.wawi_order_number, forms):
        yield Hit(HitKind.WAWI_ORDER, row.order_number, None, row.wawi_order_number, row.state)


def _rejected(conn: Connection, forms: Sequence[str]) -> Iterator[Hit]:
    open_ones = select(REJECTED.c.key, REJECTED.c.reason).where(
        REJECTED.c.kind == "order", REJECTED.c.resolved_at.is_(None)
    )
    for row in _in(conn, open_ones, REJECTED.c.key, forms):
        yield Hit(HitKind.REJECTED, row.key, None, row.key, row.reason)
