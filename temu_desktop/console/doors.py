"""Where a person is asked who they are: changing the acting person, and what needs an admin."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.dialogs import Form, shown
from temu_desktop.console.theme import TOUCH
from temu_desktop.console.widgets.basics import button, label
from temu_desktop.errors import TemuDesktopError, WrongPin
from temu_desktop.people.model import LONGEST_PIN, Person, Role


async def choose_person(parent: QWidget, desk: Desk) -> Person | None:
    """Who acts from now on; None where nobody was chosen."""
    people = await desk.core.people.all()
    dialog = PeopleDialog(parent, people)
    if not await shown(dialog) or dialog.chosen is None:
        return None
    return await _entered(parent, desk, dialog.chosen)


async def admin_allowed(parent: QWidget, desk: Desk) -> bool:
    """Whether an administrator agrees; nobody is asked while none has a PIN."""
    if await desk.core.people.admin_needed():
        return True
    admins = [person for person in await desk.core.people.all() if person.guards]
    chosen = desk.acting.person if desk.acting.person in admins else None
    if chosen is None and len(admins) == 1:
        chosen = admins[0]
    if chosen is None:
        dialog = PeopleDialog(parent, admins)
        if not await shown(dialog) or dialog.chosen is None:
            return False
        chosen = dialog.chosen
    return await _entered(parent, desk, chosen) is not None


async def kiosk_allows(parent: QWidget, desk: Desk) -> bool:
    """Whether what the kiosk keeps for administrators may be done: settings, and what nothing
    brings back. Elsewhere whoever is at the computer may."""
    return not desk.kiosk or await admin_allowed(parent, desk)


async def leave_allowed(parent: QWidget, desk: Desk) -> bool:
    """Whether the kiosk may be left."""
    return await admin_allowed(parent, desk)


async def _entered(parent: QWidget, desk: Desk, person: Person) -> Person | None:
    """The person, after the PIN where there is one."""
    if not person.has_pin:
        return await desk.core.people.enter(person.id)
    dialog = PinDialog(parent, desk, person)
    return dialog.entered if await shown(dialog) else None


class PeopleDialog(Form):
    """One large button a person."""

    def __init__(self, parent: QWidget, people: list[Person]) -> None:
        super().__init__(parent, "", "")
        self.setWindowTitle(self.tr("Who acts?"))
        self.heading.setText(self.tr("Who acts?"))
        self.chosen: Person | None = None
        self.yes_button.hide()
        box = QVBoxLayout()
        for person in people:
            role = self.tr("Administrator") if person.role is Role.ADMIN else ""
            made = button(f"{person.name}   {role}".strip())
            made.setMinimumHeight(TOUCH + 12)
            made.setMinimumWidth(360)
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.clicked.connect(lambda _checked=False, person=person: self._choose(person))
            box.addWidget(made)
        self.body.addLayout(box)

    def _choose(self, person: Person) -> None:
        self.chosen = person
        self.accept()


class PinDialog(Form):
    """The PIN of one person; wrong ones make the next wait, in the core."""

    def __init__(self, parent: QWidget, desk: Desk, person: Person) -> None:
        super().__init__(parent, person.name, "")
        self.yes_button.setText(self.tr("Enter"))
        self._desk, self._person = desk, person
        self.entered: Person | None = None
        hint = label(self.tr("PIN"), "muted")
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(LONGEST_PIN)
        self.pin.setAccessibleName(self.tr("PIN"))
        hint.setBuddy(self.pin)
        self.body.addWidget(hint)
        self.body.addWidget(self.pin)
        forgotten = self.tr(
            "Forgotten? Another administrator sets a new PIN under Settings, People; or, on this "
            "computer:\ntemu-desktop people set-pin NAME"
        )
        self.body.addWidget(label(forgotten, "caption", wrap=True))
        self.pin.setFocus()

    def accept(self) -> None:
        """Ask the core; the dialog stays where the PIN is wrong."""
        work = self._desk.core.people.enter(self._person.id, self.pin.text())
        self._desk.tasks.run(
            self, work, done=self._let_in, failed=self._refuse, busy=self.yes_button
        )

    def _let_in(self, person: Person) -> None:
        self.entered = person
        super().accept()

    def _refuse(self, error: TemuDesktopError) -> None:
        words = self._desk.languages.texts.of(error.code)
        wait = error.wait_seconds if isinstance(error, WrongPin) else 0
        again = self.tr("Next try in {seconds} s.").format(seconds=wait) if wait else ""
        self.complain(f"{words.happened} {again}".strip())
        self.pin.clear()
        self.pin.setFocus()
