"""The table of stock: sorted at its head, SKUs marked at its left, kept in place while they
change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.inventory.columns import MARK, NAME, SPARE, stock_columns
from temu_desktop.console.pages.inventory.view_model import FALLING, StockModel, StockRows
from temu_desktop.console.table_model import BLOCK, Column, PagedTableModel
from temu_desktop.console.theme import TOUCH
from temu_desktop.console.widgets.empty import EmptyState
from temu_desktop.console.widgets.table_view import TableView
from temu_desktop.console.widgets.tables import Columns
from temu_desktop.inventory.queries import StockRow
from temu_desktop.inventory.selection import StockFilter, StockSort


class StockTable(QWidget):
    """Shows the SKUs of ``wanted``; ``opened`` names the one that a person opens."""

    opened = Signal(str)
    sorted = Signal(object)
    """The filter with another sorting."""
    counted = Signal(int)
    marks_changed = Signal()
    mark_all_wanted = Signal()
    clear_wanted = Signal()
    """Nothing was found: show everything again."""
    read_wanted = Signal()
    """There is no SKU at all: read TEMU's list."""

    def __init__(self, desk: Desk, model: StockModel) -> None:
        super().__init__()
        self._desk, self._model = desk, model
        self.wanted = StockFilter()
        self.rows: StockRows | None = None
        self.marked: dict[str, None] = {}
        self._opening = 0
        self.columns = stock_columns(desk, desk.core.clock.now, self.marked)
        self.table_model: PagedTableModel[StockRow] = PagedTableModel(
            [replace(column, title=self._title_of(column)) for column in self.columns],
            lambda work: desk.tasks.run(self, work),  # type: ignore[arg-type]
            self,
        )
        self.view = TableView()
        self.empty = EmptyState(desk.look, "boxes", self._from_nothing)
        self._stack = QStackedWidget()
        self._lay_out()
        self.view.clicked.connect(self._on_click)
        self.view.activated.connect(self._open)
        self.view.horizontalHeader().sectionClicked.connect(self._on_head)
        _on_key(self.view, Qt.Key.Key_Space, lambda: self.turn_mark(self.chosen))
        _on_key(self.view, Qt.Key.Key_Home, lambda: self._go_to(0))
        _on_key(self.view, Qt.Key.Key_End, lambda: self._go_to(self.table_model.rowCount() - 1))

    async def open(self, wanted: StockFilter) -> None:
        """Other SKUs, or the same sorted otherwise: the first rows at once, counted afterwards."""
        self._opening += 1
        opening, self.wanted = self._opening, wanted
        self.view.say_titles()
        page = await self._model.inventory.page(wanted, None, BLOCK)
        if opening != self._opening:
            return
        rows = StockRows(self._model.inventory, wanted, len(page.rows))
        rows.first_read(len(page.rows), page.following)
        self.rows = rows
        self.table_model.show(len(page.rows), page.rows, rows.fetch)
        self.view.scrollToTop()
        self._stack.setCurrentIndex(0 if page.rows else 1)
        self._say_empty()
        if page.following is not None:
            total = await self._model.inventory.count(wanted)
            if opening != self._opening:
                return
            rows.total = max(total, len(page.rows))
            self.table_model.resize(rows.total, rows.fetch)
        self.counted.emit(rows.total)

    async def renew(self) -> None:
        """Stock has changed: what is in view is read again; place and selection stay with their
        SKUs."""
        if self.rows is None:
            await self.open(self.wanted)
            return
        opening, before = self._opening, self.rows.total
        total = await self._model.inventory.count(self.wanted)
        rows = StockRows(self._model.inventory, self.wanted, total)
        if opening != self._opening:
            return
        top, chosen = self._sku_at(max(0, self.view.rowAt(0))), self.chosen
        visible = self._visible(abs(total - before))
        self._stack.setCurrentIndex(0 if total else 1)
        self._say_empty()
        await self.table_model.renew(total, rows.fetch, visible)
        if opening == self._opening:
            self.rows = rows
            self.counted.emit(total)
            self._keep_place(top, chosen, visible)

    @property
    def chosen(self) -> str:
        """The SKU of the current row."""
        return self._sku_at(self.view.currentIndex().row())

    def turn_mark(self, sku: str) -> None:
        """Mark a SKU, or no longer."""
        if not sku:
            return
        if sku in self.marked:
            del self.marked[sku]
        else:
            self.marked[sku] = None
        self._marks_are_other()

    def mark(self, skus: Iterable[str]) -> None:
        """Exactly these are marked."""
        self.marked.clear()
        self.marked.update(dict.fromkeys(skus))
        self._marks_are_other()

    def retranslate(self) -> None:
        """Write every word anew."""
        self.view.setAccessibleName(self.tr("Stock"))
        self.view.setAccessibleDescription(self.tr("Space marks a SKU, Enter opens it"))
        self.view.repaint_all()
        self._say_empty()

    def repaint_rows(self) -> None:
        """Colours or times are other ones."""
        self.view.viewport().update()

    def _go_to(self, place: int) -> None:
        if place >= 0:
            column = max(1, self.view.currentIndex().column())
            self.view.setCurrentIndex(self.table_model.index(place, column))

    def _marks_are_other(self) -> None:
        self.view.repaint_all()
        self.marks_changed.emit()

    def _say_empty(self) -> None:
        if self.wanted.is_everything:
            self.empty.say(
                self.tr("No SKUs yet"),
                self.tr("They appear here as soon as the stock job has read TEMU's list."),
                self.tr("Read TEMU's list now"),
            )
        else:
            self.empty.say(
                self.tr("No SKU fits"),
                self.tr("There is none in this view, or the search finds none."),
                self.tr("Show all SKUs"),
            )

    def _from_nothing(self) -> None:
        (self.read_wanted if self.wanted.is_everything else self.clear_wanted).emit()

    def _title_of(self, column: Column[StockRow]) -> Callable[[], str]:
        def title() -> str:
            if column.sort_key != self.wanted.sort.value:
                return column.title()
            return f"{column.title()}  {'▼' if self.wanted.descending else '▲'}"

        return title

    def _on_head(self, section: int) -> None:
        column = self.columns[section]
        if column.key == MARK:
            if self.marked:
                self.mark(())
            else:
                self.mark_all_wanted.emit()
        elif column.sort_key:
            sort = StockSort(column.sort_key)
            same = sort is self.wanted.sort
            falling = not self.wanted.descending if same else sort in FALLING
            self.sorted.emit(replace(self.wanted, sort=sort, descending=falling))

    def _on_click(self, index: QModelIndex) -> None:
        if self.columns[index.column()].key == MARK:
            self.turn_mark(self._sku_at(index.row()))
        else:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        if sku := self._sku_at(index.row()):
            self.opened.emit(sku)

    def _sku_at(self, place: int) -> str:
        row = self.table_model.row_at(place) if place >= 0 else None
        return row.sku if row is not None else ""

    def _visible(self, more: int) -> range:
        """The rows in view, and so many around them as may have come or gone."""
        first = max(0, self.view.rowAt(0))
        last = first + self.view.viewport().height() // TOUCH + 2
        if self.view.verticalScrollBar().value() == 0:
            return range(first, last)
        around = min(more, BLOCK)
        return range(max(0, first - around), last + around)

    def _keep_place(self, top: str, chosen: str, read: range) -> None:
        """What is seen stays seen, except at the very top."""
        places = {
            row.sku: place
            for place in range(read.start // BLOCK * BLOCK, (read.stop // BLOCK + 1) * BLOCK)
            if (row := self.table_model.row_at(place)) is not None
        }
        bar = self.view.verticalScrollBar()
        if bar.value() and top in places:
            bar.setValue(bar.value() + places[top] - max(0, self.view.rowAt(0)))
        if chosen in places and places[chosen] != self.view.currentIndex().row():
            index = self.table_model.index(places[chosen], self.view.currentIndex().column())
            how = QItemSelectionModel.SelectionFlag
            self.view.selectionModel().setCurrentIndex(index, how.ClearAndSelect | how.Rows)

    def _lay_out(self) -> None:
        self.view.setModel(self.table_model)
        self.fitted = Columns(
            self.view,
            self.columns,
            self._desk.memory,
            "inventory.widths",
            stretching=NAME,
            spare=SPARE,
        )
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)


def _on_key(view: TableView, key: Qt.Key, act: Callable[[], None]) -> None:
    shortcut = QShortcut(QKeySequence(key), view)
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(act)
