"""``python -m tests.reliability.standing_program KIND``: a core that acts or stands by as the
console's does, without a window, until it is killed."""

from __future__ import annotations

import asyncio
import sys

from temu_desktop.bootstrap import running_core
from temu_desktop.demo.practice import clock_for, following_practice
from temu_desktop.logs import logging_to
from temu_desktop.settings_reader import load_settings


async def stand(kind: str) -> None:
    """For ever."""
    settings = load_settings()
    clock = await clock_for(settings)
    with logging_to(settings):
        async with (
            running_core(settings, clock=clock) as core,
            core.serving.serving(kind),
            following_practice(core),
        ):
            await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(stand(sys.argv[1]))
