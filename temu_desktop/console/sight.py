"""Keeps the window where a person sees it, also when its monitor is unplugged."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def in_sight(window: QWidget) -> bool:
    """Whether the window's middle lies on a screen that is there."""
    middle = window.frameGeometry().center()
    return any(screen.geometry().contains(middle) for screen in QGuiApplication.screens())


def bring_into_sight(window: QWidget) -> None:
    """Onto the first screen, no larger than that, where it is to be seen on none."""
    if in_sight(window):
        return
    room = QGuiApplication.primaryScreen().availableGeometry()
    window.resize(window.size().boundedTo(room.size()))
    window.move(room.topLeft())
