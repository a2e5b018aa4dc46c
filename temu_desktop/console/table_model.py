"""A table over a query: blocks of rows are read when they come into view, and kept for a while."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QModelRoleData,
    QModelRoleDataSpan,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from temu_desktop.console.theme import figures_font

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

BLOCK = 100
KEPT_BLOCKS = 60
SCREENFUL = 25
"""Up to so many rows that have changed it pays to find out which of their cells look otherwise."""
_NOT_YET = "…"
# As plain numbers: each look at Qt's enumeration takes longer than what is done with it.
_SHOWN, _READ_OUT, _TIP, _FONT, _SIDE, _COLOUR, _ICON = (
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.DecorationRole,
    )
)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its title and text are asked for whenever they are painted, so a change of the
    language needs nothing but a repaint. ``sort_key`` empty: cannot be sorted by."""

    key: str
    title: Callable[[], str]
    text: Callable[[Row], str]
    width: int = 140
    right: bool = False
    sort_key: str = ""
    tip: Callable[[Row], str] | None = None
    colour: Callable[[Row], Any] | None = None
    icon: Callable[[Row], Any] | None = None
    head_icon: Callable[[], Any] | None = None


Fetch = Callable[[int, int], Awaitable[Sequence[Row]]]
"""(offset, limit) → rows."""
Start = Callable[[Awaitable[None]], object]
"""Runs a coroutine for the model: ``Tasks.run`` bound to the page."""


class PagedTableModel(QAbstractTableModel, Generic[Row]):
    """Shows ``count`` rows that are fetched in blocks; a row that is not here yet shows dots."""

    def __init__(
        self, columns: Sequence[Column[Row]], start: Start, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._start = start
        self._fetch: Fetch[Row] | None = None
        self._count = 0
        self._blocks: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0
        self._figures = figures_font()

    def show(self, count: int, first: Sequence[Row], fetch: Fetch[Row]) -> None:
        """Another query: its number of rows, its first block, and how the others are read."""
        self.beginResetModel()
        self._generation += 1
        self._count, self._fetch = count, fetch
        self._blocks.clear()
        self._asked.clear()
        if first:
            self._blocks[0] = first
        self.endResetModel()

    async def renew(self, count: int, fetch: Fetch[Row], visible: range) -> None:
        """The same query, whose rows have changed: keep place and selection, read again what is in
        view before anything is thrown away, so that nothing flickers."""
        last = max(visible.start, visible.stop - 1)
        blocks = range(visible.start // BLOCK, last // BLOCK + 1)
        generation = self._generation = self._generation + 1
        fresh = await asyncio.gather(*(fetch(block * BLOCK, BLOCK) for block in blocks))
        if generation != self._generation:
            return
        before = {row: self.row_at(row) for row in visible}
        self._fetch = fetch
        self._resize(count)
        self._blocks.clear()
        self._asked.clear()
        self._blocks.update(zip(blocks, fresh, strict=True))
        rows = range(visible.start, min(visible.stop, self._count))
        changed = [row for row in rows if self.row_at(row) != before[row]]
        if len(changed) <= SCREENFUL:
            for row in changed:
                self._tell_cells(row, before[row], self.row_at(row))
        else:
            self._tell(changed)
        # Somebody may have scrolled meanwhile; what nobody sees costs nothing.
        self._tell(range(visible.start))
        self._tell(range(visible.stop, self._count))

    def resize(self, count: int, fetch: Fetch[Row]) -> None:
        """The same rows, counted to the end meanwhile."""
        self._fetch = fetch
        self._resize(count)

    def row_at(self, row: int) -> Row | None:
        """A row that is here; None where it is not yet."""
        block = self._blocks.get(row // BLOCK)
        place = row % BLOCK
        return block[place] if block is not None and place < len(block) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """All rows of the query."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows; asks for its block where that is not here."""
        if not index.isValid():
            return None
        return self._cell(self.columns[index.column()], self._here(index.row()), role)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """A cell's index; of the base it would cost two calls more, see ``multiData``."""
        inside = 0 <= row < self._count and 0 <= column < len(self.columns)
        if parent.isValid() or not inside:
            return QModelIndex()
        return self.createIndex(row, column)

    def multiData(self, index: Index, roles: QModelRoleDataSpan | QModelRoleData) -> None:
        """All that is painted of a cell: Qt asks one role after the other otherwise, and for each
        call the window's thread waits for the interpreter that a run may hold."""
        column, row = self.columns[index.column()], self._here(index.row())
        for wanted in cast("Iterable[QModelRoleData]", roles):
            wanted.setData(self._cell(column, row, wanted.role()))

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The titles, in the language of now."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title()
        if role == Qt.ItemDataRole.DecorationRole and column.head_icon is not None:
            return column.head_icon()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return None

    def _here(self, place: int) -> Row | None:
        """A row; where it is not here, it is asked for."""
        row = self.row_at(place)
        if row is None:
            self._ask_for(place // BLOCK)
        return row

    def _cell(self, column: Column[Row], row: Row | None, role: int) -> Any:
        if role == _SIDE:
            return _RIGHT if column.right else _LEFT
        if role == _FONT:
            return self._figures if column.right else None
        if row is None:
            return _NOT_YET if role == _SHOWN else None
        return _shown(column, row, role)

    def _tell_cells(self, place: int, before: Row | None, after: Row | None) -> None:
        """The cells that look otherwise, one by one: of a range Qt paints one row more."""
        for number, column in enumerate(self.columns):
            if _look_of(column, before) != _look_of(column, after):
                cell = self.index(place, number)
                self.dataChanged.emit(cell, cell)

    def _tell(self, rows: Sequence[int]) -> None:
        if rows and self._count:
            last = self.index(min(rows[-1], self._count - 1), len(self.columns) - 1)
            self.dataChanged.emit(self.index(rows[0], 0), last)

    def _ask_for(self, block: int) -> None:
        if self._fetch is not None and block not in self._asked:
            self._asked.add(block)
            self._start(self._load(block, self._fetch, self._generation))

    async def _load(self, block: int, fetch: Fetch[Row], generation: int) -> None:
        try:
            rows = await fetch(block * BLOCK, BLOCK)
        finally:
            self._asked.discard(block)
        if generation != self._generation:
            return
        self._blocks[block] = rows
        while len(self._blocks) > KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        first, last = block * BLOCK, min(self._count, block * BLOCK + BLOCK) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _resize(self, count: int) -> None:
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()


class ListTableModel(PagedTableModel[Row]):
    """The same for rows that are all here."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(columns, lambda _: None, parent)
        self._rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Other rows; the same ones leave place and selection alone."""
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows, self._count = tuple(rows), len(rows)
        self.endResetModel()

    def row_at(self, row: int) -> Row | None:
        """A row by its place."""
        return self._rows[row] if 0 <= row < len(self._rows) else None


def _look_of(column: Column[Row], row: Row | None) -> tuple[object, ...] | None:
    """All that is seen of a cell; nothing of a row that is not here."""
    if row is None:
        return None
    return tuple(part(row) for part in (column.text, column.colour, column.icon) if part)


def _shown(column: Column[Row], row: Row, role: int) -> Any:
    if role in {_SHOWN, _READ_OUT}:
        return column.text(row)
    if role == _TIP:
        return column.tip(row) if column.tip else column.text(row)
    if role == _COLOUR and column.colour is not None:
        return column.colour(row)
    if role == _ICON and column.icon is not None:
        return column.icon(row)
    return None
