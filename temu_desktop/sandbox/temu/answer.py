"""What a call's handler gives back, and the envelope around it (temu-api.md 2.1)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from temu_desktop.sandbox.temu.codes import OK, Refused


@dataclass(frozen=True, slots=True)
class Answer:
    """A rendered `result`, and what to do once the client has really got it."""

    result: bytes
    delivered: Callable[[], None] | None = None


def rendered(value: object) -> bytes:
    """Compact JSON in UTF-8, characters of all scripts unescaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def result(value: object) -> Answer:
    """An answer that nobody needs to hear the arrival of."""
    return Answer(rendered(value))


def success_envelope(answer: Answer) -> bytes:
    """HTTP body of a call that succeeded."""
    head = f'{{"success":true,"errorCode":{OK},"errorMsg":"","requestId":"{_request_id()}"'
    return b'%s,"result":%s}' % (head.encode(), answer.result)


def failure_envelope(refusal: Refused) -> bytes:
    """HTTP body of a call that was refused; HTTP says 200 all the same."""
    body: Mapping[str, object] = {
        "success": False,
        "errorCode": int(refusal.code),
        "errorMsg": refusal.message,
        "requestId": _request_id(),
        "result": None,
    }
    return rendered(body)


def _request_id() -> str:
    return f"eu-{uuid.uuid4()}"
