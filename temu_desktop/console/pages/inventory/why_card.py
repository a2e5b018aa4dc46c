"""Why this number: the sum with its figures large, a sentence a step, and when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.formatting import NOTHING, Formats
from temu_desktop.console.pages.inventory.words import step_name, stock_words
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import Card, clear, label, set_tone
from temu_desktop.console.widgets.flow import FlowLayout
from temu_desktop.inventory.explaining import ExplainStep, StepCode, explain
from temu_desktop.inventory.model import Why

_SIGNS = {
    StepCode.IN_FLIGHT: "\u2212",
    StepCode.BUFFER: "\u2212",
    StepCode.FACTOR: "\u00f7",
    StepCode.CAP: "\u2264",
    StepCode.MOST: "\u2264",
    StepCode.MINIMUM: "<",
    StepCode.RESULT: "=",
    StepCode.LEFT_ALONE: "=",
}
_LAST = frozenset({StepCode.RESULT, StepCode.LEFT_ALONE})


class SumCard(Card):
    """The sum from what JTL has to what TEMU should show."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: tuple[Why | None, str] | None = None
        self.heading = label("", "heading")
        self.steps = QWidget()
        self._flow = FlowLayout(self.steps, spacing=GAP)
        self.nothing = label("", wrap=True)
        self._sentences = QVBoxLayout()
        self._sentences.setSpacing(4)
        self.content.addWidget(self.heading)
        self.content.addWidget(self.steps)
        self.content.addWidget(self.nothing)
        self.content.addLayout(self._sentences)
        self.content.addStretch(1)

    def show_why(self, why: Why | None) -> None:
        """Show another sum; the same one is left as it is."""
        language = self._desk.languages.language
        self.heading.setText(self.tr("Why this number?"))
        self.nothing.setText(self.tr("No comparison has seen this SKU yet."))
        self.nothing.setVisible(why is None)
        self.steps.setVisible(why is not None)
        if (why, language) == self._shown:
            return
        self._shown = why, language
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        clear(self._sentences)
        if why is None:
            self.setAccessibleName(self.heading.text())
            return
        words = stock_words(language)
        self.setAccessibleName(f"{self.heading.text()} {words.line(why)}")
        self._show_steps(explain(why))
        for sentence in words.sentences(why):
            self._sentences.addWidget(label(sentence, wrap=True))

    def blocks(self) -> list[str]:
        """What stands in the figures, from left to right."""
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget.figure.text() for widget in widgets if isinstance(widget, Block)]

    def _show_steps(self, steps: Sequence[ExplainStep]) -> None:
        for step in steps:
            self._flow.addWidget(Block(step, self._desk.languages.formats))


class Block(QFrame):
    """One step: its sign and figure large, its name below."""

    def __init__(self, step: ExplainStep, formats: Formats) -> None:
        super().__init__()
        self.figure = label(_figure(step, formats), "figure")
        self.caption = label(step_name(step.code), "caption")
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, 6, GAP, 8)
        box.setSpacing(0)
        for part in (self.figure, self.caption):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(part)
        if step.code in _LAST:
            self.setProperty("kind", "card")
            set_tone(self, Tone.INFO)
        self.setAccessibleName(f"{self.caption.text()}: {self.figure.text()}")


def _figure(step: ExplainStep, formats: Formats) -> str:
    figure = NOTHING if step.amount is None else formats.number(step.amount)
    sign = _SIGNS.get(step.code, "")
    return f"{sign} {figure}".strip()
