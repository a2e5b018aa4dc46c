"""Signs of life: the console's loop gives one every few seconds, the supervisor counts the silence.

A file whose time changes is a sign. Where there is none, nobody expects any.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

log = logging.getLogger(__name__)

PLACE = "TEMU_DESKTOP_PULSE"
"""The variable that names the file."""
BEAT_SECONDS = 5.0


@contextmanager
def beating(every: float = BEAT_SECONDS) -> Iterator[None]:
    """Give signs from the running loop for a block, where somebody expects them."""
    place = os.environ.get(PLACE)
    if not place:
        yield
        return
    file = Path(place)
    task = asyncio.get_running_loop().create_task(_beat(file, every))
    try:
        yield
    finally:
        task.cancel()
        # An end in order may take its time: threads come to the end of their step.
        file.unlink(missing_ok=True)


async def _beat(file: Path, every: float) -> None:
    while True:
        try:
            os.utime(file)
        except OSError as error:
            log.warning("No more signs of life: %s", error)
            return
        await asyncio.sleep(every)


class Silence:
    """For how long no sign has come; told by looking every few seconds.

    Time in which nobody looked either does not count: the computer slept, or was busy elsewhere.
    """

    def __init__(
        self, file: Path, look: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._file, self._longest, self._clock = file, 2 * look, clock
        self._seconds = 0.0
        self._looked = clock()
        self._sign = self._read()

    def seconds(self) -> float:
        """Look now."""
        now, sign = self._clock(), self._read()
        gap, self._looked = now - self._looked, now
        if sign != self._sign or sign is None:
            self._sign, self._seconds = sign, 0.0
        elif gap <= self._longest:
            self._seconds += gap
        return self._seconds

    def _read(self) -> int | None:
        try:
            return self._file.stat().st_mtime_ns
        except OSError:
            return None
