"""Which orders are shown: a chip for every view, and the search."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from temu_desktop.console.formatting import Formats
from temu_desktop.console.pages.orders.words import view_name
from temu_desktop.console.widgets.basics import button
from temu_desktop.console.widgets.flow import FlowLayout
from temu_desktop.console.widgets.search_field import SearchField
from temu_desktop.orders.filtering import OrderView
from temu_desktop.orders.queries import Count

VIEWS = (
    *(OrderView.ALL, OrderView.NEEDS_PERSON, OrderView.OVERDUE, OrderView.DUE_TODAY),
    *(OrderView.NEW, OrderView.HELD, OrderView.REJECTED, OrderView.WAITING, OrderView.IN_JTL),
    *(OrderView.SHIPPED_NOT_REPORTED, OrderView.REPORTED, OrderView.CANCELLED),
    OrderView.EXTERNAL,
)
"""In the order of the chips: what needs doing comes first."""


class ViewChips(QWidget):
    """One chip is pressed at any time; ``chosen`` tells which."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[OrderView, QPushButton] = {}
        self._counts: Mapping[OrderView, Count] = {}
        self._formats: Formats | None = None
        group = QButtonGroup(self)
        flow = FlowLayout(self, spacing=8)
        for view in VIEWS:
            chip = button("", "chip", partial(self.chosen.emit, view))
            chip.setCheckable(True)
            group.addButton(chip)
            flow.addWidget(chip)
            self.chips[view] = chip

    def choose(self, view: OrderView) -> None:
        """Press a chip without telling."""
        self.chips[view].setChecked(True)

    def show_counts(self, counts: Mapping[OrderView, Count], formats: Formats) -> None:
        """How many orders every view has."""
        self._counts, self._formats = counts, formats
        self.retranslate(formats)

    def retranslate(self, formats: Formats) -> None:
        """Write every word anew."""
        for view, chip in self.chips.items():
            count = self._counts.get(view)
            words = view_name(view)
            if count is not None:
                more = "" if count.exact else "+"
                words = f"{words}  {formats.number(count.number)}{more}"
            if chip.text() != words:
                chip.setText(words)


class OrderSearch(SearchField):
    """Finds orders by what a person or a scanner knows of them."""

    def retranslate(self) -> None:
        """Write every word anew."""
        words = self.tr("Number, parcel, SKU, name or post code")
        self.setPlaceholderText(words)
        self.setAccessibleName(self.tr("Search orders"))
        self.setToolTip(words)
