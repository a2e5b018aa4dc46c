"""``python -m tests.benchmarks.looped asyncio|qasync``: a full inventory sync on a loop that is
watched, with logging on; prints one JSON object. Settings come from the environment."""

from __future__ import annotations

import asyncio
import json
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


async def main() -> None:
    """One sync, watched from its beginning to its end."""
    keep_responsive()
    settings = load_settings()
    watchdog = Watchdog()
    with logging_to(settings):
        async with running_core(settings) as core:
            watching = asyncio.create_task(watchdog.watch())
            began = time.perf_counter()
            result = await core.jobs.run(
                RunRequest(job=SYNC_INVENTORY, parameters={"mode": "full"})
            )
            seconds = time.perf_counter() - began
            watching.cancel()
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


def run(loop: str) -> None:
    """On the loop of this name."""
    if loop == "asyncio":
        asyncio.run(main())
        return
    from PySide6.QtCore import QCoreApplication
    from qasync import QEventLoop

    application = QCoreApplication(sys.argv)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
        runner.run(main())


if __name__ == "__main__":
    run(sys.argv[1])
