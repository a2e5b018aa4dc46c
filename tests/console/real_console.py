"""The console as a process of its own on a screen of its own, seen from outside."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

PATIENCE_SECONDS = 30.0
_Found = TypeVar("_Found")


def eventually(found: Callable[[], _Found], what: str) -> _Found:
    """What is found once it is there."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (result := found()):
        assert time.monotonic() < deadline, f"not in time: {what}"
        time.sleep(0.05)
    return result


class RealConsole:
    """One data folder on one screen, and the processes that are started for it."""

    def __init__(self, folder: Path, display: str) -> None:
        self.folder = folder
        self.around = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "TEMU_DATA_DIR": str(folder),
            "TOCI_DATABASE_URL": f"sqlite:///{folder / 'ours.db'}",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }

    @contextmanager
    def started(self, *flags: str) -> Iterator[subprocess.Popen[bytes]]:
        """``temu-desktop console`` for a block; killed where the block did not end it."""
        command = [sys.executable, "-m", "temu_desktop", "console", *flags]
        with subprocess.Popen(command, env=self.around, cwd=self.folder) as process:
            try:
                yield process
            finally:
                process.kill()
                if "--kiosk" in flags:
                    _kill(self.pid())

    def pid(self) -> int:
        """Which process is the console of this folder; 0 for none."""
        try:
            running = int((self.folder / "console.lock").read_text().split()[0])
            os.kill(running, 0)
        except (OSError, ValueError, IndexError):
            return 0
        return running

    def window(self, *, but: str = "") -> str:
        """The window that is shown, where it is another one than ``but``."""
        return next((one for one in self.hand(*SHOWN).split() if one != but), "")

    def main_window(self) -> str:
        """The window behind the first one, once it is there."""
        first = eventually(self.window, "the first window")
        return eventually(lambda: self.window(but=first), "the main window")

    def page(self) -> str:
        """The page that was opened last."""
        return str(self.memory().get("window.page", ""))

    def memory(self) -> dict[str, object]:
        """What the console remembers."""
        try:
            found: dict[str, object] = json.loads((self.folder / "console.json").read_text())
        except FileNotFoundError:
            return {}
        return found

    def hand(self, *words: str) -> str:
        """What a hand does and sees on this screen."""
        command = ["xdotool", *words]
        done = subprocess.run(command, env=self.around, capture_output=True, check=False, text=True)
        return done.stdout.strip()


SHOWN = ("search", "--onlyvisible", "--name", "^temu-desktop$")


def _kill(pid: int) -> None:
    if pid:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return
