"""Practice: a core that keeps to a sandbox's clock, which may be moved at any time."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from temu_desktop.clock import Clock, ShiftedClock, SystemClock
from temu_desktop.core import Core
from temu_desktop.settings import Settings

if TYPE_CHECKING:
    from temu_desktop.sandbox.control_client import SandboxControl

log = logging.getLogger(__name__)

_NOTABLE = timedelta(seconds=1)
_PAUSE_SECONDS = 0.2


async def clock_for(settings: Settings) -> Clock:
    """The computer's clock, or in practice mode the sandbox's."""
    if settings.practice_url is None:
        return SystemClock()
    # Late, here and below: most servers have nothing to do with a sandbox.
    from temu_desktop.sandbox.control_client import SandboxControl

    control = SandboxControl(settings.practice_url)
    try:
        return ShiftedClock(timedelta(seconds=await control.offset()))
    finally:
        await control.aclose()


@asynccontextmanager
async def following_practice(core: Core) -> AsyncIterator[None]:
    """In practice mode, keep to the sandbox's clock for a block."""
    if core.settings.practice_url is None or not isinstance(core.clock, ShiftedClock):
        yield
        return
    from temu_desktop.sandbox.control_client import SandboxControl

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
    import httpx

    while True:
        try:
            offset = timedelta(seconds=await control.offset())
        except httpx.HTTPError as error:
            log.warning("The sandbox does not say what time it is: %s", error)
        else:
            if abs(offset - clock.offset) > _NOTABLE:
                clock.offset = offset
                await core.serving.look()
        await asyncio.sleep(_PAUSE_SECONDS)
