"""Places in a sorted table as opaque text: what a caller gives back for the next page."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime

from headless.errors import ValidationFailed

Value = str | int | datetime | None
LONGEST = 2000
_LARGEST = 2**63 - 1
_UNREADABLE = (ValueError, TypeError, KeyError, binascii.Error, RecursionError, OverflowError)


def written(value: Value, number: int) -> str:
    """A place as text."""
    plain = {"at": value.isoformat()} if isinstance(value, datetime) else value
    document = json.dumps([plain, number], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(document.encode()).rstrip(b"=").decode("ascii")


def read(text: str) -> tuple[Value, int]:
    """The place of a text; raises ValidationFailed for one that is none."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        value, number = json.loads(raw.decode("utf-8"))
        if isinstance(value, dict):
            value = datetime.fromisoformat(value["at"])
            if value.tzinfo is None:
                raise ValueError("naive")
        sensible = value is None or isinstance(value, str | datetime) or type(value) is int
        if not sensible or type(number) is not int or abs(number) > _LARGEST:
            raise ValueError("no place")
        if isinstance(value, int) and abs(value) > _LARGEST:
            raise ValueError("no place")
        if isinstance(value, str) and "\0" in value:
            raise ValueError("no place")
    except (
        ValueError,
        TypeError,
        KeyError,
        binascii.Error,
        RecursionError,
        OverflowError,
    ) as error:
        problem = {"where": ["query", "after"], "message": "not a place that a page named"}
        raise ValidationFailed("not a place", errors=[problem]) from error
    return value, number
