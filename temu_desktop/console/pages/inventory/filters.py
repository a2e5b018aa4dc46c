"""Which SKUs are shown: a chip for every view, and the search."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from temu_desktop.console.formatting import Formats
from temu_desktop.console.pages.inventory.words import view_name
from temu_desktop.console.widgets.basics import button
from temu_desktop.console.widgets.flow import FlowLayout
from temu_desktop.console.widgets.search_field import SearchField
from temu_desktop.inventory.selection import StockView


class StockChips(QWidget):
    """One chip is pressed at any time; ``chosen`` tells which."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[StockView, QPushButton] = {}
        self._counts: Mapping[StockView, int] = {}
        group = QButtonGroup(self)
        flow = FlowLayout(self, spacing=8)
        for view in StockView:
            chip = button("", "chip", partial(self.chosen.emit, view))
            chip.setCheckable(True)
            group.addButton(chip)
            flow.addWidget(chip)
            self.chips[view] = chip

    def choose(self, view: StockView) -> None:
        """Press a chip without telling."""
        self.chips[view].setChecked(True)

    def show_counts(self, counts: Mapping[StockView, int], formats: Formats) -> None:
        """How many SKUs every view has."""
        self._counts = counts
        self.retranslate(formats)

    def retranslate(self, formats: Formats) -> None:
        """Write every word anew."""
        for view, chip in self.chips.items():
            words = view_name(view)
            if view in self._counts:
                words = f"{words}  {formats.number(self._counts[view])}"
            if chip.text() != words:
                chip.setText(words)


class StockSearch(SearchField):
    """Finds SKUs by the beginning of SKU or name, or by goods id."""

    def retranslate(self) -> None:
        """Write every word anew."""
        words = self.tr("Beginning of SKU or name, offer number")
        self.setPlaceholderText(words)
        self.setAccessibleName(self.tr("Search stock"))
        self.setToolTip(words)
