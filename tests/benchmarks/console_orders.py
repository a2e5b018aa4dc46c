"""The console's table of orders, from the press of a finger to the first painted rows."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measure import Row, at_most
from tests.benchmarks.order_table import MOST_GROWTH, MOST_SECONDS
from tests.benchmarks.screen import Screen, screen

_MOST_MS = MOST_SECONDS * 1000


async def rows(folder: Path, *, small: int, large: int) -> list[Row]:
    """Every look at both sizes: against the target at the small one, growth at the large one."""
    with screen() as on:
        taken = {
            size: await asyncio.to_thread(_measured, folder, size, on) for size in (small, large)
        }
    found: list[Row] = []
    for name, milliseconds in taken[small].items():
        what, at_large = f"orders page {on.where}, {name}, to painted rows", taken[large][name]
        found.append(at_most(what, milliseconds, _MOST_MS, 1.0, f"(ms at {small:,})"))
        # What is quicker than the target allows may grow up to what the target allows.
        allowed = max(milliseconds, _MOST_MS)
        found.append(at_most(what, at_large, allowed, MOST_GROWTH, f"(ms at {large:,})"))
    return found


def _measured(folder: Path, orders: int, on: Screen) -> dict[str, float]:
    place = folder / f"console-orders-{orders}"
    place.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.console_orders_program", str(place), str(orders)],
        env=on.environ,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return {name: float(value) for name, value in json.loads(done.stdout.splitlines()[-1]).items()}
