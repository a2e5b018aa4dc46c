"""Memory over a full inventory sync: flat, because pages are streamed and not collected."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.process import running_sandbox
from tests.benchmarks.measure import Row, at_most
from tests.benchmarks.stall import environment

PROGRAM = """
import asyncio, json
from pathlib import Path
from temu_desktop.bootstrap import running_core
from temu_desktop.jobs.model import SYNC_INVENTORY, RunRequest
from temu_desktop.settings_reader import load_settings

async def main():
    async with running_core(load_settings()) as core:
        result = await core.jobs.run(RunRequest(job=SYNC_INVENTORY, parameters={"mode": "full"}))
    status = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    print(json.dumps({"state": result.state.value, "text": result.error_text, "peak": peak,
                      "steps": {s.name: (s.ended_at - s.started_at).total_seconds()
                                for s in result.steps}}))

asyncio.run(main())
"""


async def rows(folder: Path, *, small: int, large: int) -> list[Row]:
    """Peak of the resident set in MB, each sync in a process of its own.

    Linux only: read from /proc, because a child's ``ru_maxrss`` begins with its parent's.
    """
    peaks = {size: await _peak(folder / str(size), size) for size in (small, large)}
    return [
        at_most(
            f"memory over a {large:,} SKU sync, MB, against {small:,}",
            peaks[large],
            peaks[small],
            1.5,
        )
    ]


async def _peak(folder: Path, skus: int) -> float:
    await asyncio.to_thread(folder.mkdir)
    config = SandboxConfig(orders=0, skus=skus, qps=0, awkward=False, data_dir=folder)
    async with running_sandbox(config) as sandbox:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            PROGRAM,
            env=environment(sandbox, folder),
            stdout=asyncio.subprocess.PIPE,
        )
        output, _ = await process.communicate()
    said = json.loads(output)
    if said["state"] != "success":
        raise RuntimeError(said["text"])
    print(f"{skus:,} SKUs: {said}", file=sys.stderr)  # noqa: T201 - for the person who measures
    return float(said["peak"])
