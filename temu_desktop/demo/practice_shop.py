"""A shop to practise in: both sandboxes with live traffic, for the console's ``--demo``."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx

from temu_desktop.clock import ShiftedClock
from temu_desktop.demo.model import DemoOptions
from temu_desktop.demo.session import DemoSession, shop_settings
from temu_desktop.demo.setting_up import map_carriers
from temu_desktop.jobs.model import SYNC_INVENTORY
from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.control_client import SandboxControl, SandboxError
from temu_desktop.sandbox.process import RunningSandbox, running_sandbox
from temu_desktop.settings import Settings

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
HOURS_A_MINUTE = 0.5
"""Half an hour passes in a minute, so that orders come, age and ship before one's eyes."""


@dataclass(frozen=True, slots=True)
class PracticeShop:
    """A running practice shop and the settings of a core on it."""

    settings: Settings
    sandbox: RunningSandbox


@asynccontextmanager
async def practice_shop(options: DemoOptions) -> AsyncIterator[PracticeShop]:
    """Open a shop whose time passes quickly, its carriers mapped and its stock in step.

    Raises SandboxError.
    """
    config = SandboxConfig(
        orders=options.orders,
        skus=options.skus,
        seed=options.seed,
        faults=options.faults,
        qps=options.qps,
        data_dir=_folder(options.data_dir),
        manual_clock=True,
        leave_with_parent=True,
    )
    async with running_sandbox(config) as sandbox:
        async with DemoSession(sandbox, options, lambda core: None) as session:
            await map_carriers(session)
            first = await session.run(SYNC_INVENTORY, mode="full")
            await session.core.operator.approve(first.run, "Demo")
            await session.run(SYNC_INVENTORY, mode="quick")
        clock = ShiftedClock(timedelta(seconds=await sandbox.control.offset()))
        settings = shop_settings(sandbox, options, clock.now())
        async with _time_passing(sandbox.control):
            yield PracticeShop(settings, sandbox)


@asynccontextmanager
async def _time_passing(control: SandboxControl) -> AsyncIterator[None]:
    task = asyncio.create_task(_pass_time(control), name="practice-time")
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _pass_time(control: SandboxControl) -> None:
    while True:
        await asyncio.sleep(TICK_SECONDS)
        try:
            await control.tick(TICK_SECONDS * 60 * HOURS_A_MINUTE)
        except (httpx.HTTPError, SandboxError) as error:
            log.warning("Time does not pass in the practice shop: %s", error)


def _folder(data_dir: Path) -> Path:
    folder = data_dir / "sandbox"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
