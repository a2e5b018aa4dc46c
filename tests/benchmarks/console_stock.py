"""The console's table of stock, from the press of a finger to the first painted rows."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from tests.benchmarks.measure import Row, at_most
from tests.benchmarks.screen import Screen, screen

MOST_MS = 150.0
MOST_GROWTH = 3.0


async def rows(folder: Path, *, small: int, large: int) -> list[Row]:
    """Every look at both sizes: against the target at the small one, growth at the large one."""
    with screen() as on:
        taken = {size: await _measured(folder, size, on) for size in (small, large)}
    found: list[Row] = []
    for name, milliseconds in taken[small].items():
        what, at_large = f"stock page {on.where}, {name}, to painted rows", taken[large][name]
        found.append(at_most(what, milliseconds, MOST_MS, 1.0, f"(ms at {small:,})"))
        # What is quicker than the target allows may grow up to what the target allows.
        allowed = max(milliseconds, MOST_MS)
        found.append(at_most(what, at_large, allowed, MOST_GROWTH, f"(ms at {large:,})"))
    return found


async def _measured(folder: Path, skus: int, on: Screen) -> dict[str, float]:
    place = folder / f"console-stock-{skus}"
    place.mkdir()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.benchmarks.console_stock_program", str(place), str(skus)),
        env=on.environ,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"the stock page could not be measured: {process.returncode}")
    return {name: float(value) for name, value in json.loads(output.splitlines()[-1]).items()}
