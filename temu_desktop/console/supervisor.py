"""Watches over the kiosk: starts the console again when it crashes, with the page it showed."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

log = logging.getLogger(__name__)

MOST, WITHIN_SECONDS = 10, 300.0
"""More crashes than this in so short a time will not be mended by one more start."""
PAUSE_SECONDS = 2.0
SUPERVISED = "--supervised"


def supervise(command: Sequence[str]) -> int:
    """Run the console until it ends by itself; the last exit code.

    A console that is killed or crashes is started again after a short pause.
    """
    crashes: deque[float] = deque(maxlen=MOST)
    while True:
        with subprocess.Popen([*command, SUPERVISED]) as process:  # noqa: S603 - ourselves
            previous = _hand_signals_to(process)
            code = process.wait()
            for number, handler in previous.items():
                signal.signal(number, handler)
        if code == 0 or code in {-signal.SIGTERM, -signal.SIGINT}:
            return 0
        now = time.monotonic()
        crashes.append(now)
        if len(crashes) == MOST and now - crashes[0] < WITHIN_SECONDS:
            log.critical("The console crashed %s times in a row; given up", MOST)
            return code if code > 0 else 1
        log.error("The console ended with %s and is started again", code)
        time.sleep(PAUSE_SECONDS)


def own_command(arguments: Sequence[str]) -> list[str]:
    """How this program is started, from source or frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "temu_desktop", *arguments]


def _hand_signals_to(process: subprocess.Popen[bytes]) -> dict[signal.Signals, Any]:
    """Who ends the watch ends the console."""

    def end(_number: int, _frame: object) -> None:
        process.terminate()

    return {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
