"""The operator's acts; each is written down with who did it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from temu_desktop.attention import approvals
from temu_desktop.attention.approvals import Approval, Kind
from temu_desktop.attention.model import IssueRule
from temu_desktop.attention.repository import close_issues
from temu_desktop.audit.repository import Act, StoredAct, acts_before, record_act
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork, schema
from temu_desktop.database.batching import upsert_rows
from temu_desktop.errors import NothingToApprove, NotSetUp
from temu_desktop.events import SwitchChanged
from temu_desktop.ids import ShopId
from temu_desktop.inventory.push import FIRST_PUSH_KEY
from temu_desktop.inventory.repository import approve_held
from temu_desktop.jobs.repository import require_run
from temu_desktop.jtl.model import ShippingMethod
from temu_desktop.maintenance.repository import old_logs
from temu_desktop.orders.carriers import (
    Destination,
    MappedCarrier,
    Place,
    RemovedMapping,
    destinations,
    load_carrier_map,
    parcels_waiting,
    remove_mappings,
    save_mappings,
)
from temu_desktop.orders.ports import ShipmentReports
from temu_desktop.switches.model import Position, Switch
from temu_desktop.switches.repository import read_switch, turn
from temu_desktop.temu.shipping_api import Carrier

_ISSUE_OF = {
    Kind.STOCK_PUSH: IssueRule.BRAKE,
    Kind.FIRST_PUSH: IssueRule.BRAKE,
    Kind.MASS_CANCELLATION: IssueRule.MASS_CANCELLATION,
    Kind.MASS_DEACTIVATION: IssueRule.MASS_DEACTIVATION,
    Kind.JTL_RESTORED: IssueRule.JTL_RESTORED,
}


@dataclass(frozen=True, slots=True)
class RejectedRecord:
    """A record that could not be taken over, and why."""

    kind: str
    key: str
    reason: str
    params: Mapping[str, Any]
    first_seen_at: datetime


class ShippingMethods(Protocol):
    """JTL's list of shipping methods."""

    async def methods(self) -> Sequence[ShippingMethod]:
        """All of them."""
        ...


