"""Serves a sandbox on a real socket until SIGTERM or SIGINT."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from email.utils import formatdate
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import cast

import uvicorn
from starlette.types import Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.control import control_app
from temu_desktop.sandbox.temu_endpoint import ROUTER_PATH, TRANSPORT_KEY, TemuEndpoint
from temu_desktop.sandbox.world import World, make_world

Announce = Callable[[str], None]
"""Receives the one line of JSON that tells where the sandbox can be reached."""

_TICK_SECONDS = 1.0
_BACKLOG = 2048


def serve(config: SandboxConfig, announce: Announce | None = None) -> None:
    """Build both neighbours, announce them with one line of JSON, serve until a signal comes.

    The line holds endpoint, app_key, app_secret, access_token, wawi_url and control_url; without
    `announce` it goes to stdout. Raises OSError when the port is taken.
    """
    with contextlib.ExitStack() as stack:
        folder = config.data_dir
        if folder is None:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="temu-sandbox-")))
        folder.mkdir(parents=True, exist_ok=True)
        asyncio.run(_serve(config, folder, announce or _to_stdout))


async def _serve(config: SandboxConfig, folder: Path, announce: Announce) -> None:
    world, wawi_url = make_world(config, folder)
    listener = _listen(config.temu_port)
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    line = {
        "endpoint": f"{base}{ROUTER_PATH}",
        "app_key": world.platform.access.app_key,
        "app_secret": world.platform.access.app_secret,
        "access_token": world.platform.access.access_token,
        "wawi_url": wawi_url,
        "control_url": f"{base}/control",
    }
    server = _Server(_uvicorn_config(world), lambda: announce(json.dumps(line)))
    try:
        async with asyncio.TaskGroup() as tasks:
            others = []
            if not config.manual_clock:
                others.append(tasks.create_task(_live(world)))
            if config.leave_with_parent:
                others.append(tasks.create_task(_leave_with_parent(server)))
            await server.serve(sockets=[listener])
            for other in others:
                other.cancel()
    finally:
        world.close()


def _listen(port: int) -> socket.socket:
    """A listening socket whose connections send at once.

    asyncio switches Nagle's algorithm off only where the protocol number is set, which
    `socket.create_server` does not do; every answer would then wait 40 ms for an acknowledgement.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(_BACKLOG)
    return listener


async def _live(world: World) -> None:
    """Things happen by themselves while real time passes."""
    while True:
        await asyncio.sleep(_TICK_SECONDS)
        await world.tick()


async def _leave_with_parent(server: uvicorn.Server) -> None:
    """End when this process has been handed to another parent (never on Windows)."""
    parent = os.getppid()
    while not server.should_exit:
        await asyncio.sleep(_TICK_SECONDS)
        if os.getppid() != parent:
            server.should_exit = True


def _to_stdout(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class _Front:
    """Sends calls of TEMU one way and control calls another."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._temu = TemuEndpoint(world)
        self._control = control_app(world)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; its answer is dated by the sandbox's clock, which clients compare with
        theirs."""

        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                date = formatdate(self._world.clock.seconds(), usegmt=True).encode()
                message["headers"] = [*message["headers"], (b"date", date)]
            await send(message)

        if scope["path"] == ROUTER_PATH:
            await self._temu(scope, receive, dated)
        else:
            await self._control(scope, receive, dated)


class _Protocol(HttpToolsProtocol):
    """Leaves the connection where a fault can find and cut it."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        cast("Scope", self.scope)[TRANSPORT_KEY] = self.transport


class _Server(uvicorn.Server):
    """A server that tells when it is up, and cleans up when SIGTERM or SIGINT ends it."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_started()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def leave(_signal: int, _frame: FrameType | None) -> None:
            self.should_exit = True

        before = {sig: signal.signal(sig, leave) for sig in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for sig, handler in before.items():
                signal.signal(sig, handler)


def _uvicorn_config(world: World) -> uvicorn.Config:
    return uvicorn.Config(
        _Front(world),
        http=_Protocol,
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_level="critical",
        access_log=False,
        date_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
    )
