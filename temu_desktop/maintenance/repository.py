"""Deletes and blanks rows that have served their time, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, and_, select

from temu_desktop.database import schema
from temu_desktop.database.batching import delete_in, update_rows

BATCH = 1000
SHIPPED = "versendet"
"""The status of an order that has left, as merchants' tables have it."""

Batch = Callable[[Connection], int]
"""One batch of a deletion: how many rows it took; 0 at the end."""


def old_logs(before: datetime) -> Batch:
    """Log lines written before a moment."""
    table = schema.scheduler_logs
    return _deletion(table, table.c.log_id, table.c.timestamp < before)


def old_runs(before: datetime) -> Batch:
    """Runs that ended before a moment, with their steps."""
    table = schema.job_runs
    return _deletion(table, table.c.run_id, table.c.ended_at < before)


def old_requests(before: datetime) -> Batch:
    """What processes asked of each other and had answered before a moment."""
    table = schema.job_requests
    return _deletion(table, table.c.id, table.c.answered_at < before)


def old_alarms(before: datetime) -> Batch:
    """Alarms that were settled before a moment."""
    table = schema.alarms
    return _deletion(table, table.c.id, table.c.settled_at < before)


def personal_data(before: datetime) -> Batch:
    """Blank the recipients of orders that were reported before a moment, and their XML."""
    orders, xml = schema.orders, schema.xml_exports
    fields = (
        *("recipient_name", "recipient_first_name", "recipient_last_name", "recipient_phone"),
        *("recipient_mail", "street", "address_extra", "post_code", "city", "company", "tax_code"),
    )
    wanted = and_(
        orders.c.status == SHIPPED,
        orders.c.reported_at < before,
        orders.c.recipient_name.is_not(None),
    )

    def blank(conn: Connection) -> int:
        rows = conn.execute(select(orders.c.id, orders.c.number).where(wanted).limit(BATCH)).all()
        empty = dict.fromkeys(fields)
        update_rows(conn, orders, [{"id": row.id, **empty} for row in rows], ["id"])
        keys = [{"order_number": row.number, "xml": ""} for row in rows]
        update_rows(conn, xml, keys, ["order_number"])
        return len(rows)

    return blank


def _deletion(table: Table, key: Column[Any], condition: Any) -> Batch:
    def delete(conn: Connection) -> int:
        keys = list(conn.execute(select(key).where(condition).limit(BATCH)).scalars())
        return delete_in(conn, table, key, keys) if keys else 0

    return delete
