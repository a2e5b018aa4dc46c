"""Settings, clock and core for one command."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import httpx

from temu_desktop.bootstrap import running_core
from temu_desktop.clock import Clock, ShiftedClock, SystemClock
from temu_desktop.core import Core
from temu_desktop.logs import logging_to
from temu_desktop.responsiveness import keep_responsive
from temu_desktop.sandbox.control_client import SandboxControl
from temu_desktop.settings import Settings
from temu_desktop.settings_reader import load_settings

log = logging.getLogger(__name__)

_Result = TypeVar("_Result")
_NOTABLE = timedelta(seconds=1)
_PRACTICE_SECONDS = 0.2


def settings_here() -> Settings:
    """The settings of the environment and of ``.env`` in the working directory."""
    return load_settings(dotenv_path=Path(".env"))


def language_here() -> str:
    """The language to speak before the settings are known to be right."""
    return os.environ.get("TEMU_LANGUAGE", "de").lower()


def run_async(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Run a command's coroutine; its worker threads bear a name that means something in logs."""

    async def named() -> _Result:
        keep_responsive()
        workers = ThreadPoolExecutor(thread_name_prefix="work")
        asyncio.get_running_loop().set_default_executor(workers)
        return await work

    return asyncio.run(named())


async def clock_for(settings: Settings) -> Clock:
    """The computer's clock, or in practice mode the sandbox's."""
    if settings.practice_url is None:
        return SystemClock()
    control = SandboxControl(settings.practice_url)
    try:
        return ShiftedClock(timedelta(seconds=await control.offset()))
    finally:
        await control.aclose()


@asynccontextmanager
async def following_practice(core: Core) -> AsyncIterator[None]:
    """In practice mode, keep to the sandbox's clock for a block: it may be moved at any time."""
    if core.settings.practice_url is None or not isinstance(core.clock, ShiftedClock):
        yield
        return
    control = SandboxControl(core.settings.practice_url)
    task = asyncio.create_task(_follow(core, core.clock, control), name="practice-clock")
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await control.aclose()


async def _follow(core: Core, clock: ShiftedClock, control: SandboxControl) -> None:
    while True:
        try:
            offset = timedelta(seconds=await control.offset())
        except httpx.HTTPError as error:
            log.warning("The sandbox does not say what time it is: %s", error)
        else:
            if abs(offset - clock.offset) > _NOTABLE:
                clock.offset = offset
                await core.serving.look()
        await asyncio.sleep(_PRACTICE_SECONDS)


@asynccontextmanager
async def core_here() -> AsyncIterator[Core]:
    """A running core on the settings of this place."""
    settings = settings_here()
    with logging_to(settings):
        async with running_core(settings, clock=await clock_for(settings)) as core:
            yield core
