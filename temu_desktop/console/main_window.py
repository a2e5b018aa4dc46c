"""The window: a frame around the pages. The first page is made with it, the others once it is at
rest, or when they are opened sooner."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.dressing import dress
from temu_desktop.console.page import Page
from temu_desktop.console.pages.registry import make_page
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.banners import Banners
from temu_desktop.console.widgets.notices import Notices
from temu_desktop.console.widgets.rail import PAGES, Rail
from temu_desktop.console.widgets.top_bar import TopBar

SMALLEST = (1180, 680)
USUAL = (1440, 900)
PART_MS = 15
"""The parts of a page are painted at least so long after one another: one that takes longer is over
before the next one begins."""
PAUSE_SECONDS = 0.05
"""Between the pieces of what is made beforehand: hands and runs come first."""


class MainWindow(QWidget):
    """Frame, navigation and the stack of pages; what each page does is its own affair."""

    close_wanted = Signal()
    searched = Signal(str)
    stop_clicked = Signal()
    page_opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("window")
        self.desk = desk
        self.may_close = False
        self._pages: dict[str, Page] = {}
        self.rail = Rail(desk.look, desk.core.settings.temu.shop if desk.core.settings.temu else "")
        self.top = TopBar(desk.look, desk.languages)
        self.banners = Banners(desk.look)
        self.notices = Notices()
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setMinimumSize(*SMALLEST)
        self.setWindowTitle("temu-desktop")
        self._restore()

    def open(self, name: str) -> Page:
        """Show a page; it is made now if it was never seen."""
        page = self._made(name)
        self._stacked(page)
        if page is not self.page:
            self._turn_to(page)
        self.rail.choose(name)
        self.desk.memory.put("window.page", name)
        self.page_opened.emit(name)
        return page

    async def make_pages(self) -> None:
        """Make the pages that were not opened yet, in pieces, so that no click waits for one."""
        for name in PAGES:
            page = self._made(name)
            await asyncio.sleep(PAUSE_SECONDS)
            self._stacked(page)
            await asyncio.sleep(PAUSE_SECONDS)

    def go(self, target: Target) -> None:
        """Open a page and show something there."""
        self.open(target.page).show_target(target)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def unsaved_pages(self) -> list[Page]:
        """The pages on which changes wait to be saved."""
        return [page for page in self._pages.values() if page.unsaved]

    def close_pages(self) -> None:
        """Let go of everything; the window can be closed afterwards."""
        self.desk.memory.put(
            "window.geometry", bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        )
        for page in self._pages.values():
            page.close_page()
        self.may_close = True

    def closeEvent(self, event: QCloseEvent) -> None:
        """The first click only asks for the end; the program closes the window at its end."""
        if self.may_close:
            event.accept()
            return
        event.ignore()
        self.close_wanted.emit()

    def changeEvent(self, event: QEvent) -> None:
        """A change of the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.rail.retranslate()
            self.top.retranslate()
        super().changeEvent(event)

    def _turn_to(self, page: Page) -> None:
        """To lay a page out is one piece of work, to paint it another, and each of its larger parts
        a further one: what is due goes between."""
        parts = [page, *page.parts()]
        for part in parts:
            part.setUpdatesEnabled(False)
        self.stack.setCurrentWidget(page)
        QTimer.singleShot(0, self, partial(self._paint, parts))

    def _paint(self, parts: list[QWidget]) -> None:
        """The first of them; the others follow once it is painted."""
        first, *others = parts
        if isValid(first):
            first.setUpdatesEnabled(True)
        if others:
            QTimer.singleShot(PART_MS, self, partial(self._paint, others))

    def _made(self, name: str) -> Page:
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = make_page(name, self.desk)
            page.retranslate()
        return page

    def _stacked(self, page: Page) -> None:
        """In the stack it gets its style, which takes half as long as to make it."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)

    def _lay_out(self) -> None:
        for part in (self.rail, self.top, self.banners, self.notices):
            dress(part)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.banners)
        right.addWidget(self.stack, 1)
        right.addWidget(self.notices)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.rail)
        box.addLayout(right, 1)

    def _connect(self) -> None:
        self.rail.wanted.connect(self.open)
        self.rail.person_clicked.connect(self.desk.steering.person_wanted)
        self.top.searched.connect(self.searched)
        self.top.stop_clicked.connect(self.stop_clicked)
        self.desk.steering.go.connect(self.go)
        self.desk.steering.note.connect(self._note)
        for number, name in enumerate(PAGES, start=1):
            self._shortcut(f"Ctrl+{number}", partial(self.open, name))
        self._shortcut("Ctrl+F", self.top.search.setFocus)
        self._shortcut("F5", self._read_again)

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _read_again(self) -> None:
        if self.page is not None:
            self.page.make_stale()

    def _note(self, tone: str, text: str) -> None:
        self.notices.say(Tone(tone), text)

    def _restore(self) -> None:
        geometry = self.desk.memory.text("window.geometry")
        if not geometry or not self.restoreGeometry(
            QByteArray.fromBase64(geometry.encode("ascii", "ignore"))
        ):
            room = self.screen().availableSize()
            self.resize(room.boundedTo(QSize(*USUAL)))
