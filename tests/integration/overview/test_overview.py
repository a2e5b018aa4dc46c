"""The first page's figures: each counted once, on every engine at hand, with local days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from temu_desktop.attention.catalogue import Severity
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_issues, raise_issues
from temu_desktop.clock import SettableClock
from temu_desktop.database import Database, UnitOfWork, schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.exposure.repository import ExposureKind, Measured, measure
from temu_desktop.ids import JobId
from temu_desktop.overview.service import OverviewService
from temu_desktop.settings import DEFAULT_SHOP as SHOP

pytestmark = pytest.mark.usefixtures("statements_are_tsql")

BERLIN, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
"""Twelve o'clock in Berlin, eight in the evening in Tokyo."""
ORDER = {
    "status": "importiert",
    "ordered_at": NOON - timedelta(hours=1),
    "ship_by_at": NOON + timedelta(days=3),
    "reported": False,
    "hold_reason": None,
    "cancelled_at": None,
}


def overview(database: Database, zone: ZoneInfo = BERLIN, now: datetime = NOON) -> OverviewService:
    return OverviewService(database, SettableClock(now), SHOP, zone)


async def store(database: Database, table: Any, *rows: dict[str, Any]) -> None:
    for row in rows:
        await database.write(lambda uow, row=row: insert_rows(uow.connection, table, [row]))  # type: ignore[misc]


async def order(database: Database, number: str, **changes: Any) -> None:
    await store(database, schema.orders, {**ORDER, "number": number, **changes})


async def test_an_empty_shop_has_nothing_but_zeros(any_ops_database: Database) -> None:
    found = await overview(any_ops_database).tiles()
    assert (found.new, found.overdue, found.rejected, found.open_issues) == (0, 0, 0, 0)
    assert set(found.issues.values()) == {0}
    assert [day.count for day in await overview(any_ops_database).orders_per_day(7)] == [0] * 7
    assert await overview(any_ops_database).run_durations(JobId("sync_orders_temu")) == []


async def test_every_order_is_counted_where_it_stands(any_ops_database: Database) -> None:
    base = any_ops_database
    await order(base, "PO-NEW")
    await order(base, "PO-HELD", hold_reason="risk_control")
    await order(base, "PO-WAITING", status="wartend")
    await order(base, "PO-IN-JTL", status="xml_erstellt")
    await order(base, "PO-LATE", status="xml_erstellt", ship_by_at=NOON - timedelta(minutes=1))
    await order(base, "PO-CANCELLED", status="xml_erstellt", cancelled_at=NOON)
    await order(base, "PO-SHIPPED", status="versendet")
    await order(base, "PO-DONE", status="versendet", reported=True)
    await order(base, "PO-ELSEWHERE", status="extern", ship_by_at=NOON - timedelta(days=9))
    found = await overview(base).tiles()
    assert (found.new, found.held, found.waiting, found.exported) == (1, 1, 1, 2)
    assert (found.due_today, found.overdue, found.shipped_not_reported) == (0, 1, 1)


@pytest.mark.parametrize(
    ("zone", "ship_by", "due"),
    [
        (BERLIN, datetime(2026, 11, 23, 22, 59, tzinfo=UTC), 1),
        (BERLIN, datetime(2026, 11, 23, 23, 0, tzinfo=UTC), 0),
        (TOKYO, datetime(2026, 11, 23, 14, 59, tzinfo=UTC), 1),
        (TOKYO, datetime(2026, 11, 23, 15, 0, tzinfo=UTC), 0),
        (BERLIN, NOON, 1),
        (BERLIN, NOON - timedelta(seconds=1), 0),
    ],
)
async def test_due_today_ends_with_the_local_day(
    any_ops_database: Database, zone: ZoneInfo, ship_by: datetime, due: int
) -> None:
    await order(any_ops_database, "PO-1", ship_by_at=ship_by)
    assert (await overview(any_ops_database, zone).tiles()).due_today == due


async def test_stock_rejections_and_issues_are_counted(any_ops_database: Database) -> None:
    base = any_ops_database
    product = {"goods_id": 1, "is_active": True, "shop_id": SHOP}
    await store(base, schema.products, {**product, "id": 1, "sku": "MUG", "article_id": 7})
    await store(base, schema.products, {**product, "id": 2, "sku": "CUP", "article_id": None})
    stock = {"available": 1, "target": 1, "temu_stock": 9, "temu_stock_known": True}
    await store(base, schema.inventory, {**stock, "product_id": 1, "needs_sync": True})
    seen = {"reason": "address_missing", "first_seen_at": NOON, "last_seen_at": NOON}
    for kind, key, resolved in (
        ("order", "PO-1", None),
        ("order", "PO-2", NOON),
        ("sku", "5", None),
    ):
        rejected = {"kind": kind, "key": key, "resolved_at": resolved, **seen}
        await store(base, schema.rejected_records, rejected)

    def issues(uow: UnitOfWork) -> None:
        near = {"ship_by_at": NOON.isoformat(), "hours_left": 5}
        found = [
            Issue(IssueRule.UNMAPPED_SKU, "sku", "CUP"),
            Issue(IssueRule.EXPORT_FAILED, "order", "PO-3"),
            Issue(IssueRule.SHIP_BY_NEAR, "order", "PO-4", near),
            Issue(IssueRule.SHIP_BY_NEAR, "order", "PO-5", {**near, "hours_left": 0}),
            Issue(IssueRule.TRACKING_GONE, "order", "PO-6"),
        ]
        raise_issues(uow, found, NOON, by="test")
        close_issues(uow, IssueRule.TRACKING_GONE, ["PO-6"], NOON, by="test")

    await base.write(issues)
    found = await overview(base).tiles()
    assert (found.stock_differences, found.unmapped_skus, found.rejected) == (1, 1, 1)
    assert found.issues == {Severity.INFO: 1, Severity.WARNING: 1, Severity.CRITICAL: 2}


