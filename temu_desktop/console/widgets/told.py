"""Cards that tell a person something: what happened, what it means, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import Card, clear, label, set_tone


@dataclass(frozen=True, slots=True)
class Told:
    """One card: what happened, what it means or shows, and what to do."""

    tone: Tone
    title: str
    text: str
    hint: str = ""


class AttentionCards(QWidget):
    """The cards, made anew only where they say something else."""

    def __init__(self) -> None:
        super().__init__()
        self._told: Sequence[Told] = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP)

    def show_cards(self, told: Sequence[Told]) -> None:
        """Show these."""
        if told != self._told:
            self._told = tuple(told)
            clear(self._box)
            for one in told:
                self._box.addWidget(_card(one))
        self.setVisible(bool(told))


def _card(told: Told) -> Card:
    card = Card()
    set_tone(card, told.tone)
    card.content.setSpacing(4)
    card.content.addWidget(label(told.title, "heading", wrap=True))
    card.content.addWidget(label(told.text, wrap=True))
    if told.hint:
        card.content.addWidget(label(told.hint, wrap=True))
    card.setAccessibleName(f"{told.title}. {told.text} {told.hint}".strip())
    return card
