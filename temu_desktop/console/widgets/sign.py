"""A state as an icon and a word."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from temu_desktop.console.look import Look
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.basics import pill, set_tone

_ICON = 22


class Sign(QWidget):
    """An icon and a pill with a word."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.icon, self.word = QLabel(), pill()
        self.icon.setFixedSize(_ICON, _ICON)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.icon)
        box.addWidget(self.word)

    def say(self, words: str, tone: Tone, icon: str) -> None:
        """Show another state."""
        self.icon.setPixmap(self._look.picture(icon, _ICON, tone))
        self.word.setText(words)
        set_tone(self.word, tone)
        self.setAccessibleName(words)
