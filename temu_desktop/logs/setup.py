"""Where the program's lines go, and what must not be in them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from temu_desktop.logs.files import LogFiles
from temu_desktop.logs.masking import Masking
from temu_desktop.logs.records import plain_records
from temu_desktop.settings import Settings

ROOT = "temu_desktop"


@contextmanager
def logging_to(settings: Settings) -> Iterator[Path]:
    """Log into ``<data>/logs`` for a block; yields the folder. What a person must know at once is
    for the front end to say."""
    folder = settings.data_dir / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    files = LogFiles(folder, Masking(secrets_of(settings)), lowest_of(settings))
    ours = logging.getLogger(ROOT)
    before = (ours.level, ours.propagate)
    # Every line is made; handlers keep those of the level that is set, and a verbose run's.
    ours.setLevel(logging.DEBUG)
    ours.propagate = False
    ours.addHandler(files)
    try:
        with plain_records(ROOT):
            yield folder
    finally:
        ours.removeHandler(files)
        ours.level, ours.propagate = before
        files.close()


def lowest_of(settings: Settings) -> int:
    """The usual level, as a number."""
    return logging.getLevelNamesMapping()[settings.log_level]


def secrets_of(settings: Settings) -> list[str]:
    """What no line may hold."""
    found = []
    if settings.temu is not None:
        found += [settings.temu.app_secret, settings.temu.access_token]
    if settings.sql_server is not None:
        found.append(settings.sql_server.password)
    found += [settings.alarms.smtp_password, settings.alarms.webhook_url]
    found += [settings.alarms.dead_man_url, settings.api.key]
    for url in (settings.database.operations_url, settings.database.jtl_url):
        found.append(_password(url) if url else "")
    return found


def _password(url: str) -> str:
    try:
        return make_url(url).password or ""
    except ArgumentError:
        return ""  # an unreadable URL is named by the engine that needs it
