"""A sandbox in a process of its own, started and ended with one `async with`."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.control_client import SandboxControl, SandboxError

_END_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class SandboxAddress:
    """Where a sandbox is, as its first line on stdout says."""

    endpoint: str
    app_key: str
    app_secret: str
    access_token: str
    wawi_url: str
    control_url: str


@dataclass(frozen=True, slots=True)
class RunningSandbox:
    """A sandbox that serves; `pid` is its process."""

    address: SandboxAddress
    control: SandboxControl
    pid: int


@dataclass(frozen=True, slots=True)
class SandboxProcess:
    """A sandbox's process that has said where it serves; blocking, for tests without a loop."""

    process: subprocess.Popen[str]
    address: SandboxAddress

    def end(self) -> None:
        """End it, by force when it does not listen."""
        _end(self.process)


def start_sandbox(config: SandboxConfig) -> SandboxProcess:
    """Start a sandbox and wait until it serves; raises SandboxError when it does not."""
    process = subprocess.Popen(  # noqa: S603 - our own module with our own options
        command_line(config),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        return SandboxProcess(process, _address(process))
    except BaseException:
        _end(process)
        raise


@asynccontextmanager
async def running_sandbox(config: SandboxConfig) -> AsyncIterator[RunningSandbox]:
    """Start a sandbox, wait until it serves, end it at the end; raises SandboxError."""
    started = await asyncio.to_thread(start_sandbox, config)
    control = SandboxControl(started.address.control_url)
    try:
        yield RunningSandbox(started.address, control, started.process.pid)
    finally:
        await control.aclose()
        await asyncio.to_thread(started.end)


def command_line(config: SandboxConfig) -> Sequence[str]:
    """The command that starts such a sandbox."""
    options: dict[str, object] = {
        "temu-port": config.temu_port,
        "orders": config.orders,
        "skus": config.skus,
        "seed": config.seed,
        "faults": config.faults,
        "latency-ms": config.latency_ms,
        "qps": config.qps,
        "clock-offset": config.clock_offset,
        "pace": config.pace,
    }
    if config.wawi_url is not None:
        options["wawi"] = config.wawi_url
    if config.data_dir is not None:
        options["data-dir"] = config.data_dir
    words = [sys.executable, "-m", "temu_desktop.sandbox"]
    words += [f"--{name}={value}" for name, value in options.items()]
    words.append("--awkward" if config.awkward else "--no-awkward")
    words += ["--manual-clock"] * config.manual_clock
    words += ["--leave-with-parent"] * config.leave_with_parent
    return words


def _address(process: subprocess.Popen[str]) -> SandboxAddress:
    line = process.stdout.readline() if process.stdout is not None else ""
    if not line:
        _, said = process.communicate()
        raise SandboxError(f"the sandbox did not start: {said[-2000:]}")
    return SandboxAddress(**json.loads(line))


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
