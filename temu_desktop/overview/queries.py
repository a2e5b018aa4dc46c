"""The figures of the first page, each from an index and in few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)

from temu_desktop.attention.catalogue import CATALOGUE, Severity, severity_of
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.database import schema
from temu_desktop.exposure.repository import ExposureKind
from temu_desktop.ids import JobId, RunId, ShopId
from temu_desktop.inventory.queries import stock_count
from temu_desktop.inventory.selection import StockFilter, StockView
from temu_desktop.jobs.model import RunState
from temu_desktop.jobs.queries import HAPPENED
from temu_desktop.orders.filtering import NOT_LEFT, OrderFilter, OrderView, condition
from temu_desktop.orders.model import OrderStatus
from temu_desktop.overview.days import Day, day_of
from temu_desktop.overview.model import DayCount, DayExposure, RunDuration, Tiles

ORDERS = schema.orders
REJECTED = schema.rejected_records
ISSUES = schema.issues
RUNS = schema.job_runs
EXPOSURE = schema.exposure
TENTHS = 10
PARTS = 200
SHORT = 10
"""Seconds; longer waits are counted by whole seconds."""

_VIEWS = {
    "new": OrderView.NEW,
    "waiting": OrderView.WAITING,
    "held": OrderView.HELD,
    "exported": OrderView.IN_JTL,
    "overdue": OrderView.OVERDUE,
}


def tiles(conn: Connection, shop: ShopId, now: datetime, zone: ZoneInfo) -> Tiles:
    """All figures of the first page."""
    counts = {name: _of_view(view, now) for name, view in _VIEWS.items()}
    counts["shipped_not_reported"] = select(func.count()).where(_not_reported())
    counts["due_today"] = select(func.count()).where(_due(now, day_of(now, zone).ends))
    counts["rejected"] = select(func.count()).where(
        REJECTED.c.kind == "order", REJECTED.c.resolved_at.is_(None)
    )
    return Tiles(
        at=now,
        stock_differences=stock_count(conn, shop, StockFilter(StockView.DIFFERENCES)),
        unmapped_skus=stock_count(conn, shop, StockFilter(StockView.UNMAPPED)),
        issues=open_issues_by_severity(conn),
        **_counted(conn, counts),
    )


def orders_per_day(conn: Connection, days: Sequence[Day]) -> list[DayCount]:
    """How many orders were placed on each day."""
    counts = {
        day.day.isoformat(): select(func.count()).where(
            ORDERS.c.ordered_at >= day.begins, ORDERS.c.ordered_at < day.ends
        )
        for day in days
    }
    found = _counted(conn, counts)
    return [DayCount(day.day, found[day.day.isoformat()]) for day in days]


def run_durations(conn: Connection, job: JobId, last: int) -> list[RunDuration]:
    """The last ended runs of a job, oldest first."""
    rows = conn.execute(
        select(RUNS.c.run_id, RUNS.c.started_at, RUNS.c.ended_at, RUNS.c.state)
        .where(RUNS.c.job_id == job, RUNS.c.ended_at.is_not(None), RUNS.c.state.in_(HAPPENED))
        .order_by(RUNS.c.started_at.desc(), RUNS.c.run_id.desc())
        .limit(last)
    ).all()
    return [
        RunDuration(
            RunId(row.run_id),
            row.started_at,
            (row.ended_at - row.started_at).total_seconds(),
            RunState(row.state),
        )
        for row in reversed(rows)
    ]


def exposure_by_day(conn: Connection, kind: ExposureKind, days: Sequence[Day]) -> list[DayExposure]:
    """p50 and p95 of each day. The database counts waits by tenths of a second, long ones by whole
    seconds, so that a day of a hundred thousand waits travels as some hundred rows."""
    # Written out: a server that gets the factor twice as a value takes it for two expressions.
    fine = cast(EXPOSURE.c.seconds * literal_column(str(TENTHS)), Integer)
    coarse = cast(EXPOSURE.c.seconds, Integer) * literal_column(str(TENTHS))
    is_short = EXPOSURE.c.seconds < literal_column(str(SHORT))
    tenths = case((is_short, fine), else_=coarse)
    parts: list[Any] = [
        select(literal(number).label("number"), tenths.label("tenths"), func.count().label("count"))
        .where(
            EXPOSURE.c.kind == kind.value,
            EXPOSURE.c.ended_at >= day.begins,
            EXPOSURE.c.ended_at < day.ends,
        )
        .group_by(tenths)
        for number, day in enumerate(days)
    ]
    waits: dict[int, dict[int, int]] = defaultdict(dict)
    for row in _rows(conn, parts):
        waits[row.number][row.tenths] = row.count
    return [_day_exposure(kind, day.day, waits.get(n, {})) for n, day in enumerate(days)]


def open_issues_by_severity(conn: Connection) -> dict[Severity, int]:
    """How many are open; only where an issue's parameters decide how grave it is they are read."""
    depends = sorted(rule.value for rule, entry in CATALOGUE.items() if entry.critical_when)
    still_open = ISSUES.c.closed_marker == ""
    found = dict.fromkeys(Severity, 0)
    grouped = (
        select(ISSUES.c.rule, func.count().label("count"))
        .where(still_open, ISSUES.c.rule.not_in(depends))
        .group_by(ISSUES.c.rule)
    )
    for rule, count in conn.execute(grouped):
        found[CATALOGUE[IssueRule(rule)].severity] += count
    read = select(ISSUES.c.rule, ISSUES.c.subject_type, ISSUES.c.subject_key, ISSUES.c.params)
    for row in conn.execute(read.where(still_open, ISSUES.c.rule.in_(depends))):
        issue = Issue(IssueRule(row.rule), row.subject_type, row.subject_key, row.params or {})
        found[severity_of(issue)] += 1
    return found


