"""A field that searches while a person types."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

TYPING_MS = 250
LONGEST = 200


class SearchField(QLineEdit):
    """Tells ``searched`` once a person stops typing, or at Enter."""

    searched = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setClearButtonEnabled(True)
        self.setMaxLength(LONGEST)
        self.setMinimumWidth(300)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(self._timer.start)
        self.returnPressed.connect(self._tell)

    def put(self, text: str) -> None:
        """Write without telling."""
        blocker = QSignalBlocker(self)
        self.setText(text)
        del blocker
        self._timer.stop()

    def _tell(self) -> None:
        self._timer.stop()
        self.searched.emit(self.text().strip())
