"""TEMU's after-sales cases as a person reads them; nothing here answers one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from temu_desktop.database import schema

CASES = schema.after_sales
PAGE = 200
MOST = 1000


class CaseStatus(StrEnum):
    """TEMU's states of a case (temu-api.md 7.1) as words of ours."""

    REFUND_REQUESTED = "refund_requested"
    RETURN_IN_TRANSIT = "return_in_transit"
    RETURN_RECEIVED = "return_received"
    REFUND_STARTED = "refund_started"
    REFUNDED = "refunded"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    WAITS_FOR_LABEL = "waits_for_label"
    REFUND_STARTED_BY_SYSTEM = "refund_started_by_system"
    RETURN_REQUESTED = "return_requested"
    PLATFORM_REVIEW = "platform_review"
    UNKNOWN = "unknown"


_STATUS = dict(enumerate(list(CaseStatus)[:-1], start=1))


@dataclass(frozen=True, slots=True)
class AfterSalesRow:
    """One case. ``kind`` is TEMU's number of the kind as text; ``act_by``: until when TEMU waits
    for the seller."""

    case: str
    order_number: str
    kind: str
    status: CaseStatus
    temu_status: int | None
    act_by: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases, the newest first: ``before`` is the last one of the page before."""

    order: str | None = None
    open_only: bool = False
    before: AfterSalesRow | None = None
    limit: int = PAGE


_OVER = (5, 6, 7)


def cases(conn: Connection, wanted: CaseFilter) -> list[AfterSalesRow]:
    """A page of cases."""
    statement = select(CASES)
    if wanted.order is not None:
        statement = statement.where(CASES.c.order_number == wanted.order[:50])
    if wanted.open_only:
        statement = statement.where(CASES.c.status.not_in(_OVER))
    if wanted.before is not None and wanted.before.updated_at is not None:
        last = wanted.before
        statement = statement.where(
            or_(
                CASES.c.updated_at < last.updated_at,
                and_(
                    CASES.c.updated_at == last.updated_at,
                    CASES.c.parent_after_sales_sn < last.case,
                ),
            )
        )
    newest = statement.order_by(CASES.c.updated_at.desc(), CASES.c.parent_after_sales_sn.desc())
    return [_case(row) for row in conn.execute(newest.limit(max(1, min(wanted.limit, MOST))))]


def cases_of(conn: Connection, number: str) -> list[AfterSalesRow]:
    """The cases of one order, the newest first."""
    return cases(conn, CaseFilter(order=number))


def _case(row: Any) -> AfterSalesRow:
    act_by = (row.payload or {}).get("act_by")
    return AfterSalesRow(
        case=row.parent_after_sales_sn,
        order_number=row.order_number,
        kind=row.kind or "",
        status=_STATUS.get(row.status, CaseStatus.UNKNOWN),
        temu_status=row.status,
        act_by=datetime.fromisoformat(act_by) if act_by else None,
        updated_at=row.updated_at,
    )
