"""From the start of the process to the first painted window: the console, and a bare window."""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import time

from tests.benchmarks.measure import Row, at_most
from tests.benchmarks.screen import Screen, screen

TIMES = 9


async def rows() -> list[Row]:
    """Medians of starts taken in turn, so that both see the same machine."""
    taken: dict[str, list[float]] = {"bare": [], "console": []}
    with screen() as on:
        for _ in range(TIMES):
            for kind, seconds in taken.items():
                seconds.append(await asyncio.to_thread(_start, kind, on))
    console, bare = (statistics.median(taken[kind]) for kind in ("console", "bare"))
    what = "to the first painted window, against a bare window in the same style"
    return [at_most(f"console start {on.where} {what}", console, bare, 1.5)]


def _start(kind: str, on: Screen) -> float:
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.started", kind],
        env=on.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[0]) - began
