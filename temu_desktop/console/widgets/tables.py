"""Columns that fit and are remembered, and the small table that has all of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHeaderView

from temu_desktop.console.memory import Memory
from temu_desktop.console.table_model import Column, ListTableModel
from temu_desktop.console.widgets.table_view import TableView

_Row = TypeVar("_Row")
_LEAST_WIDTH, _MOST_WIDTH = 44, 1000


class Columns(QObject):
    """Widths by column, kept over a restart. ``stretching`` takes the room that is left, at least
    its width; where there is none, the columns of ``spare`` are left out, the first of them first.
    """

    def __init__(
        self,
        view: TableView,
        columns: Sequence[Column[Any]],
        memory: Memory,
        key: str,
        *,
        stretching: str,
        spare: Sequence[str] = (),
    ) -> None:
        super().__init__(view)
        self._view, self._memory, self._key = view, memory, key
        self._places = {column.key: place for place, column in enumerate(columns)}
        self._widths = {column.key: column.width for column in columns}
        self._stretching, self._spare = stretching, tuple(spare)
        self._least = self._widths[stretching]
        self._fitting = False
        self._restore()
        header = view.horizontalHeader()
        header.setSectionResizeMode(self._places[stretching], QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._keep)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another width of the table."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def fit(self) -> None:
        """Leave out what there is no room for."""
        room = self._view.viewport().width() - self._least
        room -= sum(width for key, width in self._widths.items() if key != self._stretching)
        hidden = set()
        for key in self._spare:
            if room >= 0:
                break
            hidden.add(key)
            room += self._widths[key]
        self._fitting = True
        try:
            for key in self._spare:
                self._view.setColumnHidden(self._places[key], key in hidden)
        finally:
            self._fitting = False

    def _keep(self, place: int, _: int, size: int) -> None:
        key = next(key for key, at in self._places.items() if at == place)
        if self._fitting or not size or key == self._stretching:
            return
        self._widths[key] = size
        kept = ",".join(f"{key}={width}" for key, width in self._widths.items())
        self._memory.put(self._key, kept)

    def _restore(self) -> None:
        for part in self._memory.text(self._key).split(","):
            key, _, width = part.partition("=")
            if key in self._widths and key != self._stretching and width.isdecimal():
                self._widths[key] = max(_LEAST_WIDTH, min(int(width), _MOST_WIDTH))
        for key, place in self._places.items():
            self._view.setColumnWidth(place, self._widths[key])


class ListTable(TableView, Generic[_Row]):
    """A small table whose rows are all here; its widths are kept under ``key``."""

    def __init__(
        self,
        columns: Sequence[Column[_Row]],
        memory: Memory,
        key: str,
        *,
        stretching: str,
        spare: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.rows: ListTableModel[_Row] = ListTableModel(columns, self)
        self.setModel(self.rows)
        self.horizontalHeader().setSectionsClickable(False)
        Columns(self, columns, memory, key, stretching=stretching, spare=spare)

    def retranslate(self, name: str) -> None:
        """Paint every word anew."""
        self.setAccessibleName(name)
        self.repaint_all()
