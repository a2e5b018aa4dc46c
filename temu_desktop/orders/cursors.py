"""How far the order list has been read; moved only in the transaction that stores the orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from temu_desktop.clock import from_unix, to_unix
from temu_desktop.database import schema
from temu_desktop.database.batching import upsert_rows
from temu_desktop.ids import ShopId

STATE = schema.sync_state


@dataclass(frozen=True, slots=True)
class Cursors:
    """End of the last update window whose orders are stored, and when all days were read last."""

    updated_until: datetime | None
    full_window_at: datetime | None


def _key(shop: ShopId) -> str:
    return f"orders:{shop}"


def load_cursors(conn: Connection, shop: ShopId) -> Cursors:
    """Where reading goes on."""
    value = conn.execute(select(STATE.c.value).where(STATE.c.key == _key(shop))).scalar()
    stored = value or {}
    return Cursors(
        *(
            from_unix(stored[name]) if stored.get(name) is not None else None
            for name in ("updated_until", "full_window_at")
        )
    )


def save_cursors(conn: Connection, shop: ShopId, cursors: Cursors, now: datetime) -> None:
    """Remember where reading goes on."""
    value = {
        "updated_until": to_unix(cursors.updated_until) if cursors.updated_until else None,
        "full_window_at": to_unix(cursors.full_window_at) if cursors.full_window_at else None,
    }
    row = {"key": _key(shop), "value": value, "updated_at": now}
    upsert_rows(conn, STATE, [row], ["key"], ["value", "updated_at"])
