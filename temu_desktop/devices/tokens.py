"""Codes, tokens and keys: how they are made, and what of them is stored."""

from __future__ import annotations

import base64
import hashlib
import secrets

from temu_desktop.devices.model import VapidKeys

ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
"""No two of these are taken for one another (no 0 and O, 1 I and L, 2 and Z, 5 and S, 8 and B)."""
CODE_LENGTH = 8
_TOKEN_BYTES = 32
_KEY_BYTES = 32


def new_code() -> str:
    """A pairing code: some 37 bits for five minutes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def code_typed(text: str) -> str:
    """A code as a person types it: in any case, with blanks and hyphens."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def new_token() -> str:
    """A token of 256 bits, safe in a header and an address."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def stored_form(secret: str) -> str:
    """What the database keeps of a code or a token. A token is as random as its hash: no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_vapid_keys() -> VapidKeys:
    """A new key pair on P-256, the curve that Web Push asks for."""
    # Late: keys are made once in the life of an installation.
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    private = key.private_numbers().private_value.to_bytes(_KEY_BYTES, "big")
    return VapidKeys(_base64url(public), _base64url(private))


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
