"""How long the loop keeps others waiting during a sync, on plain asyncio and on Qt's loop."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.process import RunningSandbox, running_sandbox
from tests.benchmarks.measure import Row, at_most

P99_MS = 16.0
LONGEST_MS = 50.0
LINES = 5_000
TIMES = 5


async def rows(folder: Path, *, skus: int) -> list[Row]:
    """p99 and longest stall in milliseconds; the baseline is what is allowed."""
    found: list[Row] = []
    for loop in ("asyncio", "qasync"):
        said = await _watched(folder / loop, loop, skus)
        print(f"{loop}: {said}", file=sys.stderr)  # noqa: T201 - for the person who measures
        name = f"loop stall during a {skus:,} SKU sync on {loop}"
        found += [
            at_most(f"{name}, p99, ms against {P99_MS:.0f}", said["p99"], P99_MS, 1),
            at_most(
                f"{name}, longest, ms against {LONGEST_MS:.0f}", said["longest"], LONGEST_MS, 1
            ),
        ]
    return found


async def log_rows(folder: Path, *, skus: int) -> list[Row]:
    """How much longer a sync takes while 5000 lines are logged a second; the best of five each,
    taken in turn, 20 ms from TEMU: at the pace that TEMU allows, and as fast as can be. The best
    and not the median, because what else the machine does is longer than what is looked for."""
    found: list[Row] = []
    for pace, calls in (("at 20 calls/s", "20"), ("flat out", "2000")):
        taken: dict[int, list[float]] = {0: [], LINES: []}
        for number in range(TIMES):
            for lines in taken:
                name = f"lines-{calls}-{number}-{lines}"
                said = await _watched(
                    folder / name, "asyncio", skus, lines=lines, latency_ms=20, calls=calls
                )
                taken[lines].append(said["seconds"])
        with_lines, without = (min(taken[lines]) for lines in (LINES, 0))
        print(f"{pace}: {taken}", file=sys.stderr)  # noqa: T201 - for the person who measures
        what = f"a {skus:,} SKU sync {pace} with {LINES:,} log lines a second, against without"
        found.append(at_most(what, with_lines, without, 1.05))
    return found


async def _watched(
    folder: Path,
    loop: str,
    skus: int,
    *,
    lines: int = 0,
    latency_ms: float = 0,
    calls: str = "2000",
) -> dict[str, Any]:
    await asyncio.to_thread(folder.mkdir)
    config = SandboxConfig(
        orders=0, skus=skus, qps=0, latency_ms=latency_ms, awkward=False, data_dir=folder
    )
    async with running_sandbox(config) as sandbox:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.benchmarks.looped", loop, str(lines)),
            env={**environment(sandbox, folder), "TEMU_CALLS_PER_SECOND": calls},
            stdout=asyncio.subprocess.PIPE,
        )
        output, _ = await process.communicate()
    said: dict[str, Any] = json.loads(output)
    if said["state"] != "success":
        raise RuntimeError(said["text"])
    return said


def environment(sandbox: RunningSandbox, folder: Path) -> dict[str, str]:
    """What a program on this sandbox is told."""
    address = sandbox.address
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "TEMU_APP_KEY": address.app_key,
        "TEMU_APP_SECRET": address.app_secret,
        "TEMU_ACCESS_TOKEN": address.access_token,
        "TEMU_API_ENDPOINT": address.endpoint,
        "TEMU_CALLS_PER_SECOND": "2000",
        "JTL_DATABASE_URL": address.wawi_url,
        "TEMU_DATA_DIR": str(folder / "data"),
    }
