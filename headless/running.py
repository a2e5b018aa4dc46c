"""Headless mode from its first line to its last: core, schedule, server, and all of it ended."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

from headless.app import create_app
from headless.options import LOGGER, Options
from headless.server import is_passing, listening, server_of, tell_manager
from temu_desktop.bootstrap import running_core
from temu_desktop.core import Core
from temu_desktop.demo.practice import clock_for, following_practice
from temu_desktop.errors import AddressUnavailable, DatabaseError, SettingsError
from temu_desktop.events import ActingChanged
from temu_desktop.logs import logging_to
from temu_desktop.settings import ApiSettings, Settings
from temu_desktop.texts import Texts

log = logging.getLogger(f"{LOGGER}.running")

KIND = "headless"
"""What this process is called where the lease names its holder."""
PATIENCE_SECONDS = 30.0
"""So long an address that is taken, or not there yet, is waited for."""
AGAIN_SECONDS = 0.5
ACTING_SECONDS = 5.0
"""So long a start waits at the most for somebody to act."""


async def serve(settings: Settings, say: Callable[[str], None] = lambda line: None) -> None:
    """Serve until SIGINT or SIGTERM; what runs then is interrupted and recorded as such.

    Raises SettingsError (also for an address that can never be listened at), AddressUnavailable,
    DatabaseError.
    """
    with logging_to(settings), await _listener(settings, say) as listener:
        async with AsyncExitStack() as stack:
            clock = await clock_for(settings)
            core = await stack.enter_async_context(running_core(settings, clock=clock))
            await stack.enter_async_context(core.serving.serving(KIND))
            await stack.enter_async_context(following_practice(core))
            await stack.enter_async_context(core.connections.watching())
            await _until_somebody_acts(core)
            await _serve(core, listener.getsockname()[1], say, [listener])


async def _listener(settings: Settings, say: Callable[[str], None]) -> socket.socket:
    """Listen. At boot the network may not be up yet, and after a crash the port may still be taken:
    that is waited for, and said once."""
    api, now = settings.api, asyncio.get_running_loop().time
    until, told = now() + PATIENCE_SECONDS, False
    while True:
        try:
            return listening(api.host, api.port)
        except OSError as error:
            if not is_passing(error):
                raise SettingsError((_refused(api, error),)) from error
            if now() >= until:
                raise AddressUnavailable(_refused(api, error)) from error
            if not told:
                _tell_waiting(settings, error, say)
                told = True
        await asyncio.sleep(AGAIN_SECONDS)


def _tell_waiting(settings: Settings, error: OSError, say: Callable[[str], None]) -> None:
    log.warning("%s; it is waited for", _refused(settings.api, error))
    address, texts = _named(settings.api), Texts.load(settings.language)
    values = {"address": address, "reason": error.strerror, "seconds": PATIENCE_SECONDS}
    say(texts.line("address_awaited", **values))


async def _until_somebody_acts(core: Core) -> None:
    """A start is done once the jobs are in somebody's hands; before, health says down."""
    known = asyncio.Event()
    with core.bus.subscribe(lambda event: known.set(), ActingChanged):
        try:
            async with asyncio.timeout(ACTING_SECONDS):
                if not core.serving.acting and await core.jobs.acting() is None:
                    await known.wait()
        except (TimeoutError, DatabaseError) as error:
            log.warning("Nobody acts yet: %s", error or f"{ACTING_SECONDS} s have passed")


async def _serve(core: Core, port: int, say: Callable[[str], None], sockets: list) -> None:  # type: ignore[type-arg]
    api = core.settings.api

    def ready() -> None:
        say(f"http://{api.host}:{port}")
        log.info("Serving on %s port %s", api.host, port)
        tell_manager()

    await server_of(create_app(core, options_of(core.settings), late=True), ready).serve(
        sockets=sockets
    )


def options_of(settings: Settings) -> Options:
    """What the settings say about the API."""
    api = settings.api
    return Options(
        api_key=api.key, proxies=api.trusted_proxies, origins=api.cors_origins, pwa=pwa_folder()
    )


def pwa_folder() -> Path | None:
    """Where the app's files are: beside the source, or inside the installed package."""
    here = Path(__file__).resolve().parent
    for folder in (here.parent / "pwa", here / "pwa"):
        if (folder / "index.html").is_file():
            return folder
    return None


def _named(api: ApiSettings) -> str:
    return f"UVICORN_HOST={api.host} UVICORN_PORT={api.port}"


def _refused(api: ApiSettings, error: OSError) -> str:
    reason = error.strerror
    return f"{_named(api)} cannot be listened at ({reason}); choose another, e.g. UVICORN_PORT=8001"
