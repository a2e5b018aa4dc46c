"""A server that has just come up: it says how it is at once, its other calls load meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

QUIET_SECONDS = 0.25
"""So long whoever waits for the server to be up has the processor for himself."""


class Reception:
    """Stands behind the routes of an app. What none of them takes goes to ``beyond``, but not
    before all of them are there; ``also`` is done in the same go, beside the loop."""

    def __init__(self, app: FastAPI, beyond: ASGIApp, also: Callable[[], None]) -> None:
        self._app = app
        self._beyond = beyond
        self._also = also
        self._asked = asyncio.Event()
        self._opening: asyncio.Task[None] | None = None
        app.router.default = self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait for the routes, then ask them again."""
        if self._opening is not None and scope["type"] == "http":
            self._asked.set()
            await asyncio.shield(self._opening)
            await self._app.router(scope, receive, send)
            return
        await self._beyond(scope, receive, send)

    def open(self) -> None:
        """Take over all routes now."""
        self._take(_load())

    @asynccontextmanager
    async def opening(self) -> AsyncIterator[None]:
        """Take them over during a block, unless that is done."""
        if self._app.router.default is not self:
            yield
            return
        self._opening = asyncio.create_task(self._open(), name="reception")
        try:
            yield
        finally:
            self._opening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._opening

    async def _open(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._asked.wait(), QUIET_SECONDS)
        self._take(await asyncio.to_thread(_load))
        await asyncio.to_thread(self._also)
        # What was loaded stays: no collection needs to look at it.
        gc.freeze()

    def _take(self, routes: list[BaseRoute]) -> None:
        from headless.docs_page import describe

        self._app.router.routes.extend(routes)
        self._app.openapi = lambda: describe(self._app)  # type: ignore[method-assign]
        self._app.router.default = self._beyond


def _load() -> list[BaseRoute]:
    from headless.routes.all import ROUTERS

    return [route for router in ROUTERS for route in router.routes]
