"""A figure that can be pressed: what it counts, how many, and where they are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from temu_desktop.console.look import Look
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import column, label, row, set_tone

HEIGHT = 112


class Tile(QPushButton):
    """One figure. Its tone is shown by ground, icon and, for who hears it, by a word."""

    def __init__(self, look: Look, icon: str, alarming: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._look, self._icon, self._alarming = look, icon, alarming
        self._tone = Tone.NEUTRAL
        self._picture = label()
        self.figure = label("–", "figure")
        self.caption = label("", "caption", wrap=True)
        for part in (self._picture, self.figure, self.caption):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        head = row(self.figure, 1, self._picture)
        head.setAlignment(self._picture, Qt.AlignmentFlag.AlignTop)
        box = column(spacing=0)
        box.addLayout(head)
        box.addWidget(self.caption, 1, Qt.AlignmentFlag.AlignTop)
        box.setContentsMargins(GAP + 2, GAP - 2, GAP + 2, GAP - 4)
        self.setLayout(box)
        self.redraw()

    def show_count(self, count: int | None, text: str, caption: str) -> None:
        """The figure as it reads, and what it counts; more than zero may be alarming."""
        self.figure.setText(text)
        self.caption.setText(caption)
        self.setAccessibleName(f"{caption}: {text}")
        self._tone = self._alarming if count else Tone.NEUTRAL
        set_tone(self, self._tone)
        set_tone(self.figure, self._tone)
        self.redraw()

    def redraw(self) -> None:
        """Draw the icon in the colours of now."""
        self._picture.setPixmap(self._look.picture(self._icon, 24, self._tone))
