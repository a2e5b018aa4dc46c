"""Carriers: the operator's mapping from JTL's shipping methods to TEMU's ids (decision 18)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, func, select

from temu_desktop.database import schema
from temu_desktop.database.batching import delete_in, insert_rows
from temu_desktop.ids import ShopId
from temu_desktop.orders.model import ReportState

MAPPINGS = schema.carrier_mappings
ORDERS = schema.orders
PARCELS = schema.parcels
Place = tuple[int, int | None]
"""A shipping method's id and a region's (None: the default)."""


@dataclass(frozen=True, slots=True)
class MappedCarrier:
    """Where a shipping method leads: a carrier of TEMU's, or 'sends no tracking'."""

    carrier_id: int | None
    name: str
    sends_no_tracking: bool = False


@dataclass(frozen=True, slots=True)
class RemovedMapping:
    """A mapping that was taken away: of which method, in which region, to which carrier."""

    method: str
    region_id: int | None
    carrier: MappedCarrier


@dataclass(frozen=True, slots=True)
class CarrierMap:
    """By shipping method and destination region, with a default per method (region None)."""

    entries: Mapping[Place, MappedCarrier]

    def find(self, method_id: int, region_id: int | None) -> MappedCarrier | None:
        """The entry of the region, else the method's default, else None: never a guess."""
        return self.entries.get((method_id, region_id)) or self.entries.get((method_id, None))


@dataclass(frozen=True, slots=True)
class Destination:
    """A region that the shop ships to; ``country`` is its German name."""

    region_id: int
    country_iso: str
    country: str
    orders: int


def destinations(conn: Connection, shop: ShopId) -> list[Destination]:
    """Where the shop's orders went, the most frequent first. A region that serves several
    countries is named after the one with the most orders."""
    count = func.count().label("orders")
    rows = conn.execute(
        select(ORDERS.c.region_id, ORDERS.c.country_iso, ORDERS.c.country, count)
        .where(ORDERS.c.shop_id == shop, ORDERS.c.region_id.is_not(None))
        .group_by(ORDERS.c.region_id, ORDERS.c.country_iso, ORDERS.c.country)
    ).all()
    found: dict[int, Destination] = {}
    for row in sorted(rows, key=lambda row: -row.orders):
        known = found.get(row.region_id)
        if known is None:
            found[row.region_id] = Destination(
                row.region_id, row.country_iso or "", row.country or "", row.orders
            )
        else:
            found[row.region_id] = replace(known, orders=known.orders + row.orders)
    return sorted(found.values(), key=lambda one: (-one.orders, one.region_id))


def parcels_waiting(conn: Connection, shop: ShopId) -> dict[int, int]:
    """How many parcels of living orders were found and not yet reported, by shipping method."""
    rows = conn.execute(
        select(PARCELS.c.method_id, func.count())
        .join(ORDERS, ORDERS.c.id == PARCELS.c.order_id)
        .where(PARCELS.c.report_state == ReportState.FOUND.value, ORDERS.c.shop_id == shop)
        .where(~ORDERS.c.reported, ORDERS.c.cancelled_at.is_(None))
        .group_by(PARCELS.c.method_id)
    )
    return {method: count for method, count in rows if method is not None}


def load_carrier_map(conn: Connection, shop: ShopId) -> CarrierMap:
    """The operator's mapping for a shop."""
    rows = conn.execute(select(MAPPINGS).where(MAPPINGS.c.shop_id == shop))
    return CarrierMap({(row.method_id, row.region_id): _carrier(row) for row in rows})


def save_mappings(conn: Connection, shop: ShopId, mappings: Sequence[Mapping[str, Any]]) -> None:
    """Replace the mapping of these methods and regions: (method_id, method_name, region_id,
    carrier_id, carrier_name, sends_no_tracking)."""
    remove_mappings(conn, shop, {(one["method_id"], one.get("region_id")) for one in mappings})
    insert_rows(conn, MAPPINGS, [{"shop_id": shop, **mapping} for mapping in mappings])


def remove_mappings(
    conn: Connection, shop: ShopId, places: Collection[Place]
) -> list[RemovedMapping]:
    """Take these mappings away; those that there were."""
    if not places:
        return []
    rows = conn.execute(select(MAPPINGS).where(MAPPINGS.c.shop_id == shop)).all()
    gone = [row for row in rows if (row.method_id, row.region_id) in places]
    delete_in(conn, MAPPINGS, MAPPINGS.c.id, [row.id for row in gone])
    return [RemovedMapping(row.method_name, row.region_id, _carrier(row)) for row in gone]


def _carrier(row: Row[Any]) -> MappedCarrier:
    return MappedCarrier(row.carrier_id, row.carrier_name or "", bool(row.sends_no_tracking))
