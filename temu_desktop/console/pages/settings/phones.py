"""Phones and machines: pair, name, lock out, and where phones find the app."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from temu_desktop.console.desk import Desk
from temu_desktop.console.dialogs import Question, ask, shown
from temu_desktop.console.pages.settings.device_columns import DeviceColumns
from temu_desktop.console.pages.settings.door import Door
from temu_desktop.console.pages.settings.pairing import CodeDialog, KeyDialog, NameDialog
from temu_desktop.console.pages.settings.section import Section
from temu_desktop.console.pages.settings.tables import RowTable
from temu_desktop.console.table_model import ListTableModel
from temu_desktop.console.theme import TOUCH, Tone
from temu_desktop.console.widgets.basics import Card, button, label, row
from temu_desktop.console.widgets.empty import EmptyState
from temu_desktop.devices.model import Device
from temu_desktop.events import DeviceRevoked, DevicesChanged

ADDRESS = "phones.address"
_LOCAL = ("127.0.0.1", "localhost", "::1")


class PhonesSection(Section):
    """The list comes alive with headless mode; pairing codes are made here."""

    key = "phones"
    icon = "smartphone"

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__(desk, door)
        self.pair = button("", "primary", lambda: self.act(self._pair))
        self.make_key = button("", "plain", lambda: self.act(self._make_key))
        self.rename = button("", "plain", lambda: self.act(self._rename))
        self.revoke = button("", "danger", lambda: self.act(self._revoke))
        self.address = QLineEdit(desk.memory.text(ADDRESS))
        self.address_name = label("")
        self.address_help = label("", "caption", wrap=True)
        self._columns = DeviceColumns(desk)
        self.model: ListTableModel[Device] = ListTableModel(self._columns.all())
        self.table = RowTable(self.model, lambda _place: self.act(self._rename))
        self.empty = EmptyState(desk.look, "smartphone", lambda: self.act(self._pair))
        self._lay_out()
        self.address.textEdited.connect(self._keep_address)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._offer())

    def title(self) -> str:
        """The section's name."""
        return self.tr("Phones and machines")

    def retranslate(self) -> None:
        """Write every word anew."""
        super().retranslate()
        self.pair.setText(self.tr("Pair a phone"))
        self.make_key.setText(self.tr("Key for a machine"))
        self.rename.setText(self.tr("Rename"))
        self.revoke.setText(self.tr("Lock out"))
        self.address_name.setText(self.tr("Address of the app"))
        self.address.setAccessibleName(self.tr("Address of the app"))
        self.address.setPlaceholderText(self._usual_address())
        self.address_help.setText(self._address_help())
        self.table.setAccessibleName(self.tr("Devices"))
        self.empty.say(
            self.tr("No device is paired"),
            self.tr("A phone pairs with a code that is shown here and is valid for five minutes."),
            self.tr("Pair a phone"),
        )
        self.table.repaint_all()

    def redraw(self) -> None:
        """Draw the picture in the colours of now."""
        self.empty.redraw()

    async def refresh(self) -> None:
        """Read the devices."""
        marked = self._marked()
        devices = await self.desk.core.devices.devices()
        self.model.show_rows(devices)
        places = {device.id: place for place, device in enumerate(devices)}
        if marked is not None and marked.id in places:
            self.table.selectRow(places[marked.id])
        self.table.setVisible(bool(devices))
        self.empty.setVisible(not devices)
        self._offer()

    def concerns(self, event: object) -> bool:
        """Devices that came, changed or went."""
        return isinstance(event, DevicesChanged | DeviceRevoked)

    def _marked(self) -> Device | None:
        return self.model.row_at(self.table.currentIndex().row())

    def _offer(self) -> None:
        for part in (self.rename, self.revoke):
            part.setEnabled(self._marked() is not None)

    def _keep_address(self, text: str) -> None:
        self.desk.memory.put(ADDRESS, text.strip())

    def _usual_address(self) -> str:
        api = self.desk.core.settings.api
        return f"http://{api.host}:{api.port}"

    def _address(self) -> str:
        """Where phones find the app; empty where nothing is known that they could reach."""
        typed = self.address.text().strip()
        if typed:
            return typed if "://" in typed else f"https://{typed}"
        local = self.desk.core.settings.api.host in _LOCAL
        return "" if local else self._usual_address()

    def _address_help(self) -> str:
        return self.tr(
            "Goes into the QR code. The service for devices listens at {address} (see “Access for "
            "devices”); phones usually reach it by the name that the proxy serves, with https."
        ).format(address=self._usual_address())

    async def _pair(self) -> None:
        dialog = NameDialog(self, self.tr("Pair a phone"), self.tr("Show the code"), with_role=True)
        if not await shown(dialog):
            return
        name, role = dialog.name.text().strip(), dialog.chosen_role()
        code = await self.desk.core.devices.pair(role, self.who, name or None)
        await shown(CodeDialog(self, self.desk, code, self._address()))

    async def _make_key(self) -> None:
        title, yes = self.tr("Key for a machine"), self.tr("Make the key")
        dialog = NameDialog(self, title, yes, with_role=True)
        if not await shown(dialog):
            return
        name, role = dialog.name.text(), dialog.chosen_role()
        made = await self.desk.core.devices.make_key(name, role, self.who)
        await shown(KeyDialog(self, made))

    async def _rename(self) -> None:
        device = self._marked()
        if device is None:
            return
        dialog = NameDialog(self, self.tr("Rename"), self.tr("Rename"), with_role=False)
        dialog.name.setText(device.name)
        dialog.name.selectAll()
        if await shown(dialog):
            await self.desk.core.devices.rename(device.id, dialog.name.text(), self.who)

    async def _revoke(self) -> None:
        device = self._marked()
        if device is None:
            return
        question = Question(
            self.tr("Lock out {name}?").format(name=device.name),
            self.tr("It can do nothing any more, at once. To come back it has to be paired anew."),
            self.tr("Lock out"),
            dangerous=True,
        )
        if await ask(self, question):
            await self.desk.core.devices.revoke(device.id, self.who)
            words = self.tr("{name} is locked out.").format(name=device.name)
            self.desk.steering.note.emit(Tone.GOOD.value, words)

    def _lay_out(self) -> None:
        card = Card()
        self.address_name.setBuddy(self.address)
        for part in (self.address_name, self.address, self.address_help):
            card.content.addWidget(part)
        self.table.lay_out(0, {1: 146, 2: 124, 3: 124, 4: 156})
        self.table.setMinimumHeight(5 * TOUCH)
        self.body.addLayout(row(self.pair, self.make_key, 1, self.rename, self.revoke))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(card)
