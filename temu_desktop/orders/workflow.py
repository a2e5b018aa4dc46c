"""The orders job: five steps (``full``), or the last two (``tracking_only``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from temu_desktop.ids import RunId, ShopId
from temu_desktop.jobs.context import RunContext
from temu_desktop.jobs.model import RunRequest
from temu_desktop.orders.cancelling import CancellationAnswers
from temu_desktop.orders.dry_run import RecordingReports, RecordingSink
from temu_desktop.orders.export import ExportSettings, OrderExport
from temu_desktop.orders.intake import INTAKE, OrderIntake, OrderParameters
from temu_desktop.orders.parameters import PARAMETERS, TRACKING_ONLY
from temu_desktop.orders.ports import (
    ArticleSource,
    CancellationDesk,
    OrderSink,
    ShipmentReports,
    ShipmentSource,
)
from temu_desktop.orders.reporting import ShipmentReporting
from temu_desktop.orders.tracking import OrderTracking
from temu_desktop.settings import JtlChoices, OrderPolicy


@dataclass(frozen=True, slots=True)
class OrderNeighbours:
    """Whom the orders job talks to beside TEMU's order list."""

    sink: OrderSink
    articles: ArticleSource
    shipments: ShipmentSource
    reports: ShipmentReports
    cancellations: CancellationDesk


@dataclass(frozen=True, slots=True)
class OrderRules:
    """What the orders job decides by."""

    shop: ShopId
    policy: OrderPolicy
    choices: JtlChoices
    xml_folder: Path


class OrdersWorkflow:
    """TEMU's orders to JTL, JTL's tracking to TEMU."""

    parameters = PARAMETERS

    def __init__(
        self,
        intake: OrderIntake,
        neighbours: OrderNeighbours,
        rules: OrderRules,
    ) -> None:
        self._intake = intake
        self._neighbours = neighbours
        self._rules = rules

    async def run(self, context: RunContext, request: RunRequest) -> None:
        """All steps that the request asks for; raises what a step raises."""
        if request.from_archive is not None:
            await self._replay(context, request.from_archive)
            return
        parameters = parameters_of(request)
        neighbours = self._recorded(context) if context.dry_run else self._neighbours
        if not parameters.tracking_only:
            await self._orders_to_jtl(context, parameters, neighbours)
        async with context.step("tracking") as step:
            await OrderTracking(context, step, neighbours.shipments, self._rules.policy).run()
        async with context.step("report") as step:
            await ShipmentReporting(context, step, neighbours.reports, self._rules.shop).run()

    async def _orders_to_jtl(
        self, context: RunContext, parameters: OrderParameters, neighbours: OrderNeighbours
    ) -> None:
        async with context.hold(INTAKE):
            async with context.step("fetch") as step:
                await CancellationAnswers(context, step, neighbours.cancellations).run()
                reading = await self._intake.fetch(context, step, parameters)
            async with context.step("import") as step:
                await self._intake.store(context, step, reading)
            async with context.step("export") as step:
                settings = ExportSettings(
                    self._rules.shop,
                    self._rules.policy,
                    self._rules.choices,
                    self._rules.xml_folder,
                )
                await OrderExport(
                    context, step, neighbours.sink, neighbours.articles, settings
                ).run()

    async def _replay(self, context: RunContext, run: RunId) -> None:
        """Step 2 from a stored archive, never JTL or TEMU (decision 9)."""
        async with context.hold(INTAKE), context.step("import") as step:
            await self._intake.replay(context, step, run)

    def _recorded(self, context: RunContext) -> OrderNeighbours:
        live = self._neighbours
        return OrderNeighbours(
            sink=RecordingSink(live.sink, context),
            articles=live.articles,
            shipments=live.shipments,
            reports=RecordingReports(live.reports, context),
            cancellations=live.cancellations,
        )


def parameters_of(request: RunRequest) -> OrderParameters:
    """The request's parameters, which have been checked."""
    return OrderParameters(
        tracking_only=request.parameters.get("mode") == TRACKING_ONLY,
        days_back=request.parameters.get("days_back"),
        status=request.parameters.get("status"),
    )
