"""Sandboxes quickly: one process that has loaded everything forks for each that a test asks for.

Run as ``python -m tests.sandbox_zygote``. Each line of its input is ``{"config": …, "out": FILE}``;
it answers with the pid of a sandbox that says into FILE where it serves.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.control_client import SandboxControl, SandboxError
from temu_desktop.sandbox.faults import Level
from temu_desktop.sandbox.process import RunningSandbox, SandboxAddress
from temu_desktop.sandbox.server import serve
from tests.zygote import PATIENCE_SECONDS, Zygote, fork_for_each, redirect


class SandboxZygote(Zygote):
    """The loaded process."""

    def __init__(self) -> None:
        super().__init__("tests.sandbox_zygote")

    @asynccontextmanager
    async def running_sandbox(self, config: SandboxConfig) -> AsyncIterator[RunningSandbox]:
        """As ``temu_desktop.sandbox.process.running_sandbox``."""
        assert config.data_dir is not None
        config.data_dir.mkdir(parents=True, exist_ok=True)
        out = config.data_dir / "said"
        pid = self.fork({"config": asdict(config), "out": str(out)})
        address = await asyncio.to_thread(_address, out)
        control = SandboxControl(address.control_url)
        try:
            yield RunningSandbox(address, control, pid)
        finally:
            await control.aclose()
            await asyncio.to_thread(_end, pid)


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
    config |= {"data_dir": Path(config["data_dir"]), "faults": Level(config["faults"])}
    serve(SandboxConfig(**config))


if __name__ == "__main__":
    fork_for_each(sys.stdin, _be_a_sandbox)
