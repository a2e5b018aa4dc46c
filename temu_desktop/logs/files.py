"""Lines on their way to the files: collected, and written by a thread of its own many at a time,
because a thread that wakes for each would take the interpreter from the loop thousands of times a
second. A busy log gets a process of its own (ADR 0012).
"""

from __future__ import annotations

import contextlib
import logging
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from temu_desktop.logs import writer
from temu_desktop.logs.context import Belonging
from temu_desktop.logs.lines import LineHandler
from temu_desktop.logs.masking import Masking
from temu_desktop.logs.writer import AreaFiles, Line

log = logging.getLogger(__name__)

WRITE_SECONDS = 0.1
"""How long a line may wait for its file; a warning and what came before it do not wait."""
BUSY = 100
"""So many lines waiting at once, and the files get a process of their own."""
STOP_SECONDS = 10.0
_BELOW_NORMAL = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class LogFiles(LineHandler):
    """Collects lines for ``<folder>/<area>.log``; ``close`` writes what is left."""

    def __init__(self, folder: Path, masking: Masking, lowest: int = logging.NOTSET) -> None:
        super().__init__(masking, lowest)
        self._folder = folder
        self._files = AreaFiles(folder)
        self._process: subprocess.Popen[bytes] | None = None
        self._alone = False
        self._waiting: deque[Line] = deque()
        self._some, self._urgent = threading.Event(), threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._write_on, name="log-files", daemon=True)
        self._thread.start()

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """Who writes the files, where it is not this process."""
        return self._process

    def take(self, line: Line, where: Belonging, level: int) -> None:
        """Take a line."""
        self._waiting.append(line)
        if level >= logging.WARNING:
            self._urgent.set()
        if not self._some.is_set():
            self._some.set()

    def close(self) -> None:
        """Write what is left and close the files."""
        self._closing = True
        self._urgent.set()
        self._some.set()
        self._thread.join()
        if self._process is not None:
            self._end(self._process)
        self._files.close()
        super().close()

    def _write_on(self) -> None:
        while not self._closing:
            self._some.wait()
            self._urgent.wait(WRITE_SECONDS)
            self._some.clear()
            self._urgent.clear()
            self._write()
        self._write()

    def _write(self) -> None:
        lines = [self._waiting.popleft() for _ in range(len(self._waiting))]
        if not lines:
            return
        if self._process is None and len(lines) >= BUSY and not self._alone:
            self._hand_over()
        if self._process is None or not self._sent(self._process, lines):
            self._files.write(lines)

    def _hand_over(self) -> None:
        self._files.close()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this program itself
                [*_command(), str(self._folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                creationflags=_BELOW_NORMAL | _NO_WINDOW,
            )
        except OSError as error:
            self._alone = True
            log.warning("No process for the log files: %s", error)

    def _sent(self, process: subprocess.Popen[bytes], lines: Sequence[Line]) -> bool:
        if process.stdin is None:
            raise TypeError("the writer was started without a pipe")
        try:
            writer.send(process.stdin, lines)
        except OSError:
            # Only after its end may the files be opened here again.
            self._process, self._alone = None, True
            process.kill()
            with contextlib.suppress(OSError):
                process.stdin.close()
            log.warning("The log writer ended (%s); some lines may be missing", process.wait())
            return False
        return True

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        try:
            process.communicate(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, writer.ARGUMENT]
    return [sys.executable, "-I", "-S", writer.__file__]
