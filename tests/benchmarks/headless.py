"""Headless mode beside an empty FastAPI app: rates, start, memory, and 200 phones during a sync."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import sqlite3
import sys
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect

from temu_desktop.jobs.states import FINAL
from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.process import running_sandbox
from tests.benchmarks.ages import PUBLISHED
from tests.benchmarks.measure import Row, at_most
from tests.benchmarks.stall import environment

KEY = "benchmark-key-0123456789abcdef"
CLIENTS, SLOW = 200, 20
END_SECONDS = 10.0
"""So long clients may take to hear a run's end."""
OURS = (sys.executable, "-m", "headless")
EMPTY = (sys.executable, "-m", "tests.benchmarks.empty_app")


@dataclass
class Running:
    """A server in a process of its own."""

    url: str
    port: int
    pid: int
    seconds_to_healthy: float

    @property
    def memory_mb(self) -> float:
        """Resident memory now."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    @property
    def cpu_seconds(self) -> float:
        """Processor time so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def running(command: tuple[str, ...], folder: Path, **environ: str) -> AsyncIterator[Running]:
    """A server, from its start until it is healthy to the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ours = {"TEMU_DATA_DIR": str(folder), "UVICORN_PORT": str(port), "API_KEY": KEY}
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *command, env={**os.environ, **environ, **ours}, stdout=asyncio.subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        async with asyncio.timeout(60), httpx.AsyncClient() as http:
            while not await _is_healthy(http, url):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.01)
        yield Running(url, port, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        await process.wait()


async def _is_healthy(http: httpx.AsyncClient, url: str) -> bool:
    with contextlib.suppress(httpx.HTTPError):
        return (await http.get(f"{url}/api/health")).status_code == 200
    return False


async def rows(folder: Path, *, skus: int, runs: int, seconds: float = 10.0) -> list[Row]:
    """All rows of the table that are about headless mode."""
    found = await start_rows(folder / "start")
    found += await rate_rows(folder / "rate", runs=runs)
    found += await idle_rows(folder / "idle", seconds=seconds)
    return found + await sync_rows(folder / "sync", skus=skus)


async def start_rows(folder: Path, times: int = 5) -> list[Row]:
    """Start to healthy and memory at rest; medians of starts in turn, the database made before."""
    async with running(OURS, folder):
        pass
    taken: dict[str, list[tuple[float, float]]] = {"ours": [], "empty": []}
    for _ in range(times):
        for name, command in (("ours", OURS), ("empty", EMPTY)):
            async with running(command, folder) as server:
                await asyncio.sleep(1)
                taken[name].append((server.seconds_to_healthy, server.memory_mb))
    middle = {
        name: [sorted(column)[times // 2] for column in zip(*values, strict=True)]
        for name, values in taken.items()
    }
    return [
        at_most("headless start to healthy, s", middle["ours"][0], middle["empty"][0], 2),
        at_most("headless memory at rest, MB", middle["ours"][1], middle["empty"][1], 3),
    ]


async def rate_rows(folder: Path, *, runs: int) -> list[Row]:
    """GET /api/jobs with a long history, against a route that does nothing."""
    async with running(OURS, folder):
        pass
    await asyncio.to_thread(fill_history, folder / "toci.db", runs)
    rates: dict[str, list[float]] = {"ours": [], "empty": []}
    # The limits of one caller are not what is measured.
    async with (
        running(OURS_UNLIMITED, folder) as ours,
        running(EMPTY, folder) as empty,
    ):
        for _ in range(5):
            rates["ours"].append(await _rate(ours.port, "/api/jobs"))
            rates["empty"].append(await _rate(empty.port, "/api/health"))
    ours_rate, empty_rate = (sorted(rates[name])[2] for name in ("ours", "empty"))
    what = f"GET /api/jobs with {runs:,} runs, calls/s against an empty route"
    return [Row(what, ours_rate, empty_rate, ours_rate / empty_rate, 0.5, True)]


OURS_UNLIMITED = (sys.executable, "-m", "tests.benchmarks.unlimited_app")


def fill_history(file: Path, runs: int) -> None:
    """So many ended runs of the job of orders."""
    now = datetime.now(UTC)
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(job_runs)")]
        rows = []
        for number in range(runs):
            began = now - timedelta(minutes=5 * (number + 1))
            known = {
                "run_id": f"{began:%Y%m%d-%H%M%S}-{number:06x}"[:40],
                "job_id": "sync_orders_temu",
                "job_type": "sync_orders",
                "state": "success",
                "trigger": "schedule",
                "started_at": f"{began:%Y-%m-%d %H:%M:%S.%f}",
                "ended_at": f"{began + timedelta(seconds=4):%Y-%m-%d %H:%M:%S.%f}",
                "attempt": 1,
                "due_count": 1,
                "dry_run": 0,
            }
            rows.append({name: value for name, value in known.items() if name in columns})
        names = list(rows[0])
        places = ", ".join(f":{name}" for name in names)
        statement = f"INSERT INTO job_runs ({', '.join(names)}) VALUES ({places})"  # noqa: S608
        database.executemany(statement, rows)


async def _rate(port: int, path: str, seconds: float = 3.0, connections: int = 8) -> float:
    """Calls a second over connections that are kept, by a client that costs next to nothing."""
    request = f"GET {path} HTTP/1.1\r\nHost: x\r\nX-API-Key: {KEY}\r\n\r\n".encode()
    until = time.perf_counter() + seconds

    async def ask() -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        answered = 0
        while time.perf_counter() < until:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.decode())
            size = next(
                int(line.split(b":")[1])
                for line in head.lower().split(b"\r\n")
                if line.startswith(b"content-length")
            )
            await reader.readexactly(size)
            answered += 1
        writer.close()
        return answered

    return sum(await asyncio.gather(*(ask() for _ in range(connections)))) / seconds


@dataclass
class Phones:
    """Connected clients: how late messages came, in milliseconds, from the moment in which the
    event was published (see ``ages``), and who is still there and heard a run's end."""

    late: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    types: Counter[str] = field(default_factory=Counter)
    fast: set[int] = field(default_factory=set)
    open: set[int] = field(default_factory=set)
    ended: set[int] = field(default_factory=set)
    ageless: Counter[str] = field(default_factory=Counter)

    async def listen(self, number: int, connection: ClientConnection, pause: float) -> None:
        """Read until the end; a slow one pauses after each message."""
        self.open.add(number)
        if not pause:
            self.fast.add(number)
        try:
            async for text in connection:
                message = json.loads(text)
                self.types[message["type"]] += 1
                if pause:
                    await asyncio.sleep(pause)
                else:
                    self._note(number, message["type"], message["data"])
        finally:
            self.open.discard(number)

    @property
    def served(self) -> set[int]:
        """The fast ones that were there all the time and heard the run's end."""
        return self.fast & self.open & self.ended

    def _note(self, number: int, kind: str, data: dict[str, Any]) -> None:
        if PUBLISHED in data:
            self.late[kind].append((time.time() - data[PUBLISHED]) * 1000)
        elif kind not in _NO_NEWS:
            self.ageless[kind] += 1
        if kind == "run" and data["state"] in FINAL:
            self.ended.add(number)


