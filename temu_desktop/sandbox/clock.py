"""The sandbox's clock: the system clock plus an offset that can be set over HTTP.

Every age, ship-by time, token expiry and the ±300 s window of a request use it, so that a day can
be simulated in seconds. The program under test asks for the same offset and follows.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SandboxClock:
    """Follows the system clock at a settable distance."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The sandbox's time, aware, in UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def seconds(self) -> float:
        """The sandbox's time in unix seconds."""
        return time.time() + self.offset

    def set_offset(self, offset: float) -> None:
        """Stand `offset` seconds away from the system clock (may move time backwards)."""
        self.offset = offset

    def advance(self, seconds: float) -> None:
        """Move time forward."""
        if seconds < 0:
            raise ValueError("time only moves forward; set the offset instead")
        self.offset += seconds
