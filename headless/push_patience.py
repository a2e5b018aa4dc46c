"""Which phones are left alone for a while, because their push service took nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from temu_desktop.clock import Clock

FIRST_SECONDS = 5.0
LONGEST_SECONDS = 180.0
"""Between two tries, unless the push service asks for more."""
LONGEST_ASKED_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class _Rest:
    tries: int
    until: datetime


class Patience:
    """How long each phone rests: longer after every try in vain, not at all after a good one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rests: dict[str, _Rest] = {}

    def rests(self, phone: str) -> bool:
        """Whether it is not to be tried yet."""
        return self.until(phone) > self._clock.now()

    def until(self, phone: str) -> datetime:
        """When it may be tried."""
        found = self._rests.get(phone)
        return self._clock.now() if found is None else found.until

    def note_in_vain(self, phone: str, asked: float | None) -> None:
        """It was tried and took nothing; ``asked``: seconds that its push service wants."""
        if self.rests(phone):
            return
        found = self._rests.get(phone)
        tries = 0 if found is None else found.tries
        usual = min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** min(tries, 16))
        seconds = max(usual, min(asked or 0.0, LONGEST_ASKED_SECONDS))
        self._rests[phone] = _Rest(tries + 1, self._clock.now() + timedelta(seconds=seconds))

    def note_taken(self, phone: str) -> None:
        """It is there."""
        self._rests.pop(phone, None)

    def forget_all_but(self, phones: Collection[str]) -> None:
        """Others are no more."""
        self._rests = {phone: rest for phone, rest in self._rests.items() if phone in phones}

    def seconds_to_next(self) -> float | None:
        """How long until the next one may be tried; None: nobody rests."""
        now = self._clock.now()
        ahead = [rest.until for rest in self._rests.values() if rest.until > now]
        return (min(ahead) - now).total_seconds() if ahead else None
