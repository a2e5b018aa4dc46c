"""The inventory job: four steps (``full``), or the last two (``quick``).

The order list is read before every push (decision 19), as a step of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from temu_desktop.inventory.compare import CompareRules, StockComparison
from temu_desktop.inventory.dry_run import RecordingListings
from temu_desktop.inventory.fetch import fetch_skus
from temu_desktop.inventory.importing import import_skus
from temu_desktop.inventory.parameters import FULL, PARAMETERS
from temu_desktop.inventory.ports import Listings, OpenOrders, StockSource
from temu_desktop.inventory.push import StockPush
from temu_desktop.inventory.selected import SelectedComparison, SelectedPush
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.jobs.model import RunRequest
from temu_desktop.temu.archive import ApiArchive
from temu_desktop.temu.replay import RunArchive


class InventoryWorkflow:
    """TEMU's SKU list in, JTL's stock out."""

    parameters = PARAMETERS

    def __init__(
        self,
        listings: Listings,
        stock: StockSource,
        orders: OpenOrders,
        archive: ApiArchive,
        rules: CompareRules,
    ) -> None:
        self._listings = listings
        self._stock = stock
        self._orders = orders
        self._archive = archive
        self._rules = rules

    async def run(self, context: RunContext, request: RunRequest) -> None:
        """All steps that the request asks for; raises what a step raises."""
        if request.from_archive is not None:
            async with context.step("import") as step:
                await self._import(context, step, RunArchive(self._archive, request.from_archive))
            return
        listings = RecordingListings(self._listings, context) if context.dry_run else self._listings
        skus: Sequence[str] = request.parameters.get("skus") or ()
        if _mode(request) == FULL and not skus:
            await self._full(context, listings)
        async with context.step("read_orders") as step:
            await self._orders.refresh(context, step)
        if skus:
            await self._selected(context, listings, skus)
            return
        async with context.step("compare") as step:
            await StockComparison(
                context, step, self._stock, listings, self._orders, self._rules
            ).run()
        async with context.step("push") as step:
            await StockPush(context, step, listings, self._rules.shop, self._rules.policy).run()

    async def _selected(self, context: RunContext, listings: Listings, skus: Sequence[str]) -> None:
        """The last two steps for chosen SKUs."""
        rules = self._rules
        async with context.step("compare") as step:
            await SelectedComparison(
                context, step, self._stock, listings, self._orders, rules
            ).run_for(skus)
        async with context.step("push") as step:
            await SelectedPush(context, step, listings, rules.shop, rules.policy).run_for(skus)

    async def _full(self, context: RunContext, listings: Listings) -> None:
        async with context.step("fetch") as step, context.archive.writer(context.run) as writer:
            await fetch_skus(listings, writer, step)
        async with context.step("import") as step:
            await self._import(context, step, RunArchive(context.archive, context.run))

    async def _import(self, context: RunContext, step: Step, archive: RunArchive) -> None:
        now = context.clock.now()
        done = await context.database.write(
            lambda uow: import_skus(
                uow,
                archive,
                self._rules.shop,
                self._rules.policy,
                run=context.run,
                now=now,
            )
        )
        step.count("new", done.new)
        step.count("updated", done.updated)
        step.count("deactivated", done.deactivated)


def _mode(request: RunRequest) -> str:
    return str(request.parameters.get("mode") or FULL)
