"""Icons of the one set (Lucide), drawn in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from temu_desktop.console.assets import icon_file


def icon(name: str, colour: str, disabled: str | None = None) -> QIcon:
    """An icon in a colour, sharp at every scale of the screen."""
    found = QIcon(pixmap(name, colour, 24))
    found.addPixmap(pixmap(name, colour, 48))
    if disabled is not None:
        found.addPixmap(pixmap(name, disabled, 24), QIcon.Mode.Disabled)
    return found


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """A picture of ``size`` logical pixels; raises FileNotFoundError for a name not in the set."""
    scale = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    source = icon_file(name).read_text(encoding="utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    picture = QPixmap(round(size * scale), round(size * scale))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture
