"""The composition root: builds a core from settings, and takes it down in reverse.

The command line, the console, headless mode and the tests call only this; every part can be given
a replacement.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

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
from temu_desktop.jobs.definition_store import DefinitionStore
from temu_desktop.jobs.lease import LeaseKeeper
from temu_desktop.jobs.repository import interrupt_all
from temu_desktop.jobs.runner import Runner
from temu_desktop.jobs.scheduler import JobScheduler
from temu_desktop.jobs.service import JobService
from temu_desktop.jobs.serving import Serving, Watch
from temu_desktop.logs.database_sink import DatabaseSink
from temu_desktop.logs.masking import Masking
from temu_desktop.logs.service import LogService
from temu_desktop.logs.setup import lowest_of, secrets_of
from temu_desktop.services import Parts, Services
from temu_desktop.settings import Settings
from temu_desktop.temu.archive import ApiArchive
from temu_desktop.texts import Texts
from temu_desktop.workflows import Workflows

if TYPE_CHECKING:
    import httpx

    from temu_desktop.temu.account_api import AccountApi
    from temu_desktop.temu.contact import ContactClient


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
        sink = DatabaseSink(database, bus, Masking(secrets_of(settings)), lowest_of(settings))
        await stack.enter_async_context(sink.writing())
        jtl = await _jtl(settings, stack)
        lease = LeaseKeeper(
            database, recover=lambda uow: interrupt_all(uow.connection, clock.now())
        )
        client = await _temu(settings, clock, temu_transport, lease, stack)
        parts = Parts(settings, clock, bus, database, jtl, lease, client)
        archive = ApiArchive(settings.data_dir / "temu" / "api_responses")
        workflows = await Workflows(parts, archive).all()
        runner = Runner(database, clock, bus, lease, archive, workflows)
        devices = DeviceService(database, clock)
        stack.push_async_callback(devices.close)
        configuration = ConfigurationService(place or Place.here(), clock, database=database)
        await configuration.audit_waiting()
        yield _assembled(parts, runner, devices, configuration)


def _assembled(
    parts: Parts, runner: Runner, devices: DeviceService, configuration: ConfigurationService
) -> Core:
    settings, clock, bus, database = parts.settings, parts.clock, parts.bus, parts.database
    definitions = DefinitionStore(database, clock, settings.zone, runner.parameters_of)
    scheduler = JobScheduler(database, clock, definitions, runner)
    jobs = JobService(database, clock, bus, runner, definitions)
    account = _account(parts)
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
        devices=devices,
        configuration=configuration,
        logs=LogService(database),
        temu=parts.client,
        services=Services(parts, jobs, account),
        connections=connection_monitor(clock, bus, database, parts.jtl, parts.client),
    )


def _account(parts: Parts) -> AccountApi | None:
    if parts.client is None:
        return None
    from temu_desktop.temu.account_api import AccountApi

    return AccountApi(parts.client)


def _alarms(parts: Parts) -> AlarmService:
    settings = parts.settings
    mask = Masking(secrets_of(settings)).masked
    wording = Wording(Texts.load(settings.language), settings.zone, mask)
    return AlarmService(
        AlarmParts(settings.alarms, parts.database, parts.clock, parts.bus, wording)
    )


def _watches(
    parts: Parts, account: AccountApi | None, issues: IssueService, alarms: AlarmService
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
    # Late, here and below: without access to TEMU nothing that calls it is loaded.
    from temu_desktop.temu.config import config_of
    from temu_desktop.temu.contact import ContactClient

    client = ContactClient(
        config_of(settings.temu), clock=clock, transport=transport, before_write=lease.secure
    )
    stack.push_async_callback(client.aclose)
    return client
