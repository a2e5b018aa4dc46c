"""A list of log lines that follows the end of the log as long as it is seen."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.widgets.log_lines.feed import Grown, LogFeed
from temu_desktop.console.widgets.log_lines.store import text_of
from temu_desktop.console.widgets.log_lines.view import LogView
from temu_desktop.errors import TemuDesktopError
from temu_desktop.logs.queries import LogFilter

LOOK_MS = 1000
"""So often the end is looked at while nothing is told: other processes write lines, too."""


class LiveLines(QWidget):
    """A view and its feed; whoever owns it calls ``wake`` when lines were written.

    ``changed`` tells of more lines, of pausing and of trouble with the database.
    """

    changed = Signal()
    opened_line = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.feed = LogFeed(desk.core.logs, self._on_grown)
        self.view = LogView(self.feed.store, desk.look, desk.languages)
        self.opened = False
        self.new_below = 0
        self.trouble = ""
        self._behind = self._catching = self._older = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.wake)
        self.view.opened.connect(self.opened_line)
        self.view.older_wanted.connect(self._read_older)
        self.view.following_changed.connect(self._on_following)
        self.view.copy_wanted.connect(self._copy)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.view)

    def open(self, wanted: LogFilter) -> None:
        """Begin anew with what fits a filter."""
        self._desk.tasks.run(self, self._open(wanted), failed=self._on_failed)

    def wake(self) -> None:
        """There may be more lines."""
        self._behind = True
        if self.opened and not self._catching and self.isVisible():
            self._catching = True
            task = self._desk.tasks.run(self, self._catch_up(), failed=self._on_failed)
            self._catching = task is not None

    def showEvent(self, event: QShowEvent) -> None:
        """Seen: go on, and look at the end now and then."""
        super().showEvent(event)
        self._timer.start()
        self.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Not seen: do nothing."""
        self._timer.stop()
        super().hideEvent(event)

    async def _open(self, wanted: LogFilter) -> None:
        await self.feed.open(wanted)
        self.opened = True
        self._say_trouble("")

    async def _catch_up(self) -> None:
        try:
            while self._behind and self.isVisible():
                self._behind = False
                await self.feed.catch_up()
            self._say_trouble("")
        finally:
            self._catching = False

    def _read_older(self) -> None:
        if self.opened and not self._older and not self.feed.at_beginning:
            self._older = True
            self._desk.tasks.run(self, self._read_page_before(), failed=self._on_failed)

    async def _read_page_before(self) -> None:
        try:
            await self.feed.older()
        finally:
            self._older = False

    def _on_grown(self, grown: Grown) -> None:
        self.new_below = 0 if self.view.following or grown.anew else self.new_below + grown.below
        self.view.take(grown)
        self.changed.emit()

    def _on_following(self, following: bool) -> None:
        if following:
            self.new_below = 0
        self.changed.emit()

    def _on_failed(self, error: TemuDesktopError) -> None:
        self._say_trouble(self._desk.languages.texts.of(error.code).happened)

    def _say_trouble(self, words: str) -> None:
        if words != self.trouble:
            self.trouble = words
            self.changed.emit()

    def _copy(self, first: int, last: int) -> None:
        QGuiApplication.clipboard().setText(text_of(self.feed.store, first, last))
