"""Rows one below the other that come and go, while the rest of the page stays as it is."""

from __future__ import annotations

from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

_Row = TypeVar("_Row", bound=QWidget)


class Pile(QWidget, Generic[_Row]):
    """Each row is as wide as the pile and as high as its words then need; without rows the pile is
    hidden. It has its place in a layout before the first one comes.

    A layout would ask every text of every row for its height, twice and more and anew for each row
    that comes, and so would the layouts around it: 20 ms for one of ten. A row that stays as it is
    answers the pile from what it knows, and for what is around it the pile is of a fixed height.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[_Row] = []
        self._before_all = QWidget(self)
        self._before_all.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._before_all.hide()
        self.hide()

    def put(self, row: _Row, place: int) -> None:
        """At this place, from 0; a row that is in the pile moves there."""
        if self.rows[place : place + 1] == [row]:
            return
        if row in self.rows:
            self.rows.remove(row)
        self.rows.insert(place, row)
        if row.parentWidget() is not self:
            row.setParent(self)
            row.resize(self.width(), row.height())
            row.show()
        self._chain()
        self._lay_out()

    def take(self, row: _Row) -> None:
        """Out of the pile; it is deleted."""
        self.rows.remove(row)
        self._delete(row)
        self._lay_out()

    def clear(self) -> None:
        """Take all of them."""
        while self.rows:
            self._delete(self.rows.pop())
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words break elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def event(self, event: QEvent) -> bool:
        """A row asks for another height, or is dressed by now."""
        known = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._lay_out()
        return known

    def _delete(self, row: _Row) -> None:
        row.setParent(None)
        row.deleteLater()

    def _chain(self) -> None:
        """The tab key goes from top to bottom, whichever row came last. Qt puts a stop only behind
        another stop: the first of them behind one that nobody sees."""
        inside = (part for row in self.rows for part in row.findChildren(QWidget))
        stops = [part for part in inside if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for before, after in pairwise([self._before_all, *stops]):
            QWidget.setTabOrder(before, after)

    def _lay_out(self) -> None:
        """Qt does nothing for a row that stays where it is."""
        # First: it may make the pile wider at once.
        self.setMinimumWidth(max((row.minimumSizeHint().width() for row in self.rows), default=0))
        width, top = self.width(), 0
        for row in self.rows:
            height = max(row.heightForWidth(width), row.minimumSizeHint().height())
            row.setGeometry(0, top, width, height)
            top += height
        self.setFixedHeight(top)
        # An empty one would still be given the distance to its neighbours.
        self.setVisible(bool(self.rows))
