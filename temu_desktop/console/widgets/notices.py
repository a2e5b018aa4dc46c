"""What just happened, at the lower edge of the window: errors stay until they are put away."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import button, label, row, set_tone
from temu_desktop.texts import Words

MOST = 3
SHOWN_MS = 6000


class Notice(QFrame):
    """One message: a sentence, or the three about an error."""

    def __init__(self, tone: Tone, text: str, more: str, away: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        set_tone(self, tone)
        self.setAccessibleName(f"{text} {more}".strip())
        self.text, self.tone = text, tone
        words = QVBoxLayout()
        words.setSpacing(4)
        first = label(text, "heading" if more else "body", wrap=True)
        words.addWidget(first)
        if more:
            words.addWidget(label(more, wrap=True))
        self.away = button(away, "plain", self.deleteLater)
        outer = row()
        outer.setContentsMargins(GAP, GAP, GAP, GAP)
        outer.addLayout(words, 1)
        outer.addWidget(self.away)
        self.setLayout(outer)


class Notices(QWidget):
    """The messages of now, the newest last; at most three."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(2 * GAP, 0, 2 * GAP, 0)
        self._box.setSpacing(GAP)

    def say(self, tone: Tone, text: str) -> Notice:
        """A sentence; it goes by itself unless it is bad."""
        return self._add(Notice(tone, text, "", self.tr("Close")))

    def complain(self, words: Words) -> Notice:
        """An error: what happened, what it means, what to do."""
        more = f"{words.means}\n{words.remedy}".strip()
        return self._add(Notice(Tone.BAD, words.happened, more, self.tr("Close")))

    def shown(self) -> list[Notice]:
        """What is shown now, the oldest first."""
        items = (self._box.itemAt(place) for place in range(self._box.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, Notice)]

    def _add(self, notice: Notice) -> Notice:
        for old in self.shown():
            if old.text == notice.text:
                self._drop(old)
        while len(self.shown()) >= MOST:
            self._drop(self.shown()[0])
        self._box.addWidget(notice)
        notice.destroyed.connect(self._fit)
        self._fit()
        if notice.tone is not Tone.BAD:
            QTimer.singleShot(SHOWN_MS, notice, notice.deleteLater)
        return notice

    def _fit(self) -> None:
        """Room below the last one, and none where there is none."""
        self._box.setContentsMargins(2 * GAP, 0, 2 * GAP, GAP if self.shown() else 0)

    def _drop(self, notice: Notice) -> None:
        self._box.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
