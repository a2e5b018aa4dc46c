"""Where JTL's shipping methods lead at TEMU, per destination (decision 18)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.settings.carrier_panel import CarrierPanel
from temu_desktop.console.pages.settings.door import Door
from temu_desktop.console.pages.settings.places import place_name
from temu_desktop.console.pages.settings.section import Section
from temu_desktop.console.pages.settings.tables import RowTable
from temu_desktop.console.pages.settings.view_model import CarrierBoard, MethodRow
from temu_desktop.console.table_model import Column, ListTableModel
from temu_desktop.console.theme import GAP, TOUCH, Tone
from temu_desktop.console.widgets.basics import Card, button, label, row
from temu_desktop.console.widgets.settings_form import Choice
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
        self.region = Choice()
        self.region_name = label("", "body")
        self.region_name.setBuddy(self.region)
        self.again = button("", "plain", self._read_again)
        self.model: ListTableModel[MethodRow] = ListTableModel(self._columns())
        self.table = RowTable(self.model, None)
        self.panel = CarrierPanel(desk)
        self.problem = label("", "body", wrap=True)
        self._lay_out()
        self.region.currentIndexChanged.connect(self._region_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
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
        self.table.say_again()
        self._show_regions()
        self.panel.retranslate()
        self._show_rows()

    def redraw(self) -> None:
        """The signs in the colours of now."""
        self._show_rows()

    async def refresh(self) -> None:
        """Read JTL's methods and TEMU's carriers; one of them may be away."""
        self._say("")
        try:
            await self.board.read()
        except TemuDesktopError as error:
            self._read = False
            self._say_error(error)
            return
        self._read = True
        self._show_regions()
        self._go_to_wanted()
        await self._read_carriers()
        self._show_rows()

    def show_subject(self, subject: str) -> None:
        """Mark a method, by its name or its key."""
        self._wanted = subject
        if self._read:
            self._go_to_wanted()

    def _region(self) -> int | None:
        found = self.region.currentData()
        return int(found) if found is not None else None

    async def _read_carriers(self) -> None:
        self._carriers = ()
        try:
            self._carriers = await self.board.carriers(self._region())
        except TemuDesktopError as error:
            self._say_error(error)
        self._show_chosen()

    def _say_error(self, error: TemuDesktopError) -> None:
        words = self.desk.languages.texts.of(error.code)
        self._say(f"{words.happened} {words.remedy}")

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _read_again(self) -> None:
        self.run(self.refresh(), busy=self.again)

    def _region_chosen(self) -> None:
        self._show_rows()
        self.run(self._read_carriers())

    def _row_chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_chosen()

    def _choose(self, carrier: MappedCarrier) -> None:
        found = self._marked()
        if found is None:
            return
        self.act(partial(self._take_choice, found.method.id, self._region(), carrier))

    async def _take_choice(self, method: int, region: int | None, carrier: MappedCarrier) -> None:
        self.board.choose(method, region, carrier)
        self._show_rows(keep=method)
        self.unsaved_changed.emit()

    def _marked(self) -> MethodRow | None:
        return self.model.row_at(self.table.currentIndex().row())

    def _show_regions(self) -> None:
        chosen = self._region()
        self.region.blockSignals(True)
        self.region.clear()
        self.region.addItem(self.tr("Default, where nothing else is said"), None)
        for one in self.board.destinations:
            name = place_name(one.country_iso, one.country, self.desk.languages.language)
            self.region.addItem(name or str(one.region_id), one.region_id)
        self.region.setCurrentIndex(max(0, self.region.findData(chosen)))
        self.region.blockSignals(False)

    def _show_rows(self, keep: int | None = None) -> None:
        marked = self._marked()
        method = keep if keep is not None else marked.method.id if marked else None
        rows = self.board.rows(self._region()) if self._read else []
        if keep is not None:
            rows = self._in_old_order(rows)
        self.model.show_rows(rows)
        places = {one.method.id: place for place, one in enumerate(rows)}
        self.table.selectRow(places.get(method, 0) if method is not None else 0)
        self._mark_wanted()
        self._show_chosen()

    def _in_old_order(self, rows: Sequence[MethodRow]) -> list[MethodRow]:
        """A choice must not make the list jump under the finger."""
        old = [self.model.row_at(place) for place in range(self.model.rowCount())]
        order = {one.method.id: place for place, one in enumerate(old) if one is not None}
        return sorted(rows, key=lambda one: order.get(one.method.id, len(order)))

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

    def _columns(self) -> list[Column[MethodRow]]:
        return [
            Column(
                "method",
                lambda: self.tr("JTL's method"),
                lambda one: one.method.name,
                icon=self._sign,
            ),
            Column("waiting", lambda: self.tr("Waiting"), self._waiting, right=True),
            Column("carrier", lambda: self.tr("At TEMU"), self._carrier),
        ]

    def _waiting(self, one: MethodRow) -> str:
        return self.desk.languages.formats.number(one.waiting) if one.waiting else ""

    def _carrier(self, one: MethodRow) -> str:
        if one.elsewhere:
            return self.tr("per destination")
        if one.carrier is None:
            return self.tr("not decided") if one.method.active else self.tr("not used in JTL")
        name = self.tr("sends no tracking") if one.carrier.sends_no_tracking else one.carrier.name
        if one.chosen:
            return self.tr("{carrier} (not saved)").format(carrier=name)
        return self.tr("{carrier} (default)").format(carrier=name) if one.inherited else name

    def _sign(self, one: MethodRow) -> object:
        look = self.desk.look
        if one.is_open:
            return look.icon("triangle-alert", Tone.WARN)
        if one.chosen:
            return look.icon("pencil", Tone.INFO)
        known = one.carrier is not None or one.elsewhere
        return look.icon("circle-check", Tone.GOOD) if known else look.icon("minus")

    def _lay_out(self) -> None:
        head = row(self.region_name, self.region, 1, self.again)
        self.region.setMinimumWidth(300)
        self.body.addLayout(head)
        self.body.addWidget(self.problem)
        self.problem.hide()
        self.problem.setProperty("tone", Tone.BAD.value)
        self.table.lay_out(0, {_WAITING: 84, _CARRIER: 170})
        self.table.setMinimumHeight(6 * TOUCH)
        sides = row(spacing=GAP)
        sides.addWidget(self.table, 5)
        card = Card()
        card.content.addWidget(self.panel)
        sides.addWidget(card, 3)
        holder = QWidget()
        holder.setLayout(sides)
        self.body.addWidget(holder, 1)
