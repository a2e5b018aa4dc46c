"""The cut-over: orders from before are somebody else's work (decision 8)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows

SETTINGS = schema.operator_settings
KEY = "installed_at"


def installed_at(conn: Connection, now: datetime) -> datetime:
    """When this installation first looked for orders; the cut-over where no setting names one."""
    stored = conn.execute(select(SETTINGS.c.value).where(SETTINGS.c.key == KEY)).scalar()
    if stored is not None:
        return datetime.fromisoformat(stored["at"])
    row = {"key": KEY, "value": {"at": now.isoformat()}, "changed_at": now, "changed_by": "set-up"}
    insert_rows(conn, SETTINGS, [row])
    return now