class OperatorService:
    """Acts of a person on one operations database."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        shop: ShopId,
        shipments: ShippingMethods,
        reports: ShipmentReports | None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._shop = shop
        self._shipments = shipments
        self._reports = reports

    async def turn(self, switch: Switch, on: bool, who: str) -> None:
        """Turn a switch for every process on this database."""

        def work(uow: UnitOfWork) -> None:
            turn(uow.connection, switch, on, who, self._clock.now())
            uow.record(SwitchChanged(switch.value, on, who))

        await self._database.write(work)

    async def position(self, switch: Switch) -> Position:
        """Where a switch stands."""
        return await self._database.read(lambda conn: read_switch(conn, switch))

    async def waiting(self) -> list[Approval]:
        """What waits for approval."""
        return await self._database.read(approvals.waiting)

    async def approve(self, run: str, who: str) -> list[Approval]:
        """Let go what a run holds back; it goes out with the next run of its job.

        Raises UnknownRun, or NothingToApprove where the run holds nothing back.
        """

        def work(uow: UnitOfWork) -> list[Approval]:
            conn, now = uow.connection, self._clock.now()
            require_run(conn, run)
            found = approvals.approve(conn, run, who, now)
            if not found:
                raise NothingToApprove("nothing of this run waits", run=run)
            for approval in found:
                self._let_go(uow, approval, who, now)
            return found

        return await self._database.write(work)

    def _let_go(self, uow: UnitOfWork, approval: Approval, who: str, now: datetime) -> None:
        conn = uow.connection
        if approval.kind is Kind.FIRST_PUSH:
            row = {
                "key": f"{FIRST_PUSH_KEY}:{self._shop}",
                "value": {"run": approval.run},
                "changed_at": now,
                "changed_by": who,
            }
            upsert_rows(
                conn,
                schema.operator_settings,
                [row],
                ["key"],
                ["value", "changed_at", "changed_by"],
            )
        if approval.kind in {Kind.FIRST_PUSH, Kind.STOCK_PUSH}:
            approve_held(conn, approval.run)
        subject = "orders" if approval.kind is Kind.JTL_RESTORED else approval.run
        close_issues(uow, _ISSUE_OF[approval.kind], [subject], now, by=who)
        details = {"kind": approval.kind.value, "items": len(approval.items)}
        record_act(conn, Act(who, "approve", approval.run, details), now)

    async def rejected(self) -> list[RejectedRecord]:
        """Records that could not be taken over."""
        table = schema.rejected_records
        rows = await self._database.read(
            lambda conn: conn.execute(
                table.select().where(table.c.resolved_at.is_(None)).order_by(table.c.id)
            ).all()
        )
        return [
            RejectedRecord(row.kind, row.key, row.reason, row.params or {}, row.first_seen_at)
            for row in rows
        ]

    async def clear_logs(self, days: int, who: str) -> int:
        """Delete log lines older than so many days; how many there were."""
        now = self._clock.now()
        batch = old_logs(now - timedelta(days=days))
        deleted = 0
        while taken := await self._database.write(lambda uow: batch(uow.connection)):
            deleted += taken
        act = Act(who, "clear_logs", f"{days} days", {"deleted": deleted})
        await self._database.write(lambda uow: record_act(uow.connection, act, now))
        return deleted

    async def map_carriers(
        self, mappings: Sequence[Mapping[str, Any]], who: str, *, remove: Collection[Place] = ()
    ) -> None:
        """Set where shipping methods lead (see ``orders.carriers.save_mappings``), and take away
        where others led; both or neither."""

        def work(uow: UnitOfWork) -> None:
            conn, now = uow.connection, self._clock.now()
            removed = remove_mappings(conn, self._shop, remove)
            save_mappings(conn, self._shop, mappings)
            if mappings:
                record_act(conn, _mapped(mappings, who), now)
            if removed:
                record_act(conn, _unmapped(removed, who), now)

        await self._database.write(work)

    async def shipping_methods(
        self,
    ) -> list[tuple[ShippingMethod, dict[int | None, MappedCarrier]]]:
        """JTL's shipping methods, each with where it leads by region (None: the default)."""
        carriers = await self._database.read(lambda conn: load_carrier_map(conn, self._shop))
        return [
            (
                method,
                {
                    region: carrier
                    for (known, region), carrier in carriers.entries.items()
                    if known == method.id
                },
            )
            for method in await self._shipments.methods()
        ]

    async def carriers_of(self, region_id: int) -> Sequence[Carrier]:
        """TEMU's carriers for a destination region; raises NotSetUp without access to TEMU."""
        if self._reports is None:
            raise NotSetUp("no access to TEMU is configured", what="TEMU")
        return await self._reports.companies(region_id)

    async def destinations(self) -> list[Destination]:
        """The regions that the shop's orders went to, the most frequent first."""
        return await self._database.read(lambda conn: destinations(conn, self._shop))

    async def parcels_waiting(self) -> dict[int, int]:
        """How many parcels wait to be reported, by JTL's shipping method."""
        return await self._database.read(lambda conn: parcels_waiting(conn, self._shop))

    async def acts(self, before: int | None = None, limit: int = 100) -> list[StoredAct]:
        """What people did, the newest first; ``before``: older than this one."""
        return await self._database.read(lambda conn: acts_before(conn, before, limit))


def _mapped(mappings: Sequence[Mapping[str, Any]], who: str) -> Act:
    methods = [str(mapping["method_name"]) for mapping in mappings]
    return Act(who, "map_carriers", f"{len(methods)} methods", {"methods": methods})


def _unmapped(removed: Sequence[RemovedMapping], who: str) -> Act:
    """With what was taken away, so that a person can set it again."""
    details = {"methods": [one.method for one in removed], "removed": [asdict(o) for o in removed]}
    return Act(who, "unmap_carriers", f"{len(removed)} methods", details)