def _of_view(view: OrderView, now: datetime) -> Select[Any]:
    wanted = condition(OrderFilter(view), now, indexed=True)
    statement = select(func.count()).select_from(ORDERS)
    return statement if wanted is None else statement.where(wanted)


def _not_reported() -> ColumnElement[bool]:
    """As the view of orders means it, in the form an index answers: nearly all are reported."""
    return and_(
        ORDERS.c.status == OrderStatus.SHIPPED.value,
        or_(ORDERS.c.reported.is_(None), ~ORDERS.c.reported),
        ORDERS.c.cancelled_at.is_(None),
    )


def _due(now: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(
        ORDERS.c.status.in_([status.value for status in NOT_LEFT]),
        ORDERS.c.cancelled_at.is_(None),
        ORDERS.c.ship_by_at >= now,
        ORDERS.c.ship_by_at < end,
    )


def _counted(conn: Connection, counts: Mapping[str, Select[Any]]) -> dict[str, int]:
    """Several counts in one statement."""
    parts = [
        select(literal(name).label("name"), statement.scalar_subquery().label("count"))
        for name, statement in counts.items()
    ]
    return {row[0]: int(row[1]) for row in _rows(conn, parts)}


def _rows(conn: Connection, parts: Sequence[Any]) -> Iterator[Any]:
    """The rows of all parts, many parts in one statement."""
    for start in range(0, len(parts), PARTS):
        yield from conn.execute(union_all(*parts[start : start + PARTS]))


def _day_exposure(kind: ExposureKind, day: date, waits: Mapping[int, int]) -> DayExposure:
    count = sum(waits.values())
    return DayExposure(kind, day, count, _share(waits, count, 50), _share(waits, count, 95))


def _share(waits: Mapping[int, int], count: int, percent: int) -> float | None:
    """The smallest wait that so many per cent of all do not exceed."""
    passed = 0
    for tenths in sorted(waits):
        passed += waits[tenths]
        if passed * 100 >= count * percent:
            return tenths / TENTHS
    return None
