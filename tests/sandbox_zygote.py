"""Sandboxes quickly: one process that has loaded everything forks for each that a test asks for.

Run as ``python -m tests.sandbox_zygote``. Each line of its input is ``{"config": …, "out": FILE}``;
it answers with the pid of a sandbox that says into FILE where it serves.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.control_client import SandboxControl, SandboxError
from temu_desktop.sandbox.faults import Level
from temu_desktop.sandbox.process import RunningSandbox, SandboxAddress
from temu_desktop.sandbox.server import serve
from tests.zygote import PATIENCE_SECONDS, Zygote, fork_for_each, redirect

_started: list[Zygote] = []
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class ForkedSandbox:
    """A sandbox that serves; `pid` is its process."""

    address: SandboxAddress
    pid: int

    def end(self) -> None:
        """End it, by force when it does not listen."""
        _end(self.pid)


def start_sandbox(config: SandboxConfig) -> ForkedSandbox:
    """As ``temu_desktop.sandbox.process.start_sandbox``."""
    folder = config.data_dir
    with tempfile.TemporaryDirectory(prefix="temu-sandbox-said-") as made:
        out = Path(made) / "said"
        settings = {**asdict(config), "data_dir": folder and str(folder)}
        with _one_at_a_time:
            if not _started:
                _started.append(Zygote("tests.sandbox_zygote"))
                atexit.register(_started[0].close)
            pid = _started[0].fork({"config": settings, "out": str(out)})
        return ForkedSandbox(_address(out), pid)


@asynccontextmanager
async def running_sandbox(config: SandboxConfig) -> AsyncIterator[RunningSandbox]:
    """As ``temu_desktop.sandbox.process.running_sandbox``."""
    forked = await asyncio.to_thread(start_sandbox, config)
    control = SandboxControl(forked.address.control_url)
    try:
        yield RunningSandbox(forked.address, control, forked.pid)
    finally:
        await control.aclose()
        await asyncio.to_thread(forked.end)


def _address(out: Path) -> SandboxAddress:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        said = out.read_text(encoding="utf-8") if out.exists() else ""
        first = said.partition("\n")[0]
        if "\n" in said and first.startswith("{"):
            return SandboxAddress(**json.loads(first))
        time.sleep(0.005)
    raise SandboxError(f"the sandbox did not start: {out.read_text()[-2000:]}")


def _end(pid: int) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and Path(f"/proc/{pid}").exists():
            time.sleep(0.005)


def _be_a_sandbox(asked: dict[str, Any]) -> None:
    redirect(asked["out"], asked["out"])
    config = asked["config"]
    folder = config["data_dir"] and Path(config["data_dir"])
    config |= {"data_dir": folder, "faults": Level(config["faults"])}
    serve(SandboxConfig(**config))


if __name__ == "__main__":
    fork_for_each(sys.stdin, _be_a_sandbox)
