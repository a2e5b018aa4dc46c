"""Which of JTL's articles a SKU is, and the buttons that change it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.inventory.view_model import OpenedSku
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import button, label, row, set_tone
from temu_desktop.console.widgets.facts import FactCard
from temu_desktop.console.words.foreign import isolated


class ArticlePart(QWidget):
    """Shows the article; a person maps another one, or takes it away."""

    map_wanted = Signal()
    unmap_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.card = FactCard()
        self.said = label("", wrap=True)
        self.map = button("", "primary", self.map_wanted.emit)
        self.unmap = button("", "plain", self.unmap_wanted.emit)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.card)
        box.addWidget(self.said)
        box.addLayout(row(self.map, self.unmap, 1))
        box.addStretch(1)

    def show_sku(self, opened: OpenedSku) -> None:
        """Show the article of a SKU."""
        article = opened.article
        self.unmap.setVisible(opened.details.row.article_id is not None)
        self.card.setVisible(article is not None)
        self.said.setText(self._words(opened))
        self.said.setVisible(bool(self.said.text()))
        set_tone(self.said, Tone.NEUTRAL if article is not None else Tone.WARN)
        if article is None:
            return
        sold = self.tr("yes") if article.sellable else self.tr("no (inactive or a father)")
        facts = [
            (self.tr("Number"), isolated(article.number)),
            (self.tr("Name"), isolated(article.name)),
            (self.tr("EAN"), article.barcode),
            (self.tr("For sale"), sold),
        ]
        heading = self.tr("Article in JTL")
        self.card.show_facts(heading, [(name, value) for name, value in facts if value])

    def retranslate(self) -> None:
        """Write every word anew."""
        self.map.setText(self.tr("Map by hand…"))
        self.unmap.setText(self.tr("Remove mapping…"))

    def redraw(self) -> None:
        """Draw in the colours of now."""
        self.map.setIcon(self._desk.look.on_accent("link"))
        self.unmap.setIcon(self._desk.look.icon("unlink"))

    def _words(self, opened: OpenedSku) -> str:
        if opened.article_error is not None:
            reason = self._desk.languages.texts.of(opened.article_error)
            words = self.tr("Article {number} in JTL; its name cannot be read: {reason}")
            number = str(opened.details.row.article_id)
            return words.format(number=number, reason=reason.happened)
        if opened.details.row.article_id is None:
            return self.tr(
                "JTL has no article whose number is this SKU. Map it by hand, or make both alike; "
                "the next comparison looks again."
            )
        if opened.article is None:
            return self.tr("The article is gone from JTL. TEMU shows zero until it is mapped anew.")
        return ""
