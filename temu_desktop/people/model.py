"""A person, and how long a wrong PIN makes the next one wait. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from temu_desktop.errors import PinInvalid
from temu_desktop.ids import PersonId

SHORTEST_PIN, LONGEST_PIN = 4, 8
FREE_GUESSES = 2
"""Wrong PINs after which the next may be tried at once: fingers slip."""
_WAITS = (5, 15, 30, 60, 300, 900)
LONGEST_WAIT = timedelta(seconds=_WAITS[-1])


class Role(StrEnum):
    """What a person may do: the daily work, or the settings and what cannot be undone, too."""

    OPERATOR = "operator"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts."""

    id: PersonId
    name: str
    role: Role
    has_pin: bool
    active: bool

    @property
    def guards(self) -> bool:
        """Whether this is an administrator whom a PIN protects: one such makes PINs count."""
        return self.active and self.has_pin and self.role is Role.ADMIN


def wait_after(wrong: int) -> timedelta:
    """How long the next PIN has to wait after so many wrong ones in a row."""
    if wrong <= FREE_GUESSES:
        return timedelta(0)
    return timedelta(seconds=_WAITS[min(wrong - FREE_GUESSES, len(_WAITS)) - 1])


def checked_pin(pin: str) -> str:
    """The PIN itself; raises PinInvalid unless it is 4 to 8 digits."""
    if not SHORTEST_PIN <= len(pin) <= LONGEST_PIN or not (pin.isascii() and pin.isdigit()):
        raise PinInvalid("a PIN is 4 to 8 digits")
    return pin
