"""The choice for one shipping method: suggestions, TEMU's whole list, 'sends no tracking'."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.settings.view_model import MethodRow, suggestions
from temu_desktop.console.theme import GAP, TOUCH
from temu_desktop.console.widgets.basics import button, clear, label
from temu_desktop.orders.carriers import MappedCarrier
from temu_desktop.temu.shipping_api import Carrier


class CarrierPanel(QWidget):
    """``chosen`` carries a MappedCarrier that a person pressed, or None for no carrier any more;
    nothing is chosen by itself."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row: MethodRow | None = None
        self._carriers: Sequence[Carrier] = ()
        self.heading = label("", "heading", wrap=True)
        self.suggested = label("", "caption")
        self.buttons = QVBoxLayout()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setMinimumHeight(3 * TOUCH)
        self.nothing = label("", "muted", wrap=True)
        self.no_tracking = button("", "plain", self._choose_none)
        self.remove = button("", "quiet", partial(self.chosen.emit, None))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        for part in (self.heading, self.suggested):
            box.addWidget(part)
        box.addLayout(self.buttons)
        box.addWidget(self.search)
        box.addWidget(self.list, 1)
        box.addWidget(self.nothing)
        box.addWidget(self.no_tracking)
        box.addWidget(self.remove)
        self.search.textChanged.connect(self._fill)
        self.list.itemActivated.connect(self._choose_item)
        self.list.itemClicked.connect(self._choose_item)

    def show_method(self, row: MethodRow | None, carriers: Sequence[Carrier]) -> None:
        """The method and what TEMU offers at its destination."""
        other = row is None or self._row is None or row.method != self._row.method
        self._row, self._carriers = row, carriers
        if other and self.search.text():
            self.search.clear()
        self.retranslate()

    def retranslate(self) -> None:
        """Write every word anew."""
        self.suggested.setText(self.tr("Suggestions by name"))
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search TEMU's carriers"))
        self.list.setAccessibleName(self.tr("TEMU's carriers"))
        self.no_tracking.setText(self.tr("Sends no tracking"))
        self.remove.setText(self.tr("Remove mapping"))
        self.remove.setVisible(self._row is not None and self._row.removable)
        self.heading.setText(self._row.method.name if self._row else "")
        self.setEnabled(self._row is not None)
        self._suggest()
        self._fill()

    def _suggest(self) -> None:
        clear(self.buttons)
        found = suggestions(self._row.method.name, self._carriers) if self._row else []
        self.suggested.setVisible(bool(found))
        for carrier in found:
            made = button(carrier.name, "chip")
            made.setCheckable(True)
            made.setChecked(self._is_chosen(carrier))
            made.clicked.connect(lambda _on, carrier=carrier: self._choose(carrier))
            self.buttons.addWidget(made)

    def _fill(self) -> None:
        wanted = self.search.text().casefold()
        self.list.clear()
        for carrier in sorted(self._carriers, key=lambda one: one.name.casefold()):
            if wanted in carrier.name.casefold():
                item = QListWidgetItem(carrier.name)
                item.setSizeHint(QSize(0, TOUCH))
                item.setData(Qt.ItemDataRole.UserRole, carrier.carrier_id)
                self.list.addItem(item)
                if self._is_chosen(carrier):
                    self.list.setCurrentItem(item)
        self.nothing.setText(self._why_nothing())
        self.nothing.setVisible(not self.list.count())

    def _why_nothing(self) -> str:
        if self._carriers:
            return self.tr("TEMU has no carrier of that name here.")
        return self.tr("TEMU's list is not here; see above.")

    def _is_chosen(self, carrier: Carrier) -> bool:
        row = self._row
        known = row.carrier if row is not None else None
        return known is not None and known.carrier_id == carrier.carrier_id

    def _choose_item(self, item: QListWidgetItem) -> None:
        wanted = item.data(Qt.ItemDataRole.UserRole)
        self._choose(next(one for one in self._carriers if one.carrier_id == wanted))

    def _choose(self, carrier: Carrier) -> None:
        self.chosen.emit(MappedCarrier(carrier.carrier_id, carrier.name))

    def _choose_none(self) -> None:
        self.chosen.emit(MappedCarrier(None, "", sends_no_tracking=True))
