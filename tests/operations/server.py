"""A merchant's server as the documentation sets it up: PM2, Caddy before it, TEMU and JTL."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from temu_desktop.sandbox.process import RunningSandbox
from tests.headless.house import eventually
from tests.operations.caddy import Caddy, serving
from tests.operations.places import AS_MACHINE, ROOT, shop, until
from tests.operations.pm2 import Pm2

ONCE_A_DAY = {"interval_minutes": 24 * 60}
PATIENCE = "30s"
"""Tests beside this one make a start take longer than on a server that does nothing else."""


@dataclass(frozen=True, slots=True)
class Server:
    """One that serves; ``files`` is its own copy of the phones' app, to be changed at will, and
    ``since`` when it was set up: older orders are somebody else's."""

    sandbox: RunningSandbox
    pm2: Pm2
    caddy: Caddy
    files: Path
    since: float

    @property
    def url(self) -> str:
        """Where phones go."""
        return self.caddy.url

    async def call(self, method: str, path: str, **more: Any) -> Any:
        """The JSON of a call as a machine that may do everything, past Caddy."""
        async with httpx.AsyncClient(base_url=self.pm2.url, headers=AS_MACHINE) as http:
            answer = await http.request(method, path, timeout=20, **more)
        assert answer.status_code < 300, answer.text
        return answer.json()

    async def code(self, role: str = "operator") -> str:
        """A pairing code as the console shows it."""
        made = await self.call("POST", "/api/devices/pairing-codes", json={"role": role})
        return str(made["shown"])

    async def run(self, job: str) -> str:
        """Start a run from elsewhere, as the console would; its number."""
        return str((await self.call("POST", f"/api/jobs/{job}/run-now"))["run"])

    async def orders(self, view: str) -> list[str]:
        """The numbers of a view."""
        found = await self.call("GET", "/api/orders", params={"view": view, "limit": 200})
        assert found["next"] is None
        return [order["number"] for order in found["items"]]

    async def state(self, run: str) -> str:
        """How a run stands."""
        return str((await self.call("GET", f"/api/runs/{run}"))["run"]["state"])

    async def ended(self, run: str) -> str:
        """How a run ended."""

        async def over() -> str:
            state = await self.state(run)
            return "" if state in {"scheduled", "running", "retrying"} else state

        return await eventually(over, 60)

    async def succeeds(self, job: str) -> str:
        """Run a job to its good end; its number."""
        run = await self.run(job)
        assert await self.ended(run) == "success", await self.call("GET", f"/api/runs/{run}")
        return run

    async def is_back(self, since: int) -> None:
        """PM2 has started the program again, in a process other than this one."""

        def there() -> bool:
            return self.pm2.pid() not in {0, since} and self.pm2.answers()

        await asyncio.to_thread(until, there, 60)


@asynccontextmanager
async def server(sandbox: RunningSandbox, pm2: Pm2, folder: Path) -> AsyncIterator[Server]:
    """Everything started; Caddy ends with the block, PM2 with its own fixture."""
    program = _program(folder / "program")
    since = time.time()
    await asyncio.to_thread(pm2.start, TEMU_PROGRAM=str(program), **shop(sandbox.address))
    opened = serving(folder, pm2.port, TEMU_PATIENCE=PATIENCE)
    caddy = await asyncio.to_thread(opened.__enter__)
    try:
        served = Server(sandbox, pm2, caddy, program / "pwa", since)
        for job in ("sync_orders_temu", "sync_inventory_temu"):
            # Runs are those of the test alone.
            await served.call("POST", f"/api/jobs/{job}/schedule", params=ONCE_A_DAY)
        yield served
    finally:
        await asyncio.to_thread(opened.__exit__, None, None, None)


def _program(home: Path) -> Path:
    """A release of this checkout: the phones' app and what serves it are copies."""
    home.mkdir()
    (home / ".venv").symlink_to(ROOT / ".venv")
    for name in ("headless", "pwa"):
        shutil.copytree(ROOT / name, home / name)
    return home
