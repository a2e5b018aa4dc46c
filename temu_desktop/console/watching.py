"""The watchers of every event: few, and put aside where many events come that concern no hand.

Qt shows each event of each widget to them, and each look costs more than most widgets need for the
event itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from PySide6.QtCore import QCoreApplication, QObject

_watchers: list[QObject] = []
_aside = 0


def watch(watcher: QObject) -> None:
    """Show it every event of the application, before those that watch already."""
    _watchers.append(watcher)
    if not _aside:
        _application().installEventFilter(watcher)


def unwatch(watcher: QObject) -> None:
    """Show it no more; nothing happens where it does not watch."""
    if watcher in _watchers:
        _watchers.remove(watcher)
        _application().removeEventFilter(watcher)


@contextmanager
def unwatched() -> Iterator[None]:
    """Nobody watches within; no event of a hand may be handled there."""
    global _aside
    _aside += 1
    if _aside == 1:
        for watcher in _watchers:
            _application().removeEventFilter(watcher)
    try:
        yield
    finally:
        _aside -= 1
        if not _aside:
            for watcher in _watchers:
                _application().installEventFilter(watcher)


def _application() -> QCoreApplication:
    return cast("QCoreApplication", QCoreApplication.instance())
