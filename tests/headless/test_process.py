"""The program itself: ready message, signals, a taken port, what is left behind."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import sqlite3
import sys
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect

from headless.main import SETTINGS, TRY_AGAIN
from headless.server import is_passing
from tests.headless.house import API_KEY, PLAIN, Socket, eventually

_HASTY = (
    "import sys; from headless import running; from headless.main import main;"
    " running.PATIENCE_SECONDS = 0.2; sys.exit(main())"
)
HASTY = ("-c", _HASTY)
"""The program with little patience."""


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

    async def start(self, *words: str) -> asyncio.subprocess.Process:
        """Begin; ``words``: what Python runs instead of the program as it is."""
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, *(words or ("-m", "headless"))),
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


def taken_port(stack: ExitStack) -> socket.socket:
    """A port that somebody else has until the block ends."""
    taken = stack.enter_context(socket.socket())
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    return taken


async def said(process: asyncio.subprocess.Process) -> str:
    """Its next line."""
    assert process.stdout is not None
    return (await asyncio.wait_for(process.stdout.readline(), 30)).decode()


async def test_a_port_that_is_taken_is_waited_for_and_said_once(tmp_path: Path) -> None:
    with ExitStack() as stack:
        taken = taken_port(stack)
        program = Program(tmp_path, taken.getsockname()[1])
        process = await program.start()
        assert f"UVICORN_PORT={program.port}" in await said(process)
        await asyncio.sleep(1.2)
    assert await program.ready() == b'"ready"\n'
    assert (await said(process)).strip() == program.url
    process.send_signal(signal.SIGINT)
    assert await process.communicate() == (b"", b"")
    assert process.returncode == 0
    log = (tmp_path / "logs" / "app.log").read_text(encoding="utf-8")
    assert log.count("it is waited for") == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_who_waits_for_a_port_can_be_told_to_end(
    tmp_path: Path, number: signal.Signals
) -> None:
    ignoring = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN);"
        "os.execv(sys.executable, [sys.executable, '-m', 'headless'])"
    )
    with ExitStack() as stack:
        program = Program(tmp_path, taken_port(stack).getsockname()[1])
        process = await program.start("-c", ignoring)
        await said(process)
        process.send_signal(number)
        _, errors = await process.communicate()
    assert (process.returncode, errors) == (0, b"")


@pytest.mark.parametrize(
    ("language", "remedy"), [("de", "das Netz noch fehlt"), ("en", "the network is not up yet")]
)
async def test_a_port_that_stays_taken_ends_in_a_code_on_which_managers_try_again(
    tmp_path: Path, language: str, remedy: str
) -> None:
    with ExitStack() as stack:
        port = taken_port(stack).getsockname()[1]
        process = await Program(tmp_path, port, TEMU_LANGUAGE=language).start(*HASTY)
        _, errors = await process.communicate()
    lines = errors.decode()
    assert process.returncode == TRY_AGAIN
    assert f"UVICORN_PORT={port}" in lines
    assert remedy in lines
    assert "address_unavailable" in lines
    assert "Traceback" not in lines


async def test_an_address_that_can_never_be_ours_is_a_wrong_setting(tmp_path: Path) -> None:
    process = await Program(tmp_path, 80, UVICORN_HOST="::1%nothing").start()
    _, errors = await process.communicate()
    assert process.returncode == SETTINGS
    assert "UVICORN_HOST=::1%nothing" in errors.decode()


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (OSError(errno.EADDRINUSE, "taken"), True),
        (OSError(errno.EADDRNOTAVAIL, "not ours yet"), True),
        (OSError(10048, "taken, on Windows"), True),
        (OSError(10049, "not ours yet, on Windows"), True),
        (socket.gaierror(socket.EAI_AGAIN, "no name server yet"), True),
        (socket.gaierror(socket.EAI_NONAME, "no such name"), False),
        (OSError(errno.EACCES, "a port for root"), False),
        (OSError(10013, "a port for others, on Windows"), False),
        (OSError(errno.EAFNOSUPPORT, "no IPv6"), False),
    ],
)
def test_only_what_may_be_over_soon_is_waited_for(error: OSError, passing: bool) -> None:
    assert is_passing(error) is passing


async def test_a_wrong_setting_is_named_before_anything_starts(tmp_path: Path) -> None:
    process = await Program(tmp_path / "none", 1, UVICORN_PORT="http", API_KEY="short").start()
    _, errors = await process.communicate()
    assert process.returncode == 6
    assert "UVICORN_PORT" in errors.decode()
    assert "API_KEY" in errors.decode()
    assert not (tmp_path / "none").exists()
