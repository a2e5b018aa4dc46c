"""What routes are given: the server's parts, and a caller whose role is enough."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from headless.auth import Caller, Doorkeeper
from headless.board import JobBoard
from headless.checks import HealthDesk
from headless.errors import RoleTooLow
from headless.live.hub import Hub
from headless.metrics import Metrics
from headless.options import Options
from headless.previews import Previews
from headless.problems import header, language_for
from headless.push import PushSender
from headless.webhook import WebhookDesk
from headless.words import Speech, speech
from temu_desktop.core import Core
from temu_desktop.devices.model import DeviceRole


@dataclass(frozen=True, slots=True)
class Server:
    """Everything one app is made of."""

    core: Core
    options: Options
    doorkeeper: Doorkeeper
    board: JobBoard
    hub: Hub
    metrics: Metrics
    previews: Previews
    push: PushSender
    health: HealthDesk
    webhook: WebhookDesk


def server_of(request: Request) -> Server:
    """The parts of the app that serves this request."""
    server: Server = request.app.state.server
    return server


# Coroutines although they wait for nothing: the framework sends plain functions through threads.
async def the_server(request: Request) -> Server:
    """The same as a dependency."""
    return server_of(request)


async def the_core(request: Request) -> Core:
    """The core."""
    return server_of(request).core


async def the_speech(request: Request) -> Speech:
    """Sentences in the language that the caller wishes for."""
    usual = server_of(request).core.settings.language
    return speech(language_for(request, usual))


def token_of(request: Request, *, basic: bool = False) -> str:
    """What the caller shows: a token, a machine's key, or for pages a password."""
    shown = header(request.scope, b"authorization")
    kind, _, rest = shown.partition(" ")
    if kind.lower() == "bearer":
        return rest.strip()
    if basic and kind.lower() == "basic":
        try:
            return base64.b64decode(rest, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return ""
    return header(request.scope, b"x-api-key")


async def entered(request: Request, needed: DeviceRole, *, basic: bool = False) -> Caller:
    """The caller; raises TokenMissing, AccessRefused, RoleTooLow, TooManyAttempts."""
    doorkeeper = server_of(request).doorkeeper
    address = request.scope["state"]["address"]
    caller = await doorkeeper.enter(token_of(request, basic=basic), address)
    if not caller.role.includes(needed):
        raise RoleTooLow("not this role", role=caller.role.value, needed=needed.value)
    return caller


async def viewer(request: Request) -> Caller:
    """Whoever may look."""
    return await entered(request, DeviceRole.VIEWER)


async def operator(request: Request) -> Caller:
    """Whoever may start, cancel, pause, act and approve."""
    return await entered(request, DeviceRole.OPERATOR)


async def admin(request: Request) -> Caller:
    """Whoever may change schedules, switches and devices."""
    return await entered(request, DeviceRole.ADMIN)


async def reader(request: Request) -> Caller:
    """Whoever may look, with a browser's password box as well."""
    return await entered(request, DeviceRole.VIEWER, basic=True)


async def anybody() -> None:
    """Everybody may; said so that no route is open by mistake."""


RULES: dict[Callable[..., Awaitable[object]], DeviceRole | None] = {
    viewer: DeviceRole.VIEWER,
    reader: DeviceRole.VIEWER,
    operator: DeviceRole.OPERATOR,
    admin: DeviceRole.ADMIN,
    anybody: None,
}
"""Every route depends on exactly one of these; None: no token is needed."""

Viewer = Annotated[Caller, Depends(viewer)]
Operator = Annotated[Caller, Depends(operator)]
Admin = Annotated[Caller, Depends(admin)]
Reader = Annotated[Caller, Depends(reader)]
TheCore = Annotated[Core, Depends(the_core)]
TheServer = Annotated[Server, Depends(the_server)]
TheSpeech = Annotated[Speech, Depends(the_speech)]
Anybody = Depends(anybody)
