"""Dialogs about people: adding one, another name, a PIN."""

from __future__ import annotations

from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from temu_desktop.console.dialogs import Form
from temu_desktop.console.widgets.basics import label
from temu_desktop.console.widgets.settings_form import Choice
from temu_desktop.names import LONGEST_NAME
from temu_desktop.people.model import LONGEST_PIN, SHORTEST_PIN, Role


class PersonDialog(Form):
    """A name, and for somebody new what the person may do."""

    def __init__(self, parent: QWidget, title: str, yes: str, *, with_role: bool) -> None:
        super().__init__(parent, title, yes)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName(self.tr("Name"))
        caption = label(self.tr("Name"), "muted")
        caption.setBuddy(self.name)
        self.body.addWidget(caption)
        self.body.addWidget(self.name)
        self.role = Choice()
        self.role.setAccessibleName(self.tr("May"))
        self.role.addItem(self.tr("Daily work"), Role.OPERATOR)
        self.role.addItem(self.tr("Daily work and settings"), Role.ADMIN)
        if with_role:
            self.body.addWidget(label(self.tr("May"), "muted"))
            self.body.addWidget(self.role)
        self.name.setFocus()

    def chosen_role(self) -> Role:
        """What the person may do."""
        return Role(self.role.currentData())


class NewPinDialog(Form):
    """A PIN, typed twice."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, "", "")
        self.setWindowTitle(self.tr("Set a PIN"))
        self.heading.setText(self.tr("PIN of {name}").format(name=name))
        self.yes_button.setText(self.tr("Set the PIN"))
        words = self.tr("{least} to {most} digits.")
        self.body.addWidget(label(words.format(least=SHORTEST_PIN, most=LONGEST_PIN)))
        self.pin, self.again = QLineEdit(), QLineEdit()
        fields = ((self.pin, self.tr("PIN")), (self.again, self.tr("Once more")))
        for field, title in fields:
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(LONGEST_PIN)
            field.setValidator(QRegularExpressionValidator("[0-9]*", field))
            field.setAccessibleName(title)
            caption = label(title, "muted")
            caption.setBuddy(field)
            self.body.addWidget(caption)
            self.body.addWidget(field)
        self.pin.setFocus()

    def accept(self) -> None:
        """Only where both are the same and long enough."""
        if len(self.pin.text()) < SHORTEST_PIN:
            self.complain(self.tr("The PIN is too short."))
            self.pin.setFocus()
        elif self.pin.text() != self.again.text():
            self.complain(self.tr("The two differ. Type the PIN once more."))
            self.again.clear()
            self.again.setFocus()
        else:
            super().accept()
