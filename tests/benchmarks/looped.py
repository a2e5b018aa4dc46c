"""``python -m tests.benchmarks.looped asyncio|qasync [LINES]``: a full inventory sync on a watched
loop, with logging on and so many lines written a second beside it; prints one JSON object. The
settings come from the environment."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time

from temu_desktop.bootstrap import running_core
from temu_desktop.jobs.model import SYNC_INVENTORY, RunRequest
from temu_desktop.logs import logging_to
from temu_desktop.responsiveness import keep_responsive
from temu_desktop.settings_reader import load_settings

TICK_SECONDS = 0.002


class Watchdog:
    """Wants to be woken every few milliseconds, and notes how late it was."""

    def __init__(self) -> None:
        self.late: list[float] = []

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            began = time.perf_counter()
            await asyncio.sleep(TICK_SECONDS)
            self.late.append(max(0.0, time.perf_counter() - began - TICK_SECONDS))


async def chatter(lines_a_second: int) -> None:
    """Log so many lines a second, until cancelled. It wakes as often where it writes none, so that
    two runs differ by their lines alone."""
    log = logging.getLogger("temu_desktop.inventory.chatter")
    written, began = 0, time.perf_counter()
    while True:
        while written < (time.perf_counter() - began) * lines_a_second:
            log.info("SKU %s: %s pieces available, %s published", "MUG-BLUE-1", written, written)
            written += 1
        await asyncio.sleep(0.01)


async def main(lines_a_second: int) -> None:
    """One sync, watched from its beginning to its end."""
    keep_responsive()
    settings = load_settings()
    watchdog = Watchdog()
    with logging_to(settings):
        async with running_core(settings) as core:
            watching = asyncio.create_task(watchdog.watch())
            talking = asyncio.create_task(chatter(lines_a_second))
            began = time.perf_counter()
            result = await core.jobs.run(
                RunRequest(job=SYNC_INVENTORY, parameters={"mode": "full"})
            )
            seconds = time.perf_counter() - began
            watching.cancel()
            talking.cancel()
    late = sorted(watchdog.late)
    document = {
        "state": result.state.value,
        "text": result.error_text,
        "seconds": seconds,
        "p50": 1000 * late[len(late) // 2],
        "p99": 1000 * late[int(len(late) * 0.99)],
        "longest": 1000 * late[-1],
        "steps": {s.name: (s.ended_at - s.started_at).total_seconds() for s in result.steps},
    }
    print(json.dumps(document))  # noqa: T201 - for the benchmark that called


def run(loop: str, lines_a_second: int = 0) -> None:
    """On the loop of this name."""
    if loop == "asyncio":
        asyncio.run(main(lines_a_second))
        return
    from PySide6.QtCore import QCoreApplication
    from qasync import QEventLoop

    application = QCoreApplication(sys.argv)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
        runner.run(main(lines_a_second))


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
