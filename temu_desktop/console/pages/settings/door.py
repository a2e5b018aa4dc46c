"""Asks for an administrator once a visit, and shows in the kiosk that a PIN is needed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.doors import admin_allowed
from temu_desktop.console.look import Look
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import button, label


class Door(QObject):
    """Open from the first right PIN until the page is left; always open while nobody who may
    change settings has a PIN."""

    changed = Signal()

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._open = False
        self._unguarded = False

    @property
    def locked(self) -> bool:
        """Whether the kiosk hides what can be changed."""
        return self._desk.kiosk and not self._open and not self._unguarded

    async def look(self) -> None:
        """Find out whether anybody guards the settings."""
        self._unguarded = await self._desk.core.people.admin_needed()
        self.changed.emit()

    async def opened(self) -> bool:
        """Whether an administrator agrees, now or earlier in this visit."""
        if not self._open:
            unguarded = await self._desk.core.people.admin_needed()
            if not await admin_allowed(self._page, self._desk):
                return False
            # A PIN that is set meanwhile counts from the next act on.
            self._open = not unguarded
            self.changed.emit()
        return True

    def close_again(self) -> None:
        """The page was left."""
        if self._open:
            self._open = False
            self.changed.emit()


class LockedView(QWidget):
    """Stands in place of a section until a PIN was given."""

    unlock_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._picture = label()
        self.heading = label("", "heading", wrap=True)
        self.more = label("", "muted", wrap=True)
        self.unlock = button("", "primary", self.unlock_wanted.emit)
        box = QVBoxLayout(self)
        box.setSpacing(GAP)
        box.addStretch(1)
        for part in (self._picture, self.heading, self.more):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(part)
        box.addWidget(self.unlock, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(2)
        self.retranslate()
        self.redraw()

    def retranslate(self) -> None:
        """Write every word anew."""
        self.heading.setText(self.tr("This is locked"))
        self.more.setText(self.tr("An administrator opens it with a PIN."))
        self.unlock.setText(self.tr("Enter PIN"))

    def redraw(self) -> None:
        """Draw the picture in the colours of now."""
        self._picture.setPixmap(self._look.picture("lock", 56, Tone.NEUTRAL))