_NO_NEWS = frozenset({"hello", "ping", "jobs_update"})
"""What needs no event: the first update, and what time alone has changed."""


@asynccontextmanager
async def phones(server: Running, count: int, slow: int) -> AsyncIterator[Phones]:
    """So many clients, ``slow`` of which hardly read."""
    heard = Phones()
    address = f"ws://127.0.0.1:{server.port}/ws/logs"
    channels = ["jobs", "issues", "orders", "inventory"]
    async with AsyncExitStack() as stack:
        tasks = []
        for number in range(count):
            # A browser sends no pings of its own.
            options: dict[str, Any] = {"compression": None, "ping_interval": None}
            # A slow one reads no answer to its closing.
            options["close_timeout"] = 0.5
            options["max_queue"] = 1 if number < slow else 64
            connection = await stack.enter_async_context(connect(address, **options))
            hello = {"type": "auth", "token": KEY, "channels": channels}
            await connection.send(json.dumps(hello))
            pause = 5.0 if number < slow else 0.0
            tasks.append(asyncio.create_task(heard.listen(number, connection, pause)))
        try:
            yield heard
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def idle_rows(folder: Path, *, seconds: float) -> list[Row]:
    """What a server costs that nobody asks anything, with all phones connected."""
    async with running(OURS_UNLIMITED, folder) as server, phones(server, CLIENTS, 0) as heard:
        await asyncio.sleep(3)
        heard.types.clear()
        before, began = server.cpu_seconds, time.perf_counter()
        await asyncio.sleep(seconds)
        share = (server.cpu_seconds - before) / (time.perf_counter() - began) * 100
        other = sum(count for kind, count in heard.types.items() if kind != "ping")
        if len(heard.open) < CLIENTS:
            raise RuntimeError(f"only {len(heard.open)} of {CLIENTS} clients are still there")
    return [
        at_most(f"idle with {CLIENTS} clients, per cent of a core against 1", share, 1, 1),
        at_most(f"idle with {CLIENTS} clients, messages but pings, plus 1", other + 1, 1, 1),
    ]


