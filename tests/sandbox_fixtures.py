"""A sandbox in its own process for tests: `sandbox` starts as many as a test asks for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest

from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.process import RunningSandbox
from tests.sandbox_zygote import running_sandbox


class StartSandbox(Protocol):
    """`await sandbox(orders=40, seed=7)`: any field of SandboxConfig may be given."""

    def __call__(self, **options: object) -> Awaitable[RunningSandbox]:
        """Start one and wait until it serves."""
        ...


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[StartSandbox]:
    """Starts sandboxes whose clock moves at ticks only and that allow any pace of calls."""
    async with AsyncExitStack() as stack:
        started = 0

        async def start(**options: object) -> RunningSandbox:
            nonlocal started
            started += 1
            folder = tmp_path / f"sandbox-{started}"
            config = SandboxConfig(manual_clock=True, qps=0, data_dir=folder)
            config = replace(config, **options)  # type: ignore[arg-type]
            return await stack.enter_async_context(running_sandbox(config))

        yield start
