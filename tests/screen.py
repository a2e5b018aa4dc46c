"""A screen without a monitor, with a window manager."""

from __future__ import annotations

import fcntl
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WIDTH, HEIGHT = 1280, 800
LOCK = Path(tempfile.gettempdir()) / f"temu-desktop-tests-xvfb-{os.getuid()}.lock"


@contextmanager
def running_screen(width: int = WIDTH, height: int = HEIGHT) -> Iterator[str]:
    """Xvfb and openbox for a block; yields the display."""
    server, display = _server(width, height)
    try:
        manager = subprocess.Popen(
            ["openbox"],
            env={**os.environ, "DISPLAY": display},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield display
        finally:
            _end(manager)
    finally:
        _end(server)


def _server(width: int, height: int) -> tuple[subprocess.Popen[bytes], str]:
    """One at a time: two that start at one moment take the same number, and nobody reaches the
    first."""
    with LOCK.open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        read, write = os.pipe()
        server = subprocess.Popen(
            [
                *("Xvfb", "-displayfd", str(write), "-nolisten", "tcp"),
                *("-screen", "0", f"{width}x{height}x24"),
            ],
            pass_fds=(write,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
    if not number:
        _end(server)
        raise RuntimeError("Xvfb ended before it had a display")
    return server, f":{number}"


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(10)
