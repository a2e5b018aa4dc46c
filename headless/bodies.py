"""Bodies before anybody parses them: not too large, JSON, and only what JSON knows."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from headless.errors import BodyInvalid, BodyTooLarge, ContentTypeWrong
from headless.problems import header

DEEPEST = 32
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_WITHOUT_BODY = frozenset({"GET", "HEAD", "OPTIONS", "DELETE"})


class StrictBodies:
    """Reads a body whole, refuses what must not go on, and hands it over unchanged."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; raises BodyTooLarge, ContentTypeWrong, BodyInvalid."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = header(scope, b"content-length")
        if declared.isdigit() and int(declared) > self._most:
            raise BodyTooLarge("too long", most=self._most)
        if scope["method"] in _WITHOUT_BODY:
            await self._app(scope, receive, send)
            return
        body = await self._read(receive)
        if body:
            if header(scope, b"content-type").partition(";")[0].strip().lower() not in _JSON_TYPES:
                raise ContentTypeWrong("not said to be JSON")
            check_json(body)
        await self._app(scope, _replayed(body, receive), send)

    async def _read(self, receive: Receive) -> bytes:
        parts: list[bytes] = []
        size, more = 0, True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                break
            part = message.get("body", b"")
            size += len(part)
            if size > self._most:
                raise BodyTooLarge("too long", most=self._most)
            parts.append(part)
            more = message.get("more_body", False)
        return b"".join(parts)


_JSON_TYPES = frozenset({"application/json"})


def check_json(body: bytes) -> Any:
    """The JSON of a body; raises BodyInvalid unless it is plain JSON in UTF-8 of decent depth."""
    brackets = _STRING.sub(b"", body).translate(None, _NO_BRACKETS)
    if max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > DEEPEST:
        raise BodyInvalid("nested too deeply", deepest=DEEPEST)
    try:
        document = json.loads(body.decode("utf-8"), parse_constant=_refuse)
        if b"\\u" in body:
            _check_signs(json.dumps(document, ensure_ascii=False))
    except (ValueError, RecursionError) as error:
        raise BodyInvalid("not plain JSON") from error
    return document


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _check_signs(text: str) -> None:
    """Half a sign (a lone surrogate) and NUL can be stored nowhere."""
    text.encode("utf-8")
    if "\\u0000" in text:
        raise ValueError("NUL")


def _replayed(body: bytes, receive: Receive) -> Receive:
    handed_over = False

    async def again() -> Message:
        nonlocal handed_over
        if handed_over:
            return await receive()
        handed_over = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
