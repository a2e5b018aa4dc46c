"""A QR code as a picture, dark on white in both themes: cameras want it so."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from temu_desktop.console.theme import LIGHT

QUIET = 4
"""Modules of white around the code, as the standard asks."""


def qr_picture(text: str, size: int) -> QPixmap:
    """The code of a text, at most ``size`` pixels wide, in whole pixels a module."""
    import segno  # late: its tables take a moment, and most visits need no code

    matrix = segno.make_qr(text, error="m").matrix
    side = len(matrix) + 2 * QUIET
    module = max(1, size // side)
    picture = QPixmap(side * module, side * module)
    picture.fill(QColor(LIGHT.surface))
    painter = QPainter(picture)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.text))
    for y, line in enumerate(matrix):
        for x, dark in enumerate(line):
            if dark:
                place = QRect((x + QUIET) * module, (y + QUIET) * module, module, module)
                painter.drawRect(place)
    painter.end()
    return picture
