"""What left JTL's warehouse: the shipment source.

Order → delivery note → package → shipping method. A package counts as a parcel when it has left
(``dVersendet``) and has a number (``cIdentCode``); the carrier is the merchant's shipping method,
because ``cLogistiker`` is practically always empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Select, literal, or_, select

from temu_desktop.database.batching import select_in
from temu_desktop.database.unit_of_work import Database
from temu_desktop.ids import ArticleId, PackageKey
from temu_desktop.jtl import schema
from temu_desktop.jtl.connection import JtlConnection
from temu_desktop.jtl.model import (
    DeliveredPackage,
    DeliveredQuantity,
    OrderShipments,
    ShippingMethod,
    WawiOrder,
)
from temu_desktop.jtl.orders_gateway import read_orders, read_shipping_methods


class JtlShipments:
    """Parcels and delivered pieces, in batches."""

    def __init__(self, database: Database) -> None:
        self._jtl = JtlConnection(database)

    async def shipments(self, numbers: Sequence[str]) -> dict[str, OrderShipments]:
        """Orders, parcels and pieces by external number as asked; unknown ones are left out."""
        return await self._jtl.read(lambda connection: _shipments(connection, numbers))

    async def methods(self) -> tuple[ShippingMethod, ...]:
        """The merchant's shipping methods, for the carrier mapping."""
        return await self._jtl.read(read_shipping_methods)


@dataclass(slots=True)
class _Collected:
    """What is found of one external number while the statements come back."""

    orders: list[WawiOrder]
    packages: list[DeliveredPackage] = field(default_factory=list)
    quantities: list[DeliveredQuantity] = field(default_factory=list)
    waiting: int = 0
    untracked: int = 0
    open_quantity: Decimal = Decimal(0)


def _shipments(connection: Connection, numbers: Iterable[str]) -> dict[str, OrderShipments]:
    found = {
        number: _Collected(orders) for number, orders in read_orders(connection, numbers).items()
    }
    owner = {order.id: (number, order) for number, it in found.items() for order in it.orders}
    ids = list(owner)
    notes = schema.delivery_notes.c
    for row in select_in(connection, _select_packages(), notes.order_id, ids):
        number, order = owner[row.order_id]
        _add_package(found[number], order, row)
    for row in select_in(connection, _select_quantities(), notes.order_id, ids):
        found[owner[row.order_id][0]].quantities.append(_quantity_of(row))
    for row in select_in(connection, _select_open(), schema.positions.c.order_id, ids):
        number, order = owner[row.order_id]
        if not order.cancelled:
            found[number].open_quantity += row.open_quantity
    return {number: _finished(number, it) for number, it in found.items()}


def _finished(number: str, it: _Collected) -> OrderShipments:
    return OrderShipments(
        external_number=number,
        orders=tuple(it.orders),
        packages=tuple(sorted(it.packages, key=lambda package: package.key)),
        quantities=tuple(sorted(it.quantities, key=lambda q: (q.delivery_note, q.position_id))),
        waiting_packages=it.waiting,
        untracked_packages=it.untracked,
        open_quantity=it.open_quantity,
    )


def _add_package(found: _Collected, order: WawiOrder, row: Row[Any]) -> None:
    number = (row.tracking or "").strip()
    if row.shipped_at is None:
        found.waiting += 1
    elif not number:
        found.untracked += 1
    else:
        found.packages.append(
            DeliveredPackage(
                key=PackageKey(row.key),
                delivery_note=row.delivery_note,
                external_number=order.external_number,
                order_id=order.id,
                tracking=number,
                shipped_at=row.shipped_at,
                method_id=row.method_id or 0,
                method_name=row.method_name or "",
            )
        )


def _quantity_of(row: Row[Any]) -> DeliveredQuantity:
    return DeliveredQuantity(
        delivery_note=row.delivery_note,
        article_number=row.article_number or "",
        article_id=ArticleId(row.article_id) if row.article_id else None,
        position_id=row.position_id,
        quantity=row.quantity,
    )


def _select_packages() -> Select[Any]:
    note, package, method = (
        schema.delivery_notes,
        schema.packages,
        schema.shipping_methods,
    )
    joined = note.join(package, package.c.delivery_note_id == note.c.id).outerjoin(
        method, method.c.id == package.c.method_id
    )
    return select(
        note.c.order_id,
        note.c.id.label("delivery_note"),
        package.c.key,
        package.c.tracking,
        package.c.shipped_at,
        package.c.method_id,
        method.c.name.label("method_name"),
    ).select_from(joined)


def _select_quantities() -> Select[Any]:
    note, row, position = (
        schema.delivery_notes,
        schema.delivery_note_positions,
        schema.positions,
    )
    joined = note.join(row, row.c.delivery_note_id == note.c.id).join(
        position, position.c.id == row.c.position_id
    )
    chosen = select(
        note.c.order_id,
        note.c.id.label("delivery_note"),
        position.c.id.label("position_id"),
        position.c.article_id,
        position.c.article_number,
        row.c.quantity,
    )
    return _goods_only(chosen.select_from(joined))


def _select_open() -> Select[Any]:
    position, totals = schema.positions, schema.position_totals
    joined = position.join(totals, totals.c.position_id == position.c.id)
    chosen = select(position.c.order_id, totals.c.open_quantity).select_from(joined)
    return _goods_only(chosen).where(totals.c.open_quantity > 0)


def _goods_only(query: Select[Any]) -> Select[Any]:
    """Without shipping costs, and without the parts that JTL lists below a sold set."""
    c = schema.positions.c
    owner = c.set_position_id
    return query.where(
        c.type.in_([literal(goods) for goods in schema.GOODS_TYPES]),
        or_(owner.is_(None), owner == 0, owner == c.id),
    )
