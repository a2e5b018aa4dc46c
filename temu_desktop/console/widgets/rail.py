"""The navigation at the left: one button a page, who acts, and how many things need a person."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QVBoxLayout

from temu_desktop.console.look import Look
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import button, label, pill, row, set_tone
from temu_desktop.settings import DEFAULT_SHOP

WIDTH = 232
PAGES: Mapping[str, str] = {
    "overview": "layout-dashboard",
    "orders": "shopping-cart",
    "inventory": "boxes",
    "jobs": "calendar-clock",
    "logs": "scroll-text",
    "after_sales": "undo-2",
    "settings": "settings",
}
"""Name → icon, in the order of the rail."""


class Rail(QFrame):
    """Emits the name of the page that is wanted."""

    wanted = Signal(str)
    person_clicked = Signal()

    def __init__(self, look: Look, shop: str) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setFixedWidth(WIDTH)
        self._look = look
        self._buttons: dict[str, QPushButton] = {}
        self._badges: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, 2 * GAP, GAP, GAP)
        box.setSpacing(4)
        self._name = label("temu-desktop", "heading")
        self._shop = label(shop, "caption")
        self._shop.setVisible(shop not in {"", DEFAULT_SHOP})
        box.addWidget(self._name)
        box.addWidget(self._shop)
        box.addSpacing(GAP)
        for name in PAGES:
            box.addWidget(self._page_button(name))
        box.addStretch(1)
        self.person = button("", "plain", self.person_clicked.emit)
        self.person.setMinimumWidth(WIDTH - 2 * GAP)
        box.addWidget(self.person)
        look.changed.connect(self.redraw)
        self.retranslate()
        self.redraw()

    def choose(self, name: str) -> None:
        """Show which page is open."""
        self._buttons[name].setChecked(True)

    def page_button(self, name: str) -> QPushButton:
        """The button of a page."""
        return self._buttons[name]

    def badge(self, name: str, count: int, tone: Tone) -> None:
        """How many things wait on a page; zero shows nothing."""
        badge = self._badges[name]
        badge.setText(str(count) if count < 1000 else "999+")
        badge.setVisible(count > 0)
        set_tone(badge, tone)
        self._describe(name)

    def show_person(self, name: str) -> None:
        """Who acts."""
        self.person.setText(name)
        self.person.setAccessibleName(self.tr("Acting person: {name}").format(name=name))

    def retranslate(self) -> None:
        """Write every word anew."""
        words = {
            "overview": self.tr("Overview"),
            "orders": self.tr("Orders"),
            "inventory": self.tr("Stock"),
            "jobs": self.tr("Jobs"),
            "logs": self.tr("Log"),
            "after_sales": self.tr("After-sales"),
            "settings": self.tr("Settings"),
        }
        for name, word in words.items():
            self._buttons[name].setText(word)
            self._describe(name)
        self.person.setToolTip(self.tr("Change the acting person"))

    def redraw(self) -> None:
        """Draw the icons in the colours of now."""
        for name, picture in PAGES.items():
            self._buttons[name].setIcon(self._look.icon(picture))
        self.person.setIcon(self._look.icon("user"))

    def _describe(self, name: str) -> None:
        word, badge = self._buttons[name].text(), self._badges[name]
        waiting = "" if badge.isHidden() else f", {badge.text()}"
        self._buttons[name].setAccessibleName(f"{word}{waiting}")

    def _page_button(self, name: str) -> QPushButton:
        made = QPushButton()
        made.setProperty("kind", "nav")
        made.setCheckable(True)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.clicked.connect(lambda: self.wanted.emit(name))
        self._group.addButton(made)
        self._buttons[name] = made
        self._badges[name] = badge = pill("")
        badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        badge.hide()
        inside = row(1, badge)
        inside.setContentsMargins(0, 0, GAP, 0)
        made.setLayout(inside)
        return made
