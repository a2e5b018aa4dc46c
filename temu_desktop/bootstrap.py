"""The composition root: builds a core from settings, and takes it down in reverse.

The command line, the console, headless mode and the tests call only this; every part can be given
a replacement.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx

from temu_desktop.alarms.service import AlarmParts, AlarmService, Outbox
from temu_desktop.alarms.wording import Wording
from temu_desktop.attention.service import IssueService
from temu_desktop.attention.watch import FactWatch, WatchParts
from temu_desktop.bus import EventBus
from temu_desktop.clock import Clock, SystemClock
from temu_desktop.configuration.model import Place
from temu_desktop.configuration.service import ConfigurationService
from temu_desktop.connections.wiring import connection_monitor
from temu_desktop.core import Core
from temu_desktop.database import Database, migrate
from temu_desktop.database.addresses import jtl_engine as jtl_engine
from temu_desktop.database.addresses import operations_engine as operations_engine
from temu_desktop.devices.service import DeviceService
from temu_desktop.doctor.service import Doctor, DoctorParts
from temu_desktop.errors import NotSetUp
from temu_desktop.ids import ShopId
from temu_desktop.inventory.compare import CompareRules
from temu_desktop.inventory.service import InventoryService, StockParts
from temu_desktop.inventory.workflow import InventoryWorkflow
from temu_desktop.jobs.context import RunContext
from temu_desktop.jobs.definition_store import DefinitionStore
from temu_desktop.jobs.lease import LeaseKeeper
from temu_desktop.jobs.life import Workflow
from temu_desktop.jobs.model import RunRequest
from temu_desktop.jobs.parameters import Parameter
from temu_desktop.jobs.repository import interrupt_all
from temu_desktop.jobs.runner import Runner
from temu_desktop.jobs.scheduler import JobScheduler
from temu_desktop.jobs.service import JobService
from temu_desktop.jobs.serving import Serving, Watch
from temu_desktop.jtl.article_search import JtlArticles
from temu_desktop.jtl.not_set_up import no_jtl
from temu_desktop.jtl.orders_gateway import JtlOrders
from temu_desktop.jtl.stock_gateway import JtlStock
from temu_desktop.jtl.tracking_gateway import JtlShipments
from temu_desktop.logs.database_sink import DatabaseSink
from temu_desktop.logs.masking import Masking
from temu_desktop.logs.service import LogService
from temu_desktop.logs.setup import secrets_of
from temu_desktop.lookup.service import LookupService
from temu_desktop.maintenance.workflow import Folders, MaintenanceWorkflow
from temu_desktop.operator.service import OperatorService
from temu_desktop.orders.importing import ImportRules
from temu_desktop.orders.installation import installed_at
from temu_desktop.orders.intake import OrderIntake
from temu_desktop.orders.open_orders import OpenOrders
from temu_desktop.orders.service import OrderService
from temu_desktop.orders.workflow import OrderNeighbours, OrderRules, OrdersWorkflow
from temu_desktop.overview.service import OverviewService
from temu_desktop.people.service import PeopleService
from temu_desktop.settings import DEFAULT_SHOP, Settings
from temu_desktop.temu.account_api import AccountApi
from temu_desktop.temu.archive import ApiArchive
from temu_desktop.temu.client import TemuClient
from temu_desktop.temu.config import config_of
from temu_desktop.temu.contact import ContactClient
from temu_desktop.temu.inventory_api import InventoryApi
from temu_desktop.temu.orders_api import OrdersApi
from temu_desktop.temu.shipping_api import ShippingApi
from temu_desktop.texts import Texts


@asynccontextmanager
async def running_core(
    settings: Settings,
    *,
    clock: Clock | None = None,
    temu_transport: httpx.AsyncBaseTransport | None = None,
    place: Place | None = None,
) -> AsyncIterator[Core]:
    """A core for a block: databases open and migrated, clients ready; taken down in reverse.

    ``clock`` and ``temu_transport`` (the network to TEMU) can be replaced; ``place`` says where
    the settings are saved. Raises SettingsError,
    DatabaseError, SchemaTooNew. TEMU and JTL are not contacted yet.
    """
    clock = clock or SystemClock()
    async with AsyncExitStack() as stack:
        bus = EventBus()
        database = await _operations(settings, clock, bus, stack)
        sink = DatabaseSink(database, bus, Masking(secrets_of(settings)))
        await stack.enter_async_context(sink.writing())
        jtl = await _jtl(settings, stack)
        lease = LeaseKeeper(
            database, recover=lambda uow: interrupt_all(uow.connection, clock.now())
        )
        client = await _temu(settings, clock, temu_transport, lease, stack)
        parts = _Parts(settings, clock, bus, database, jtl, lease, client)
        archive = ApiArchive(settings.data_dir / "temu" / "api_responses")
        workflows = await _Jobs(settings, clock, database, jtl, client, archive).workflows()
        runner = Runner(database, clock, bus, lease, archive, workflows)
        devices = DeviceService(database, clock)
        stack.push_async_callback(devices.close)
        configuration = ConfigurationService(place or Place.here(), clock, database=database)
        await configuration.audit_waiting()
        yield _assembled(parts, runner, devices, configuration)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What everything stands on."""

    settings: Settings
    clock: Clock
    bus: EventBus
    database: Database
    jtl: Database | None
    lease: LeaseKeeper
    client: ContactClient | None


