"""One TEMU without a Wawi per module; tests place orders of their own and do not meet."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from temu_desktop.sandbox.config import NO_WAWI, SandboxConfig
from tests.sandbox.temu_caller import Control, TemuCaller
from tests.sandbox_zygote import ForkedSandbox, start_sandbox


@pytest.fixture(scope="module")
def process() -> Iterator[ForkedSandbox]:
    """A sandbox with a small shop, no orders and a clock that moves at ticks only."""
    config = SandboxConfig(
        orders=0, skus=60, seed=3, wawi_url=NO_WAWI, qps=0, manual_clock=True, awkward=False
    )
    started = start_sandbox(config)
    yield started
    started.end()


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    """Connections for a module's calls."""
    with httpx.Client(timeout=20, trust_env=False) as client:
        yield client


@pytest.fixture
def temu(process: ForkedSandbox, http: httpx.Client, control: Control) -> TemuCaller:
    """An app with the right key, secret and token, in the sandbox's time."""
    clock = control.get("clock")
    token = control.post("token", action="grant_scope", scope="")["access_token"]
    assert isinstance(clock, dict)
    return TemuCaller(process.address, http, token=str(token), offset=clock["offset"])


@pytest.fixture
def control(process: ForkedSandbox, http: httpx.Client) -> Control:
    """The control interface of the module's sandbox."""
    return Control(process.address, http)
