"""Finding one of JTL's articles by what a person types."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.orders.refusal_words import why_not
from temu_desktop.console.theme import TOUCH
from temu_desktop.console.widgets.basics import button, label, row
from temu_desktop.console.words.foreign import isolated
from temu_desktop.errors import TemuDesktopError
from temu_desktop.jtl.article_search import ArticleHit

Find = Callable[[str], Coroutine[Any, Any, list[ArticleHit]]]
MOST_SEEN = 3
_FRAME = 6


class ArticleField(QWidget):
    """A number can be typed, or searched for and chosen from what JTL has."""

    changed = Signal()

    def __init__(self, desk: Desk, find: Find) -> None:
        super().__init__()
        self._desk, self._find = desk, find
        self.number = QLineEdit()
        self.number.setMaxLength(200)
        self.search = button(self.tr("Search in JTL"), "plain", self._search)
        self.hits = QListWidget()
        self.hits.setAccessibleName(self.tr("Articles found"))
        self.hits.setStyleSheet(f"QListView::item {{ min-height: {TOUCH}px; }}")
        self.said = label("", "caption", wrap=True)
        for part in (self.hits, self.said):
            part.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        line = row(self.number, self.search)
        line.setStretchFactor(self.number, 1)
        box.addLayout(line)
        box.addWidget(self.hits)
        box.addWidget(self.said)
        self.setFocusProxy(self.number)
        self.number.textChanged.connect(self.changed)
        self.number.installEventFilter(self)
        self.hits.itemClicked.connect(self._choose)
        self.hits.itemActivated.connect(self._choose)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Enter searches here; it does not end the dialog."""
        if watched is self.number and isinstance(event, QKeyEvent):
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if event.type() == QEvent.Type.KeyPress and enter:
                self._search()
                return True
        return False

    def forget(self) -> None:
        """Another line: what was found is of no use."""
        self.hits.hide()
        self.said.hide()

    def _search(self) -> None:
        self._desk.tasks.run(
            self,
            self._find(self.number.text()),
            done=self._show,
            failed=self._complain,
            busy=self.search,
        )

    def _show(self, hits: Sequence[ArticleHit]) -> None:
        self.hits.clear()
        for hit in hits:
            words = f"{hit.number}   {isolated(hit.name)}"
            if not hit.sellable:
                words = self.tr("{article} (not sold)").format(article=words)
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, hit.number)
            item.setToolTip(words)
            self.hits.addItem(item)
        self.hits.setFixedHeight(min(len(hits), MOST_SEEN) * (TOUCH + 2) + _FRAME)
        self.hits.setVisible(bool(hits))
        self.said.setText("" if hits else self.tr("JTL has no article that begins like this."))
        self.said.setVisible(not hits)

    def _choose(self, item: QListWidgetItem) -> None:
        self.number.setText(str(item.data(Qt.ItemDataRole.UserRole)))
        self.hits.hide()
        self.number.setFocus()

    def _complain(self, error: TemuDesktopError) -> None:
        self.hits.hide()
        self.said.setText(why_not(error, self._desk.languages.texts))
        self.said.show()
