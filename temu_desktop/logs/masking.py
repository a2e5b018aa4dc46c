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
_PERSONAL_FIELD = re.compile(
    r"""(?x)
    (["']?\b(?:receiptName|receiptAdditionalName|mobile|backupMobile|mail|addressLine(?:\d|All)
    |postCode|recipient_\w+|street|strasse|telefon_empfaenger|access_token|app_secret|password)
    \b["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;}]+)
    """
)


class Masking(logging.Filter):
    """A filter for handlers: the record leaves with its message masked and its arguments gone."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        # The longest first, so that a secret that holds another one is masked whole.
        known = sorted({s for s in secrets if len(s) >= _SHORTEST_SECRET}, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, known))) if known else None

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask and shorten the record's text and traceback, once; always let it pass."""
        if getattr(record, "masked", False):
            return True
        record.masked = True
        record.msg = self._kept(record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self._kept(record.exc_text)
        return True

    def _kept(self, text: str) -> str:
        """Masked, then cut; what is far beyond the cut is not even looked at."""
        length = len(text)
        kept = self.masked(text[: LONGEST + _SLACK])
        if len(kept) <= LONGEST and length <= LONGEST + _SLACK:
            return kept
        return f"{kept[:LONGEST]} … ({length} characters)"

    def masked(self, text: str) -> str:
        """The text without secrets, mail addresses, phone numbers and named personal fields."""
        if self._secrets is not None:
            text = self._secrets.sub(MASK, text)
        # The plain looks spare nearly every line the patterns.
        if ":" in text or "=" in text:
            text = _PERSONAL_FIELD.sub(rf"\1{MASK}", text)
        if "@" in text:
            text = _URL_PASSWORD.sub(rf"\1:{MASK}@", text)
            text = _MAIL.sub(MASK, text)
        return _PHONE.sub(MASK, text) if "+" in text else text
