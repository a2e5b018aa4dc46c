"""Log files, one rotating file per area: written by this program, or by a process of its own.

This file is that process as well, run as it stands: it knows the standard library alone, so that it
starts within milliseconds and stays small.
"""

from __future__ import annotations

import logging.handlers
import os
import pickle
import signal
import struct
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import IO

Line = tuple[float, str, str, str, str, str, str | None]
"""When (seconds since 1970), level, thread, logger, where it belongs, message, traceback."""

AREAS = {
    "temu": "temu_desktop.temu",
    "jtl": "temu_desktop.jtl",
    "database": "temu_desktop.database",
}
"""File name → logger; everything else of ours goes to ``app``."""
BYTES = 5_000_000
FILES = 5
ARGUMENT = "write-log-files"
"""What a frozen program is called with to be the writer, because it cannot run a file."""
_SIZE = struct.Struct("<I")
_PATIENT = 10
"""Niceness: whoever logs goes first."""


class AreaFiles:
    """``<folder>/<area>.log`` of each area, written in blocks."""

    def __init__(self, folder: Path) -> None:
        self._files = {area: _area_file(folder / f"{area}.log") for area in (*AREAS, "app")}

    def write(self, lines: Sequence[Line]) -> None:
        """All lines, each into the file of its area."""
        texts: dict[str, list[str]] = defaultdict(list)
        for line in lines:
            texts[area_of(line[3])].append(_text(line))
        for area, found in texts.items():
            self._files[area].write("".join(found))

    def close(self) -> None:
        """Let go of the files; a later write opens them again."""
        for file in self._files.values():
            file.close()


class _AreaFile(logging.handlers.RotatingFileHandler):
    """A file that is written in blocks and rotates between them."""

    def write(self, text: str) -> None:
        """At once; a full disk is told on stderr, as by every handler."""
        try:
            if self.stream is None:
                self.stream = self._open()
            self.stream.write(text)
            self.flush()
            if self.stream.tell() >= self.maxBytes:
                self.doRollover()
        except OSError:
            self.handleError(logging.makeLogRecord({"msg": "a block of log lines"}))


def _area_file(path: Path) -> _AreaFile:
    return _AreaFile(
        path,
        maxBytes=BYTES,
        backupCount=FILES,
        encoding="utf-8",
        errors="backslashreplace",
        delay=True,
    )


@cache
def area_of(name: str) -> str:
    """The file a logger's lines go to."""
    for area, logger in AREAS.items():
        if name == logger or name.startswith(f"{logger}."):
            return area
    return "app"


def _text(line: Line) -> str:
    at, level, thread, logger, where, message, trace = line
    second = int(at)
    head = f"{_stamp(second)},{int((at - second) * 1000):03d} {level:<7} {thread} {logger}"
    return (
        f"{head} [{where}] {message}\n" if not trace else f"{head} [{where}] {message}\n{trace}\n"
    )


@lru_cache(maxsize=4)
def _stamp(second: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(second))


def send(target: IO[bytes], lines: Sequence[Line]) -> None:
    """Hand lines to the writer at the other end; raises OSError where it is gone."""
    block = pickle.dumps(lines, pickle.HIGHEST_PROTOCOL)
    target.write(_SIZE.pack(len(block)) + block)
    target.flush()


def serve(source: IO[bytes], folder: Path) -> None:
    """Write what comes until the other end closes, however it ends; half a block is dropped."""
    files = AreaFiles(folder)
    while len(size := source.read(_SIZE.size)) == _SIZE.size:
        (wanted,) = _SIZE.unpack(size)
        block = source.read(wanted)
        if len(block) < wanted:
            break
        files.write(pickle.loads(block))  # noqa: S301 - from our own parent
    files.close()


def main(folder: str) -> None:
    """The process: ends with its input and not by a signal, which reaches its parent as well."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_PATIENT)
    serve(sys.stdin.buffer, Path(folder))


def serve_if_asked() -> None:
    """Be the writer, and nothing else, where a frozen program was started for that."""
    if getattr(sys, "frozen", False) and sys.argv[1:2] == [ARGUMENT]:
        main(sys.argv[2])
        sys.exit()


if __name__ == "__main__":
    main(sys.argv[1])
