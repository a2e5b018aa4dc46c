"""Handlers per area, written by a thread of their own so that no log line blocks the loop."""

from __future__ import annotations

import logging
import logging.handlers
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from temu_desktop.logs.context import Binding
from temu_desktop.logs.masking import Masking
from temu_desktop.settings import Settings

AREAS = {
    "temu": "temu_desktop.temu",
    "jtl": "temu_desktop.jtl",
    "database": "temu_desktop.database",
}
"""File name → logger; everything else of ours goes to ``app``."""
ROOT = "temu_desktop"
_BYTES = 5_000_000
_FILES = 5
_FORMAT = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s [%(belonging)s] %(message)s"


@contextmanager
def logging_to(settings: Settings) -> Iterator[Path]:
    """Log into ``<data>/logs`` for a block; yields the folder. What a person must know at once is
    for the front end to say."""
    folder = settings.data_dir / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    lines: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    entry = _Entry(lines)
    entry.addFilter(Binding())
    entry.addFilter(Masking(secrets_of(settings)))
    files = AreaFiles(folder)
    listener = logging.handlers.QueueListener(lines, files)
    ours = logging.getLogger(ROOT)
    before = (ours.level, ours.propagate)
    ours.setLevel(settings.log_level)
    ours.propagate = False
    ours.addHandler(entry)
    listener.start()
    try:
        yield folder
    finally:
        ours.removeHandler(entry)
        ours.level, ours.propagate = before
        listener.stop()
        files.close()


class _Entry(logging.handlers.QueueHandler):
    """Into the queue as it is: the filters have made plain text of it already, and to format it is
    the listener's work."""

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        """Nothing is left to do."""
        return record


class _File(logging.handlers.RotatingFileHandler):
    """A file that rotates by what is in it; the library's own check formats every line twice."""

    def shouldRollover(self, record: logging.LogRecord) -> bool:
        """It is full."""
        if self.stream is None:
            self.stream = self._open()
        return self.stream.tell() >= self.maxBytes


class AreaFiles(logging.Handler):
    """Gives each line to the file of its area."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._files = {area: _file(folder / f"{area}.log") for area in (*AREAS, "app")}

    def emit(self, record: logging.LogRecord) -> None:
        """Write it."""
        self._files[area_of(record.name)].emit(record)

    def close(self) -> None:
        """Close all files."""
        for file in self._files.values():
            file.close()
        super().close()


def _file(path: Path) -> logging.Handler:
    handler = _File(path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(_FORMAT))
    return handler


@cache
def area_of(name: str) -> str:
    """The file a logger's lines go to."""
    for area, logger in AREAS.items():
        if name == logger or name.startswith(f"{logger}."):
            return area
    return "app"


def secrets_of(settings: Settings) -> list[str]:
    """What no line may hold."""
    found = []
    if settings.temu is not None:
        found += [settings.temu.app_secret, settings.temu.access_token]
    if settings.sql_server is not None:
        found.append(settings.sql_server.password)
    found += [settings.alarms.smtp_password, settings.alarms.webhook_url]
    found.append(settings.alarms.dead_man_url)
    for url in (settings.database.operations_url, settings.database.jtl_url):
        found.append(_password(url) if url else "")
    return found


def _password(url: str) -> str:
    try:
        return make_url(url).password or ""
    except ArgumentError:
        return ""  # an unreadable URL is named by the engine that needs it
