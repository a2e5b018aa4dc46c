"""A card of names and values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from temu_desktop.console.theme import GAP
from temu_desktop.console.widgets.basics import Card, label, row
from temu_desktop.console.words.foreign import breakable

Facts = Sequence[tuple[str, str]]


class FactCard(Card):
    """A heading and lines of name and value; values can be marked and copied."""

    def __init__(self) -> None:
        super().__init__()
        self._facts: Facts | None = None
        self.heading = label("", "heading")
        self.head = row(self.heading, 1)
        self.content.addLayout(self.head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.content.addLayout(self._grid)
        self.content.addStretch(1)

    def show_facts(self, heading: str, facts: Facts) -> None:
        """Show these; a value alone takes the whole line."""
        self.heading.setText(heading)
        if facts == self._facts:
            return
        self._facts = tuple(facts)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        for place, (name, value) in enumerate(facts):
            shown = _value(value)
            # Names from right to left stay beside what they are the value of.
            shown.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
            if name:
                self._grid.addWidget(label(name, "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(shown, place, 1)
            else:
                self._grid.addWidget(shown, place, 0, 1, 2)


def _value(text: str) -> QLabel:
    shown = label(breakable(text), wrap=True)
    shown.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    shown.setAccessibleName(text)
    return shown
