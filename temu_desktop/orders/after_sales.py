"""After-sales cases are kept for a person to read; nothing here answers one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from temu_desktop.database import schema
from temu_desktop.database.batching import upsert_rows
from temu_desktop.orders.repository import storable
from temu_desktop.temu.payloads import AfterSalesCase

CASES = schema.after_sales


def store_cases(conn: Connection, cases: Sequence[AfterSalesCase], now: datetime) -> None:
    """Insert or refresh cases by TEMU's number; orders too long for JTL have none here."""
    rows = [
        {
            "parent_after_sales_sn": case.case,
            "order_number": case.number,
            "kind": str(case.kind) if case.kind is not None else None,
            "status": case.status,
            "payload": {"group": case.group, "act_by": _text(case.act_by)},
            "updated_at": now,
        }
        for case in cases
        if storable(case.number)
    ]
    upsert_rows(
        conn,
        CASES,
        rows,
        ["parent_after_sales_sn"],
        ["order_number", "kind", "status", "payload", "updated_at"],
    )


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
