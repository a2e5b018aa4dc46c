"""The brake on mass cancellation (workflows.md): a flood of them waits for a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from temu_desktop.attention import approvals
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_all_but, raise_issues
from temu_desktop.database import UnitOfWork, schema
from temu_desktop.database.batching import select_in
from temu_desktop.orders.model import OrderStatus, TemuStatus
from temu_desktop.orders.reading import Fetched
from temu_desktop.orders.repository import storable
from temu_desktop.settings import StockPolicy

ORDERS = schema.orders
_OPEN = (OrderStatus.WAITING.value, OrderStatus.IMPORTED.value)


def braked_cancellations(conn: Connection, fetched: Fetched, policy: StockPolicy) -> frozenset[str]:
    """Open orders whose cancellation waits for a person, because too many came at once.

    Both must be reached: the smallest number and the share of all open orders (decision 22).
    What a person has approved is not counted and not held.
    """
    cancelled = sorted(
        number
        for number, order in fetched.orders.items()
        if order.status == TemuStatus.CANCELED and storable(number)
    )
    if len(cancelled) < policy.brake_minimum:
        return frozenset()
    is_open = ORDERS.c.status.in_(_OPEN)
    known = select_in(conn, select(ORDERS.c.number).where(is_open), ORDERS.c.number, cancelled)
    hit = {row.number for row in known} - _approved(conn)
    total = conn.execute(select(func.count()).select_from(ORDERS).where(is_open)).scalar_one()
    few = len(hit) < policy.brake_minimum or len(hit) * 100 < total * policy.brake_share_percent
    return frozenset() if few else frozenset(hit)


def _approved(conn: Connection) -> set[str]:
    return {
        str(item["order"])
        for approval in approvals.approved(conn, approvals.Kind.MASS_CANCELLATION)
        for item in approval.items
    }


def note_brake(uow: UnitOfWork, braked: frozenset[str], run: str, now: datetime) -> None:
    """Ask a person about a mass cancellation, or close the question."""
    rule = IssueRule.MASS_CANCELLATION
    if not braked:
        close_all_but(uow, rule, (), now, by=run)
        return
    close_all_but(uow, rule, (run,), now, by=run)
    raise_issues(uow, [Issue(rule, "run", run, {"orders": len(braked)})], now, by=run)
    items = [{"order": number} for number in sorted(braked)]
    approvals.request(uow.connection, run, approvals.Kind.MASS_CANCELLATION, items, now)
