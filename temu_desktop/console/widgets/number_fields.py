"""Fields for numbers: text as in other fields, and no change by the wheel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox

_EDGE = 8


class WholeNumber(QSpinBox):
    """A whole number between two bounds."""

    def __init__(self, lowest: int = 0, highest: int = 1_000_000) -> None:
        super().__init__()
        self.setRange(lowest, highest)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(_EDGE, 0, _EDGE, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page; it changes no number that the pointer happens to be over."""
        event.ignore()


class DecimalNumber(QDoubleSpinBox):
    """A number with decimals between two bounds."""

    def __init__(self, lowest: float = 0, highest: float = 1_000_000, decimals: int = 2) -> None:
        super().__init__()
        self.setDecimals(decimals)
        self.setRange(lowest, highest)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(_EDGE, 0, _EDGE, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page."""
        event.ignore()
