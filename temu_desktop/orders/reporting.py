"""Step 5: tracking → TEMU. One confirmation per parent order with all its parcels.

A parcel is marked ``sending`` and committed before the call. Whatever leaves the outcome in doubt
(a crash, a lost answer, 'already shipped', 'number used') is settled by reading what TEMU has,
never by sending again on a guess.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_all_but, raise_issues
from temu_desktop.database import UnitOfWork
from temu_desktop.errors import CallRefused, OutcomeUnknown, TemuError
from temu_desktop.exposure.repository import ExposureKind, Measured, measure
from temu_desktop.ids import ShopId
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.logs import bound
from temu_desktop.orders import parcels as store
from temu_desktop.orders.carriers import CarrierMap, load_carrier_map
from temu_desktop.orders.journal import Journal
from temu_desktop.orders.model import OrderStatus, ReportState, TemuStatus
from temu_desktop.orders.parcels import StoredParcel, TrackedOrder
from temu_desktop.orders.ports import ShipmentReports
from temu_desktop.orders.shipment_plan import (
    NeedsPerson,
    Planned,
    UnmappedMethod,
    carrier_of,
    plan,
)
from temu_desktop.side_by_side import side_by_side
from temu_desktop.temu.errors import reason_of
from temu_desktop.temu.shipping_api import SubPackage

log = logging.getLogger(__name__)

STEP = "report"
SIDE_BY_SIDE = 16

SETTLE_BY_READING = frozenset({"already_shipped", "tracking_used", "tracking_duplicate"})
"""Refusals that may mean: it is done already."""
PASSING = frozenset(
    {
        "address_change_pending",
        "cancellation_pending",
        "cancellation_under_review",
        "risk_alert_pending",
    }
)
"""Refusals that pass by themselves; the order is tried again in every run."""


@dataclass(slots=True)
class _Outcome:
    """Who needs a person after this run, by rule."""

    unmapped: dict[str, Issue] = field(default_factory=dict)
    refused: dict[str, Issue] = field(default_factory=dict)


class ShipmentReporting:
    """Confirms shipped orders to TEMU."""

    def __init__(
        self, context: RunContext, step: Step, reports: ShipmentReports, shop: ShopId
    ) -> None:
        self._context = context
        self._database = context.database
        self._step = step
        self._reports = reports
        self._shop = shop
        self._journal = Journal(context, STEP)
        self._outcome = _Outcome()
        self._warehouse: str | None = None

    async def run(self) -> None:
        """Everything of step 5; one refused order does not hold back the others.

        Raises TemuError where no call can succeed (credentials, TEMU away).
        """
        for name in ("confirmed", "refused", "waiting_for_rest"):
            self._step.count(name, 0)
        now = self._context.clock.now()
        orders = await self._database.read(lambda conn: store.tracked_orders(conn, now, watch=True))
        carriers = await self._database.read(lambda conn: load_carrier_map(conn, self._shop))
        refused = [order for order in orders if _reportable(order) and _stays_refused(order)]
        for order in refused:
            code = next((p.error_code for p in order.parcels if p.error_code), "refused")
            self._refuse_locally(order, code)
        open_orders = [
            order for order in orders if _reportable(order) and not _stays_refused(order)
        ]
        self._step.count("waiting_for_rest", sum(_partly(order) for order in orders))
        groups = self._plan(open_orders, carriers)
        if groups or any(_changed_parcels(order) for order in orders):
            self._warehouse = await self._default_warehouse()
        await side_by_side(groups, self._report_bound, at_once=SIDE_BY_SIDE)

        async def amend(order: TrackedOrder) -> None:
            await self._amend(order, carriers)

        await side_by_side(filter(_changed_parcels, orders), amend, at_once=SIDE_BY_SIDE)
        await self._tell()

    def _plan(self, orders: Sequence[TrackedOrder], carriers: CarrierMap) -> list[Planned]:
        planned: list[Planned] = []
        for group in _groups(orders):
            try:
                planned.append(plan(group, carriers))
            except UnmappedMethod as unmapped:
                name = unmapped.method_name
                self._outcome.unmapped[name] = Issue(
                    IssueRule.UNMAPPED_METHOD,
                    "method",
                    name,
                    {"method_id": unmapped.method_id, "region": unmapped.region_id},
                )
                self._step.count("unmapped", len(group))
            except NeedsPerson as problem:
                for order in group:
                    self._refuse_locally(order, problem.reason)
        return planned

    def _refuse_locally(self, order: TrackedOrder, reason: str) -> None:
        self._outcome.refused[order.number] = Issue(
            IssueRule.SHIPMENT_REFUSED, "order", order.number, {"reason": reason}
        )
        self._step.count("refused")

    async def _default_warehouse(self) -> str:
        warehouses = await self._reports.warehouses()
        chosen = next((w for w in warehouses if w.default), None)
        if chosen is None and len(warehouses) == 1:
            chosen = warehouses[0]
        if chosen is None:
            raise CallRefused("TEMU names no default warehouse", reason="warehouse_missing")
        return chosen.warehouse_id

    async def _report_bound(self, planned: Planned) -> None:
        with bound(subject=",".join(planned.numbers)):
            await self._report(planned)

    async def _report(self, planned: Planned) -> None:
        """Confirm one order, or several that share a parcel."""
        doubtful = any(parcel.state is ReportState.SENDING for parcel, _ in planned.parcels)
        shipped_there = any(order.temu_status != TemuStatus.UN_SHIPPING for order in planned.orders)
        if (doubtful or shipped_there) and await self._is_there(planned):
            return
        if shipped_there:
            await self._refuse(planned, "shipped_with_other_numbers", "")
            return
        await self._context.before_write()
        await self._set_state(planned, ReportState.SENDING)
        try:
            await self._reports.confirm(planned.confirmation(self._warehouse or ""))
        except OutcomeUnknown:
            if not await self._is_there(planned):
                await self._set_state(planned, ReportState.FOUND)
                self._step.count("lost_answers")
        except CallRefused as refusal:
            reason = reason_of(refusal)
            if reason in SETTLE_BY_READING and await self._is_there(planned):
                return
            await self._refuse(planned, reason, str(refusal))
        except TemuError:
            await self._set_state(planned, ReportState.FOUND)
            raise
        else:
            await self._confirmed(planned, await self._package_numbers(planned))

    async def _is_there(self, planned: Planned) -> bool:
        """TEMU has these orders with these numbers already."""
        found = await self._package_numbers(planned)
        expected = {
            (order.number, parcel.tracking)
            for order in planned.orders
            for parcel in order.parcels
            if parcel.units or parcel.attached_to is not None
        }
        if not expected <= found.keys():
            return False
        await self._confirmed(planned, found)
        return True

    async def _package_numbers(self, planned: Planned) -> dict[tuple[str, str], str]:
        """TEMU's package number by order number and tracking number."""
        found: dict[tuple[str, str], str] = {}
        for order in planned.orders:
            for line in order.lines:
                for shipment in await self._reports.shipments(order.number, line.number):
                    found[order.number, shipment.tracking_number] = shipment.package_sn
                    for sub in shipment.sub_packages:
                        found[order.number, sub.tracking_number] = sub.package_sn
        return found

    async def _confirmed(self, planned: Planned, packages: Mapping[tuple[str, str], str]) -> None:
        now, run = self._context.clock.now(), self._context.run
        carriers = {parcel.id: carrier for parcel, carrier in planned.parcels}
        proven = [
            (parcel, carriers.get(parcel.id), packages.get((order.number, parcel.tracking)))
            for order in planned.orders
            for parcel in order.parcels
        ]
        waits = [
            Measured(order.number, max(parcel.shipped_at for parcel in order.parcels), now)
            for order in planned.orders
        ]

        def keep(uow: UnitOfWork) -> None:
            store.mark_reported(uow.connection, [order.id for order in planned.orders], proven, now)
            measure(uow.connection, ExposureKind.TRACKING, waits, run)

        await self._journal.write(keep, planned.numbers, "reported")
        self._step.count("confirmed", len(planned.orders))

    async def _refuse(self, planned: Planned, reason: str, text: str) -> None:
        parcels = [parcel for parcel, _ in planned.parcels]
        await self._journal.write(
            lambda uow: store.set_report_state(
                uow.connection, parcels, ReportState.REFUSED, code=reason, text=text
            ),
            planned.numbers,
            "refused",
        )
        log.warning("TEMU refuses the shipment (%s): %s", reason, text)
        for order in planned.orders:
            self._refuse_locally(order, reason)

    async def _set_state(self, planned: Planned, state: ReportState) -> None:
        parcels = [parcel for parcel, _ in planned.parcels]
        await self._database.write(
            lambda uow: store.set_report_state(uow.connection, parcels, state)
        )

    async def _amend(self, order: TrackedOrder, carriers: CarrierMap) -> None:
        """A reported order whose number changed, or that got a further parcel (decision 17)."""
        try:
            for parcel in order.parcels:
                if parcel.state is ReportState.REPORTED and _number_changed(parcel):
                    await self._change_number(order, parcel, carriers)
            await self._add_parcels(order, carriers)
        except (UnmappedMethod, NeedsPerson) as problem:
            self._refuse_locally(order, str(problem))
        except CallRefused as refusal:
            self._refuse_locally(order, reason_of(refusal))
        except OutcomeUnknown:
            self._step.count("lost_answers")

    async def _change_number(
        self, order: TrackedOrder, parcel: StoredParcel, carriers: CarrierMap
    ) -> None:
        carrier = carrier_of(parcel, order, carriers)
        single = replace(order, parcels=(parcel,))
        planned = Planned((single,), 0, ((parcel, carrier),))
        if parcel.package_sn is None or await self._is_there(planned):
            return
        await self._context.before_write()
        await self._reports.update_type(
            package_sn=parcel.package_sn,
            tracking_number=parcel.tracking,
            carrier_id=carrier,
            warehouse_id=self._warehouse or "",
        )
        await self._confirmed(planned, {(order.number, parcel.tracking): parcel.package_sn})

    async def _add_parcels(self, order: TrackedOrder, carriers: CarrierMap) -> None:
        """Further parcels go to the first package in one call: TEMU takes that once."""
        new = [parcel for parcel in order.parcels if parcel.state is ReportState.FOUND]
        main = next((parcel.package_sn for parcel in order.parcels if parcel.package_sn), None)
        if not new or main is None:
            return
        subs = [(parcel, carrier_of(parcel, order, carriers)) for parcel in new]
        planned = Planned((replace(order, parcels=tuple(new)),), 1, tuple(subs))
        if await self._is_there(planned):
            return
        await self._context.before_write()
        await self._reports.add_sub_packages(
            main,
            [SubPackage(carrier, p.tracking, self._warehouse or "") for p, carrier in subs],
        )
        await self._confirmed(planned, await self._package_numbers(planned))

    async def _tell(self) -> None:
        now, run, outcome = self._context.clock.now(), self._context.run, self._outcome

        def tell(uow: UnitOfWork) -> None:
            for rule, issues in (
                (IssueRule.UNMAPPED_METHOD, outcome.unmapped),
                (IssueRule.SHIPMENT_REFUSED, outcome.refused),
            ):
                close_all_but(uow, rule, issues, now, by=run)
                raise_issues(uow, issues.values(), now, by=run)

        await self._database.write(tell)


