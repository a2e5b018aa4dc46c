"""uvicorn around the app: where it listens, how it says that it is ready, how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn
from fastapi import FastAPI

from headless.http_head import BoundedHttp
from headless.live.protocol import LiveProtocol
from headless.options import LOGGER

log = logging.getLogger(f"{LOGGER}.server")

READY = b'"ready"\n'
"""What PM2 waits for on the channel that NODE_CHANNEL_FD names."""
GRACE_SECONDS = 5
MOST_MESSAGE_BYTES = 64 * 1024
_BACKLOG = 2048
_TICK_SECONDS = 1.0
_WINDOWS_IN_USE, _WINDOWS_NOT_OURS = 10048, 10049
_PASSING = frozenset({errno.EADDRINUSE, errno.EADDRNOTAVAIL, _WINDOWS_IN_USE, _WINDOWS_NOT_OURS})


class Server(uvicorn.Server):
    """A server that tells when it is up, and ends at SIGINT or SIGTERM without raising again."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self._serving: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    def leave(self) -> None:
        """End in order; asked again, without waiting for requests under way. From any thread, and
        from a signal's handler."""
        self.force_exit = self.should_exit
        self.should_exit = True
        if self._serving is not None:
            loop, ending = self._serving
            loop.call_soon_threadsafe(ending.set)

    async def main_loop(self) -> None:
        """Once a second the date that answers carry, and the end at once: uvicorn's own loop looks
        ten times a second, which is all that an idle server would do."""
        ending = asyncio.Event()
        self._serving = asyncio.get_running_loop(), ending
        try:
            while not await self.on_tick(0):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(ending.wait(), _TICK_SECONDS)
        finally:
            self._serving = None

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """A second signal ends the waiting for requests under way."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def leave(_signal: int, _frame: FrameType | None) -> None:
            self.leave()

        before = {number: signal.signal(number, leave) for number in _ending_signals()}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def server_of(
    app: FastAPI, on_ready: Callable[[], None] = lambda: None, **changes: object
) -> Server:
    """A server for an app; ``changes`` go over our configuration of uvicorn."""
    settings: dict[str, object] = {
        "ws": LiveProtocol,
        "ws_max_size": MOST_MESSAGE_BYTES,
        # The other end hears of us every 20 s (the hub's pings); that it is gone is no hurry.
        "ws_ping_interval": 60.0,
        "ws_ping_timeout": 20.0,
        "ws_per_message_deflate": False,
        "http": BoundedHttp,
        "loop": "none",
        "lifespan": "on",
        "log_config": None,
        "access_log": False,
        "server_header": False,
        # Whom a forwarded address is believed of is decided by headless.clients.
        "proxy_headers": False,
        "timeout_keep_alive": 30,
        "timeout_graceful_shutdown": GRACE_SECONDS,
        "backlog": _BACKLOG,
    }
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    return Server(uvicorn.Config(app, **{**settings, **changes}), on_ready)  # type: ignore[arg-type]


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; raises OSError where the port is taken or the address is not ours."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def is_passing(error: OSError) -> bool:
    """Whether what keeps us from listening may be over soon: the port is taken, or the computer
    does not have the address, or nobody who knows the name, yet."""
    if isinstance(error, socket.gaierror):
        return error.errno == socket.EAI_AGAIN
    return error.errno in _PASSING


def tell_manager() -> None:
    """Say to a process manager that waits for it that we serve."""
    channel = os.environ.get("NODE_CHANNEL_FD", "")
    if not channel.isdigit():
        return
    try:
        os.write(int(channel), READY)
    except OSError as error:
        log.warning("The process manager could not be told that we serve: %s", error)


def _ending_signals() -> tuple[signal.Signals, ...]:
    return (signal.SIGTERM, signal.SIGINT)