def _assembled(
    parts: _Parts, runner: Runner, devices: DeviceService, configuration: ConfigurationService
) -> Core:
    settings, clock, bus, database = parts.settings, parts.clock, parts.bus, parts.database
    definitions = DefinitionStore(database, clock, settings.zone, runner.parameters_of)
    scheduler = JobScheduler(database, clock, definitions, runner)
    jobs = JobService(database, clock, bus, runner, definitions)
    account = AccountApi(parts.client) if parts.client else None
    doctor = Doctor(DoctorParts(settings, clock, database, parts.jtl, account, parts.client, jobs))
    issues = IssueService(database, clock, bus)
    alarms = _alarms(parts)
    watches = _watches(parts, account, issues, alarms)
    return Core(
        settings=settings,
        clock=clock,
        bus=bus,
        database=database,
        jobs=jobs,
        serving=Serving(database, clock, bus, runner, scheduler, jobs, watches),
        issues=issues,
        alarms=alarms,
        operator=_operator(settings, clock, database, parts.jtl, parts.client),
        orders=OrderService(database, clock),
        lookup=_lookup(settings, database, parts.jtl),
        doctor=doctor,
        people=PeopleService(database, clock),
        devices=devices,
        configuration=configuration,
        logs=LogService(database),
        temu=parts.client,
        inventory=_stock(parts, jobs),
        overview=OverviewService(database, clock, _shop(settings), settings.zone),
        connections=connection_monitor(clock, bus, database, parts.jtl, parts.client),
    )


def _stock(parts: _Parts, jobs: JobService) -> InventoryService:
    articles = JtlArticles(parts.jtl) if parts.jtl else no_jtl()
    settings = parts.settings
    return InventoryService(
        StockParts(*(parts.database, parts.clock, _shop(settings), settings.stock, articles, jobs))
    )


def _shop(settings: Settings) -> ShopId:
    return settings.temu.shop if settings.temu else DEFAULT_SHOP


def _alarms(parts: _Parts) -> AlarmService:
    settings = parts.settings
    mask = Masking(secrets_of(settings)).masked
    wording = Wording(Texts.load(settings.language), settings.zone, mask)
    return AlarmService(
        AlarmParts(settings.alarms, parts.database, parts.clock, parts.bus, wording)
    )


def _watches(
    parts: _Parts, account: AccountApi | None, issues: IssueService, alarms: AlarmService
) -> tuple[Watch, ...]:
    """What the acting process looks at beside the schedule."""
    settings = parts.settings
    facts = FactWatch(
        WatchParts(
            parts.database,
            parts.clock,
            settings.data_dir,
            timedelta(hours=settings.alarms.ship_by_hours),
            parts.jtl,
            account,
            parts.client,
        )
    )
    return (
        Watch("facts", 60.0, facts.look),
        Watch("database", 5.0, facts.look_at_ours),
        Watch("issues", 2.0, issues.look, always=True),
        *(Watch(channel.value, 5.0, look) for channel, look in alarms.looks.items()),
    )


def _operator(
    settings: Settings,
    clock: Clock,
    database: Database,
    jtl: Database | None,
    client: TemuClient | None,
) -> OperatorService:
    return OperatorService(
        database,
        clock,
        settings.temu.shop if settings.temu else DEFAULT_SHOP,
        JtlShipments(jtl) if jtl else no_jtl(),
        ShippingApi(client) if client else None,
    )


def _lookup(settings: Settings, database: Database, jtl: Database | None) -> LookupService:
    return LookupService(database, JtlStock(jtl, settings.jtl) if jtl else no_jtl())


