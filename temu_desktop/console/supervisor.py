"""Watches over the kiosk: starts the console again, with the page it showed, when it crashes or
hangs."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from temu_desktop.console.pulse import PLACE, Silence

log = logging.getLogger(__name__)

MOST, WITHIN_SECONDS = 10, 300.0
"""More crashes than this in so short a time will not be mended by one more start."""
PAUSE_SECONDS = 2.0
LOOK_SECONDS = 5.0
SILENCE_SECONDS = 60.0
"""A console whose loop has not come round for so long hangs."""
DYING_SECONDS = 10.0
"""So long it may take to write where it hung."""
SUPERVISED = "--supervised"


def supervise(
    command: Sequence[str], *, look: float = LOOK_SECONDS, silence: float = SILENCE_SECONDS
) -> int:
    """Run the console until it ends by itself; the last exit code.

    A console that is killed, crashes or hangs is started again after a short pause.
    """
    return _Supervisor(command, look, silence).run()


def own_command(arguments: Sequence[str]) -> list[str]:
    """How this program is started, from source or frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "temu_desktop", *arguments]


class _Supervisor:
    """One console after another."""

    def __init__(self, command: Sequence[str], look: float, silence: float) -> None:
        self._command = [*command, SUPERVISED]
        self._look, self._silence = look, silence
        self._process: subprocess.Popen[bytes] | None = None
        self._end_wanted = False

    def run(self) -> int:
        """Until one ends by itself, or too many did not."""
        crashes: deque[float] = deque(maxlen=MOST)
        with self._heeding_signals(), tempfile.TemporaryDirectory(prefix="temu-pulse-") as folder:
            while not self._end_wanted:
                code = self._one_console(Path(folder) / "sign")
                if self._end_wanted or code in {0, -signal.SIGTERM, -signal.SIGINT}:
                    break
                crashes.append(time.monotonic())
                if len(crashes) == MOST and crashes[-1] - crashes[0] < WITHIN_SECONDS:
                    log.critical("The console crashed %s times in a row; given up", MOST)
                    return code if code > 0 else 1
                log.error("The console ended with %s and is started again", code)
                time.sleep(PAUSE_SECONDS)
        return 0

    def _one_console(self, sign: Path) -> int:
        """From its start to its end; its exit code."""
        over = threading.Event()
        # On a full disk it is not watched, and runs.
        with suppress(OSError):
            sign.touch()
        around = {**os.environ, PLACE: str(sign)}
        with subprocess.Popen(self._command, env=around) as process:  # noqa: S603 - ourselves
            self._process = process
            if self._end_wanted:
                process.terminate()
            watch = threading.Thread(target=self._watch, args=(process, sign, over))
            watch.start()
            try:
                return process.wait()
            finally:
                self._process = None
                over.set()
                watch.join()

    def _watch(self, process: subprocess.Popen[bytes], sign: Path, over: threading.Event) -> None:
        """Make an end of a console that hangs. Beside the wait for its end, which would else have
        to look for that many times a second."""
        silence = Silence(sign, self._look)
        while not over.wait(self._look):
            if (seconds := silence.seconds()) > self._silence:
                log.critical("The console has hung for %.0f s and is killed", seconds)
                _kill(process, over)
                return

    @contextmanager
    def _heeding_signals(self) -> Iterator[None]:
        """Who ends the watch ends the console."""
        numbers = (signal.SIGTERM, signal.SIGINT)
        before = {number: signal.signal(number, self._end) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _end(self, _number: int, _frame: object) -> None:
        self._end_wanted = True
        if self._process is not None:
            self._process.terminate()


def _kill(process: subprocess.Popen[bytes], over: threading.Event) -> None:
    """At SIGABRT the console writes where it is; Windows has nothing like it."""
    if sys.platform == "win32":
        process.terminate()
        return
    process.send_signal(signal.SIGABRT)
    if not over.wait(DYING_SECONDS):
        process.kill()
