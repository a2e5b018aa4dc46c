"""Handlers per area, written by a thread of their own so that no log line blocks the loop."""

from __future__ import annotations

import logging
import logging.handlers
import queue
from collections.abc import Iterator
from contextlib import contextmanager
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
    entry = logging.handlers.QueueHandler(lines)
    entry.addFilter(Binding())
    entry.addFilter(Masking(secrets_of(settings)))
    handlers = _files(folder)
    listener = logging.handlers.QueueListener(lines, *handlers, respect_handler_level=True)
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
        for handler in handlers:
            handler.close()


def _files(folder: Path) -> list[logging.Handler]:
    return [_file(folder / f"{area}.log", area) for area in (*AREAS, "app")]


def _file(path: Path, area: str) -> logging.Handler:
    handler = logging.handlers.RotatingFileHandler(
        path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter(_FORMAT))
    handler.addFilter(lambda record: area_of(record.name) == area)
    return handler


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
