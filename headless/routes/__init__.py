"""The calls: each parses, asks the core, and answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

from headless.board import Document

_PROBLEM = {
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}
}
_ALWAYS = {
    400: "The address or the body cannot be read",
    401: "Nobody known calls",
    403: "The caller's role is not enough",
    413: "The body is too large",
    415: "The body is not JSON",
    422: "A parameter or a field is wrong",
    429: "Too many calls",
    503: "A neighbour or our own database is away",
}
_WORDS = {
    404: "There is no such thing",
    409: "Its state does not allow that",
    423: "The job is switched off",
}


def answers(*more: int) -> dict[int | str, dict[str, Any]]:
    """What a call may answer beside success: what any may, and these."""
    described: Mapping[int, str] = {**_ALWAYS, **{status: _WORDS[status] for status in more}}
    return {status: {"description": text, **_PROBLEM} for status, text in described.items()}


def conditional(request: Request, document: Document) -> Response:
    """An answer with its tag, or 304 to whoever has it already."""
    headers = {"etag": document.etag, "cache-control": "no-cache", "vary": "accept-language"}
    if document.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(document.content, headers=headers, media_type="application/json")
