"""Orders straight in the tables, so that a test says only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import raise_issues
from temu_desktop.database import Database, UnitOfWork, schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.orders.repository import mark_rejected

NOW = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
"""Noon in Berlin."""


def an_order(key: int, **changes: Any) -> dict[str, Any]:
    """An imported order; the higher the key, the later it was placed."""
    return {
        "id": key,
        "number": f"PO-076-{key:08d}",
        "status": "importiert",
        "temu_status": 2,
        "exported": False,
        "reported": False,
        "hold_reason": None,
        "cancelled_at": None,
        "recipient_name": "Anna Müller",
        "recipient_first_name": "Anna",
        "recipient_last_name": "Müller",
        "post_code": "10115",
        "country_iso": "DE",
        "ordered_at": NOW - timedelta(days=10) + timedelta(hours=key),
        "ship_by_at": NOW + timedelta(days=2),
        "shipping_gross": Decimal("3.99"),
        "tracking_number": None,
        **changes,
    }


def a_line(order: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Two blue mugs of an order."""
    return {
        "order_id": order["id"],
        "order_number": order["number"],
        "line_number": order["number"].replace("PO-", ""),
        "name": "Tasse",
        "sku": "MUG-BLUE",
        "quantity": Decimal(2),
        "pieces": 2,
        "unit_net": Decimal("8.39"),
        "unit_gross": Decimal("9.99"),
        "total_net": Decimal("16.78"),
        "total_gross": Decimal("19.98"),
        "vat_rate": Decimal(19),
        "products": [{"sku": "MUG-BLUE", "factor": 1}],
        **changes,
    }


def an_export(order: dict[str, Any], wawi: str | None, **changes: Any) -> dict[str, Any]:
    """The outbox row of an order that JTL has."""
    return {
        "shop_id": "1",
        "order_id": order["id"],
        "order_number": order["number"],
        "state": "imported",
        "wawi_order_number": wawi,
        "state_at": NOW,
        **changes,
    }


def a_parcel(order: dict[str, Any], tracking: str, **changes: Any) -> dict[str, Any]:
    """A parcel that has left."""
    return {
        "order_id": order["id"],
        "order_number": order["number"],
        "package_key": 7000 + order["id"],
        "tracking": tracking,
        "method_id": 1,
        "method_name": "DHL",
        "shipped_at": NOW,
        "contents": {"units": [[order["number"].replace("PO-", ""), 2]]},
        "report_state": "found",
        **changes,
    }


async def put(
    database: Database,
    orders: Sequence[dict[str, Any]],
    *,
    exports: Sequence[dict[str, Any]] = (),
    parcels: Sequence[dict[str, Any]] = (),
    lines: Sequence[dict[str, Any]] | None = None,
) -> None:
    """Store orders, each with one line unless lines are given."""

    def work(uow: UnitOfWork) -> None:
        insert_rows(uow.connection, schema.orders, orders)
        stored = lines if lines is not None else [a_line(order) for order in orders]
        insert_rows(uow.connection, schema.order_items, stored)
        insert_rows(uow.connection, schema.exports, exports)
        insert_rows(uow.connection, schema.parcels, parcels)

    await database.write(work)


async def reject(database: Database, number: str, reason: str, **params: Any) -> None:
    """A record that could not be taken over, with its issue."""

    def work(uow: UnitOfWork) -> None:
        payload = {"lines": [{"line": "L-1", "quantity": 2, "products": [["MUG-BLUE", 1]]}]}
        mark_rejected(uow.connection, [(number, reason, params, payload)], "run-1", NOW)
        issue = Issue(IssueRule.RECORD_REJECTED, "order", number, {"reason": reason, **params})
        raise_issues(uow, [issue], NOW, by="run-1")

    await database.write(work)


async def complain(database: Database, rule: IssueRule, number: str) -> None:
    """An open issue of an order."""
    await database.write(
        lambda uow: raise_issues(uow, [Issue(rule, "order", number)], NOW, by="run-1")
    )
