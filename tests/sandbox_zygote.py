"""Sandboxes quickly: one process that has loaded everything forks for each that a test asks for.

Run as ``python -m tests.sandbox_zygote``. Each line of its input is ``{"config": …, "out": FILE}``;
it answers with the pid of a sandbox that says into FILE where it serves.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO

from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.control_client import SandboxControl, SandboxError
from temu_desktop.sandbox.faults import Level
from temu_desktop.sandbox.process import RunningSandbox, SandboxAddress
from temu_desktop.sandbox.server import serve

PATIENCE_SECONDS = 30.0


class Zygote:
    """The loaded process; ends with the tests."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.sandbox_zygote"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def fork(self, config: SandboxConfig, out: Path) -> int:
        """A sandbox's pid."""
        assert self._process.stdin is not None and self._process.stdout is not None
        asked = {"config": asdict(config), "out": str(out)}
        self._process.stdin.write(json.dumps(asked, default=str) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    @asynccontextmanager
    async def running_sandbox(self, config: SandboxConfig) -> AsyncIterator[RunningSandbox]:
        """As ``temu_desktop.sandbox.process.running_sandbox``."""
        assert config.data_dir is not None
        config.data_dir.mkdir(parents=True, exist_ok=True)
        out = config.data_dir / "said"
        pid = self.fork(config, out)
        address = await asyncio.to_thread(_address, out)
        control = SandboxControl(address.control_url)
        try:
            yield RunningSandbox(address, control, pid)
        finally:
            await control.aclose()
            await asyncio.to_thread(_end, pid)

    def close(self) -> None:
        """No more sandboxes."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_SECONDS)
        if self._process.stdout is not None:
            self._process.stdout.close()


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


def main(asked: IO[str]) -> None:
    """Fork for each line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in asked:
        wanted = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _be_a_sandbox(wanted["config"], wanted["out"])
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _be_a_sandbox(config: dict[str, object], out: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    said = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, said), (2, said)):
        os.dup2(source, target)
    folder = config["data_dir"]
    config |= {"data_dir": Path(str(folder)), "faults": Level(str(config["faults"]))}
    try:
        serve(SandboxConfig(**config))  # type: ignore[arg-type]
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(sys.stdin)
