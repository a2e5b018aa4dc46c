"""The left part of the page: search, views, and the table of what they find."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.orders.filters import OrderSearch, ViewChips
from temu_desktop.console.pages.orders.table import OrderTable
from temu_desktop.console.pages.orders.view_model import OrdersModel
from temu_desktop.console.theme import GAP
from temu_desktop.console.widgets.basics import label, row
from temu_desktop.orders.filtering import OrderFilter, OrderView
from temu_desktop.orders.queries import Count


class OrderList(QWidget):
    """Finds orders; ``opened`` names the one that a person opens."""

    opened = Signal(str)

    def __init__(self, desk: Desk, model: OrdersModel) -> None:
        super().__init__()
        self._desk, self._model = desk, model
        self.heading, self.count = label("", "title"), label("", "muted")
        self.search, self.chips = OrderSearch(), ViewChips()
        self.table = OrderTable(desk, model)
        self._total: Count | None = None
        self._lay_out()
        self.search.searched.connect(lambda text: self._narrow(search=text))
        self.chips.chosen.connect(lambda view: self._narrow(view=view))
        self.table.sorted.connect(self.open)
        self.table.counted.connect(self._on_count)
        self.table.opened.connect(self.opened)
        self.table.clear_wanted.connect(self.show_all)
        self._show_filter(model.remembered())

    def open(self, wanted: OrderFilter) -> None:
        """Show other orders and remember how."""
        self._show_filter(wanted)
        self._model.remember(wanted)
        self._desk.tasks.run(self, self.table.open(wanted))

    def show_view(self, view: OrderView, search: str = "") -> None:
        """A view, or what was scanned, sorted as it is."""
        self.search.put(search)
        self._narrow(view=view, search=search)

    def show_all(self) -> None:
        """No view and no search."""
        self.show_view(OrderView.ALL)

    async def renew(self) -> None:
        """Orders have changed: read again what is in view, then count the views."""
        await self.table.renew()
        self.chips.show_counts(await self._model.counts(), self._desk.languages.formats)

    def retranslate(self) -> None:
        """Write every word anew."""
        self.heading.setText(self.tr("Orders"))
        self.search.retranslate()
        self.chips.retranslate(self._desk.languages.formats)
        self.table.retranslate()
        self._say_count()

    def _narrow(self, *, view: OrderView | None = None, search: str | None = None) -> None:
        wanted = self.table.wanted
        self.open(
            replace(
                wanted,
                view=wanted.view if view is None else view,
                search=wanted.search if search is None else search,
            )
        )

    def _show_filter(self, wanted: OrderFilter) -> None:
        self.chips.choose(wanted.view)
        self.table.wanted = wanted

    def _on_count(self, total: Count) -> None:
        self._total = total
        self._say_count()

    def _say_count(self) -> None:
        if self._total is None:
            return
        number = self._desk.languages.formats.number(self._total.number)
        words = self.tr("{count} found") if self._total.exact else self.tr("over {count} found")
        self.count.setText(words.format(count=number))

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        head = row(self.heading, self.count, self.search)
        head.setStretchFactor(self.search, 1)
        box.addLayout(head)
        box.addWidget(self.chips)
        box.addWidget(self.table, 1)
