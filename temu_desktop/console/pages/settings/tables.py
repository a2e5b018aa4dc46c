"""Tables of the settings page: rows of one height, one row marked, Enter opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from temu_desktop.console.table_model import ListTableModel
from temu_desktop.console.widgets.table_view import TableView

_Row = TypeVar("_Row")


class RowTable(TableView):
    """Calls ``opened`` with the row that Enter or a double click is about."""

    def __init__(self, model: ListTableModel[_Row], opened: Callable[[int], None] | None) -> None:
        super().__init__()
        self._opened = opened
        self.setModel(model)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._open)

    def lay_out(self, stretched: int, widths: Mapping[int, int]) -> None:
        """One column takes what the others leave."""
        header = self.horizontalHeader()
        for column in range(self.model().columnCount()):
            if column in widths:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(column, widths[column])
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if self._opened is not None and index.isValid():
            self._opened(index.row())
