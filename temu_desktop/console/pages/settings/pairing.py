"""Dialogs about devices: pairing a phone with a code, giving a machine a key, a new name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.dialogs import SHOWN_ONCE, Form
from temu_desktop.console.pages.settings.device_words import role_means, role_name
from temu_desktop.console.pages.settings.qr import qr_picture
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.basics import button, label, row, set_tone
from temu_desktop.console.widgets.settings_form import Choice
from temu_desktop.devices.model import DeviceRole, NewDevice, PairingCode
from temu_desktop.events import DevicesChanged
from temu_desktop.names import LONGEST_NAME

QR_SIZE = 320
_TICK_MS = 500


class NameDialog(Form):
    """A name, and for new devices a role."""

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
        for role in DeviceRole:
            self.role.addItem(f"{role_name(role)}: {role_means(role)}", role)
        self.role.setCurrentIndex(list(DeviceRole).index(DeviceRole.OPERATOR))
        if with_role:
            self.body.addWidget(label(self.tr("May"), "muted"))
            self.body.addWidget(self.role)
        self.name.setFocus()

    def chosen_role(self) -> DeviceRole:
        """The role."""
        return DeviceRole(self.role.currentData())


class CodeDialog(Form):
    """The code as a picture and to type, with the time left; closes where a phone used it."""

    def __init__(self, parent: QWidget, desk: Desk, code: PairingCode, address: str) -> None:
        super().__init__(parent, "", "")
        self.setWindowTitle(self.tr("Pair a phone"))
        self.heading.setText(self.tr("Point the phone's camera at this code"))
        self._desk, self._code = desk, code
        self.no_button.hide()
        self.yes_button.setText(self.tr("Close"))
        self.picture = label()
        self.picture.setAccessibleName(self.tr("QR code"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.link = f"{address.rstrip('/')}/#pair={code.code}" if address else code.code
        self.picture.setPixmap(qr_picture(self.link, QR_SIZE))
        # A camera needs the white around it as well: no line more of words may take it away.
        self.heading.setWordWrap(False)
        typed = self.tr("Or open {address} there and type:") if address else self.tr("Or type:")
        self.hint = label(typed.format(address=address), "body", wrap=True)
        self.code = label(code.shown, "figure")
        self.left = label("", "heading")
        for part in (self.picture, self.hint, self.code, self.left):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.body.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._count_down)
        self._timer.start()
        desk.bridge.happened.connect(self._on_events)
        self._count_down()

    def done(self, code: int) -> None:
        """Closed: stop listening."""
        self._timer.stop()
        self._desk.bridge.happened.disconnect(self._on_events)
        super().done(code)

    def _count_down(self) -> None:
        seconds = int((self._code.expires_at - self._desk.core.clock.now()).total_seconds())
        if seconds <= 0:
            self._timer.stop()
            self.left.setText(self.tr("This code is too old. Close and make a new one."))
            set_tone(self.left, Tone.BAD)
            self.picture.setEnabled(False)
            return
        time = f"{seconds // 60}:{seconds % 60:02}"
        self.left.setText(self.tr("Valid for another {time}").format(time=time))

    def _on_events(self, events: Sequence[object]) -> None:
        if any(isinstance(event, DevicesChanged) for event in events):
            self._timer.stop()
            self.heading.setText(self.tr("Paired"))
            self.left.setText(self.tr("✓ The phone is paired."))
            set_tone(self.left, Tone.GOOD)
            for part in (self.picture, self.hint, self.code):
                part.hide()


class KeyDialog(Form):
    """A machine's key, shown this once."""

    def __init__(self, parent: QWidget, made: NewDevice) -> None:
        super().__init__(parent, "", "")
        self.setProperty(SHOWN_ONCE, True)
        self.setWindowTitle(self.tr("Key for a machine"))
        self.heading.setText(self.tr("Key for {name}").format(name=made.device.name))
        self.no_button.hide()
        self.yes_button.setText(self.tr("I have put it away"))
        words = self.tr("It is shown this once and kept nowhere. Copy it now.")
        self.body.addWidget(label(words, wrap=True))
        self.token = QLineEdit(made.token)
        self.token.setReadOnly(True)
        self.token.setAccessibleName(self.tr("Key"))
        self.copy = button(self.tr("Copy"), "plain", self._copy)
        line = row(self.token, self.copy)
        line.setStretchFactor(self.token, 1)
        self.body.addLayout(line)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.token.text())
        self.copy.setText(self.tr("Copied"))