async def test_orders_are_counted_by_local_days(any_ops_database: Database) -> None:
    base = any_ops_database
    await order(base, "PO-1", ordered_at=datetime(2026, 11, 22, 22, 59, tzinfo=UTC))
    await order(base, "PO-2", ordered_at=datetime(2026, 11, 22, 23, 0, tzinfo=UTC))
    await order(base, "PO-3", ordered_at=NOON)
    await order(base, "PO-OLD", ordered_at=NOON - timedelta(days=40))
    found = await overview(base).orders_per_day(3)
    assert [(day.day, day.count) for day in found] == [
        (date(2026, 11, 21), 0),
        (date(2026, 11, 22), 1),
        (date(2026, 11, 23), 2),
    ]
    in_tokyo = await overview(base, TOKYO).orders_per_day(3)
    assert [day.count for day in in_tokyo] == [0, 0, 3]


async def test_a_day_with_a_changed_clock_counts_all_its_hours(any_ops_database: Database) -> None:
    """On 25 October 2026 Berlin has 25 hours."""
    base = any_ops_database
    await order(base, "PO-1", ordered_at=datetime(2026, 10, 24, 22, 30, tzinfo=UTC))
    await order(base, "PO-2", ordered_at=datetime(2026, 10, 25, 22, 30, tzinfo=UTC))
    await order(base, "PO-3", ordered_at=datetime(2026, 10, 25, 23, 30, tzinfo=UTC))
    after = overview(base, now=datetime(2026, 10, 26, 12, tzinfo=UTC))
    assert [day.count for day in await after.orders_per_day(2)] == [2, 1]


async def test_a_year_is_the_longest_span_and_today_the_shortest(
    any_ops_database: Database,
) -> None:
    await order(any_ops_database, "PO-1")
    service = overview(any_ops_database)
    found = await service.orders_per_day(100_000)
    assert (len(found), sum(day.count for day in found)) == (366, 1)
    assert len(await service.exposure(ExposureKind.STOCK, 100_000)) == 366
    assert len(await service.orders_per_day(-5)) == 1


async def test_the_last_ended_runs_of_a_job_are_shown_in_their_order(
    any_ops_database: Database,
) -> None:
    for number, state in enumerate(["success", "failed", "skipped", "running", "success"]):
        started = NOON + timedelta(minutes=number)
        ended = None if state == "running" else started + timedelta(seconds=10 + number)
        run = {
            "run_id": f"20261123-1100{number:02}-aaaaaa",
            "job_id": "sync_orders_temu",
            "job_type": "sync_orders",
            "state": state,
            "trigger": "schedule",
            "started_at": started,
            "ended_at": ended,
        }
        await store(any_ops_database, schema.job_runs, run)
    service = overview(any_ops_database)
    found = await service.run_durations(JobId("sync_orders_temu"))
    assert [(run.seconds, run.state.value) for run in found] == [
        (10.0, "success"),
        (11.0, "failed"),
        (14.0, "success"),
    ]
    assert [run.seconds for run in await service.run_durations(JobId("sync_orders_temu"), 1)] == [
        14
    ]
    assert await service.run_durations(JobId("maintenance")) == []


async def test_exposure_has_p50_and_p95_for_each_day(any_ops_database: Database) -> None:
    def waits(uow: UnitOfWork) -> None:
        today = [Measured(f"S{n}", NOON - timedelta(seconds=n), NOON) for n in range(1, 101)]
        before = NOON - timedelta(days=1)
        yesterday = [Measured("S", before - timedelta(seconds=7.25), before)]
        measure(uow.connection, ExposureKind.STOCK, [*today, *yesterday], "run")
        measure(uow.connection, ExposureKind.ORDER, [Measured("PO", before, NOON)], "run")

    await any_ops_database.write(waits)
    found = await overview(any_ops_database).exposure(ExposureKind.STOCK, 3)
    assert [(day.count, day.p50, day.p95) for day in found][::2] == [
        (0, None, None),
        (100, 50.0, 95.0),
    ]
    assert found[1].p50 == pytest.approx(7.25, abs=0.1)


async def test_the_whole_page_is_few_statements(any_ops_database: Database) -> None:
    counted: list[str] = []
    engine = any_ops_database.engine

    def note(_c: Any, _cur: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            counted.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        await overview(any_ops_database).tiles()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(counted) <= 8
