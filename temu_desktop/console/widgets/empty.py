"""What stands where a list is empty: a picture, a sentence, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from temu_desktop.console.look import Look
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import button, label


class EmptyState(QWidget):
    """Shown in place of a table without rows."""

    def __init__(self, look: Look, icon: str, act: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._look, self._icon, self._tone = look, icon, Tone.NEUTRAL
        self._picture = label()
        self.heading = label("", "heading", wrap=True)
        self.more = label("", "muted", wrap=True)
        self.act = button("", "primary", act)
        self.act.hide()
        box = QVBoxLayout(self)
        box.setSpacing(GAP)
        box.addStretch(1)
        for part in (self._picture, self.heading, self.more):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(part)
        box.addWidget(self.act, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(2)
        look.changed.connect(self.redraw)
        self.redraw()

    def say(self, heading: str, more: str = "", act: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        """The words; without ``act`` there is no button."""
        self.heading.setText(heading)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self.act.setText(act)
        self.act.setVisible(bool(act))
        self._tone = tone
        self.redraw()

    def redraw(self) -> None:
        """Draw the picture in the colours of now."""
        self._picture.setPixmap(self._look.picture(self._icon, 56, self._tone))
