"""The types of job, put together; the code of each is loaded when it runs for the first time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from temu_desktop.errors import NotSetUp
from temu_desktop.inventory import parameters as inventory
from temu_desktop.jobs.life import Workflow
from temu_desktop.jobs.parameters import Parameter
from temu_desktop.orders import parameters as orders
from temu_desktop.orders.installation import installed_at

if TYPE_CHECKING:
    from temu_desktop.inventory.workflow import InventoryWorkflow
    from temu_desktop.jobs.context import RunContext
    from temu_desktop.jobs.model import RunRequest
    from temu_desktop.jtl.orders_gateway import JtlOrders
    from temu_desktop.jtl.stock_gateway import JtlStock
    from temu_desktop.maintenance.workflow import MaintenanceWorkflow
    from temu_desktop.orders.intake import OrderIntake
    from temu_desktop.orders.workflow import OrderNeighbours, OrdersWorkflow
    from temu_desktop.services import Parts
    from temu_desktop.temu.archive import ApiArchive
    from temu_desktop.temu.contact import ContactClient


class Workflows:
    """Puts them together."""

    def __init__(self, parts: Parts, archive: ApiArchive) -> None:
        self._parts = parts
        self._archive = archive

    async def all(self) -> dict[str, Workflow]:
        """Every type of job; without TEMU those that need it say that it is not set up."""
        return {
            "fetch_invoices": _NotSetUp("invoices", ()),
            "maintenance": _Late((), self._maintenance),
            **(await self._with_temu()),
        }

    async def _with_temu(self) -> dict[str, Workflow]:
        parts, client = self._parts, self._parts.client
        if client is None:
            return {
                "sync_orders": _NotSetUp("TEMU", orders.PARAMETERS),
                "sync_inventory": _NotSetUp("TEMU", inventory.PARAMETERS),
            }
        with_temu = _WithTemu(parts, self._archive, client, await self._orders_from())
        return {
            "sync_orders": _Late(orders.PARAMETERS, lambda: with_temu.orders),
            "sync_inventory": _Late(inventory.PARAMETERS, lambda: with_temu.inventory),
        }

    async def _orders_from(self) -> datetime:
        """Older orders are somebody else's work."""
        given = self._parts.settings.orders.orders_from
        if given is not None:
            return given
        now = self._parts.clock.now()
        return await self._parts.database.write(lambda uow: installed_at(uow.connection, now))

    def _maintenance(self) -> MaintenanceWorkflow:
        from temu_desktop.maintenance.workflow import Folders, MaintenanceWorkflow

        data = self._parts.settings.data_dir
        folders = Folders(data / "temu" / "xml", data / "backups", data)
        return MaintenanceWorkflow(self._archive, folders, self._parts.settings.retention)


class _WithTemu:
    """The types of job that call TEMU; they share how orders are taken in."""

    def __init__(
        self, parts: Parts, archive: ApiArchive, client: ContactClient, orders_from: datetime
    ) -> None:
        self._parts = parts
        self._archive = archive
        self._client = client
        self._orders_from = orders_from

    @cached_property
    def orders(self) -> OrdersWorkflow:
        """TEMU's orders to JTL, JTL's tracking to TEMU."""
        from temu_desktop.orders.workflow import OrderRules, OrdersWorkflow

        settings = self._parts.settings
        xml = settings.data_dir / "temu" / "xml"
        rules = OrderRules(self._parts.shop, settings.orders, settings.jtl, xml)
        return OrdersWorkflow(self._intake, self._neighbours(), rules)

    @cached_property
    def inventory(self) -> InventoryWorkflow:
        """TEMU's SKU list in, JTL's stock out."""
        from temu_desktop.inventory.compare import CompareRules
        from temu_desktop.inventory.workflow import InventoryWorkflow
        from temu_desktop.orders.open_orders import OpenOrders
        from temu_desktop.temu.inventory_api import InventoryApi

        settings = self._parts.settings
        rules = CompareRules(self._parts.shop, settings.stock, settings.jtl.unmanaged_stock)
        listings, open_orders = InventoryApi(self._client), OpenOrders(self._intake, self._sink())
        return InventoryWorkflow(listings, self._stock(), open_orders, self._archive, rules)

    @cached_property
    def _intake(self) -> OrderIntake:
        from temu_desktop.orders.importing import ImportRules
        from temu_desktop.orders.intake import OrderIntake
        from temu_desktop.temu.orders_api import OrdersApi

        settings = self._parts.settings
        rules = ImportRules(self._parts.shop, settings.orders, settings.stock, self._orders_from)
        return OrderIntake(OrdersApi(self._client), self._archive, rules)

    def _neighbours(self) -> OrderNeighbours:
        from temu_desktop.jtl.not_set_up import no_jtl
        from temu_desktop.jtl.tracking_gateway import JtlShipments
        from temu_desktop.orders.workflow import OrderNeighbours
        from temu_desktop.temu.orders_api import OrdersApi
        from temu_desktop.temu.shipping_api import ShippingApi

        jtl = self._parts.jtl
        return OrderNeighbours(
            sink=self._sink(),
            articles=self._stock(),
            shipments=JtlShipments(jtl) if jtl else no_jtl(),
            reports=ShippingApi(self._client),
            cancellations=OrdersApi(self._client),
        )

    def _sink(self) -> JtlOrders:
        from temu_desktop.jtl.not_set_up import no_jtl
        from temu_desktop.jtl.orders_gateway import JtlOrders

        jtl = self._parts.jtl
        return JtlOrders(jtl, self._parts.settings.jtl) if jtl else no_jtl()

    def _stock(self) -> JtlStock:
        from temu_desktop.jtl.not_set_up import no_jtl
        from temu_desktop.jtl.stock_gateway import JtlStock

        jtl = self._parts.jtl
        return JtlStock(jtl, self._parts.settings.jtl) if jtl else no_jtl()


class _Late:
    """A type of job whose code is loaded beside the loop when it runs for the first time."""

    def __init__(self, parameters: tuple[Parameter, ...], make: Callable[[], Workflow]) -> None:
        self.parameters = parameters
        self._make = make
        self._made: Workflow | None = None

    async def run(self, context: RunContext, request: RunRequest) -> None:
        """Do what the type of job does."""
        workflow = self._made
        if workflow is None:
            workflow = self._made = await asyncio.to_thread(self._make)
        await workflow.run(context, request)


class _NotSetUp:
    """A type of job that lacks what it works on: says so when it is run, not before."""

    def __init__(self, what: str, parameters: tuple[Parameter, ...]) -> None:
        self.parameters = parameters
        self._what = what

    async def run(self, context: RunContext, request: RunRequest) -> None:
        """Raise NotSetUp."""
        raise NotSetUp("no setting says where it works", what=self._what)
