"""How long the whole console keeps a hand waiting during a sync, while a person looks around."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from temu_desktop.console.widgets.rail import PAGES
from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.process import running_sandbox
from tests.benchmarks.measure import Row, at_most
from tests.benchmarks.screen import Screen, screen
from tests.benchmarks.stall import LONGEST_MS, P99_MS, environment

ORDERS = 500
"""So that the pages have something to show."""


async def rows(folder: Path, *, skus: int) -> list[Row]:
    """p99 and longest stall in milliseconds, on each page by itself and on a walk past them; the
    baseline is what is allowed."""
    found: list[Row] = []
    with screen() as on:
        for pages in (*([name] for name in PAGES), []):
            what = f"{pages[0]} page open" if pages else "pages walked through"
            said = await _watched(folder / f"console-stall-{len(found)}", skus, on, *pages)
            print(f"console, {what}: {said}", file=sys.stderr)  # noqa: T201 - for a person
            name = f"console {on.where}, {what} during a {skus:,} SKU sync: loop stall"
            found += [
                at_most(f"{name}, p99, ms against {P99_MS:.0f}", said["p99"], P99_MS, 1),
                at_most(
                    f"{name}, longest, against {LONGEST_MS:.0f}", said["longest"], LONGEST_MS, 1
                ),
            ]
    return found


async def _watched(folder: Path, skus: int, on: Screen, *pages: str) -> dict[str, Any]:
    await asyncio.to_thread(folder.mkdir)
    config = SandboxConfig(orders=ORDERS, skus=skus, qps=0, awkward=False, data_dir=folder)
    async with running_sandbox(config) as sandbox:
        platform = {name: on.environ[name] for name in on.environ.keys() & _SCREEN}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.benchmarks.console_stall_program", str(folder), *pages),
            env={**environment(sandbox, folder), **platform},
            stdout=asyncio.subprocess.PIPE,
        )
        output, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"the console could not be measured: {process.returncode}")
    said: dict[str, Any] = json.loads(output.splitlines()[-1])
    if said["state"] != "success":
        raise RuntimeError(f"the sync ended as {said['state']}")
    if said["pages"] < said["seconds"] / 2:
        raise RuntimeError(f"only {said['pages']} pages were opened in {said['seconds']} s")
    return said


_SCREEN = {"DISPLAY", "QT_QPA_PLATFORM"}
