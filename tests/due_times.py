"""Jobs that stay where they are while a test starts them itself."""

from __future__ import annotations

from datetime import timedelta

from temu_desktop.core import Core

_AWAY = timedelta(hours=12)


async def nothing_due(core: Core) -> None:
    """No job of this shop is due for hours: a test that starts one by hand, on the computer's
    clock, never meets the run of a full five minutes."""
    for status in await core.jobs.jobs():
        definition = status.definition
        if status.next_run is None or status.next_run - core.clock.now() > _AWAY / 2:
            continue
        later = (core.clock.now() + _AWAY).astimezone(definition.zone)
        cron = {"hour": str(later.hour), "minute": str(later.minute)}
        await core.jobs.change(definition.id, {"cron": cron}, "test")
