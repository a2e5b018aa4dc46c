"""Where JTL's shipping methods lead at TEMU, per destination (decision 18)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.settings.carrier_columns import CarrierColumns
from temu_desktop.console.pages.settings.carrier_panel import CarrierPanel
from temu_desktop.console.pages.settings.door import Door
from temu_desktop.console.pages.settings.places import RegionChoice, Trouble
from temu_desktop.console.pages.settings.section import Section
from temu_desktop.console.pages.settings.tables import RowTable
from temu_desktop.console.pages.settings.view_model import CarrierBoard, MethodRow
from temu_desktop.console.table_model import ListTableModel
from temu_desktop.console.theme import GAP, TOUCH
from temu_desktop.console.widgets.basics import Card, button, label, row
from temu_desktop.errors import TemuDesktopError
from temu_desktop.orders.carriers import MappedCarrier
from temu_desktop.temu.shipping_api import Carrier

_WAITING, _CARRIER = 1, 2


class CarriersSection(Section):
    """Methods at the left, undecided ones first; the choice for the marked one at the right."""

    key = "carriers"
    icon = "truck"

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__(desk, door)
        self.board = CarrierBoard(desk.core)
        self._carriers: Sequence[Carrier] = ()
        self._wanted = ""
        self._read = False
        self.region = RegionChoice(desk.languages)
        self.region_name = label("", "body")
        self.region_name.setBuddy(self.region)
        self.again = button("", "plain")
        self._columns = CarrierColumns(desk)
        self.model: ListTableModel[MethodRow] = ListTableModel(self._columns.all())
        self.table = RowTable(self.model, None)
        self.panel = CarrierPanel(desk)
        self.problem = Trouble(desk.languages)
        self._lay_out()
        self.region.currentIndexChanged.connect(self._region_chosen)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.again.clicked.connect(lambda: self.run(self.refresh(), busy=self.again))
        self.panel.chosen.connect(self._choose)

    def title(self) -> str:
        """The section's name."""
        return self.tr("Carriers")

    @property
    def unsaved(self) -> int:
        """How many choices wait."""
        return len(self.board.chosen)

    async def save(self) -> None:
        """Save all choices in one batch."""
        await self.board.save(self.who)
        self._show_rows()

    def discard(self) -> None:
        """Take the choices back."""
        self.board.chosen.clear()
        self._show_rows()

    def retranslate(self) -> None:
        """Write every word anew."""
        super().retranslate()
        self.explain(
            self.tr(
                "Which of TEMU's carriers is each of JTL's shipping methods? TEMU numbers its "
                "carriers differently in every destination."
            )
        )
        self.region_name.setText(self.tr("Destination"))
        self.region.setAccessibleName(self.tr("Destination"))
        self.again.setText(self.tr("Read again"))
        self.table.setAccessibleName(self.tr("JTL's shipping methods"))
        self.table.repaint_all()
        self.region.show_places(self.board.destinations)
        self.panel.retranslate()
        self._show_rows()

    def redraw(self) -> None:
        """The signs in the colours of now."""
        self._show_rows()

    async def refresh(self) -> None:
        """Read JTL's methods and TEMU's carriers; one of them may be away."""
        self.problem.nothing()
        try:
            await self.board.read()
        except TemuDesktopError as error:
            self._read = False
            self.problem.tell(error)
            return
        self._read = True
        self.region.show_places(self.board.destinations)
        self._go_to_wanted()
        await self._read_carriers()
        self._show_rows()

    def show_subject(self, subject: str) -> None:
        """Mark a method, by its name or its key."""
        self._wanted = subject
        if self._read:
            self._go_to_wanted()

    async def _read_carriers(self) -> None:
        self._carriers = ()
        try:
            self._carriers = await self.board.carriers(self.region.chosen())
        except TemuDesktopError as error:
            self.problem.tell(error)
        self._show_chosen()

    def _region_chosen(self) -> None:
        self._show_rows()
        self.run(self._read_carriers())

    def _choose(self, carrier: MappedCarrier | None) -> None:
        found = self._marked()
        if found is None:
            return
        self.act(partial(self._take_choice, found.method.id, self.region.chosen(), carrier))

    async def _take_choice(
        self, method: int, region: int | None, carrier: MappedCarrier | None
    ) -> None:
        self.board.choose(method, region, carrier)
        self._show_rows(keep=method)
        self.unsaved_changed.emit()

    def _marked(self) -> MethodRow | None:
        return self.model.row_at(self.table.currentIndex().row())

    def _show_rows(self, keep: int | None = None) -> None:
        marked = self._marked()
        method = keep if keep is not None else marked.method.id if marked else None
        rows = self.board.rows(self.region.chosen()) if self._read else []
        if keep is not None:
            rows = _in_old_order(self.model, rows)
        self.model.show_rows(rows)
        places = {one.method.id: place for place, one in enumerate(rows)}
        self.table.selectRow(places.get(method, 0) if method is not None else 0)
        self._mark_wanted()
        self._show_chosen()

    def _go_to_wanted(self) -> None:
        """The destination at which the wanted method waits for somebody to decide."""
        region = self.board.open_region(self._wanted) if self._wanted else None
        if region is not None:
            self.region.setCurrentIndex(self.region.findData(region))
        self._mark_wanted()

    def _mark_wanted(self) -> None:
        for place in range(self.model.rowCount()):
            found = self.model.row_at(place)
            if found and self._wanted and self._wanted in {found.method.name, str(found.method.id)}:
                self.table.selectRow(place)
                self.table.scrollTo(self.model.index(place, 0))
                self._wanted = ""
                return

    def _show_chosen(self) -> None:
        self.panel.show_method(self._marked(), self._carriers)

    def _lay_out(self) -> None:
        head = row(self.region_name, self.region, 1, self.again)
        self.region.setMinimumWidth(340)
        self.body.addLayout(head)
        self.body.addWidget(self.problem)
        self.table.lay_out(0, {_WAITING: 104, _CARRIER: 170})
        self.table.setMinimumHeight(6 * TOUCH)
        sides = row(spacing=GAP)
        sides.addWidget(self.table, 5)
        card = Card()
        card.content.addWidget(self.panel)
        sides.addWidget(card, 3)
        holder = QWidget()
        holder.setLayout(sides)
        self.body.addWidget(holder, 1)


def _in_old_order(model: ListTableModel[MethodRow], rows: Sequence[MethodRow]) -> list[MethodRow]:
    """A choice must not make the list jump under the finger."""
    old = [model.row_at(place) for place in range(model.rowCount())]
    order = {one.method.id: place for place, one in enumerate(old) if one is not None}
    return sorted(rows, key=lambda one: order.get(one.method.id, len(order)))
