"""PINs as salted scrypt hashes: what is stored cannot be read back.

A PIN has few digits, so that whoever holds the database can try them all; the hash makes that
slow, and the growing wait protects where only the program is at hand.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

_COST, _BLOCK, _PARALLEL = 2**14, 8, 1
_SALT_BYTES = 16
_MEMORY = 64 * 2**20


def hash_pin(pin: str) -> str:
    """A new hash with its own salt; takes some 50 ms on purpose, so call it in a thread."""
    salt = secrets.token_bytes(_SALT_BYTES)
    digest = _scrypt(pin, salt, _COST, _BLOCK, _PARALLEL)
    return "$".join(("scrypt", str(_COST), str(_BLOCK), str(_PARALLEL), _text(salt), _text(digest)))


def is_pin(pin: str, stored: str) -> bool:
    """Whether this PIN made the stored hash; as slow as ``hash_pin``."""
    kind, cost, block, parallel, salt, digest = stored.split("$")
    if kind != "scrypt":
        raise ValueError(f"a PIN stored as {kind} is of a newer program")
    made = _scrypt(pin, base64.b64decode(salt), int(cost), int(block), int(parallel))
    return hmac.compare_digest(made, base64.b64decode(digest))


def _scrypt(pin: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    return hashlib.scrypt(
        pin.encode(), salt=salt, n=cost, r=block, p=parallel, maxmem=_MEMORY, dklen=32
    )


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
