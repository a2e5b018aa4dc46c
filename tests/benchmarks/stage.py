"""What the benchmarks stand on: databases of both sides and a run to measure in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Engine

from temu_desktop.bus import EventBus
from temu_desktop.clock import SystemClock
from temu_desktop.database import Database, build_engine, migrate
from temu_desktop.ids import RunId
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.jtl.orders_gateway import JtlOrders
from temu_desktop.jtl.stock_gateway import JtlStock
from temu_desktop.sandbox.catalogue import Catalogue, build_catalogue
from temu_desktop.sandbox.wawi import Wawi
from temu_desktop.settings import DEFAULT_SHOP, JtlChoices
from temu_desktop.temu.archive import ApiArchive

RUN = RunId("20261123-060000-bench")
SHOP = DEFAULT_SHOP
CHOICES = JtlChoices()


@dataclass(frozen=True, slots=True)
class Stage:
    """Both databases, the catalogue JTL was filled from, and a run."""

    operations: Engine
    jtl: Engine
    database: Database
    wawi: Database
    catalogue: Catalogue
    context: RunContext
    folder: Path

    def step(self, name: str = "bench") -> Step:
        """A step to count in."""
        return Step(RUN, 1, name, EventBus(), datetime.now(UTC))

    @property
    def stock(self) -> JtlStock:
        """JTL's stock."""
        return JtlStock(self.wawi, CHOICES)

    @property
    def sink(self) -> JtlOrders:
        """JTL's inbox."""
        return JtlOrders(self.wawi, CHOICES)


async def _allow() -> None:
    """Nothing forbids a benchmark to write."""


async def _forget(run: RunId, step: Step, result: Any) -> None:
    """Steps are not what is measured."""


@asynccontextmanager
async def stage(
    operations_url: str, jtl_url: str, folder: Path, *, skus: int
) -> AsyncIterator[Stage]:
    """An empty operations database and a JTL with so many articles."""
    clock = SystemClock()
    catalogue = build_catalogue(1, skus, False)
    Wawi.create(jtl_url, catalogue, seed=1, clock=clock, awkward=False).close()
    operations = build_engine(operations_url)
    migrate(operations, now=clock.now())
    jtl = build_engine(jtl_url)
    database, wawi = Database(operations), Database(jtl, name="db-jtl")
    context = RunContext(
        run=RUN,
        database=database,
        clock=clock,
        bus=EventBus(),
        archive=ApiArchive(folder / "archive"),
        before_write=_allow,
        hold=lambda name: nullcontext(),
        on_step=_forget,
    )
    try:
        yield Stage(operations, jtl, database, wawi, catalogue, context, folder)
    finally:
        await database.close()
        await wawi.close()


def nothing() -> Any:
    """For a neighbour that the measured part never asks."""
    return cast("Any", None)
