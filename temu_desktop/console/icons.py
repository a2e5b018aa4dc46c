"""Icons of the one set (Lucide), drawn in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from temu_desktop.console.assets import icon_file

BUTTON_SIZE = 26
"""Pixels of a button's icon, with the room between it and the words."""
_DRAWN = 20


@lru_cache(maxsize=512)
def icon(name: str, colour: str, disabled: str | None = None) -> QIcon:
    """An icon that stands before words, sharp at every scale of the screen."""
    found = QIcon(_beside_words(name, colour))
    found.addPixmap(_beside_words(name, colour), QIcon.Mode.Selected)
    if disabled is not None:
        found.addPixmap(_beside_words(name, disabled), QIcon.Mode.Disabled)
    return found


def alone(name: str, colour: str) -> QIcon:
    """An icon that stands for itself: in the tray, on a button without words."""
    return QIcon(pixmap(name, colour, 24))


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """A picture of ``size`` logical pixels; raises FileNotFoundError for a name not in the set."""
    return _drawn(name, colour, size, QRectF(0, 0, size, size))


@lru_cache(maxsize=512)
def _beside_words(name: str, colour: str) -> QPixmap:
    edge = (BUTTON_SIZE - _DRAWN) / 2
    return _drawn(name, colour, BUTTON_SIZE, QRectF(0, edge, _DRAWN, _DRAWN))


def _drawn(name: str, colour: str, size: int, place: QRectF) -> QPixmap:
    scale = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    source = icon_file(name).read_text(encoding="utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    picture = QPixmap(round(size * scale), round(size * scale))
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(scale)
    painter = QPainter(picture)
    renderer.render(painter, place)
    painter.end()
    return picture
