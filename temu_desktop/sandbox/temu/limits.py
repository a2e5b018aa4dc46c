"""The platform's rate limit: a token bucket per app key, in real time.

Real time, because moving the sandbox's clock must not hand out a day's worth of calls.
"""

from __future__ import annotations

import time


class CallBudget:
    """Allows `per_second` calls a second with a burst of one second's worth; 0 means no limit.

    A tenth is granted on top, because a client that keeps the pace exactly still arrives unevenly.
    """

    def __init__(self, per_second: float) -> None:
        self._rate = per_second * 1.1
        self._capacity = max(1.0, self._rate)
        self._tokens = self._capacity
        self._updated = time.monotonic()

    def allows_one_more(self) -> bool:
        """Take one call from the budget; False when there is none left."""
        if self._rate <= 0:
            return True
        now = time.monotonic()
        self._tokens = min(self._capacity, self._tokens + (now - self._updated) * self._rate)
        self._updated = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
