"""A core on a sandbox that survives what a night brings: failed runs, a new token."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

from temu_desktop.bootstrap import running_core
from temu_desktop.clock import ShiftedClock
from temu_desktop.core import Core
from temu_desktop.demo.model import DemoOptions
from temu_desktop.ids import JobId
from temu_desktop.jobs.model import RunRequest, RunResult, RunState
from temu_desktop.logs import logging_to
from temu_desktop.sandbox.process import RunningSandbox
from temu_desktop.settings import DatabaseSettings, OrderPolicy, Settings, TemuSettings
from temu_desktop.temu.shipping_api import ShippingApi

CREDENTIALS = frozenset({"temu_token_expired", "temu_credentials"})
TRIES = 8
CUT_OVER = timedelta(days=60)
PAUSE_SECONDS = 0.05
"""After a failed call: a sandbox recovers at once, and a day there takes minutes here."""


class DemoSession:
    """Runs jobs as the merchant's operator would: again when that can help, with a new token when
    the old one expired."""

    def __init__(
        self,
        sandbox: RunningSandbox,
        options: DemoOptions,
        on_core: Callable[[Core], None],
    ) -> None:
        self._sandbox = sandbox
        self._on_core = on_core
        self._clock = ShiftedClock()
        self._options = options
        self._settings: Settings | None = None
        self._stack = AsyncExitStack()
        self._core: Core | None = None
        self._calls_before = 0
        self.runs = 0
        self.failed_runs = 0

    async def __aenter__(self) -> Self:
        await self.follow_clock()
        self._settings = shop_settings(self._sandbox, self._options, self._clock.now())
        await self._open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    @property
    def core(self) -> Core:
        """The core of now; a new token brings a new one."""
        assert self._core is not None  # noqa: S101 - opened by __aenter__
        return self._core

    @property
    def settings(self) -> Settings:
        """The settings of now."""
        return self.core.settings

    @property
    def http_calls(self) -> int:
        """HTTP requests so far."""
        return self._calls_before + (self.core.temu.requests_sent if self.core.temu else 0)

    def shipping(self) -> ShippingApi:
        """TEMU's shipping calls, for what an operator picks from lists."""
        assert self.core.temu is not None  # noqa: S101 - a demo has access
        return ShippingApi(self.core.temu)

    async def follow_clock(self) -> None:
        """Take the sandbox's time."""
        self._clock.offset = timedelta(seconds=await self._sandbox.control.offset())

    async def run(self, job: JobId, **parameters: Any) -> RunResult:
        """Run a job until it succeeds; raises DemoFailed when it does not in TRIES tries."""
        return await self._persist(RunRequest(job=job, parameters=parameters, started_by="demo"))

    async def _persist(self, request: RunRequest) -> RunResult:
        result = None
        for _ in range(TRIES):
            result = await self.core.jobs.run(request)
            self.runs += 1
            if result.state is RunState.SUCCESS:
                return result
            self.failed_runs += 1
            await self._after_failure(result)
        raise DemoFailed(result)

    async def _after_failure(self, result: RunResult) -> None:
        if result.error_code in CREDENTIALS:
            await self.refresh_credentials()
        elif not result.retryable:
            raise DemoFailed(result)

    async def refresh_credentials(self) -> None:
        """The seller authorises again and the operator enters the new token."""
        token = await self._sandbox.control.renew_token()
        temu = replace(self.settings.require_temu(), access_token=token)
        self._settings = replace(self.settings, temu=temu)
        await self._reopen()

    async def _reopen(self) -> None:
        if self.core.temu is not None:
            self._calls_before += self.core.temu.requests_sent
        await self._stack.aclose()
        self._stack = AsyncExitStack()
        await self._open()

    async def _open(self) -> None:
        assert self._settings is not None  # noqa: S101 - made by __aenter__
        self._stack.enter_context(logging_to(self._settings))
        core = running_core(self._settings, clock=self._clock)
        self._core = await self._stack.enter_async_context(core)
        self._on_core(self._core)


class DemoFailed(Exception):
    """A run failed for good, which in a demo must not happen."""

    def __init__(self, result: RunResult | None) -> None:
        super().__init__(result.error_text if result else "")
        self.result = result


def shop_settings(sandbox: RunningSandbox, options: DemoOptions, now: datetime) -> Settings:
    """Everything that the sandbox's shop sold lately is ours to ship: the cut-over lies before."""
    address = sandbox.address
    ours = options.operations_url or f"sqlite:///{options.data_dir / 'toci.db'}"
    return Settings(
        data_dir=options.data_dir,
        database=DatabaseSettings(operations_url=ours, jtl_url=address.wawi_url),
        temu=TemuSettings(
            app_key=address.app_key,
            app_secret=address.app_secret,
            access_token=address.access_token,
            endpoint=address.endpoint,
            calls_per_second=options.qps,
            timeout_seconds=3.0,
            backoff_seconds=PAUSE_SECONDS,
            limit_pause_seconds=PAUSE_SECONDS,
        ),
        orders=OrderPolicy(orders_from=now - CUT_OVER, days_back=30),
        practice_url=address.control_url,
    )
