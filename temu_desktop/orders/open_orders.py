"""What inventory must know about orders: pieces in flight, SKUs that sold, bundle factors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select

from temu_desktop.database import schema
from temu_desktop.database.batching import select_in
from temu_desktop.ids import article_key
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.orders.intake import INTAKE, OrderIntake, OrderParameters
from temu_desktop.orders.model import ExportState, OrderStatus, TemuStatus
from temu_desktop.orders.ports import OrderSink
from temu_desktop.orders.repository import storable

ORDERS = schema.orders
ITEMS = schema.order_items
EXPORTS = schema.exports
REJECTED = schema.rejected_records

_OPEN_AT_TEMU = (TemuStatus.PENDING.value, TemuStatus.UN_SHIPPING.value)
_OURS = (
    OrderStatus.WAITING.value,
    OrderStatus.IMPORTED.value,
    OrderStatus.EXPORTED.value,
    OrderStatus.SHIPPED.value,
)


class OpenOrders:
    """Orders as inventory sees them."""

    def __init__(self, intake: OrderIntake, sink: OrderSink) -> None:
        self._intake = intake
        self._sink = sink

    async def refresh(self, context: RunContext, step: Step) -> None:
        """Read TEMU's order list into the tables, as the orders job does."""
        async with context.hold(INTAKE):
            reading = await self._intake.fetch(context, step, OrderParameters())
            await self._intake.store(context, step, reading)

    async def in_flight(self, context: RunContext) -> Mapping[str, int]:
        """Pieces by article key of unshipped TEMU orders that JTL holds no order for.

        JTL is asked now: what it took since the last export run is reserved there already.
        """
        rows = await context.database.read(_unreserved)
        held = await self._sink.existing(sorted({row.number for row in rows}))
        alive = {
            number
            for number, orders in held.items()
            if any(not order.cancelled for order in orders)
        }
        pieces: Counter[str] = Counter()
        for row in rows:
            if row.number not in alive:
                _add(pieces, int(row.quantity or 0), row.products)
        for payload in await context.database.read(_rejected_payloads):
            for line in payload.get("lines", ()):
                products = [{"sku": sku, "factor": factor} for sku, factor in line["products"]]
                _add(pieces, int(line["quantity"]), products)
        return pieces

    async def touched(self, context: RunContext, since: datetime | None) -> frozenset[str]:
        """Article keys of orders that were written since then: TEMU's stock moved with them."""
        return await context.database.read(lambda conn: _touched(conn, since))

    async def factors(self, context: RunContext) -> Mapping[str, int]:
        """Pieces per sold unit by article key, where it is not 1."""
        return await context.database.read(_factors)


def _unreserved(conn: Connection) -> list[Any]:
    """Lines of open orders without an order in JTL that we know to be alive."""
    safe = (EXPORTS.c.state == ExportState.IMPORTED.value) & EXPORTS.c.gone_at.is_(None)
    return list(
        conn.execute(
            select(ORDERS.c.number, ITEMS.c.quantity, ITEMS.c.products)
            .join(ITEMS, ITEMS.c.order_id == ORDERS.c.id)
            .outerjoin(EXPORTS, EXPORTS.c.order_id == ORDERS.c.id)
            .where(
                ORDERS.c.status.in_(_OURS),
                ORDERS.c.temu_status.in_(_OPEN_AT_TEMU),
                ~ORDERS.c.reported,
                or_(EXPORTS.c.id.is_(None), ~safe),
            )
        )
    )


def _rejected_payloads(conn: Connection) -> list[Mapping[str, Any]]:
    """Rejected orders that could not be stored at all, as far as they are open at TEMU."""
    rows = conn.execute(
        select(REJECTED.c.key, REJECTED.c.payload).where(
            REJECTED.c.kind == "order",
            REJECTED.c.resolved_at.is_(None),
            REJECTED.c.payload.is_not(None),
        )
    ).all()
    stored = select_in(
        conn,
        select(ORDERS.c.number),
        ORDERS.c.number,
        [row.key for row in rows if storable(row.key)],
    )
    known = {row.number for row in stored}
    return [
        row.payload
        for row in rows
        if row.payload and row.key not in known and row.payload["temu_status"] in _OPEN_AT_TEMU
    ]


def _add(pieces: Counter[str], quantity: int, products: Iterable[Mapping[str, Any]] | None) -> None:
    for product in products or ():
        pieces[article_key(product["sku"])] += max(0, quantity) * max(1, int(product["factor"]))


def _touched(conn: Connection, since: datetime | None) -> frozenset[str]:
    written = select(ITEMS.c.products).join(ORDERS, ORDERS.c.id == ITEMS.c.order_id)
    rejected = select(REJECTED.c.payload).where(
        REJECTED.c.kind == "order", REJECTED.c.payload.is_not(None)
    )
    if since is not None:
        written = written.where(ORDERS.c.updated_at >= since)
        rejected = rejected.where(REJECTED.c.last_seen_at >= since)
    of_lines = (
        product["sku"] for products in conn.execute(written).scalars() for product in products or ()
    )
    of_rejected = (
        sku
        for payload in conn.execute(rejected).scalars()
        for line in (payload or {}).get("lines", ())
        for sku, _ in line["products"]
    )
    return frozenset(article_key(sku) for sku in (*of_lines, *of_rejected))


def _factors(conn: Connection) -> dict[str, int]:
    rows = conn.execute(
        select(ITEMS.c.sku, ITEMS.c.sold_factor)
        .where(ITEMS.c.sold_factor > 1)
        .distinct()
        .order_by(ITEMS.c.sold_factor)
    )
    return {article_key(row.sku): row.sold_factor for row in rows if row.sku}