async def _operations(
    settings: Settings, clock: Clock, bus: EventBus, stack: AsyncExitStack
) -> Database:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = operations_engine(settings)
    await asyncio.to_thread(migrate, engine, now=clock.now(), backups=settings.data_dir / "backups")
    database = Database(
        engine,
        name="db-ops",
        bus=bus,
        workers=settings.database.pool.size,
        within=Outbox(settings.alarms, clock),
    )
    stack.push_async_callback(database.close)
    return database


async def _jtl(settings: Settings, stack: AsyncExitStack) -> Database | None:
    if settings.database.jtl_url is None and settings.sql_server is None:
        return None
    database = Database(jtl_engine(settings), name="db-jtl", workers=settings.database.pool.size)
    stack.push_async_callback(database.close)
    return database


async def _temu(
    settings: Settings,
    clock: Clock,
    transport: httpx.AsyncBaseTransport | None,
    lease: LeaseKeeper,
    stack: AsyncExitStack,
) -> ContactClient | None:
    if settings.temu is None:
        return None
    client = ContactClient(
        config_of(settings.temu), clock=clock, transport=transport, before_write=lease.secure
    )
    stack.push_async_callback(client.aclose)
    return client


class _Jobs:
    """Puts the workflows together."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        database: Database,
        jtl: Database | None,
        client: TemuClient | None,
        archive: ApiArchive,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._database = database
        self._jtl = jtl
        self._client = client
        self._archive = archive

    async def workflows(self) -> dict[str, Workflow]:
        """Every type of job; without TEMU those that need it say that it is not set up."""
        return {
            "fetch_invoices": _NotSetUp("invoices", ()),
            "maintenance": self._maintenance(),
            **(await self._with_temu()),
        }

    async def _with_temu(self) -> dict[str, Workflow]:
        if self._client is None:
            return {
                "sync_orders": _NotSetUp("TEMU", OrdersWorkflow.parameters),
                "sync_inventory": _NotSetUp("TEMU", InventoryWorkflow.parameters),
            }
        orders_from = self._settings.orders.orders_from or await self._database.write(
            lambda uow: installed_at(uow.connection, self._clock.now())
        )
        temu = self._settings.require_temu()
        intake = OrderIntake(
            OrdersApi(self._client),
            self._archive,
            ImportRules(temu.shop, self._settings.orders, self._settings.stock, orders_from),
        )
        return {
            "sync_orders": self._orders(intake, self._client),
            "sync_inventory": self._inventory(intake, self._client),
        }

    def _orders(self, intake: OrderIntake, client: TemuClient) -> OrdersWorkflow:
        settings = self._settings
        rules = OrderRules(
            settings.require_temu().shop,
            settings.orders,
            settings.jtl,
            settings.data_dir / "temu" / "xml",
        )
        neighbours = OrderNeighbours(
            sink=self._sink(),
            articles=self._stock(),
            shipments=JtlShipments(self._jtl) if self._jtl else no_jtl(),
            reports=ShippingApi(client),
            cancellations=OrdersApi(client),
        )
        return OrdersWorkflow(intake, neighbours, rules)

    def _inventory(self, intake: OrderIntake, client: TemuClient) -> InventoryWorkflow:
        settings = self._settings
        rules = CompareRules(
            settings.require_temu().shop, settings.stock, settings.jtl.unmanaged_stock
        )
        return InventoryWorkflow(
            InventoryApi(client),
            self._stock(),
            OpenOrders(intake, self._sink()),
            self._archive,
            rules,
        )

    def _maintenance(self) -> MaintenanceWorkflow:
        data = self._settings.data_dir
        folders = Folders(data / "temu" / "xml", data / "backups", data)
        return MaintenanceWorkflow(self._archive, folders, self._settings.retention)

    def _sink(self) -> JtlOrders:
        return JtlOrders(self._jtl, self._settings.jtl) if self._jtl else no_jtl()

    def _stock(self) -> JtlStock:
        return JtlStock(self._jtl, self._settings.jtl) if self._jtl else no_jtl()


class _NotSetUp:
    """A type of job that lacks what it works on: says so when it is run, not before."""

    def __init__(self, what: str, parameters: tuple[Parameter, ...]) -> None:
        self.parameters = parameters
        self._what = what

    async def run(self, context: RunContext, request: RunRequest) -> None:
        """Raise NotSetUp."""
        raise NotSetUp("no setting says where it works", what=self._what)
