"""``/ws/logs``: lets a client in, listens to what it says, until one of both has had enough."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError
from starlette.types import Receive, Scope, Send

from headless.auth import Caller, Doorkeeper
from headless.limits import Buckets
from headless.live.client import NOT_ALLOWED, TOO_SLOW, Client
from headless.live.hub import Hub
from headless.live.messages import Channel, Draft, Message
from headless.live.protocol import LINK_KEY, LiveProtocol
from headless.live.requests import AuthIn, Incoming, ResumeIn, SubscribeIn, UnsubscribeIn, read
from headless.live.strangers import Leaving, Strangers
from headless.options import LOGGER, Options
from headless.problems import header
from headless.words import language_of
from temu_desktop.errors import DatabaseError, TemuDesktopError

log = logging.getLogger(f"{LOGGER}.sockets")

SUBPROTOCOL = "temu.v1"
TOKEN_PREFIX = "token."  # noqa: S105 - what stands before a token  # nosec B105
MISBEHAVED = 1008
WRONG_MESSAGES = 10
TOO_MANY = "too_many_connections"


class Endpoint:
    """Serves every WebSocket of one app."""

    def __init__(
        self, hub: Hub, doorkeeper: Doorkeeper, options: Options, usual_language: str
    ) -> None:
        self._hub = hub
        self._doorkeeper = doorkeeper
        self._options = options
        self._language = usual_language
        limits = options.limits
        self._known = 0
        self._strangers = Strangers(
            limits.strangers, limits.strangers_each, time.monotonic, _too_many
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection, from its beginning to its end."""
        await receive()
        offered = SUBPROTOCOL in scope["subprotocols"]
        accept = {"type": "websocket.accept", "subprotocol": SUBPROTOCOL if offered else None}
        await send(
            {**accept, "headers": [(b"x-request-id", scope["state"]["request_id"].encode())]}
        )
        await _Visit(self, scope, receive).run()

    @property
    def crowded(self) -> bool:
        """No more connections are taken."""
        return self._known >= self._options.limits.sockets

    @contextmanager
    def stranger(self, scope: Scope) -> Iterator[None]:
        """Count a connection as one that has not said who it is, for a block."""
        stranger = self._strangers.enter(scope[LINK_KEY], scope["state"]["address"])
        try:
            yield
        finally:
            self._strangers.leave(stranger)

    @contextmanager
    def known(self) -> Iterator[None]:
        """Count a connection whose caller is known, for a block."""
        self._known += 1
        try:
            yield
        finally:
            self._known -= 1

    def is_at_home(self, scope: Scope) -> bool:
        """Whether a page of ours (or no page at all) connects."""
        origin = header(scope, b"origin")
        if not origin or origin in self._options.origins:
            return True
        try:
            return urlsplit(origin).netloc == header(scope, b"host")
        except ValueError:
            return False


