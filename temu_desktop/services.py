"""Services that nothing needs before somebody asks: each is loaded and made at its first use, so
that a process is at work before it knows everything it can do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from temu_desktop.settings import DEFAULT_SHOP, Settings

if TYPE_CHECKING:
    from temu_desktop.bus import EventBus
    from temu_desktop.clock import Clock
    from temu_desktop.database import Database
    from temu_desktop.doctor.service import Doctor
    from temu_desktop.ids import ShopId
    from temu_desktop.inventory.service import InventoryService
    from temu_desktop.jobs.lease import LeaseKeeper
    from temu_desktop.jobs.service import JobService
    from temu_desktop.lookup.service import LookupService
    from temu_desktop.operator.service import OperatorService
    from temu_desktop.orders.service import OrderService
    from temu_desktop.overview.service import OverviewService
    from temu_desktop.people.service import PeopleService
    from temu_desktop.temu.account_api import AccountApi
    from temu_desktop.temu.contact import ContactClient


@dataclass(frozen=True, slots=True)
class Parts:
    """What everything stands on."""

    settings: Settings
    clock: Clock
    bus: EventBus
    database: Database
    jtl: Database | None
    lease: LeaseKeeper
    client: ContactClient | None

    @property
    def shop(self) -> ShopId:
        """Whose orders and stock."""
        return self.settings.temu.shop if self.settings.temu else DEFAULT_SHOP


class Services:
    """Every one is made once, in whichever thread asks first."""

    def __init__(self, parts: Parts, jobs: JobService, account: AccountApi | None) -> None:
        self._parts = parts
        self._jobs = jobs
        self._account = account

    def load(self) -> None:
        """Make all of them; meant for a thread beside the loop, which they would hold up."""
        for name in ("orders", "inventory", "operator", "lookup", "overview", "people", "doctor"):
            getattr(self, name)

    @cached_property
    def orders(self) -> OrderService:
        """Orders as people see them."""
        from temu_desktop.orders.service import OrderService

        return OrderService(self._parts.database, self._parts.clock)

    @cached_property
    def inventory(self) -> InventoryService:
        """Stock as people see it."""
        from temu_desktop.inventory.service import InventoryService, StockParts
        from temu_desktop.jtl.article_search import JtlArticles
        from temu_desktop.jtl.not_set_up import no_jtl

        parts = self._parts
        articles = JtlArticles(parts.jtl) if parts.jtl else no_jtl()
        given = (parts.database, parts.clock, parts.shop, parts.settings.stock, articles)
        return InventoryService(StockParts(*given, self._jobs))

    @cached_property
    def operator(self) -> OperatorService:
        """What people do."""
        from temu_desktop.jtl.not_set_up import no_jtl
        from temu_desktop.jtl.tracking_gateway import JtlShipments
        from temu_desktop.operator.service import OperatorService
        from temu_desktop.temu.shipping_api import ShippingApi

        parts = self._parts
        return OperatorService(
            parts.database,
            parts.clock,
            parts.shop,
            JtlShipments(parts.jtl) if parts.jtl else no_jtl(),
            ShippingApi(parts.client) if parts.client else None,
        )

    @cached_property
    def lookup(self) -> LookupService:
        """What is behind a code."""
        from temu_desktop.jtl.not_set_up import no_jtl
        from temu_desktop.jtl.stock_gateway import JtlStock
        from temu_desktop.lookup.service import LookupService

        parts = self._parts
        stock = JtlStock(parts.jtl, parts.settings.jtl) if parts.jtl else no_jtl()
        return LookupService(parts.database, stock)

    @cached_property
    def overview(self) -> OverviewService:
        """Figures and charts of the first page."""
        from temu_desktop.overview.service import OverviewService

        parts = self._parts
        return OverviewService(parts.database, parts.clock, parts.shop, parts.settings.zone)

    @cached_property
    def people(self) -> PeopleService:
        """Who works here."""
        from temu_desktop.people.service import PeopleService

        return PeopleService(self._parts.database, self._parts.clock)

    @cached_property
    def doctor(self) -> Doctor:
        """What is wrong, and how it is mended."""
        from temu_desktop.doctor.service import Doctor, DoctorParts

        parts = self._parts
        neighbours = (parts.jtl, self._account, parts.client)
        return Doctor(
            DoctorParts(parts.settings, parts.clock, parts.database, *neighbours, self._jobs)
        )
