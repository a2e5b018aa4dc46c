"""Twenty-four hours of simulated work leave the console as it was: memory, tasks, subscriptions."""

from __future__ import annotations

import asyncio
import gc
import os
from collections import Counter
from itertools import cycle
from pathlib import Path

import pytest

from temu_desktop.console.collector import Collector
from temu_desktop.console.session import Session
from temu_desktop.console.widgets.rail import PAGES
from temu_desktop.jobs.queries import RunFilter
from temu_desktop.jobs.states import LIVE
from tests.console.conftest import OpenConsole
from tests.console.hand import settled, until
from tests.core_fixtures import OpenShop, Shop

STEP_SECONDS = 290
LIVE_RUNS = RunFilter(states=tuple(LIVE))
STEPS_AN_HOUR = 12
LOOKED_AT_SECONDS = 0.1


def standing_tasks() -> Counter[str]:
    """What goes on in the loop, by what it is."""
    tasks = (task for task in asyncio.all_tasks() if not task.done())
    return Counter(getattr(task.get_coro(), "__qualname__", "") for task in tasks)


def resident_megabytes() -> float:
    """What the process holds, after everything that can go has gone."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def an_hour(shop: Shop, session: Session, pages: cycle[str]) -> None:
    """Five minutes a step: orders come, jobs run by schedule, somebody looks at every page."""
    await shop.place()
    for _ in range(STEPS_AN_HOUR):
        await shop.tick_to_a_due_time(STEP_SECONDS)
        await session.core.serving.look()
        while await session.core.jobs.history(LIVE_RUNS):  # noqa: ASYNC110 - as a person waits
            await asyncio.sleep(0.02)
        session.window.open(next(pages))
        await asyncio.sleep(LOOKED_AT_SECONDS)
    session.languages.use("en" if session.languages.language == "de" else "de")
    await settled(session.window)


async def at_rest(session: Session) -> None:
    """Nothing is read or run now, on the page that everything is compared on."""
    session.window.open("overview")
    await until(lambda: session.tasks.running == 0)
    await asyncio.sleep(0.5)
    await until(lambda: session.tasks.running == 0)


async def watched(
    open_shop: OpenShop, open_console: OpenConsole, hours: int, from_hour: int
) -> tuple[float, float]:
    """Memory after ``from_hour`` and at the end; tasks and subscriptions must not grow."""
    shop = await open_shop(skus=200, orders=100)
    collector = Collector()
    session = await open_console(shop)
    pages = cycle(PAGES)
    first, tasks, listeners = 0.0, standing_tasks(), 0
    for hour in range(1, hours + 1):
        await an_hour(shop, session, pages)
        if hour == from_hour:
            await at_rest(session)
            first = resident_megabytes()
            tasks, listeners = standing_tasks(), session.core.bus.listeners
    await at_rest(session)
    # What looks at something now and then may just do so, and is over soon.
    await until(lambda: standing_tasks() <= tasks, f"{standing_tasks() - tasks}")
    assert session.core.bus.listeners == listeners
    assert session.tasks.running == 0
    collector.close()
    return first, resident_megabytes()


@pytest.mark.soak
async def test_an_hour_leaves_no_task_and_no_subscription(
    open_shop: OpenShop, open_console: OpenConsole
) -> None:
    await watched(open_shop, open_console, hours=1, from_hour=1)


@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_a_day_and_a_night_leave_memory_as_it_was(
    open_shop: OpenShop, open_console: OpenConsole
) -> None:
    first, last = await watched(open_shop, open_console, hours=24, from_hour=2)
    print(f"console        24 h  {first:.0f} MB after 2 h, {last:.0f} MB at the end")  # noqa: T201
    assert last <= first * 1.1
