"""A PM2 of its own for a test, in a short path: its sockets allow no long one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operations.places import environment, free_port, program
from tests.operations.pm2 import BIN, Pm2


@pytest.fixture
def pm2() -> Iterator[Pm2]:
    """A daemon that nobody else knows."""
    path = program("pm2", BIN)
    home = Path(tempfile.mkdtemp(prefix="pm2-"))
    port = free_port()
    env = environment(
        home / "user",
        PM2_HOME=str(home / "pm2"),
        UVICORN_PORT=str(port),
        PM2_DISCRETE_MODE="true",
        PM2_WORKER_INTERVAL="1000",
    )
    daemon = Pm2(path, home / "pm2", port, env)
    try:
        yield daemon
    finally:
        daemon.end()
        shutil.rmtree(home, ignore_errors=True)
