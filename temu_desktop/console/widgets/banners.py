"""What holds for the whole console and must be seen: practice, stopped writes, holiday."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from temu_desktop.console.look import Look
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import label, row, set_tone


class Banner(QFrame):
    """One line across the window."""

    def __init__(self, tone: Tone, icon: str, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "band")
        self._tone, self._icon, self._look = tone, icon, look
        self._picture = label()
        self.text = label("", "heading", wrap=True)
        box = row(self._picture, self.text)
        box.setStretchFactor(self.text, 1)
        box.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        self.setLayout(box)
        set_tone(self, tone)
        look.changed.connect(self.redraw)
        self.redraw()
        self.hide()

    def say(self, text: str) -> None:
        """Show this; nothing hides the banner."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def redraw(self) -> None:
        """Draw the icon in the colours of now."""
        self._picture.setPixmap(self._look.picture(self._icon, 28, self._tone))


class Banners(QWidget):
    """All of them; those with nothing to say are hidden."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.practice = Banner(Tone.WARN, "wrench", look)
        self.stopped = Banner(Tone.BAD, "octagon-pause", look)
        self.holiday = Banner(Tone.WARN, "palmtree", look)
        self.away = Banner(Tone.BAD, "database", look)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for banner in (self.practice, self.away, self.stopped, self.holiday):
            box.addWidget(banner)