class _Refused(Exception):
    """The connection ends with this code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class _Visit:
    """One client's stay."""

    def __init__(self, home: Endpoint, scope: Scope, receive: Receive) -> None:
        self._home = home
        self._hub = home._hub
        self._scope = scope
        self._link: LiveProtocol = scope[LINK_KEY]
        self._receive = receive
        self._limits = home._options.limits
        self._said = Buckets(self._limits.message_rate, self._limits.message_burst, _now)
        self._wrong = 0

    async def run(self) -> None:
        """Let in, serve, and close with the right code."""
        client: Client | None = None
        try:
            asked = await self._let_in()
            with self._home.known():
                client = await self._welcome(*asked)
                await self._serve(client)
        except _Refused as refused:
            self._link.close_now(refused.code, refused.reason)
        except _Gone:
            pass  # The client has closed; there is nobody to tell anything.
        finally:
            if client is not None:
                client.closed = True
                self._hub.leave(client)

    async def _let_in(self) -> tuple[Caller, AuthIn | None]:
        if not self._home.is_at_home(self._scope):
            raise _Refused(NOT_ALLOWED, "origin_refused")
        if self._home.crowded:
            raise _Refused(TOO_SLOW, TOO_MANY)
        with self._home.stranger(self._scope):
            caller, asked = await self._identify()
        if self._home.crowded or self._hub.of_caller(caller.key) >= self._limits.sockets_each:
            raise _Refused(TOO_SLOW, TOO_MANY)
        return caller, asked

    async def _identify(self) -> tuple[Caller, AuthIn | None]:
        token, asked = self._token_of_handshake(), None
        if not token:
            asked = await self._first_message()
            token = asked.token
        try:
            caller = await self._home._doorkeeper.caller(token, self._scope["state"]["address"])
        except DatabaseError as error:
            raise _Refused(TOO_SLOW, error.code) from error
        except TemuDesktopError as error:
            raise _Refused(NOT_ALLOWED, error.code) from error
        return caller, asked

    def _token_of_handshake(self) -> str:
        for offered in self._scope["subprotocols"]:
            if offered.startswith(TOKEN_PREFIX):
                return str(offered.removeprefix(TOKEN_PREFIX))
        bearer = header(self._scope, b"authorization")
        if bearer.startswith("Bearer "):
            return bearer.removeprefix("Bearer ")
        return header(self._scope, b"x-api-key")

    async def _first_message(self) -> AuthIn:
        try:
            async with asyncio.timeout(self._limits.auth_seconds):
                message = read(await self._next())
        except (TimeoutError, ValidationError, ValueError) as error:
            raise _Refused(NOT_ALLOWED, "token_missing") from error
        if not isinstance(message, AuthIn):
            raise _Refused(NOT_ALLOWED, "token_missing")
        return message

    def _browsers_language(self) -> str:
        return language_of(header(self._scope, b"accept-language"), self._home._language)

    async def _welcome(self, caller: Caller, asked: AuthIn | None) -> Client:
        """Hello, and what stands: all jobs, or what was missed meanwhile."""
        language = (asked and asked.language) or self._browsers_language()
        most = (self._limits.queue_messages, self._limits.queue_bytes)
        client = Client(caller, language, self._link, most)
        self._link.on_writable = client.send_on
        if asked is not None and asked.channels is not None:
            client.channels = {Channel(name) for name in asked.channels}
        try:
            standing = await self._hub.standing()
        except DatabaseError as error:
            raise _Refused(TOO_SLOW, error.code) from error
        hub = self._hub
        hub.join(client)
        hub.answer(client, Draft("hello", None, self._hello(caller)))
        since = asked.since if asked is not None else None
        missed = None
        if asked is not None and since is not None:
            missed = hub.missed(client, since, asked.stream)
            for message in missed or ():
                client.offer(message)
            hub.answer(client, _resumed(missed))
        if missed is None and Channel.JOBS in client.channels:
            hub.full_update(client, standing)
        return client

    def _hello(self, caller: Caller) -> dict[str, Any]:
        return {
            "stream": self._hub.stream,
            "role": caller.role.value,
            "device": caller.device.id if caller.device else None,
            "name": caller.name,
            "ping_seconds": self._limits.ping_seconds,
        }

    async def _serve(self, client: Client) -> None:
        while not client.closed:
            await self._handle(client, await self._next())

    async def _handle(self, client: Client, text: str) -> None:
        if self._said.take("") > 0:
            raise _Refused(MISBEHAVED, "too_many_requests")
        try:
            message = read(text)
        except (ValidationError, ValueError, RecursionError):
            self._wrong += 1
            if self._wrong >= WRONG_MESSAGES:
                raise _Refused(MISBEHAVED, "ws_message_invalid") from None
            detail = "not a message that is known here; see docs/API.md"
            self._hub.answer(
                client, Draft("error", None, {"code": "ws_message_invalid", "detail": detail})
            )
            return
        await self._do(client, message)

    async def _do(self, client: Client, message: Incoming) -> None:
        match message:
            case SubscribeIn():
                self._subscribe(client, message)
            case UnsubscribeIn():
                client.channels.discard(Channel(message.channel))
                self._hub.answer(client, Draft("unsubscribed", None, {"channel": message.channel}))
            case ResumeIn():
                await self._resume(client, message)
            case _:
                return

    def _subscribe(self, client: Client, message: SubscribeIn) -> None:
        channel = Channel(message.channel)
        self._hub.answer(client, Draft("subscribed", None, {"channel": channel.value}))
        if channel is Channel.LOGS:
            client.listen_to_logs(message.selection(), message.after)
            self._hub.feed.wake()
        else:
            client.channels.add(channel)

    async def _resume(self, client: Client, asked: ResumeIn) -> None:
        """What was missed before this connection; its full update has the jobs already."""
        missed = self._hub.missed(client, asked.since, asked.stream)
        if missed is not None:
            missed = [one for one in missed if one.draft.channel is not Channel.JOBS]
        for message in missed or ():
            client.offer(message)
        self._hub.answer(client, _resumed(missed))
        if missed is None:
            try:
                self._hub.full_update(client, await self._hub.standing())
            except DatabaseError as error:
                raise _Refused(TOO_SLOW, error.code) from error

    async def _next(self) -> str:
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            raise _Gone
        text = message.get("text")
        return text if isinstance(text, str) else ""


class _Gone(Exception):
    """The client has closed."""


def _resumed(missed: list[Message] | None) -> Draft:
    data = {"full": missed is None, "replayed": len(missed or ())}
    return Draft("resumed", None, data)


def _too_many(link: Leaving) -> None:
    link.close_now(TOO_SLOW, TOO_MANY)


def _now() -> float:
    return asyncio.get_running_loop().time()
