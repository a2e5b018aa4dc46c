"""Step 4: JTL → tracking. Shipped parcels in batches, each kept once by JTL's key."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_all_but, raise_issues
from temu_desktop.database import UnitOfWork
from temu_desktop.events import OrdersChanged
from temu_desktop.fitting import fit
from temu_desktop.ids import OrderSn, PackageKey
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.jtl.model import DeliveredPackage, OrderShipments
from temu_desktop.orders import parcels as store
from temu_desktop.orders.dealing import (
    CannotDeal,
    Dealt,
    Note,
    attach_if_possible,
    deal,
    delivered_units,
    is_complete,
)
from temu_desktop.orders.model import OrderStatus, ReportState
from temu_desktop.orders.parcels import StoredParcel, TrackedOrder
from temu_desktop.orders.ports import ShipmentSource
from temu_desktop.settings import OrderPolicy
from temu_desktop.timeline.model import Entry, Subject
from temu_desktop.timeline.repository import record

STEP = "tracking"
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """What JTL says about one order now. ``problem``: units and parcels do not go together."""

    order: TrackedOrder
    packages: tuple[DeliveredPackage, ...]
    contents: Mapping[PackageKey, Mapping[str, Any]]
    complete: bool
    partial: bool
    problem: str | None


@dataclass(slots=True)
class _Facts:
    """Issues by rule that are true now; those that are not in here are closed."""

    by_rule: dict[IssueRule, dict[str, Issue]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, rule: IssueRule, number: str, **params: Any) -> None:
        self.by_rule[rule][number] = Issue(rule, "order", number, params)


_RULES = (
    IssueRule.CANCELLED_IN_JTL,
    IssueRule.CLOSED_WITHOUT_SHIPPING,
    IssueRule.PARTIAL_NEAR_DEADLINE,
    IssueRule.SHIPMENT_NEEDS_PERSON,
    IssueRule.TRACKING_GONE,
)


class OrderTracking:
    """Looks up what has left the warehouse."""

    def __init__(
        self, context: RunContext, step: Step, source: ShipmentSource, policy: OrderPolicy
    ) -> None:
        self._context = context
        self._step = step
        self._source = source
        self._policy = policy

    async def run(self) -> None:
        """Everything of step 4; raises JtlError or DatabaseError."""
        for name in ("looked_up", "parcels", "complete", "partial"):
            self._step.count(name, 0)
        now = self._context.clock.now()
        orders = await self._context.database.read(
            lambda conn: store.tracked_orders(conn, now, watch=True)
        )
        facts = _Facts()
        for start in range(0, len(orders), BATCH):
            batch = orders[start : start + BATCH]
            shipments = await self._source.shipments([order.number for order in batch])
            found = [
                self._judge(order, shipments[order.number], facts, now)
                for order in batch
                if order.number in shipments
            ]
            await self._keep(found, now)
            self._step.count("looked_up", len(batch))
            self._step.progress(start + len(batch), len(orders))
        await self._tell(facts, now)

    def _judge(
        self, order: TrackedOrder, shipments: OrderShipments, facts: _Facts, now: datetime
    ) -> Found:
        found = judge(order, shipments)
        if shipments.is_cancelled and not order.cancelled:
            facts.add(IssueRule.CANCELLED_IN_JTL, order.number)
        if shipments.is_closed_without_shipping and not found.complete:
            facts.add(IssueRule.CLOSED_WITHOUT_SHIPPING, order.number)
        if found.problem and not order.cancelled and not order.reported:
            facts.add(IssueRule.SHIPMENT_NEEDS_PERSON, order.number, reason=found.problem)
        warning = timedelta(hours=self._policy.partial_warning_hours)
        if found.partial and order.ship_by_at and order.ship_by_at - now < warning:
            facts.add(IssueRule.PARTIAL_NEAR_DEADLINE, order.number)
        there = {package.key for package in found.packages}
        if any(p.state is ReportState.REPORTED and p.key not in there for p in order.parcels):
            facts.add(IssueRule.TRACKING_GONE, order.number)
        return found

    async def _keep(self, found: Sequence[Found], now: datetime) -> None:
        rows = [row for item in found for row in parcel_rows(item)]
        shipped = [
            item for item in found if item.complete and item.order.status is OrderStatus.EXPORTED
        ]
        run = self._context.run
        corrected = [parcel for item in found for parcel in corrected_parcels(item)]

        def keep(uow: UnitOfWork) -> None:
            conn = uow.connection
            store.keep_parcels(conn, rows)
            store.set_report_state(conn, corrected, ReportState.FOUND)
            store.mark_shipped(conn, [_shipped_row(item) for item in shipped], now)
            entries = [
                Entry(Subject.ORDER, item.order.number, "shipped", {"parcels": len(item.packages)})
                for item in shipped
            ]
            record(conn, entries, run=run, step=STEP, now=now)
            if shipped:
                uow.record(OrdersChanged(tuple(item.order.number for item in shipped), run))

        await self._context.database.write(keep)
        self._step.count("parcels", len(rows))
        self._step.count("complete", sum(item.complete for item in found))
        self._step.count("partial", sum(item.partial for item in found))

    async def _tell(self, facts: _Facts, now: datetime) -> None:
        run = self._context.run

        def tell(uow: UnitOfWork) -> None:
            for rule in _RULES:
                issues = facts.by_rule[rule]
                close_all_but(uow, rule, issues, now, by=run)
                raise_issues(uow, issues.values(), now, by=run)

        await self._context.database.write(tell)


def judge(order: TrackedOrder, shipments: OrderShipments) -> Found:
    """Which parcels have left with a number, what they carry, and whether all has left. Pure.

    The order is complete when the delivery notes that have left hold every unit, or when JTL says
    that all its orders are delivered and nothing waits: staff may have replaced an article.
    """
    left = tuple(sorted(shipments.packages, key=lambda package: package.key))
    notes = _notes(shipments, left)
    done = list(zip(notes, delivered_units(order.lines, notes), strict=True))
    complete = bool(left) and is_complete(order.lines, [units for _, units in done])
    if not complete and shipments.is_complete:
        everything = [(line.number, line.units) for line in order.lines]
        done = [(Note({}, tuple(package.key for package in left)), everything)]
        complete = True
    complete = complete and not shipments.waiting_packages
    contents, problem = _contents(done) if complete else ({}, None)
    if shipments.untracked_packages and not left:
        problem = "left_without_number"
    return Found(
        order=order,
        packages=left,
        contents=contents,
        complete=complete,
        partial=bool(left) and not complete,
        problem=problem,
    )


def _notes(shipments: OrderShipments, left: Sequence[DeliveredPackage]) -> list[Note]:
    """Delivery notes of which a parcel has left, in order."""
    pieces: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for item in shipments.quantities:
        pieces[item.delivery_note][item.article_number] += int(item.quantity)
    return [
        Note(pieces[key], tuple(p.key for p in left if p.delivery_note == key))
        for key in sorted({package.delivery_note for package in left})
    ]


def _contents(
    done: Sequence[tuple[Note, Sequence[tuple[OrderSn, int]]]],
) -> tuple[dict[PackageKey, Mapping[str, Any]], str | None]:
    """What every parcel carries, or why no rule says so.

    A note that holds only part of a bundle completes no unit; its parcels are attached to one that
    carries a single unit, where there is one, else TEMU does not hear of them.
    """
    carried: list[Dealt] = []
    spare: list[PackageKey] = []
    try:
        for note, units in done:
            if units:
                carried.extend(deal(units, note.parcels))
            else:
                spare.extend(note.parcels)
    except CannotDeal as problem:
        return {}, problem.reason
    totals = Counter[OrderSn]()
    for _, units in done:
        totals.update(dict(units))
    contents: dict[PackageKey, Mapping[str, Any]] = {}
    for item in attach_if_possible(carried, spare, totals):
        contents.update(_content_of(item))
    return contents, None


def _content_of(item: Dealt) -> dict[PackageKey, Mapping[str, Any]]:
    carried = {item.parcel: {"units": [[line, count] for line, count in item.units]}}
    attached = {key: {"units": [], "attached_to": item.parcel} for key in item.attached}
    return {**carried, **attached}


def parcel_rows(found: Found) -> list[dict[str, Any]]:
    """Rows of parcels that are new or that JTL says something new about."""
    known = {parcel.key: parcel for parcel in found.order.parcels}
    rows = []
    for package in found.packages:
        content = dict(found.contents.get(package.key, {}))
        before = known.get(package.key)
        if before is not None and not content:
            content = dict(before.contents)
        if before is not None and _same(before, package, content):
            continue
        rows.append(
            {
                "order_id": found.order.id,
                "order_number": found.order.number,
                "package_key": package.key,
                "delivery_note": package.delivery_note,
                "tracking": package.tracking.strip(),
                "method_id": package.method_id,
                "method_name": package.method_name,
                "shipped_at": package.shipped_at,
                "contents": content,
                "report_state": ReportState.FOUND.value,
                "attempts": 0,
            }
        )
    return rows


def corrected_parcels(found: Found) -> list[StoredParcel]:
    """Parcels that TEMU refused and whose number or method was changed since: tried again."""
    now_there = {package.key: package for package in found.packages}
    return [
        parcel
        for parcel in found.order.parcels
        if parcel.state is ReportState.REFUSED
        and parcel.key in now_there
        and (parcel.tracking, parcel.method_id)
        != (now_there[parcel.key].tracking.strip(), now_there[parcel.key].method_id)
    ]


def _same(before: StoredParcel, package: DeliveredPackage, content: Mapping[str, Any]) -> bool:
    return (
        before.tracking == package.tracking.strip()
        and before.method_id == package.method_id
        and before.shipped_at == package.shipped_at
        and dict(before.contents) == content
    )


def _shipped_row(found: Found) -> dict[str, Any]:
    last = max(found.packages, key=lambda package: (package.shipped_at, package.key))
    return {
        "id": found.order.id,
        "carrier": fit(last.method_name, 100),
        "tracking_number": last.tracking.strip()[:100],
        "shipped_at": last.shipped_at,
    }
