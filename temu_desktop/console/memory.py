"""What this computer's console remembers over a restart: geometry, filters, language, and the like.

What belongs to the shop and not to the computer lies in the database.
"""

from __future__ import annotations

import json
import logging
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

log = logging.getLogger(__name__)

SAVE_MS = 500
Value = str | int | float | bool | list[str] | dict[str, str] | None


class Memory(QObject):
    """Keys and plain values in one JSON file, written a moment after the last change, in a thread:
    beside a run that writes much a disk takes up to a tenth of a second for it.

    An unreadable file is put aside, not deleted; the console then starts with its defaults.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._values: dict[str, Value] = _read(file)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_MS)
        self._timer.timeout.connect(self._save_soon)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="memory")

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        value = self._values.get(key)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int) -> int:
        """A whole number."""
        value = self._values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def switch(self, key: str, default: bool) -> bool:
        """Yes or no."""
        value = self._values.get(key)
        return value if isinstance(value, bool) else default

    def put(self, key: str, value: Value) -> None:
        """Remember; written to the file soon."""
        if self._values.get(key) != value or key not in self._values:
            self._values[key] = value
            self._timer.start()

    def save(self) -> None:
        """Write now; a full disk is logged and costs the memory, not the console."""
        self._save_soon().result()

    def _save_soon(self) -> Future[None]:
        self._timer.stop()
        text = json.dumps(self._values, indent=1, sort_keys=True)
        return self._thread.submit(_write, self._file, text)


def _write(file: Path, text: str) -> None:
    beside = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        log.warning("The console's memory cannot be written: %s", error)


def _read(file: Path) -> dict[str, Value]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise ValueError("no object")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        log.warning("The console's memory cannot be read and is put aside: %s", error)
        _put_aside(file)
        return {}
    return found


def _put_aside(file: Path) -> None:
    try:
        if file.is_file():
            file.replace(file.with_suffix(".broken"))
    except OSError as error:
        log.warning("It cannot be put aside: %s", error)