async def sync_rows(folder: Path, *, skus: int, times: int = 3) -> list[Row]:
    """A sync with all phones connected, some of them slow, against the same with none: the best of
    so many each, taken in turn. How late messages came is that of all syncs together, and so is
    who was served: a client that is dropped must not make the others quick."""
    taken: dict[int, list[float]] = {0: [], CLIENTS: []}
    late: dict[str, list[float]] = defaultdict(list)
    fast = served = 0
    for number in range(times):
        for clients in taken:
            seconds, heard, ended = await _synced(folder / f"{number}-{clients}", skus, clients)
            taken[clients].append(seconds)
            fast, served = fast + len(heard.fast), served + ended
            for kind, found in heard.late.items():
                late[kind] += found
    every = [milliseconds for found in late.values() for milliseconds in found]
    said = {kind: (len(found), _p99(found), max(found)) for kind, found in late.items()}
    print(f"seconds {taken}, messages, p99, longest: {said}", file=sys.stderr)  # noqa: T201 - for a person
    name = f"{skus:,} SKU sync with {CLIENTS} clients, {SLOW} of them slow"
    return [
        at_most(f"{name}: event to phone, p99 ms against 100", _p99(every), 100, 1),
        Row(f"{name}: fast ones that heard its end", served, fast, served / fast, 1, True),
        at_most(
            f"{name}: seconds against none connected", min(taken[CLIENTS]), min(taken[0]), 1.05
        ),
    ]


def _p99(found: list[float]) -> float:
    return sorted(found)[int(len(found) * 0.99)]


async def _synced(folder: Path, skus: int, clients: int) -> tuple[float, Phones, int]:
    """Seconds of the run, what clients heard, and how many of the fast ones were served."""
    await asyncio.to_thread(folder.mkdir, parents=True)
    config = SandboxConfig(orders=0, skus=skus, qps=0, awkward=False, data_dir=folder)
    async with (
        running_sandbox(config) as sandbox,
        running(OURS_UNLIMITED, folder / "data", **_access(environment(sandbox, folder))) as server,
        phones(server, clients, min(SLOW, clients)) as heard,
        httpx.AsyncClient(base_url=server.url, headers={"X-API-Key": KEY}, timeout=30) as http,
    ):
        answer = await http.post("/api/jobs/full_inventory_temu/run-now")
        run = answer.raise_for_status().json()["run"]
        ended = await _until(lambda: http.get(f"/api/runs/{run}"))
        if ended["state"] != "success":
            raise RuntimeError(ended["error"])
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(END_SECONDS):
                while heard.served < heard.fast:  # noqa: ASYNC110 - another process
                    await asyncio.sleep(0.1)
        await asyncio.sleep(1)
        if heard.ageless:
            raise RuntimeError(f"nobody knows how old these are: {heard.ageless}")
        return float(ended["seconds"]), heard, len(heard.served)


async def _until(ask: Callable[[], Any]) -> dict[str, Any]:
    while True:
        run: dict[str, Any] = (await ask()).json()["run"]
        if run["ended_at"]:
            return run
        await asyncio.sleep(0.5)


def _access(environ: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if name.startswith(("TEMU_", "JTL_"))}
