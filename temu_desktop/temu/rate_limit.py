"""The pace of our calls: one bucket per app key, shared by everybody who calls."""

from __future__ import annotations

import asyncio

from temu_desktop.clock import Clock

_MARGIN = 0.01
"""Share of the limit that is left unused: twenty calls spread over 1.01 s arrive within a strict
one-second window of the platform even when the network delays one of them by 10 ms."""

_LONGEST_CATCH_UP = 0.05
"""Seconds of lateness that may be made good (a timer fires late, the loop was busy); more would
reach the platform as a burst."""


class TokenBucket:
    """Lets calls pass at most ``rate`` times a second, in the order in which they asked.

    The bucket holds one token, so an idle minute buys no burst. Whoever is at the head sleeps until
    his token is there and looks again, because `slow_down` may have moved it; all others wait for
    the head. Used from one event loop.
    """

    def __init__(self, clock: Clock, rate: float = 20.0) -> None:
        self._clock = clock
        self._interval = _interval_of(rate)
        self._turn = asyncio.Lock()
        self._asking = 0
        self._due = clock.monotonic()
        self._pause_until = self._due

    def set_rate(self, rate: float) -> None:
        """Change the limit (calls a second, above 0) from the next call on."""
        self._interval = _interval_of(rate)

    def slow_down(self, seconds: float) -> None:
        """Nobody passes for so many seconds from now on; a longer pause already set stays."""
        self._pause_until = max(self._pause_until, self._clock.monotonic() + seconds)

    async def acquire(self) -> None:
        """Wait for one's turn; a cancelled waiter takes no token."""
        queued = self._asking > 0
        self._asking += 1
        try:
            async with self._turn:
                while (wait := self._opens() - self._clock.monotonic()) > 0:
                    queued = True
                    await self._clock.sleep(wait)
                now = self._clock.monotonic()
                # Who had to queue keeps the schedule, so that late timers do not lower the pace.
                start = max(self._opens(), now - _LONGEST_CATCH_UP) if queued else now
                self._due = start + self._interval
        finally:
            self._asking -= 1

    def _opens(self) -> float:
        return max(self._due, self._pause_until)


def _interval_of(rate: float) -> float:
    if rate <= 0:
        raise ValueError("the rate of a bucket must be above 0")
    return 1.0 / (rate * (1.0 - _MARGIN))
