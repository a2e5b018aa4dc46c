"""The table of orders: sorted at its head, kept in place while orders come and go."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.orders.columns import order_columns
from temu_desktop.console.pages.orders.view_model import FALLING, OrderRows, OrdersModel
from temu_desktop.console.table_model import BLOCK, Column, PagedTableModel
from temu_desktop.console.theme import TOUCH
from temu_desktop.console.widgets.empty import EmptyState
from temu_desktop.console.widgets.table_view import TableView
from temu_desktop.console.widgets.tables import Columns
from temu_desktop.orders.filtering import OrderFilter, OrderView, SortBy
from temu_desktop.orders.queries import Span
from temu_desktop.orders.rows import OrderRow


class OrderTable(QWidget):
    """Shows the orders of ``wanted``; ``opened`` names the order that a person opens."""

    opened = Signal(str)
    sorted = Signal(object)
    """The filter with another sorting."""
    counted = Signal(object)
    """How many orders are shown."""
    clear_wanted = Signal()
    """Nothing was found: show everything again."""

    def __init__(self, desk: Desk, model: OrdersModel) -> None:
        super().__init__()
        self._desk, self._model = desk, model
        self.wanted = OrderFilter()
        self.rows: OrderRows | None = None
        self._opening = 0
        self.columns = order_columns(desk, model.now)
        titled = [replace(column, title=self._title_of(column)) for column in self.columns]
        self.table_model: PagedTableModel[OrderRow] = PagedTableModel(
            titled,
            lambda work: desk.tasks.run(self, work),  # type: ignore[arg-type]
            self,
        )
        self.view = TableView()
        self.empty = EmptyState(desk.look, "shopping-cart", self.clear_wanted.emit)
        self._stack = QStackedWidget()
        self._lay_out()
        self.view.clicked.connect(self._on_index)
        self.view.activated.connect(self._on_index)
        self.view.horizontalHeader().sectionClicked.connect(self._on_head)

    async def open(self, wanted: OrderFilter) -> None:
        """Other orders, or the same sorted otherwise: the first rows at once."""
        self._opening += 1
        opening, self.wanted = self._opening, wanted
        self.view.say_titles()
        page, rows = await asyncio.gather(
            self._desk.core.orders.page(wanted, Span(limit=BLOCK)), self._model.rows(wanted)
        )
        if opening != self._opening:
            return
        rows.remember(0, page)
        total = max(rows.total.number, len(page.rows))
        self._take(rows)
        self.table_model.show(total, page.rows, rows.fetch)
        self.view.scrollToTop()
        if not rows.total.exact:
            await self._count_all(opening)

    async def renew(self) -> None:
        """Orders have changed: what is in view is read again; place and selection stay with their
        orders."""
        if self.rows is None:
            await self.open(self.wanted)
            return
        opening, before = self._opening, self.rows.total.number
        rows = await self._model.rows(self.wanted, exact=self.rows.total.exact)
        if opening != self._opening:
            return
        top, chosen = self._number_at(self._first_visible()), self.chosen
        more = abs(rows.total.number - before)
        visible = self._visible(more)
        self._take(rows)
        await self.table_model.renew(rows.total.number, rows.fetch, visible)
        if opening == self._opening:
            self._keep_place(top, chosen, visible)

    @property
    def chosen(self) -> str:
        """The number of the marked order."""
        return self._number_at(self.view.currentIndex().row())

    def retranslate(self) -> None:
        """Write every word anew."""
        self.view.setAccessibleName(self.tr("Orders"))
        self.view.repaint_all()
        self._say_empty()

    def repaint_times(self) -> None:
        """Deadlines come nearer."""
        self.view.viewport().update()

    def _take(self, rows: OrderRows) -> None:
        self.rows = rows
        self._stack.setCurrentIndex(0 if rows.total.number else 1)
        self._say_empty()
        self.counted.emit(rows.total)

    async def _count_all(self, opening: int) -> None:
        """Counting very many takes longer than showing the first of them."""
        rows = await self._model.rows(self.wanted, exact=True)
        if opening == self._opening:
            self._take(rows)
            self.table_model.resize(rows.total.number, rows.fetch)

    def _say_empty(self) -> None:
        if self.wanted.search or self.wanted.view is not OrderView.ALL:
            self.empty.say(
                self.tr("No order fits"),
                self.tr("Nothing here needs doing, or the search finds nothing."),
                self.tr("Show all orders"),
            )
        else:
            self.empty.say(
                self.tr("No orders yet"),
                self.tr("Orders appear here as soon as the orders job has read them from TEMU."),
            )

    def _title_of(self, column: Column[OrderRow]) -> Callable[[], str]:
        def title() -> str:
            if column.sort_key != self.wanted.sort.value:
                return column.title()
            return f"{column.title()}  {'▼' if self.wanted.descending else '▲'}"

        return title

    def _on_head(self, section: int) -> None:
        key = self.columns[section].sort_key
        if not key:
            return
        sort = SortBy(key)
        same = sort is self.wanted.sort
        falling = not self.wanted.descending if same else sort in FALLING
        self.sorted.emit(replace(self.wanted, sort=sort, descending=falling))

    def _on_index(self, index: QModelIndex) -> None:
        if number := self._number_at(index.row()):
            self.opened.emit(number)

    def _number_at(self, place: int) -> str:
        row = self.table_model.row_at(place) if place >= 0 else None
        return row.number if row is not None else ""

    def _first_visible(self) -> int:
        return max(0, self.view.rowAt(0))

    def _visible(self, more: int) -> range:
        """The rows in view, and so many around them as may have come or gone."""
        first = self._first_visible()
        last = first + self.view.viewport().height() // TOUCH + 2
        if self.view.verticalScrollBar().value() == 0:
            return range(first, last)
        around = min(more, BLOCK)
        return range(max(0, first - around), last + around)

    def _keep_place(self, top: str, chosen: str, read: range) -> None:
        """At the very top new orders push the others down; elsewhere what is seen stays seen."""
        places = {
            row.number: place
            for place in range(read.start // BLOCK * BLOCK, (read.stop // BLOCK + 1) * BLOCK)
            if (row := self.table_model.row_at(place)) is not None
        }
        bar = self.view.verticalScrollBar()
        if bar.value() and top in places:
            bar.setValue(bar.value() + places[top] - self._first_visible())
        if chosen in places and places[chosen] != self.view.currentIndex().row():
            index = self.table_model.index(places[chosen], self.view.currentIndex().column())
            how = QItemSelectionModel.SelectionFlag
            self.view.selectionModel().setCurrentIndex(index, how.ClearAndSelect | how.Rows)

    def _lay_out(self) -> None:
        view = self.view
        view.setModel(self.table_model)
        Columns(
            *(view, self.columns, self._desk.memory, "orders.widths"),
            stretching="buyer",
            spare=("total", "ordered"),
        )
        self._stack.addWidget(view)
        self._stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
