"""From the start of the process to the first painted window: the console, and a bare window."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import time

from tests.benchmarks.measure import Row, at_most

TIMES = 9


async def rows() -> list[Row]:
    """Medians of starts taken in turn, so that both see the same machine."""
    taken: dict[str, list[float]] = {"bare": [], "console": []}
    for _ in range(TIMES):
        for kind, seconds in taken.items():
            seconds.append(await asyncio.to_thread(_start, kind))
    console, bare = (statistics.median(taken[kind]) for kind in ("console", "bare"))
    what = "console start to the first painted window, against a bare window in the same style"
    return [at_most(what, console, bare, 1.5)]


def _start(kind: str) -> float:
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.started", kind],
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[0]) - began
