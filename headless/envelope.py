"""Around every request: its id, its limits, the headers of its answer, its line in the log."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from headless.clients import real_address
from headless.errors import RequestInvalid, TooManyRequests
from headless.limits import Buckets
from headless.metrics import Metrics
from headless.options import LOGGER, Options
from headless.problems import header, problem_of
from temu_desktop.errors import TemuDesktopError
from temu_desktop.logs import bound

log = logging.getLogger(f"{LOGGER}.requests")

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HEADERS: Mapping[bytes, bytes] = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"x-frame-options": b"DENY",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"cache-control": b"no-store",
}
"""Of every answer that says nothing else."""
_OF_PARTS: Mapping[bytes, bytes] = {
    name: _HEADERS[name] for name in (b"x-content-type-options", b"cross-origin-resource-policy")
}
"""Of what only ever is a part of a page, and under its rules; each header costs a phone bytes."""
PART = "part_of_a_page"
"""In the state of a request: what is answered is such a part."""


class Broken(TemuDesktopError):
    """A fault of the program; the log has it under the request's id."""


class Envelope:
    """The outermost layer."""

    def __init__(self, app: ASGIApp, options: Options, metrics: Metrics, language: str) -> None:
        self._app = app
        self._options = options
        self._metrics = metrics
        self._language = language
        limits = options.limits
        self._calls = Buckets(limits.address_rate, limits.address_burst, time.monotonic)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or one WebSocket."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        given = header(scope, b"x-request-id")
        request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        state = scope.setdefault("state", {})
        state["request_id"] = request_id
        state["address"] = real_address(scope, self._options.proxies)
        with bound(request=request_id):
            if scope["type"] == "http":
                await _Exchange(self, scope, request_id, send).run(receive)
            else:
                await self._app(scope, receive, send)


class _Exchange:
    """One request and its answer."""

    def __init__(self, envelope: Envelope, scope: Scope, request_id: str, send: Send) -> None:
        self._envelope = envelope
        self._scope = scope
        self._id = request_id.encode("ascii")
        self._send = send
        self._status = 0

    async def run(self, receive: Receive) -> None:
        """Let it be answered, whatever happens."""
        began = time.perf_counter()
        scope, envelope = self._scope, self._envelope
        try:
            try:
                self._check()
                await envelope._app(scope, receive, self.answer)
            except TemuDesktopError as error:
                await self._answer_with(error, receive)
            except Exception:  # a border: a fault becomes an answer, and a line with its traceback
                log.exception("A request broke: %s %s", scope["method"], scope["path"])
                await self._answer_with(Broken("a fault of the program"), receive)
        finally:
            self._note(time.perf_counter() - began)

    async def answer(self, message: Message) -> None:
        """Pass an answer on with our headers."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = list(message["headers"])
            names = {name for name, _ in headers}
            part = self._scope["state"].get(PART, False)
            usual = _OF_PARTS if part else {**_HEADERS, b"x-request-id": self._id}
            headers += [item for item in usual.items() if item[0] not in names]
            message = {**message, "headers": headers}
        await self._send(message)

    def _check(self) -> None:
        scope = self._scope
        if wait := self._envelope._calls.take(scope["state"]["address"]):
            raise TooManyRequests("too many calls of one address", wait_seconds=round(wait, 1))
        raw = scope.get("raw_path") or b""
        if b"\0" in scope["path"].encode() or b"%00" in raw + scope.get("query_string", b""):
            raise RequestInvalid("NUL in the address")

    async def _answer_with(self, error: TemuDesktopError, receive: Receive) -> None:
        if self._status:
            return  # The answer had begun; the connection breaks off, which is the only sign left.
        response = problem_of(error, self._scope, self._envelope._language).response()
        await response(self._scope, receive, self.answer)

    def _note(self, seconds: float) -> None:
        scope = self._scope
        route = getattr(scope.get("route"), "path", "other")
        self._envelope._metrics.request(scope["method"], route, self._status, seconds)
        looks = scope["method"] in {"GET", "HEAD"}
        level = logging.DEBUG if looks and self._status < 500 else logging.INFO
        if log.isEnabledFor(level):
            line = "%s %s %s %.1f ms"
            log.log(level, line, scope["method"], scope["path"], self._status, seconds * 1000)
