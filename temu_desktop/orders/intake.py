"""Steps 1 and 2: the order list into our tables. Also run before every stock push (decision 19)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from temu_desktop.ids import RunId
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.orders import repository
from temu_desktop.orders.cursors import Cursors, load_cursors
from temu_desktop.orders.fetch import FetchPlan, ListQuery, Needs, OrderFetcher
from temu_desktop.orders.importing import ImportRules, import_orders
from temu_desktop.orders.merging import StoredOrder
from temu_desktop.orders.model import TemuStatus
from temu_desktop.orders.ports import OrderSource
from temu_desktop.orders.reading import read_archive
from temu_desktop.temu.archive import ApiArchive
from temu_desktop.temu.orders_api import Window
from temu_desktop.temu.payloads import TemuOrder
from temu_desktop.temu.replay import RunArchive

INTAKE = "orders_intake"
"""Name of the block that only one run at a time may be in: reading the list into the tables."""
FULL_WINDOW_EVERY = timedelta(days=1)
ADDRESS_CHANGED = "CONFIRMED_CHANGED_ADDRESS"


@dataclass(frozen=True, slots=True)
class OrderParameters:
    """What one run of the orders job is asked for. ``status`` reads by creation time instead of
    update time; ``days_back`` None: as the settings say."""

    tracking_only: bool = False
    days_back: int | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reading covered: the cursors that hold once its orders are stored."""

    cursors: Cursors | None


class OrderIntake:
    """Reads TEMU's order list into the archive and the archive into our tables."""

    def __init__(
        self,
        source: OrderSource,
        archive: ApiArchive,
        rules: ImportRules,
    ) -> None:
        self._source = source
        self._archive = archive
        self._rules = rules
        self._policy = rules.policy

    async def fetch(self, context: RunContext, step: Step, parameters: OrderParameters) -> Reading:
        """Step 1: TEMU → archive; raises TemuError, ArchiveError."""
        for name in ("orders", "pages", "calls"):
            step.count(name, 0)
        plan, cursors = await self._plan(context, parameters)

        async def needs(orders: Sequence[TemuOrder]) -> Needs:
            return await context.database.read(lambda conn: _needs(conn, orders))

        async with context.archive.writer(context.run) as writer:
            fetcher = OrderFetcher(self._source, writer, step, context.clock)
            await fetcher.fetch(plan, needs)
        return Reading(cursors)

    async def store(self, context: RunContext, step: Step, reading: Reading) -> None:
        """Step 2: what this run has read → our tables; raises ArchiveError, DatabaseError."""
        await self._import(context, step, RunArchive(context.archive, context.run), reading.cursors)

    async def replay(self, context: RunContext, step: Step, run: RunId) -> None:
        """Step 2 again, from the stored answers of an earlier run; the window does not move.

        Raises ArchiveMissing, ArchiveError, DatabaseError.
        """
        await self._import(context, step, RunArchive(self._archive, run), None)

    async def _import(
        self, context: RunContext, step: Step, archive: RunArchive, cursors: Cursors | None
    ) -> None:
        fetched = await asyncio.to_thread(read_archive, archive)
        now = context.clock.now()
        counts = await context.database.write(
            lambda uow: import_orders(uow, fetched, self._rules, cursors, run=context.run, now=now)
        )
        step.count("new", counts.new)
        step.count("updated", counts.updated)
        step.count("rejected", counts.rejected)
        step.count("cancelled", counts.cancelled)

    async def _plan(
        self, context: RunContext, parameters: OrderParameters
    ) -> tuple[FetchPlan, Cursors]:
        now = context.clock.now().replace(microsecond=0)
        cursors, numbers = await context.database.read(
            lambda conn: (
                load_cursors(conn, self._rules.shop),
                repository.unresolved_numbers(conn),
            )
        )
        days = timedelta(days=parameters.days_back or self._policy.days_back)
        whole = Window(now - days, now)
        if parameters.status is not None:
            query = ListQuery(created=whole, status=parameters.status)
            return FetchPlan((query,), tuple(numbers), None), cursors
        updated = Window(self._since(cursors, now, days), now)
        queries = [ListQuery(updated=updated)]
        full_is_due = (
            cursors.full_window_at is None or now - cursors.full_window_at >= FULL_WINDOW_EVERY
        )
        if full_is_due or parameters.days_back is not None:
            queries.append(ListQuery(created=whole))
        read_all = now if full_is_due else cursors.full_window_at
        plan = FetchPlan(tuple(queries), tuple(numbers), updated)
        return plan, Cursors(updated_until=now, full_window_at=read_all)

    def _since(self, cursors: Cursors, now: datetime, days: timedelta) -> datetime:
        """Start of the update window: the last one's end less the overlap."""
        if cursors.updated_until is None:
            return now - days
        return cursors.updated_until - timedelta(minutes=self._policy.overlap_minutes)


def _needs(conn: Connection, orders: Sequence[TemuOrder]) -> Needs:
    """Orders to ship whose address or amounts are not stored or may have changed."""
    to_ship = [order for order in orders if order.status == TemuStatus.UN_SHIPPING]
    stored = repository.load_stored(conn, [order.number for order in to_ship])
    return Needs(
        addresses=tuple(o.number for o in to_ship if _needs_address(o, stored.get(o.number))),
        amounts=tuple(o.number for o in to_ship if _needs_amounts(stored.get(o.number))),
    )


def _needs_address(order: TemuOrder, stored: StoredOrder | None) -> bool:
    """Until hand-over with every change; afterwards only where TEMU says that it changed."""
    if stored is None:
        return True
    changed = stored.updated_at is None or order.updated_at > stored.updated_at
    if stored.handed_over:
        return changed and ADDRESS_CHANGED in order.warnings
    return changed or stored.address_hash is None


def _needs_amounts(stored: StoredOrder | None) -> bool:
    return stored is None or not (stored.has_prices or stored.handed_over)
