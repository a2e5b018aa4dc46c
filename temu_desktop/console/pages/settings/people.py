"""Who acts here: names, what each may do, and PINs."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from temu_desktop.console.desk import Desk
from temu_desktop.console.dialogs import Question, ask, shown
from temu_desktop.console.pages.settings.door import Door
from temu_desktop.console.pages.settings.people_dialogs import NewPinDialog, PersonDialog
from temu_desktop.console.pages.settings.section import Section
from temu_desktop.console.pages.settings.tables import RowTable
from temu_desktop.console.table_model import Column, ListTableModel
from temu_desktop.console.theme import TOUCH, Tone
from temu_desktop.console.widgets.basics import Card, button, label, row, set_tone
from temu_desktop.console.widgets.flow import FlowLayout
from temu_desktop.events import PeopleChanged
from temu_desktop.people.model import Person, Role


class PeopleSection(Section):
    """A table, and what can be done with the person that is marked."""

    key = "people"
    icon = "users"

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__(desk, door)
        self.hint_card = Card()
        self.hint = label("", "body", wrap=True)
        self.add = button("", "primary", lambda: self.act(self._add))
        self.rename = button("", "plain", lambda: self.act(self._rename))
        self.role = button("", "plain", lambda: self.act(self._change_role))
        self.set_pin = button("", "plain", lambda: self.act(self._set_pin))
        self.remove_pin = button("", "plain", lambda: self.act(self._remove_pin))
        self.leave = button("", "danger", lambda: self.act(self._deactivate))
        self.model: ListTableModel[Person] = ListTableModel(self._columns())
        self.table = RowTable(self.model, lambda _place: self.act(self._rename))
        self._unguarded = False
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._offer())

    def title(self) -> str:
        """The section's name."""
        return self.tr("People")

    def retranslate(self) -> None:
        """Write every word anew."""
        super().retranslate()
        self.explain(self.tr("What somebody does here is written down under the name."))
        self.add.setText(self.tr("Add a person"))
        self.rename.setText(self.tr("Rename"))
        self.set_pin.setText(self.tr("Set PIN"))
        self.remove_pin.setText(self.tr("Remove PIN"))
        self.leave.setText(self.tr("Mark as left"))
        self.table.setAccessibleName(self.title())
        self.table.repaint_all()
        self._offer()

    async def refresh(self) -> None:
        """Read the people."""
        marked = self._marked()
        people = await self.desk.core.people.all()
        self._unguarded = await self.desk.core.people.admin_needed()
        self.model.show_rows(people)
        place = next((at for at, one in enumerate(people) if marked and one.id == marked.id), 0)
        self.table.selectRow(place)
        self._offer()

    def concerns(self, event: object) -> bool:
        """People that were added or changed."""
        return isinstance(event, PeopleChanged)

    def _marked(self) -> Person | None:
        return self.model.row_at(self.table.currentIndex().row())

    def _offer(self) -> None:
        person = self._marked()
        admin = person is not None and person.role is Role.ADMIN
        withdraw, give = self.tr("Withdraw access to settings"), self.tr("Give access to settings")
        self.role.setText(withdraw if admin else give)
        usable: dict[QPushButton, bool] = dict.fromkeys(
            (self.rename, self.role, self.set_pin, self.leave), person is not None
        )
        usable[self.remove_pin] = person is not None and person.has_pin
        for part, on in usable.items():
            part.setEnabled(on)
        self.hint.setText(
            self.tr(
                "No administrator has a PIN yet: nothing asks for one, and everybody may change "
                "everything. Give one person the settings and a PIN."
            )
            if self._unguarded
            else self.tr(
                "A PIN was forgotten? Another administrator sets a new one here, or on this "
                "computer:\ntemu-desktop people set-pin NAME"
            )
        )
        set_tone(self.hint_card, Tone.WARN if self._unguarded else Tone.NEUTRAL)

    async def _add(self) -> None:
        title, yes = self.tr("Add a person"), self.tr("Add")
        dialog = PersonDialog(self, title, yes, with_role=True)
        if await shown(dialog):
            name, role = dialog.name.text(), dialog.chosen_role()
            await self.desk.core.people.add(name, role, self.who)

    async def _rename(self) -> None:
        person = self._marked()
        if person is None:
            return
        dialog = PersonDialog(self, self.tr("Rename"), self.tr("Rename"), with_role=False)
        dialog.name.setText(person.name)
        dialog.name.selectAll()
        if await shown(dialog):
            await self.desk.core.people.rename(person.id, dialog.name.text(), self.who)

    async def _change_role(self) -> None:
        person = self._marked()
        if person is None:
            return
        role = Role.OPERATOR if person.role is Role.ADMIN else Role.ADMIN
        await self.desk.core.people.set_role(person.id, role, self.who)

    async def _set_pin(self) -> None:
        person = self._marked()
        if person is None:
            return
        dialog = NewPinDialog(self, person.name)
        if await shown(dialog):
            await self.desk.core.people.set_pin(person.id, dialog.pin.text(), self.who)
            words = self.tr("{name} has a PIN now.").format(name=person.name)
            self.desk.steering.note.emit(Tone.GOOD.value, words)

    async def _remove_pin(self) -> None:
        person = self._marked()
        if person is None:
            return
        question = Question(
            self.tr("Remove the PIN of {name}?").format(name=person.name),
            self.tr("Anybody can act under this name then."),
            self.tr("Remove PIN"),
            dangerous=True,
        )
        if await ask(self, question):
            await self.desk.core.people.remove_pin(person.id, self.who)

    async def _deactivate(self) -> None:
        person = self._marked()
        if person is None:
            return
        question = Question(
            self.tr("Has {name} left?").format(name=person.name),
            self.tr("The name stays in what was written down; nobody can act under it any more."),
            self.tr("Mark as left"),
            dangerous=True,
        )
        if await ask(self, question):
            await self.desk.core.people.deactivate(person.id, self.who)

    def _columns(self) -> list[Column[Person]]:
        return [
            Column("name", lambda: self.tr("Name"), lambda one: one.name),
            Column("role", lambda: self.tr("May"), self._role),
            Column("pin", lambda: self.tr("PIN"), self._pin, icon=self._sign),
        ]

    def _role(self, one: Person) -> str:
        if one.role is Role.ADMIN:
            return self.tr("Daily work and settings")
        return self.tr("Daily work")

    def _pin(self, one: Person) -> str:
        return self.tr("has a PIN") if one.has_pin else self.tr("no PIN")

    def _sign(self, one: Person) -> object:
        return self.desk.look.icon("lock" if one.has_pin else "lock-open")

    def _lay_out(self) -> None:
        self.hint_card.content.addWidget(self.hint)
        self.body.addWidget(self.hint_card)
        self.body.addLayout(row(self.add, 1))
        self.table.lay_out(0, {1: 290, 2: 150})
        self.table.setMinimumHeight(5 * TOUCH)
        self.body.addWidget(self.table, 1)
        flow = FlowLayout()
        for part in (self.rename, self.role, self.set_pin, self.remove_pin, self.leave):
            flow.addWidget(part)
        self.body.addLayout(flow)
