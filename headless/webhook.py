"""What follows from TEMU's messages: one sync of orders for all that come close together."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from headless.options import LOGGER
from temu_desktop.core import Core
from temu_desktop.errors import JobRunning, TemuDesktopError
from temu_desktop.jobs.model import SYNC_ORDERS

if TYPE_CHECKING:
    from temu_desktop.temu.webhook import WebhookEvent

log = logging.getLogger(f"{LOGGER}.webhook")

WHO = "TEMU"
GATHER_SECONDS = 1.0
AGAIN_SECONDS = 5.0
"""A run under way may have read the order list already: another one follows it."""
TEST = "bg_open_event_test"


class WebhookDesk:
    """Takes messages, and starts the job of orders soon after."""

    def __init__(
        self, core: Core, gather: float = GATHER_SECONDS, again: float = AGAIN_SECONDS
    ) -> None:
        self._core = core
        self._gather = gather
        self._again = again
        self._asked = asyncio.Event()

    def note(self, event: WebhookEvent) -> None:
        """Something happened at TEMU; never waits."""
        log.info("TEMU says %s", event.code)
        if event.code != TEST:
            self._asked.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Start runs for a block."""
        task = asyncio.create_task(self._run(), name="webhook")
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _run(self) -> None:
        while True:
            await self._asked.wait()
            await asyncio.sleep(self._gather)
            self._asked.clear()
            try:
                await self._core.jobs.run_now(SYNC_ORDERS, WHO)
            except JobRunning:
                await asyncio.sleep(self._again)
                self._asked.set()
            except TemuDesktopError as error:
                # The schedule reads the orders as well, only later.
                log.warning("TEMU's message started no run: %s", error)
