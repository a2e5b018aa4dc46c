"""Switches in the database, so that every process on it obeys them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from temu_desktop.audit.repository import Act, record_act
from temu_desktop.database import schema
from temu_desktop.database.batching import upsert_rows
from temu_desktop.switches.model import Position, Switch

SETTINGS = schema.operator_settings


def read_switch(conn: Connection, switch: Switch) -> Position:
    """Where a switch stands."""
    row = conn.execute(select(SETTINGS).where(SETTINGS.c.key == switch.value)).one_or_none()
    if row is None:
        return Position(on=False)
    return Position(bool((row.value or {}).get("on")), row.changed_at, row.changed_by)


def turn(conn: Connection, switch: Switch, on: bool, who: str, now: datetime) -> None:
    """Turn a switch; who did it is kept."""
    row = {"key": switch.value, "value": {"on": on}, "changed_at": now, "changed_by": who}
    upsert_rows(conn, SETTINGS, [row], ["key"], ["value", "changed_at", "changed_by"])
    record_act(conn, Act(who, "switch_on" if on else "switch_off", switch.value), now)
