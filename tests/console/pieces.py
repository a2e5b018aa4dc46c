"""How long the window's thread works without a break: by its own CPU time, however busy the
computer is with other things."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from PySide6.QtCore import QTimer

CALM_TURNS = 100
CALM_SECONDS = 0.002


class Pieces:
    """Looks at the clock each time the loop comes round."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._come_round)
        self._calmed = asyncio.Event()
        self._since = 0.0
        self._calm = 0
        self._longest = 0.0

    async def longest(self, act: Callable[[], object]) -> float:
        """Seconds of the longest piece of an act and of all that it sets off."""
        self._longest, self._calm, self._since = 0.0, 0, time.thread_time()
        self._calmed.clear()
        self._timer.start()
        try:
            act()
            await self._calmed.wait()
        finally:
            self._timer.stop()
        return self._longest

    def _come_round(self) -> None:
        now = time.thread_time()
        piece, self._since = now - self._since, now
        self._longest = max(self._longest, piece)
        self._calm = self._calm + 1 if piece < CALM_SECONDS else 0
        if self._calm >= CALM_TURNS:
            self._calmed.set()


def cpu_seconds(act: Callable[[], object]) -> float:
    """What an act costs by itself."""
    began = time.thread_time()
    act()
    return time.thread_time() - began
