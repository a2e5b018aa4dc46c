"""The table that pages put their rows in."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QAbstractItemModel, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QShowEvent, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from temu_desktop.console.icons import BUTTON_SIZE
from temu_desktop.console.theme import TOUCH

PAINT_SECONDS = 0.008
"""So long a table paints in one go; an eye sees rows that follow as one with the first."""
REST_MS = 10
"""What is due meanwhile goes before the rows that are left."""
ROWS_AT_ONCE = 2
_OF_TITLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.DecorationRole,
    Qt.ItemDataRole.TextAlignmentRole,
)


class TableView(QTableView):
    """Rows that a gloved finger hits, one of them marked, no grid.

    To paint a row takes a millisecond, and three while a run computes in another thread, because Qt
    asks the model for every cell and each question waits for the interpreter. So what is to be
    painted is painted in pieces where it would take long; until its turn a row stays as it was.
    """

    def __init__(self) -> None:
        super().__init__()
        # Qt's own, so that a head is painted without asking Python for each title again and again.
        self._titles = QStandardItemModel(self)
        self._dress()
        # Qt would clear all that is to be painted at once, and rows would flicker.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._fresh = True
        self._place = QRect()
        self._ours = QRegion()
        self._left = QRegion()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(REST_MS)
        self._next.timeout.connect(self._go_on)

    @property
    def complete(self) -> bool:
        """Whether everything is painted that was asked for."""
        return self._left.isEmpty()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show the rows of this model under its titles."""
        super().setModel(model)
        self.horizontalHeader().setModel(self._titles)
        self.say_titles()

    def say_titles(self) -> None:
        """Ask the model for the titles of its columns, which may be other ones now."""
        model, along = self.model(), Qt.Orientation.Horizontal
        count = model.columnCount() if model is not None else 0
        self._titles.setColumnCount(count)
        for section in range(count):
            for role in _OF_TITLES:
                told = model.headerData(section, along, role)
                self._titles.setHeaderData(section, along, told, role)

    def repaint_all(self) -> None:
        """Ask for every word and every colour anew."""
        self.say_titles()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As many rows as there is time for, or all of them on anything but the screen."""
        region, until = event.region(), perf_counter() + PAINT_SECONDS
        on_screen = self._paints_on_screen()
        if on_screen:
            self._clear_foreign(region)
        late, self._fresh = on_screen and self._fresh, self._fresh and not on_screen
        for piece in self._strips(region):
            if late or (on_screen and perf_counter() > until):
                self._left |= region
                self._next.start()
                return
            self._paint(piece)
            region -= piece
            if on_screen:
                self._left -= piece

    def showEvent(self, event: QShowEvent) -> None:
        """Something else was seen here meanwhile; the rows come after the page around them."""
        self._ours, self._fresh = QRegion(), True
        super().showEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Rows that are left to paint move with the others."""
        if not self.complete:
            self._left = QRegion(self.viewport().rect())
            self._next.start()
        super().scrollContentsBy(dx, dy)

    def _go_on(self) -> None:
        """Of what is left, what is still there: a bar may have come and taken room."""
        self._left &= self.viewport().rect()
        self.viewport().update(self._left)

    def _strips(self, region: QRegion) -> Iterator[QRegion]:
        """The region in strips of whole rows, from the top."""
        bounds = region.boundingRect()
        first = self.rowAt(bounds.top())
        top = self.rowViewportPosition(first) if first >= 0 else bounds.top()
        height = ROWS_AT_ONCE * TOUCH
        while top <= bounds.bottom():
            piece = region.intersected(QRect(bounds.left(), top, bounds.width(), height))
            if not piece.isEmpty():
                yield piece
            top += height

    def _paint(self, piece: QRegion) -> None:
        self._clear(piece)
        super().paintEvent(QPaintEvent(piece))

    def _paints_on_screen(self) -> bool:
        """A picture that somebody takes of the table goes elsewhere."""
        painter = QPainter(self.viewport())
        store = self.viewport().backingStore()
        return store is not None and painter.paintEngine().paintDevice() is store.paintDevice()

    def _clear_foreign(self, region: QRegion) -> None:
        """Where the table was not before, nothing of what was seen there stays."""
        viewport = self.viewport()
        place = QRect(viewport.mapTo(viewport.window(), viewport.rect().topLeft()), viewport.size())
        if place != self._place:
            self._place, self._ours = place, QRegion()
        self._clear(region - self._ours)
        self._ours |= region

    def _clear(self, region: QRegion) -> None:
        if region.isEmpty():
            return
        painter = QPainter(self.viewport())
        painter.setClipRegion(region)
        painter.fillRect(region.boundingRect(), self.palette().base())
        painter.end()

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(TOUCH)
        self.setShowGrid(False)
        self.setIconSize(QSize(BUTTON_SIZE, BUTTON_SIZE))
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setHighlightSections(False)
