"""The platform's own check of a request's signature, on the body exactly as it was sent.

Written from TEMU's documentation (temu-api.md 1.4) and on purpose not shared with the client: the
top-level keys sorted by code point, strings raw, everything else as compact JSON with inner keys
in the order sent, the secret before and after, MD5 in upper-case hex.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass


class UnreadableBody(ValueError):
    """The body is not a JSON object in UTF-8."""


@dataclass(frozen=True, slots=True)
class SignedBody:
    """A parsed request body; `sign` is the first `sign` key's value, None without one."""

    fields: Mapping[str, object]
    sign: object | None


def parse_body(raw: bytes) -> SignedBody:
    """Read a body keeping the order of all keys; of two `sign` keys the first counts.

    Of any other key that is there twice the last value counts. Raises UnreadableBody.
    """
    outermost: list[tuple[str, object]] = []

    def keep_order(pairs: list[tuple[str, object]]) -> dict[str, object]:
        outermost[:] = pairs
        return dict(pairs)

    try:
        parsed = json.loads(raw, object_pairs_hook=keep_order)
    except (ValueError, RecursionError) as error:
        raise UnreadableBody(str(error)) from error
    if not isinstance(parsed, dict):
        raise UnreadableBody("the body is not an object")
    signs = [value for key, value in outermost if key == "sign"]
    fields = {key: value for key, value in parsed.items() if key != "sign"}
    return SignedBody(fields=fields, sign=signs[0] if signs else None)


def expected_sign(fields: Mapping[str, object], secret: str) -> str:
    """The signature that these fields must carry."""
    joined = "".join(f"{key}{_text(fields[key])}" for key in sorted(fields))
    text = f"{secret}{joined}{secret}".encode("utf-8", "surrogatepass")
    return hashlib.md5(text, usedforsecurity=False).hexdigest().upper()


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
