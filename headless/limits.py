"""Token buckets by key, for calls and for wrong attempts. Pure but for the clock it is given."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

MOST_KEYS = 20_000
"""So many keys are remembered; the one not seen for longest goes first."""


class Buckets:
    """One bucket per key: ``burst`` at once, refilled by ``rate`` a second."""

    def __init__(self, rate: float, burst: float, monotonic: Callable[[], float]) -> None:
        self._rate = rate
        self._burst = burst
        self._monotonic = monotonic
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Take one: 0, or the seconds until there is one again (then none is taken)."""
        now = self._monotonic()
        level = self._level(key, now)
        if level < 1:
            self._keep(key, level, now)
            return (1 - level) / self._rate
        self._keep(key, level - 1, now)
        return 0.0

    def wait(self, key: str) -> float:
        """The seconds until there is one, without taking it."""
        level = self._level(key, self._monotonic())
        return 0.0 if level >= 1 else (1 - level) / self._rate

    def give_back(self, key: str) -> None:
        """One that was taken did not count."""
        now = self._monotonic()
        self._keep(key, min(self._burst, self._level(key, now) + 1), now)

    def _level(self, key: str, now: float) -> float:
        level, at = self._levels.get(key, (self._burst, now))
        return min(self._burst, level + (now - at) * self._rate)

    def _keep(self, key: str, level: float, now: float) -> None:
        self._levels[key] = (level, now)
        self._levels.move_to_end(key)
        if len(self._levels) > MOST_KEYS:
            self._levels.popitem(last=False)
