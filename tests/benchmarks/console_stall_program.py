"""The process that ``console_stall`` measures: the console as the command starts it, with its
window, its pages, its log and its schedule.

``python -m tests.benchmarks.console_stall_program FOLDER [PAGE …]`` reads the orders, then runs a
full inventory sync as the button does, and meanwhile opens one page after the other, or stays on
the one that is named. It prints one JSON
object. ``longest_again`` is the longest stall once every page had been seen. ``stalls`` says of the
long ones how long they were, what of it the loop and all threads together computed, when they
ended, and which page had been opened how long before; what nobody computed went to waiting for the
machine. The settings come from the environment.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from temu_desktop.console.app import Console, ConsoleOptions
from temu_desktop.console.loop import make_application, run_on
from temu_desktop.console.session import Session
from temu_desktop.console.starting import settings_of_here
from temu_desktop.console.widgets.rail import PAGES
from temu_desktop.errors import JobRunning
from temu_desktop.events import RunFinished
from temu_desktop.ids import JobId, RunId
from temu_desktop.inventory.parameters import FULL
from temu_desktop.jobs.model import SYNC_INVENTORY, SYNC_ORDERS
from tests.benchmarks.looped import TICK_SECONDS, Watchdog

WALK = ("overview", "jobs", "inventory", "orders", "logs")
PAGE_SECONDS = 1.0
PATIENCE_SECONDS = 120.0
LONG_SECONDS = 0.016
Opened = tuple[float, str]


def run(folder: Path, *pages: str) -> None:
    """Measure and print one JSON object; without pages named, walk past all of them."""
    application = make_application()
    console = Console(application, ConsoleOptions(folder / "console", settings_of_here))
    said = run_on(application, _measured(console, pages or WALK))
    sys.stdout.write(json.dumps(said) + "\n")


async def _measured(console: Console, pages: Sequence[str]) -> dict[str, Any]:
    living = asyncio.create_task(console.main())
    visiting = asyncio.create_task(_visit(console, pages))
    # Whoever ends first ends both: a console that cannot start never gets a session.
    await asyncio.wait((living, visiting), return_when=asyncio.FIRST_COMPLETED)
    console.end()
    await living
    return await visiting


async def _visit(console: Console, pages: Sequence[str]) -> dict[str, Any]:
    await _until(lambda: console.session is not None and console.session.core.serving.acting)
    session = console.session
    assert session is not None
    await _until(lambda: session.window.stack.count() == len(PAGES) and not session.tasks.running)
    await _ran(session, SYNC_ORDERS, {})
    if len(pages) == 1:
        session.window.rail.page_button(pages[0]).click()
        await asyncio.sleep(PAGE_SECONDS)
    watch = _Watch()
    opened: list[Opened] = []
    helpers = [
        asyncio.create_task(watch.watch()),
        asyncio.create_task(_walk(session, pages, opened)),
    ]
    began = time.perf_counter()
    state = await _ran(session, SYNC_INVENTORY, {"mode": FULL})
    seconds = time.perf_counter() - began
    for helper in helpers:
        helper.cancel()
    late = sorted(watch.late)
    again = opened[len(pages)][0] if len(opened) > len(pages) else time.perf_counter()
    return {
        "platform": console.application.platformName(),
        "state": state,
        "seconds": seconds,
        "pages": len(opened),
        "p50": 1000 * late[len(late) // 2],
        "p99": 1000 * late[int(len(late) * 0.99)],
        "longest": 1000 * late[-1],
        "longest_again": 1000 * max((s.late for s in watch.long if s.ended_at > again), default=0),
        "stalls": [_described(stall, began, opened) for stall in watch.long],
    }


@dataclass(frozen=True, slots=True)
class _Stall:
    """A long one; all in seconds."""

    ended_at: float
    late: float
    loop: float
    all_threads: float


class _Watch(Watchdog):
    """Remembers more of the long ones."""

    def __init__(self) -> None:
        super().__init__()
        self.long: list[_Stall] = []

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            began, loop, every = time.perf_counter(), time.thread_time(), time.process_time()
            await asyncio.sleep(TICK_SECONDS)
            now = time.perf_counter()
            late = max(0.0, now - began - TICK_SECONDS)
            self.late.append(late)
            if late > LONG_SECONDS:
                taken = time.thread_time() - loop, time.process_time() - every
                self.long.append(_Stall(now, late, *taken))


async def _walk(session: Session, pages: Sequence[str], opened: list[Opened]) -> None:
    """Press the button of one page after the other, until cancelled."""
    for name in cycle(pages):
        opened.append((time.perf_counter(), name))
        session.window.rail.page_button(name).click()
        await asyncio.sleep(PAGE_SECONDS)


async def _ran(session: Session, job: JobId, parameters: dict[str, Any]) -> str:
    """Run a job as its button does, behind what the schedule has begun of it; its end."""
    ended: dict[str, str] = {}
    heard = asyncio.Event()

    def note(event: RunFinished) -> None:
        ended[event.run] = event.state
        heard.set()

    async def begun() -> RunId:
        who = session.window.desk.acting.name
        while True:
            try:
                return await session.core.jobs.run_now(job, who, parameters)
            except JobRunning:
                await asyncio.sleep(0.1)

    with session.core.bus.subscribe(note, RunFinished):
        run = await begun()
        while run not in ended:
            heard.clear()
            await heard.wait()
    return ended[run]


async def _until(there: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not there():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.05)


def _described(stall: _Stall, began: float, opened: list[Opened]) -> str:
    """One stall in words."""
    before = [known for known in opened if known[0] <= stall.ended_at]
    when, name = before[-1] if before else (began, "nothing")
    first = "first " if sum(name == known for _, known in before) == 1 else ""
    late, loop, every = (round(1000 * part) for part in (stall.late, stall.loop, stall.all_threads))
    since, at = stall.ended_at - when, stall.ended_at - began
    return f"{late} ms ({loop} loop, {every} all) at {at:.2f} s, {since:.2f} s after {first}{name}"


if __name__ == "__main__":
    run(Path(sys.argv[1]), *sys.argv[2:])
