"""The core: what a front end may touch. Attributes only, no behaviour of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from temu_desktop.alarms.service import AlarmService
    from temu_desktop.attention.service import IssueService
    from temu_desktop.bus import EventBus
    from temu_desktop.clock import Clock
    from temu_desktop.configuration.service import ConfigurationService
    from temu_desktop.connections.monitor import ConnectionMonitor
    from temu_desktop.database import Database
    from temu_desktop.devices.service import DeviceService
    from temu_desktop.doctor.service import Doctor
    from temu_desktop.inventory.service import InventoryService
    from temu_desktop.jobs.service import JobService
    from temu_desktop.jobs.serving import Serving
    from temu_desktop.logs.service import LogService
    from temu_desktop.lookup.service import LookupService
    from temu_desktop.operator.service import OperatorService
    from temu_desktop.orders.service import OrderService
    from temu_desktop.overview.service import OverviewService
    from temu_desktop.people.service import PeopleService
    from temu_desktop.services import Services
    from temu_desktop.settings import Settings
    from temu_desktop.temu.client import TemuClient


@dataclass(frozen=True, slots=True)
class Core:
    """One running core. Made by ``bootstrap.running_core`` only; ``temu`` is None where no
    access is configured; ``services`` are those that are loaded when they are first asked for."""

    settings: Settings
    clock: Clock
    bus: EventBus
    database: Database
    jobs: JobService
    serving: Serving
    issues: IssueService
    alarms: AlarmService
    devices: DeviceService
    configuration: ConfigurationService
    logs: LogService
    temu: TemuClient | None
    connections: ConnectionMonitor
    services: Services

    @property
    def orders(self) -> OrderService:
        """Orders as people see them."""
        return self.services.orders

    @property
    def inventory(self) -> InventoryService:
        """Stock as people see it."""
        return self.services.inventory

    @property
    def operator(self) -> OperatorService:
        """What people do."""
        return self.services.operator

    @property
    def lookup(self) -> LookupService:
        """What is behind a code."""
        return self.services.lookup

    @property
    def overview(self) -> OverviewService:
        """Figures and charts of the first page."""
        return self.services.overview

    @property
    def people(self) -> PeopleService:
        """Who works here."""
        return self.services.people

    @property
    def doctor(self) -> Doctor:
        """What is wrong, and how it is mended."""
        return self.services.doctor
