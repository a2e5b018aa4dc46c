"""A running core on a small sandbox, for tests of the product as a whole."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy import Select, select

from temu_desktop.bootstrap import jtl_engine
from temu_desktop.clock import BERLIN, SystemClock
from temu_desktop.core import Core
from temu_desktop.database import Database, build_engine, migrate, schema
from temu_desktop.database.backup import copy_sqlite
from temu_desktop.demo.model import DemoOptions
from temu_desktop.demo.session import DemoSession
from temu_desktop.demo.setting_up import fitting_carriers
from temu_desktop.jobs.model import SYNC_INVENTORY, SYNC_ORDERS, RunRequest, RunResult
from temu_desktop.jobs.schedule import Every, next_due
from temu_desktop.jtl.connection import JtlConnection
from temu_desktop.sandbox.control_client import SandboxControl
from temu_desktop.sandbox.faults import Level
from temu_desktop.sandbox.process import RunningSandbox
from tests.sandbox_fixtures import StartSandbox


@dataclass(frozen=True, slots=True)
class InStep:
    """What two sides have that are in step: our database, TEMU's quantities by SKU id."""

    database: Path
    stock: dict[int, int]


class Shop:
    """A merchant's shop: both neighbours, a core, and what an operator does with it."""

    def __init__(self, sandbox: RunningSandbox, session: DemoSession) -> None:
        self.sandbox = sandbox
        self.session = session

    @property
    def core(self) -> Core:
        """The core of now."""
        return self.session.core

    @property
    def temu(self) -> SandboxControl:
        """What can be done at TEMU and in the Wawi by hand."""
        return self.sandbox.control

    async def run_orders(self, **parameters: Any) -> RunResult:
        """One run of the orders job, whatever comes of it."""
        return await self.core.jobs.run(RunRequest(job=SYNC_ORDERS, parameters=parameters))

    async def run_inventory(self, mode: str = "quick", **parameters: Any) -> RunResult:
        """One run of the inventory job, whatever comes of it."""
        request = RunRequest(job=SYNC_INVENTORY, parameters={"mode": mode, **parameters})
        return await self.core.jobs.run(request)

    async def tick(self, seconds: float = 0.0) -> None:
        """Let time pass for everybody."""
        await self.temu.tick(seconds)
        await self.session.follow_clock()

    async def tick_to_a_due_time(self, at_least: float) -> None:
        """Let so much time pass, and what is missing until jobs of every five minutes are due: a
        run that would come later than it is worth is left out."""
        now = self.core.clock.now()
        due = next_due(Every(5), BERLIN, now + timedelta(seconds=at_least))
        assert due is not None
        await self.tick((due - now).total_seconds() + 2)

    async def place(self, **order: Any) -> str:
        """A buyer orders; ready to ship unless said otherwise."""
        return await self.temu.place_order(**{"status": 2, **order})

    async def until_shipped(self, number: str) -> None:
        """Orders and the warehouse take their course until this order has left the house."""
        for _ in range(60):
            await self.run_orders()
            await self.tick(1800)
            wawi = (await self.temu.order(number))["wawi"]
            if isinstance(wawi, dict) and wawi["shipped"]:
                return
        raise AssertionError(f"{number} never left")

    async def bring_into_step(self) -> None:
        """The first runs of the inventory job, and the approval of what they would change."""
        first = await self.run_inventory("full")
        await self.core.operator.approve(first.run, "test")
        await self.run_inventory("quick")

    async def as_it_is(self, copy: Path) -> InStep:
        """What another shop may begin with."""
        file = self.core.settings.data_dir / "toci.db"
        await self.core.database.read(lambda connection: copy_sqlite(file, copy))
        skus = await self.temu.skus()
        return InStep(copy, {int(str(sku["sku_id"])): int(str(sku["stock"])) for sku in skus})

    async def ask(self, statement: Select[Any]) -> list[Any]:
        """Rows of the operations database."""
        return await self.core.database.read(lambda conn: list(conn.execute(statement)))

    async def order(self, number: str) -> Any:
        """The stored order."""
        rows = await self.ask(select(schema.orders).where(schema.orders.c.number == number))
        return rows[0] if rows else None

    async def jtl(self, statement: Select[Any]) -> list[Any]:
        """Rows of JTL's database."""
        database = Database(jtl_engine(self.core.settings))
        try:
            return await JtlConnection(database).read(lambda conn: list(conn.execute(statement)))
        finally:
            await database.close()

    async def reasons(self) -> dict[str, str]:
        """Reason by key of everything that is rejected now."""
        return {record.key: record.reason for record in await self.core.operator.rejected()}

    async def rules(self, subject: str) -> set[str]:
        """Rules of the open issues of a subject."""
        found = await self.core.issues.open()
        return {item.issue.rule.value for item in found if item.issue.subject_key == subject}

    async def at_temu(self, sku_id: int) -> int:
        """The quantity TEMU shows."""
        skus = await self.temu.skus()
        return int(str(next(item["stock"] for item in skus if item["sku_id"] == sku_id)))


_known_mappings: list[dict[str, Any]] = []


async def _mappings(session: DemoSession) -> list[dict[str, Any]]:
    """The same in every sandbox; asked for once."""
    if not _known_mappings:
        _known_mappings.extend(await fitting_carriers(session))
    return _known_mappings


class OpenShop(Protocol):
    """`await open_shop(skus=20)`: any field of SandboxConfig may be given."""

    async def __call__(self, **options: object) -> Shop:
        """Open one; carriers are mapped, stock is in step."""
        ...


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty operations database, made once: migrations have tests of their own."""
    file = tmp_path_factory.mktemp("migrated") / "toci.db"
    engine = build_engine(f"sqlite:///{file}")
    migrate(engine, now=SystemClock().now(), backups=file.parent)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def in_step_before(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, InStep], Path]:
    """Shops that were brought into step once, by their options, and where their databases are."""
    return {}, tmp_path_factory.mktemp("in-step")


@pytest.fixture
async def open_shop(
    sandbox: StartSandbox,
    migrated: Path,
    tmp_path: Path,
    in_step_before: tuple[dict[str, InStep], Path],
) -> AsyncIterator[OpenShop]:
    """Opens shops; each ends with its test. The first of its kind is brought into step by runs,
    the others begin where it was then."""
    known, copies = in_step_before
    async with AsyncExitStack() as stack:
        opened = 0

        async def start(*, in_step: bool = True, **options: object) -> Shop:
            nonlocal opened
            opened += 1
            settings = {"orders": 0, "skus": 20, "awkward": False, **options}
            running = await sandbox(**settings)
            kind = repr(sorted(settings.items()))
            begun = known.get(kind) if in_step else None
            folder = tmp_path / f"shop-{opened}"
            folder.mkdir()
            shutil.copy(begun.database if begun else migrated, folder / "toci.db")
            demo = DemoOptions(0, 0, 0, 0.0, 5000.0, Level.NONE, folder)
            session = DemoSession(running, demo, lambda core: None)
            shop = Shop(running, await stack.enter_async_context(session))
            if begun:
                await shop.temu.set_stock(begun.stock)
                return shop
            await shop.core.operator.map_carriers(await _mappings(session), "demo")
            if in_step:
                await shop.bring_into_step()
                known[kind] = await shop.as_it_is(copies / f"{len(known)}.db")
            return shop

        yield start
