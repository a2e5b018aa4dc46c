"""Request bodies of TEMU's open platform and their signature (temu-api.md 1.2 to 1.4), pure.

The platform re-serialises the body it has parsed, in the order of the keys as sent, and compares.
So one function builds the bytes and signs exactly what those bytes say.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

SIGN_KEY = "sign"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who calls: the app's key and secret, and the token of one shop in one region."""

    app_key: str
    app_secret: str = field(repr=False)
    access_token: str = field(repr=False)


def compact_json(value: object) -> str:
    """JSON without blanks, text as it is, keys in the order they were built."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def string_to_hash(body: Mapping[str, object]) -> str:
    """What is hashed, without the secret at both ends: the top-level fields sorted by ASCII code,
    each name followed by its value's text, nothing in between. Raises TypeError for a value whose
    text the two official snippets do not agree on (null, floating point)."""
    return "".join(f"{key}{_text(body[key])}" for key in sorted(body) if key != SIGN_KEY)


def sign(body: Mapping[str, object], secret: str) -> str:
    """The signature of a body: MD5 between the secrets, 32 upper-case hexadecimal digits."""
    text = f"{secret}{string_to_hash(body)}{secret}"
    # MD5 is the platform's choice; it guards nothing of ours.
    return hashlib.md5(text.encode("utf-8"), usedforsecurity=False).hexdigest().upper()


def signed_request(
    call: str, params: Mapping[str, object], credentials: Credentials, timestamp: int
) -> bytes:
    """The bytes to post for one call.

    Business parameters lie flat beside the common ones, nulls are left out, ``timestamp`` is in
    unix seconds. Raises TypeError for a floating point number (send money as text or minor units)
    and ValueError where a parameter has the name of a common one.
    """
    body: dict[str, object] = {
        "type": call,
        "app_key": credentials.app_key,
        "access_token": credentials.access_token,
        "timestamp": timestamp,
        "data_type": "JSON",
    }
    for key, value in params.items():
        if key in body or key == SIGN_KEY:
            raise ValueError(f"a parameter may not be called {key!r}")
        if value is not None:
            body[key] = _sendable(value)
    body[SIGN_KEY] = sign(body, credentials.app_secret)
    return compact_json(body).encode("utf-8")


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Mapping() | list() | tuple():
            return compact_json(value)
        case _:
            raise TypeError(f"a {type(value).__name__} has no agreed text in a signature")


def _sendable(value: object) -> object:
    match value:
        case str() | int():
            return value
        case Mapping():
            return {str(k): _sendable(v) for k, v in value.items() if v is not None}
        case list() | tuple():
            return [_sendable(item) for item in value]
        case _:
            raise TypeError(f"a {type(value).__name__} cannot be sent to TEMU")
