"""WebSockets that have not said who they are: few at a time, so that nobody fills the house.

Whoever connects says at once who it is; what stays silent gives way to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

AT_ONCE_SECONDS = 1.0
"""So long a phone may take, and an address have more than its share: after a restart all phones of
a house come back together, maybe behind one address."""


class Leaving(Protocol):
    """A connection that can be ended."""

    def close_now(self, code: int, reason: str) -> None:
        """End it."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Stranger:
    """One that waits to say who it is."""

    link: Leaving
    address: str
    since: float


class Strangers:
    """Those of one server, the one that came first in front. ``most``: in all; ``each``: of one
    address, silent ones; ``send_away`` ends one."""

    def __init__(
        self,
        most: int,
        each: int,
        monotonic: Callable[[], float],
        send_away: Callable[[Leaving], None],
    ) -> None:
        self._most = most
        self._each = each
        self._monotonic = monotonic
        self._send_away = send_away
        self._here: dict[Stranger, None] = {}

    def __len__(self) -> int:
        return len(self._here)

    def enter(self, link: Leaving, address: str) -> Stranger:
        """Take one more; where that is too many, another one goes."""
        stranger = Stranger(link, address, self._monotonic())
        goes = self._of_same_address(stranger)
        if goes is None and len(self._here) >= self._most:
            goes = self._of_most_crowded_address(stranger)
        if goes is not None:
            self.leave(goes)
            self._send_away(goes.link)
        self._here[stranger] = None
        return stranger

    def leave(self, stranger: Stranger) -> None:
        """It has said who it is, or is gone."""
        self._here.pop(stranger, None)

    def _of_same_address(self, new: Stranger) -> Stranger | None:
        same = [one for one in self._here if one.address == new.address]
        if len(same) < self._each or new.since - same[0].since < AT_ONCE_SECONDS:
            return None
        return same[0]

    def _of_most_crowded_address(self, new: Stranger) -> Stranger:
        crowd = Counter(one.address for one in self._here)
        crowd[new.address] += 1
        return max(self._here, key=lambda one: crowd[one.address])
