"""One message to one push service, and what its answer means (RFC 8030, 8291, 8292)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

from temu_desktop.devices.model import PushTarget, VapidKeys

TIMEOUT_SECONDS = 15.0
LIFETIME_SECONDS = 12 * 3600
"""So long a push service keeps a message for a phone that is off, and we for a service that is."""
_GONE = frozenset({404, 410})
_LATER = frozenset({0, 408, 425, 429})
_UNSENDABLE = 400


class Outcome(StrEnum):
    """What became of a message."""

    SENT = "sent"
    GONE = "gone"
    REFUSED = "refused"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Answer:
    """A push service's status, 0 where there was none, and the seconds it asks us to wait."""

    status: int
    retry_after: float | None = None

    @property
    def outcome(self) -> Outcome:
        """What the status means for the message."""
        if 200 <= self.status < 300:
            return Outcome.SENT
        if self.status in _GONE:
            return Outcome.GONE
        return Outcome.LATER if self.status in _LATER or self.status >= 500 else Outcome.REFUSED


def post(target: PushTarget, text: str, keys: VapidKeys, contact: str) -> Answer:
    """Encrypt and send; what cannot be encrypted for a browser counts as refused."""
    # Imported late: it brings two HTTP clients, which a server without phones never needs.
    import requests
    from pywebpush import WebPushException, webpush

    subscription = {
        "endpoint": target.endpoint,
        "keys": {"p256dh": target.p256dh, "auth": target.auth},
    }
    try:
        answer = webpush(
            subscription,
            text,
            vapid_private_key=keys.private,
            vapid_claims={"sub": contact},
            ttl=LIFETIME_SECONDS,
            timeout=TIMEOUT_SECONDS,
            headers={"Urgency": "high"},
        )
    except WebPushException as error:
        return Answer(error.status_code or _UNSENDABLE, seconds_of(error.retry_after))
    except (requests.RequestException, OSError):
        return Answer(0)
    except ValueError:
        return Answer(_UNSENDABLE)
    return Answer(answer.status_code if isinstance(answer, requests.Response) else 0)


def seconds_of(retry_after: str | None) -> float | None:
    """The header's seconds, or the seconds until its date."""
    value = (retry_after or "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
