"""TEMU's one path as an ASGI application: reads the body, lets faults strike, answers.

Plain ASGI instead of a framework's routes, because benchmarks of clients must not measure this
side: a call costs little more than its signature and its JSON.
"""

from __future__ import annotations

import asyncio
from asyncio import Transport
from typing import cast

from starlette.types import Receive, Scope, Send

from temu_desktop.sandbox.faults import HANG_SECONDS, SLOW_SECONDS, Fault
from temu_desktop.sandbox.temu.answer import Answer, failure_envelope, success_envelope
from temu_desktop.sandbox.temu.codes import Code, Refused
from temu_desktop.sandbox.temu.signing import SignedBody, UnreadableBody, parse_body
from temu_desktop.sandbox.world import World

ROUTER_PATH = "/openapi/router"
"""The platform's only path."""
TRANSPORT_KEY = "temu.transport"
"""Where the server leaves the connection's transport, so that a fault can cut it."""

_JSON = (b"content-type", b"application/json;charset=UTF-8")
_EARLY_FAULTS = {
    Fault.RATE_LIMITED: (429, b"Too Many Requests"),
    Fault.BAD_GATEWAY: (502, b"<html><body><h1>502 Bad Gateway</h1></body></html>"),
}
_REFUSING_FAULTS = {
    Fault.SYSTEM: Refused(Code.SYSTEM, "SYSTEM_EXCEPTION"),
    Fault.LIMIT: Refused(Code.RATE_LIMIT, "the request frequency is limited, try again later"),
    Fault.TOKEN_EXPIRED: Refused(Code.TOKEN_EXPIRED, "access_token has expired"),
}


class TemuEndpoint:
    """Answers POST /openapi/router for one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._latency = world.config.latency_ms / 1000

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call."""
        raw = await _read(receive)
        if self._latency > 0:
            await asyncio.sleep(self._latency)
        if scope["method"] != "POST":
            await _respond(send, 405, b"Method Not Allowed")
            return
        try:
            body = parse_body(raw)
        except UnreadableBody as error:
            refusal = Refused(Code.BAD_PARAMETERS, f"Invalid Request Parameters: {error}")
            await _respond(send, 200, failure_envelope(refusal))
            return
        await self._answer(body, scope, receive, send)

    async def _answer(self, body: SignedBody, scope: Scope, receive: Receive, send: Send) -> None:
        fault = self._world.faults.next_fault(str(body.fields.get("type", "")))
        self._world.note_call()
        if fault in _EARLY_FAULTS:
            status, text = _EARLY_FAULTS[fault]
            await _respond(send, status, text)
            return
        if fault is Fault.DROP_BEFORE:
            await _cut(scope, receive)
            return
        if fault is Fault.SLOW:
            await asyncio.sleep(SLOW_SECONDS)
        answer, envelope = self._execute(body, fault)
        match fault:
            case Fault.TIMEOUT_AFTER:
                await _cut(scope, receive)
            case Fault.HANG:
                await asyncio.sleep(HANG_SECONDS)
                await _cut(scope, receive)
            case Fault.BROKEN_JSON:
                await _respond(send, 200, envelope[: len(envelope) // 2])
            case _:
                await _respond(send, 200, envelope)
                gone = cast("Transport", scope[TRANSPORT_KEY]).is_closing()
                if answer is not None and answer.delivered is not None and not gone:
                    answer.delivered()

    def _execute(self, body: SignedBody, fault: Fault | None) -> tuple[Answer | None, bytes]:
        """Do what the call asks for; every refusal is an answer, too."""
        world = self._world
        if fault is Fault.EVENT_BEFORE:
            world.event_before_call()
        if fault is Fault.SKU_LOCKED:
            world.lock_some_sku(body.fields.get("goodsId"))
        try:
            if fault in _REFUSING_FAULTS:
                world.platform.gateway.admit(body)
                raise _REFUSING_FAULTS[fault]
            answer = world.platform.gateway.answer(body)
        except Refused as refusal:
            return None, failure_envelope(refusal)
        return answer, success_envelope(answer)


async def _read(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


async def _respond(send: Send, status: int, body: bytes) -> None:
    headers = [_JSON, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _cut(scope: Scope, receive: Receive) -> None:
    """Close the connection without an answer and wait until it is gone."""
    cast("Transport", scope[TRANSPORT_KEY]).abort()
    while (await receive())["type"] != "http.disconnect":
        pass
