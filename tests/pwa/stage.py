"""A merchant's shop with everything real: sandbox, core, schedule, server, and the app's files."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from temu_desktop.demo.model import DemoOptions
from temu_desktop.demo.session import DemoSession
from temu_desktop.demo.setting_up import map_carriers
from temu_desktop.devices.model import DeviceRole
from temu_desktop.jobs.model import SYNC_INVENTORY, SYNC_ORDERS, RunRequest
from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.faults import Level
from temu_desktop.sandbox.process import RunningSandbox
from tests.due_times import nothing_due
from tests.headless.house import House, served
from tests.sandbox_zygote import running_sandbox

PWA = Path(__file__).parents[2] / "pwa"


@dataclass
class Stage:
    """The shop while it is served; ``files`` is its own copy of the app, to be changed at will."""

    sandbox: RunningSandbox
    session: DemoSession
    house: House
    files: Path

    @property
    def url(self) -> str:
        """Where phones go; localhost counts as secure."""
        return f"http://localhost:{self.house.port}"

    async def code(self, role: str = "operator") -> str:
        """A pairing code as the console shows it."""
        made = await self.house.core.devices.pair(DeviceRole(role), "Jana", None)
        return made.shown


async def _history(session: DemoSession, sandbox: RunningSandbox) -> None:
    """A morning's work, so that there is something to see."""
    await map_carriers(session)
    first = await session.core.jobs.run(
        RunRequest(job=SYNC_INVENTORY, parameters={"mode": "full"}, started_by="Jana")
    )
    await session.core.operator.approve(first.run, "Jana")
    for _ in range(3):
        await session.core.jobs.run(RunRequest(job=SYNC_ORDERS, started_by="Jana"))
        await sandbox.control.tick(3600)
        await session.follow_clock()
    await session.core.jobs.run(
        RunRequest(job=SYNC_INVENTORY, parameters={"mode": "quick"}, started_by="Jana")
    )


@asynccontextmanager
async def raised(folder: Path, **sandbox: Any) -> AsyncIterator[Stage]:
    """Everything started; ended at the end of the block."""
    files = folder / "pwa"
    shutil.copytree(PWA, files)
    options: dict[str, Any] = {"orders": 24, "skus": 20, "awkward": False, "manual_clock": True}
    config = SandboxConfig(qps=0, data_dir=folder / "sandbox", **{**options, **sandbox})
    demo = DemoOptions(0, 0, 0, 0.0, 5000.0, Level.NONE, folder)
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(running_sandbox(config))
        session = DemoSession(running, demo, lambda core: None)
        await stack.enter_async_context(session)
        await _history(session, running)
        core = session.core
        await nothing_due(core)
        await stack.enter_async_context(core.serving.serving("headless"))
        house = await stack.enter_async_context(served(core, pwa=files))
        async with asyncio.timeout(20):
            while not core.serving.acting:  # noqa: ASYNC110 - looked at from outside
                await asyncio.sleep(0.01)
        yield Stage(running, session, house, files)
