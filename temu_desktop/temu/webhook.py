"""TEMU's webhook messages: whether they are TEMU's, and what they say (temu-api.md 7.4). Pure.

TEMU's documents and its samples differ in whether the header x-tm-ext-param is part of the
signature; both forms are taken.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

APP_KEY = "x-tm-app-key"
EVENT_CODE = "x-tm-event-code"
TIMESTAMP = "x-tm-timestamp"
SIGNATURE = "x-tm-signature"
EXT_PARAM = "x-tm-ext-param"
SIGNED = (APP_KEY, EVENT_CODE, TIMESTAMP)
"""The headers that every message has; EXT_PARAM where it is sent."""
OLDEST = timedelta(days=2)
"""TEMU's last repeat comes some 27 hours after the first try."""
AHEAD = timedelta(minutes=10)
_KEY_BYTES = 16


class NotFromTemu(ValueError):
    """A message that TEMU cannot have sent; the text says why."""


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """One message: what happened, when, and TEMU's lean data about it."""

    code: str
    at: datetime
    data: Mapping[str, Any]


def read_event(
    headers: Mapping[str, str], event_data: str, app_key: str, app_secret: str, now: datetime
) -> WebhookEvent:
    """A message that is proven to be TEMU's; raises NotFromTemu. Headers have small letters."""
    missing = [name for name in (*SIGNED, SIGNATURE) if not headers.get(name)]
    if missing:
        raise NotFromTemu(f"without {', '.join(missing)}")
    if not hmac.compare_digest(headers[APP_KEY].encode(), app_key.encode()):
        raise NotFromTemu("of another app")
    text = decrypted(event_data, app_secret)
    given = headers[SIGNATURE].lower().encode()
    if not any(
        hmac.compare_digest(one.encode(), given) for one in _forms(headers, text, app_secret)
    ):
        raise NotFromTemu("wrong signature")
    at = _moment(headers[TIMESTAMP])
    if not now - OLDEST <= at <= now + AHEAD:
        raise NotFromTemu("too old, or of the future")
    try:
        data = json.loads(text)
    except ValueError as error:
        raise NotFromTemu("no JSON inside") from error
    if not isinstance(data, dict):
        raise NotFromTemu("no object inside")
    return WebhookEvent(headers[EVENT_CODE], at, data)


def signature(values: Mapping[str, str], app_secret: str) -> str:
    """HMAC-SHA256 over names and values in the order of the names, nothing between them."""
    text = "".join(f"{name}{values[name]}" for name in sorted(values))
    return hmac.new(app_secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def decrypted(event_data: str, app_secret: str) -> str:
    """The text inside: AES-128-CBC, key and start are the secret's first 16 bytes."""
    key = app_secret.encode()[:_KEY_BYTES]
    try:
        raw = base64.b64decode(event_data, validate=True)
        decryptor = Cipher(algorithms.AES(key), modes.CBC(key)).decryptor()
        padded = decryptor.update(raw) + decryptor.finalize()
        unpadder = padding.PKCS7(128).unpadder()
        return (unpadder.update(padded) + unpadder.finalize()).decode("utf-8")
    except (binascii.Error, ValueError) as error:
        raise NotFromTemu("cannot be decrypted") from error


def _forms(headers: Mapping[str, str], text: str, app_secret: str) -> list[str]:
    signed = {name: headers[name] for name in SIGNED}
    bare = {"eventData": text, **signed}
    return [
        signature(bare, app_secret),
        signature({**bare, EXT_PARAM: headers.get(EXT_PARAM, "{}")}, app_secret),
    ]


def _moment(text: str) -> datetime:
    if not text.isascii() or not text.isdigit() or len(text) > 14:
        raise NotFromTemu("no time")
    return datetime.fromtimestamp(int(text) / 1000, UTC)