def _reportable(order: TrackedOrder) -> bool:
    """Complete, not cancelled, and with parcels that carry its units."""
    carries = any(parcel.units for parcel in order.parcels)
    return (
        not order.reported
        and not order.cancelled
        and order.status is OrderStatus.SHIPPED
        and carries
    )


def _stays_refused(order: TrackedOrder) -> bool:
    """TEMU refused it for a reason that does not pass by itself."""
    return any(
        parcel.state is ReportState.REFUSED and parcel.error_code not in PASSING
        for parcel in order.parcels
    )


def _partly(order: TrackedOrder) -> bool:
    return bool(order.parcels) and order.status is OrderStatus.EXPORTED


def _number_changed(parcel: StoredParcel) -> bool:
    return parcel.reported_tracking is not None and parcel.reported_tracking != parcel.tracking


def _changed_parcels(order: TrackedOrder) -> bool:
    """Something about a reported order is to be told to TEMU."""
    return (
        order.reported
        and not order.cancelled
        and any(p.state is ReportState.FOUND or _number_changed(p) for p in order.parcels)
    )


def _groups(orders: Sequence[TrackedOrder]) -> list[list[TrackedOrder]]:
    """Orders that share a tracking number belong together (decision 16); the rest stand alone."""
    by_tracking: dict[str, list[TrackedOrder]] = defaultdict(list)
    for order in orders:
        for tracking in {parcel.tracking for parcel in order.parcels}:
            by_tracking[tracking].append(order)
    shared = {o.number: of for of in by_tracking.values() if len(of) > 1 for o in of}
    groups: list[list[TrackedOrder]] = []
    done: set[str] = set()
    for order in orders:
        if order.number in done:
            continue
        group = shared.get(order.number, [order])
        done.update(member.number for member in group)
        groups.append(group)
    return groups
