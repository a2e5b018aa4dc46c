"""A client that remembers how its last call ended, for those who ask if TEMU can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from temu_desktop.errors import (
    BrokenAnswer,
    ClockOff,
    CredentialsRefused,
    OutcomeUnknown,
    RateLimited,
    ScopeMissing,
    TemuAway,
    TemuBusy,
    TemuError,
)
from temu_desktop.temu.client import Answer, TemuClient

_CUT_OFF = (
    TemuAway,
    TemuBusy,
    RateLimited,
    BrokenAnswer,
    OutcomeUnknown,
    CredentialsRefused,
    ClockOff,
)
"""What says that no call would get through; every other refusal is an answer like any."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How the last call ended, and when; ``error`` None: it was answered."""

    at: datetime
    error: TemuError | None


class ContactClient(TemuClient):
    """Like its base; ``contact`` is how the newest ended call went, None before the first."""

    contact: Contact | None = None

    async def call(
        self, type: str, params: Mapping[str, object], *, repeatable: bool | None = None
    ) -> Answer:
        """Make one call; see the base."""
        try:
            answer = await super().call(type, params, repeatable=repeatable)
        except TemuError as error:
            cut_off = isinstance(error, _CUT_OFF) and not isinstance(error, ScopeMissing)
            self.contact = Contact(self._clock.now(), error if cut_off else None)
            raise
        self.contact = Contact(answer.received_at, None)
        return answer
