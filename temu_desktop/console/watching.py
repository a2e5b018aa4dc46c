"""Who watches what hands do: keys and touches, as they reach a window of the program.

Not as events of the application: Qt would show every event of every widget, thousands while a page
comes up, and each look waits for the interpreter that a run in another thread may hold.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QWindow

_watchers: list[QObject] = []


def watch(watcher: QObject) -> None:
    """Show it the keys, clicks and touches of each window that has or gets the focus, before those
    that watch already."""
    if not _watchers:
        _application().focusWindowChanged.connect(_show)
    _watchers.append(watcher)
    for window in QGuiApplication.allWindows():
        _show(window)


def unwatch(watcher: QObject) -> None:
    """Show it no more; nothing happens where it does not watch."""
    if watcher not in _watchers:
        return
    _watchers.remove(watcher)
    for window in QGuiApplication.allWindows():
        window.removeEventFilter(watcher)
    if not _watchers:
        _application().focusWindowChanged.disconnect(_show)


def _show(window: QWindow | None) -> None:
    if window is None:
        return
    for watcher in _watchers:
        # Where it is one already Qt moves it, so that each is asked once.
        window.installEventFilter(watcher)


def _application() -> QGuiApplication:
    return cast("QGuiApplication", QGuiApplication.instance())
