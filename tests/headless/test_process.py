"""The program itself: ready message, signals, a taken port, what is left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sqlite3
import sys
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect

from tests.headless.house import API_KEY, PLAIN, Socket, eventually


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Program:
    """`python -m headless` with a channel to whoever manages it."""

    def __init__(self, folder: Path, port: int, **environ: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.port = port
        self._folder = folder
        self._channel, self._theirs = os.pipe()
        self._environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("TEMU_")},
            "TEMU_DATA_DIR": str(folder),
            "UVICORN_PORT": str(port),
            "API_KEY": API_KEY,
            "NODE_CHANNEL_FD": str(self._theirs),
            **environ,
        }

    async def start(self) -> asyncio.subprocess.Process:
        """Begin."""
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "headless"),
            env=self._environ,
            cwd=Path(__file__).parents[2],
            pass_fds=[self._theirs],
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        os.close(self._theirs)
        return self.process

    async def ready(self) -> bytes:
        """What the manager is told."""
        return await asyncio.to_thread(os.read, self._channel, 100)

    async def call(self, method: str, path: str) -> httpx.Response:
        """A call with the key of the settings."""
        headers = {"X-API-Key": API_KEY}
        async with httpx.AsyncClient(**PLAIN, base_url=self.url, headers=headers) as http:
            return await http.request(method, path)

    async def healthy(self) -> bool:
        """Whether it says that all is well."""
        return (await self.call("GET", "/api/health")).status_code == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_it_tells_that_it_is_ready_and_a_signal_ends_it_in_order(
    tmp_path: Path, number: signal.Signals
) -> None:
    program = Program(tmp_path, free_port())
    process = await program.start()
    assert await program.ready() == b'"ready"\n'
    await eventually(program.healthy, 30)
    async with connect(f"ws://127.0.0.1:{program.port}/ws/logs") as connection:
        phone = Socket(connection)
        await phone.say(type="auth", token=API_KEY)
        await phone.until("jobs_update")
        started = await program.call("POST", "/api/jobs/maintenance/run-now")
        assert started.status_code == 202
        process.send_signal(number)
        assert (await phone.closed(20))[0] == 1012
    output, errors = await process.communicate()
    assert (process.returncode, errors) == (0, b"")
    assert output.decode().strip() == program.url
    with sqlite3.connect(tmp_path / "toci.db") as database:
        states = {row[0] for row in database.execute("SELECT state FROM job_runs")}
        owners = list(database.execute("SELECT owner FROM scheduler_lease"))
    database.close()
    assert not states & {"scheduled", "running", "retrying"}
    assert owners == [(None,)]


async def test_a_taken_port_is_named_with_another_one(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = await Program(tmp_path, port).start()
        _, errors = await process.communicate()
    assert process.returncode == 6
    assert f"UVICORN_PORT={port}" in errors.decode()
    assert "Traceback" not in errors.decode()


async def test_a_wrong_setting_is_named_before_anything_starts(tmp_path: Path) -> None:
    process = await Program(tmp_path / "none", 1, UVICORN_PORT="http", API_KEY="short").start()
    _, errors = await process.communicate()
    assert process.returncode == 6
    assert "UVICORN_PORT" in errors.decode()
    assert "API_KEY" in errors.decode()
    assert not (tmp_path / "none").exists()
