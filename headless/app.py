"""The app: everything headless mode is made of, put together around a running core."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.routing import WebSocketRoute

from headless.auth import Doorkeeper
from headless.board import JobBoard
from headless.bodies import StrictBodies
from headless.checks import HealthDesk
from headless.dependencies import Server
from headless.envelope import Envelope
from headless.live.endpoint import Endpoint
from headless.live.hub import Hub
from headless.metrics import Metrics
from headless.options import LOGGER, Options
from headless.previews import Previews
from headless.problems import of_http_exception, of_validation, problem_of
from headless.push import PushSender
from headless.reception import Reception
from headless.routes import health
from headless.static import Pwa
from headless.webhook import WebhookDesk
from temu_desktop import __version__
from temu_desktop.core import Core
from temu_desktop.errors import TemuDesktopError
from temu_desktop.events import DeviceRevoked, DevicesChanged

log = logging.getLogger(f"{LOGGER}.app")


def create_app(core: Core, options: Options | None = None, *, late: bool = False) -> FastAPI:
    """An app over a core that runs; its lifespan only listens to it.

    ``late``: it begins with its health and its WebSocket, and loads the other calls once it
    serves; who asks for one before waits so long.
    """
    options = options or Options()
    server = _server(core, options)
    app = FastAPI(
        title="temu-desktop",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
    )
    app.state.server = server
    # Not included but taken over, so that every route stands in one list with who may call it.
    app.router.routes.extend(health.router.routes)
    app.router.routes.append(
        WebSocketRoute(
            "/ws/logs", Endpoint(server.hub, server.doorkeeper, options, core.settings.language)
        )
    )
    app.state.reception = Reception(app, Pwa(options.pwa), core.services.load)
    if not late:
        app.state.reception.open()
    _handle_errors(app, core.settings.language)
    app.add_middleware(StrictBodies, most=options.limits.body_bytes)
    if options.origins:
        app.add_middleware(CORSMiddleware, **_cors(options))
    app.add_middleware(
        Envelope, options=options, metrics=server.metrics, language=core.settings.language
    )
    return app


def _server(core: Core, options: Options) -> Server:
    limits, figures, board = options.limits, Metrics(), JobBoard(core)
    doorkeeper = Doorkeeper(core.devices, core.clock, limits, options.api_key)
    hub = Hub(core, board, limits, figures)
    doorkeeper.on_locked_out = hub.lock_out
    doorkeeper.connected = hub.devices
    return Server(
        core=core,
        options=options,
        doorkeeper=doorkeeper,
        board=board,
        hub=hub,
        metrics=figures,
        previews=Previews(core),
        push=PushSender(core, figures),
        health=HealthDesk(core, board),
        webhook=WebhookDesk(core),
    )


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    server: Server = app.state.server
    bus = server.core.bus
    async with AsyncExitStack() as stack:
        # The board hears first: whoever asks it on the same event must not get what was.
        stack.enter_context(server.board.follow())
        stack.enter_context(server.metrics.follow(bus))
        heard = (DeviceRevoked, DevicesChanged)
        stack.enter_context(bus.subscribe(server.doorkeeper.note, *heard))
        await stack.enter_async_context(server.doorkeeper.watching())
        await stack.enter_async_context(server.hub.running())
        await stack.enter_async_context(server.push.running())
        await stack.enter_async_context(server.webhook.running())
        stack.push_async_callback(server.previews.close)
        await stack.enter_async_context(app.state.reception.opening())
        log.info("Headless mode is up")
        yield


def _handle_errors(app: FastAPI, usual: str) -> None:
    def answer(request: Request, error: TemuDesktopError) -> Response:
        return problem_of(error, request.scope, usual).response()

    async def ours(request: Request, error: Exception) -> Response:
        return answer(request, cast("TemuDesktopError", error))

    async def validation(request: Request, error: Exception) -> Response:
        return answer(request, of_validation(cast("RequestValidationError", error)))

    async def http(request: Request, error: Exception) -> Response:
        refused = cast("HTTPException", error)
        response = answer(request, of_http_exception(refused))
        response.headers.update(refused.headers or {})
        return response

    app.add_exception_handler(TemuDesktopError, ours)
    app.add_exception_handler(RequestValidationError, validation)
    app.add_exception_handler(HTTPException, http)


def _cors(options: Options) -> dict[str, Any]:
    return {
        "allow_origins": list(options.origins),
        "allow_methods": ["GET", "POST"],
        "allow_headers": ["Authorization", "X-API-Key", "Content-Type", "If-None-Match"],
        "expose_headers": ["ETag", "X-Request-Id", "Retry-After"],
        "max_age": 600,
    }
