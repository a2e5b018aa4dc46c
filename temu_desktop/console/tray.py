"""The tray: a notice outside the window when something fails, and a way back to the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from temu_desktop.console.dressing import dress
from temu_desktop.console.look import Look
from temu_desktop.console.theme import Tone

SHOWN_MS = 15_000


class Tray(QObject):
    """Nothing where the desktop has no tray; the window's own notices are there all the same."""

    opened = Signal()
    end_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._menu = QMenu()
        dress(self._menu)
        self._open = self._menu.addAction("")
        self._open.triggered.connect(self.opened)
        self._end = self._menu.addAction("")
        self._end.triggered.connect(self.end_wanted)
        self._icon = QSystemTrayIcon()
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._touched)
        self._icon.messageClicked.connect(self.opened)
        self.retranslate()
        self.show_trouble(False)
        # Also where there is no tray: a panel may come later, and Qt puts the icon there then.
        self._icon.show()

    def notify(self, title: str, text: str) -> None:
        """Show a notice for a while."""
        if QSystemTrayIcon.isSystemTrayAvailable():
            picture = self._look.alone("octagon-alert", Tone.BAD)
            self._icon.showMessage(title, text, picture, SHOWN_MS)

    def show_trouble(self, trouble: bool) -> None:
        """The icon says whether something needs a person."""
        name, tone = ("octagon-alert", Tone.BAD) if trouble else ("store", Tone.INFO)
        self._icon.setIcon(self._look.alone(name, tone))

    def retranslate(self) -> None:
        """Write every word anew."""
        self._open.setText(self.tr("Open temu-desktop"))
        self._end.setText(self.tr("End temu-desktop"))
        self._icon.setToolTip("temu-desktop")

    def _touched(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.opened.emit()

    def close(self) -> None:
        """Take the icon away."""
        self._icon.hide()
        self._icon.deleteLater()
        self._menu.deleteLater()
