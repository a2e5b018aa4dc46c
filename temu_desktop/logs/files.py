"""One rotating file per area, written by a thread of its own: many lines at a time, because a
thread that wakes for each would take the interpreter from the loop thousands of times a second.
"""

from __future__ import annotations

import logging
import logging.handlers
import threading
from collections import defaultdict, deque
from collections.abc import Sequence
from functools import cache
from pathlib import Path

AREAS = {
    "temu": "temu_desktop.temu",
    "jtl": "temu_desktop.jtl",
    "database": "temu_desktop.database",
}
"""File name → logger; everything else of ours goes to ``app``."""
BYTES = 5_000_000
FILES = 5
WRITE_SECONDS = 0.1
"""How long a line may wait for its file; a warning and what came before it do not wait."""
_FORMAT = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s [%(belonging)s] %(message)s"


class LogFiles(logging.Handler):
    """Collects lines and writes them to ``<folder>/<area>.log``; ``close`` writes what is left.

    Its filters must have made plain text of a record: it is formatted later, in another thread.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._files = {area: _area_file(folder / f"{area}.log") for area in (*AREAS, "app")}
        self._waiting: deque[logging.LogRecord] = deque()
        self._wake = threading.Event()
        self._closing = False
        self._writer = threading.Thread(target=self._write_on, name="log-files", daemon=True)
        self._writer.start()

    def emit(self, record: logging.LogRecord) -> None:
        """Take a line."""
        self._waiting.append(record)
        if record.levelno >= logging.WARNING:
            self._wake.set()

    def close(self) -> None:
        """Write what is left and close the files."""
        self._closing = True
        self._wake.set()
        self._writer.join()
        for file in self._files.values():
            file.close()
        super().close()

    def _write_on(self) -> None:
        while not self._closing:
            self._wake.wait(WRITE_SECONDS)
            self._wake.clear()
            self._write()
        self._write()

    def _write(self) -> None:
        by_area: dict[str, list[logging.LogRecord]] = defaultdict(list)
        while self._waiting:
            record = self._waiting.popleft()
            by_area[area_of(record.name)].append(record)
        for area, records in by_area.items():
            self._files[area].write(records)


class _AreaFile(logging.handlers.RotatingFileHandler):
    """A file that is written in blocks and rotates between them."""

    def write(self, records: Sequence[logging.LogRecord]) -> None:
        """All lines at once; a full disk is told on stderr, as by every handler."""
        try:
            if self.stream is None:
                self.stream = self._open()
            self.stream.write("".join(f"{self.format(record)}\n" for record in records))
            self.flush()
            if self.stream.tell() >= self.maxBytes:
                self.doRollover()
        except OSError:
            self.handleError(records[-1])


def _area_file(path: Path) -> _AreaFile:
    file = _AreaFile(path, maxBytes=BYTES, backupCount=FILES, encoding="utf-8", delay=True)
    file.setFormatter(logging.Formatter(_FORMAT))
    return file


@cache
def area_of(name: str) -> str:
    """The file a logger's lines go to."""
    for area, logger in AREAS.items():
        if name == logger or name.startswith(f"{logger}."):
            return area
    return "app"
