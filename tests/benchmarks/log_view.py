"""The log page at 5000 lines a second with a million lines kept: stalls of the loop, memory a line.

Measured in a process of its own, on a screen: a database already holds lines, others are written
as the program writes them, and the page follows the end.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import Row, at_most
from tests.benchmarks.screen import screen

P99_MS, LONGEST_MS, BYTES_A_LINE = 16.0, 50.0, 400
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
_SKUS = ("MUG-BLUE-1", "PILLOW-80x80", "Größe-XL-Grün", "LAMP-OAK-E27")


async def rows(folder: Path, *, kept: int, lines_a_second: int, seconds: float) -> list[Row]:
    """p99 and longest stall while lines arrive, and bytes a line with all of them kept."""
    with screen() as on:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.benchmarks.log_view"),
            *(str(folder), str(kept), str(lines_a_second), str(seconds)),
            env=on.environ,
            stdout=asyncio.subprocess.PIPE,
        )
        output, _ = await process.communicate()
    said: dict[str, Any] = json.loads(output.splitlines()[-1])
    print(f"log view: {said}", file=sys.stderr)  # noqa: T201 - for the person who measures
    if said["shown"] < said["written"]:
        raise RuntimeError(f"the view fell behind: {said}")
    name = f"live log at {said['pace']:,.0f} lines/s, {said['kept']:,} kept, {on.where}"
    return [
        at_most(f"{name}, loop stall p99, ms", said["p99"], P99_MS, 1),
        at_most(f"{name}, loop stall longest, ms", said["longest"], LONGEST_MS, 1),
        at_most(f"{name}, bytes a line", said["bytes"], BYTES_A_LINE, 1),
    ]


def made_lines(first: int, count: int) -> list[dict[str, Any]]:
    """Rows of the log as jobs write them, some with an error."""
    return [
        {
            "job_id": "sync_inventory_temu" if number % 3 else "sync_orders_temu",
            "job_type": "sync_inventory",
            "level": "ERROR" if number % 997 == 0 else "WARNING" if number % 97 == 0 else "INFO",
            "message": f"SKU {_SKUS[number % 4]}: {number % 1000} pieces available in JTL, "
            f"{number % 1000 - 5} published at TEMU, buffer 5, cap 400, line {number}",
            "timestamp": NOW + timedelta(milliseconds=number),
            "run_id": f"20261126-{number // 5000:06d}-abcdef",
            "step": "push",
            "subject": _SKUS[number % 4],
            "logger": "temu_desktop.inventory.push",
            "error_text": "Traceback …" if number % 997 == 0 else None,
        }
        for number in range(first, first + count)
    ]


def log_lines(first: int, count: int) -> Sequence[Any]:
    """The same as the page gets them."""
    from temu_desktop.logs.queries import LogLine

    return [
        LogLine(
            id=first + place + 1,
            at=row["timestamp"],
            level=row["level"],
            job=row["job_id"],
            run=row["run_id"],
            step=row["step"],
            subject=row["subject"],
            logger=row["logger"],
            message=row["message"],
            error=row["error_text"],
        )
        for place, row in enumerate(made_lines(first, count))
    ]


if __name__ == "__main__":
    from tests.benchmarks.log_view_program import run

    run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
