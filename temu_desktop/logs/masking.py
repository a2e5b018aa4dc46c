"""Removes secrets and customers' personal data before a line is written anywhere."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

MASK = "•••"
LONGEST = 32_768
"""Characters of a line that are kept."""
_SLACK = 1024
"""Longer than any secret: one that lies across the cut is masked before it."""
_SHORTEST_SECRET = 4
"""Anything shorter would mask ordinary words."""

# Begins where a word begins and never goes back: a long line must cost no more than its length.
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w-])\+\d[\d /()-]{6,}\d(?![\w-])")
_URL_PASSWORD = re.compile(r"(?<=://)([^:/@\s]+):([^@\s]+)@")
_PERSONAL_NAMES = (
    *("receipt", "obile", "mail", "addressLine", "postCode", "recipient_", "street", "strasse"),
    *("telefon_empfaenger", "access_token", "app_secret", "password"),
)
"""One of these is in every name of `_PERSONAL_FIELD`; looking for them is ten times as quick."""
_PERSONAL_FIELD = re.compile(
    r"""(?x)
    (["']?\b(?:receiptName|receiptAdditionalName|mobile|backupMobile|mail|addressLine(?:\d|All)
    |postCode|recipient_\w+|street|strasse|telefon_empfaenger|access_token|app_secret|password)
    \b["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;}]+)
    """
)


class Masking:
    """Knows the program's secrets, and what personal data looks like."""

    def __init__(self, secrets: Iterable[str]) -> None:
        # The longest first, so that a secret that holds another one is masked whole.
        known = {secret for secret in secrets if len(secret) >= _SHORTEST_SECRET}
        self._secrets = sorted(known, key=len, reverse=True)

    def texts(self, record: logging.LogRecord) -> tuple[str, str | None]:
        """The record's message and traceback, masked and shortened."""
        message = self._kept(record.getMessage())
        parts = [record.exc_text] if record.exc_text else []
        if record.exc_info and not parts:
            parts = [logging.Formatter().formatException(record.exc_info)]
        return message, self._kept("\n".join(parts)) if parts else None

    def _kept(self, text: str) -> str:
        """Masked, then cut; what is far beyond the cut is not even looked at."""
        length = len(text)
        if not text.isprintable():
            text = _storable(text)
        kept = self.masked(text[: LONGEST + _SLACK])
        if len(kept) <= LONGEST and length <= LONGEST + _SLACK:
            return kept
        return f"{kept[:LONGEST]} … ({length} characters)"

    def masked(self, text: str) -> str:
        """The text without secrets, mail addresses, phone numbers and named personal fields."""
        for secret in self._secrets:
            if secret in text:
                text = text.replace(secret, MASK)
        # The plain looks spare nearly every line the patterns.
        if ":" in text or "=" in text:
            for name in _PERSONAL_NAMES:
                if name in text:
                    text = _PERSONAL_FIELD.sub(rf"\1{MASK}", text)
                    break
        if "@" in text:
            text = _URL_PASSWORD.sub(rf"\1:{MASK}@", text)
            text = _MAIL.sub(MASK, text)
        return _PHONE.sub(MASK, text) if "+" in text else text


def _storable(text: str) -> str:
    """Without NUL and halves of surrogate pairs, which no database takes."""
    return text.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")
