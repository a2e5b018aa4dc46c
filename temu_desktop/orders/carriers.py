"""Carriers: the operator's mapping from JTL's shipping methods to TEMU's ids (decision 18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.ids import ShopId

MAPPINGS = schema.carrier_mappings


@dataclass(frozen=True, slots=True)
class MappedCarrier:
    """Where a shipping method leads: a carrier of TEMU's, or 'sends no tracking'."""

    carrier_id: int | None
    name: str
    sends_no_tracking: bool = False


@dataclass(frozen=True, slots=True)
class CarrierMap:
    """By shipping method and destination region, with a default per method (region None)."""

    entries: Mapping[tuple[int, int | None], MappedCarrier]

    def find(self, method_id: int, region_id: int | None) -> MappedCarrier | None:
        """The entry of the region, else the method's default, else None: never a guess."""
        return self.entries.get((method_id, region_id)) or self.entries.get((method_id, None))


def load_carrier_map(conn: Connection, shop: ShopId) -> CarrierMap:
    """The operator's mapping for a shop."""
    rows = conn.execute(select(MAPPINGS).where(MAPPINGS.c.shop_id == shop))
    return CarrierMap(
        {
            (row.method_id, row.region_id): MappedCarrier(
                row.carrier_id, row.carrier_name or "", bool(row.sends_no_tracking)
            )
            for row in rows
        }
    )


def save_mappings(conn: Connection, shop: ShopId, mappings: Sequence[Mapping[str, Any]]) -> None:
    """Replace the mapping of these methods and regions: (method_id, method_name, region_id,
    carrier_id, carrier_name, sends_no_tracking)."""
    for mapping in mappings:
        same = (MAPPINGS.c.shop_id == shop) & (MAPPINGS.c.method_id == mapping["method_id"])
        region = mapping.get("region_id")
        same &= MAPPINGS.c.region_id.is_(None) if region is None else MAPPINGS.c.region_id == region
        conn.execute(MAPPINGS.delete().where(same))
    insert_rows(conn, MAPPINGS, [{"shop_id": shop, **mapping} for mapping in mappings])
