"""A bar-code scanner that types: told apart from a person by its pace, wherever the focus is.

Keys are held back for as long as a scanner might take for the next one; what turns out to be
typing is handed on unchanged. Times are those of the key events themselves, so a busy loop does
not make a scanner look slow.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from temu_desktop.console.watching import unwatch, watch

GAP_MS = 35
"""A scanner's keys follow each other quicker than this; people are slower than 60 ms."""
LISTEN_MS = 10
SHORTEST = 4
LONGEST = 8192
"""More than the largest two-dimensional code holds: no part of one is taken for a code."""
_ENDS = {
    "enter": (Qt.Key.Key_Return, Qt.Key.Key_Enter),
    "tab": (Qt.Key.Key_Tab,),
}
_SHIFTS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr})
"""A scanner presses them for capitals and signs, as a hand does; they say nothing by themselves."""
_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """What the scanner sends before a code and after it (``enter``, ``tab``, or characters)."""

    leading: str = ""
    trailing: str = "enter"


class Scanner(QObject):
    """Watches every key of the windows; ``scanned`` carries a code without its frame."""

    scanned = Signal(str)

    def __init__(self, settings: ScannerSettings) -> None:
        super().__init__()
        self.settings = settings
        self._held: list[QKeyEvent] = []
        self._window: QWindow | None = None
        self._replaying = False
        self._resting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(GAP_MS)
        self._timer.timeout.connect(self._hand_on_soon)
        watch(self)

    def close(self) -> None:
        """Stop listening; what is held back is handed on."""
        unwatch(self)
        self._timer.stop()
        self._hand_on()

    def rest(self, resting: bool) -> None:
        """Leave keys as they come for a while."""
        self._hand_on()
        self._resting = resting

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back what may be a scan."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow):
            return False
        if self._replaying or self._resting:
            return False
        kind = event.type()
        if kind == QEvent.Type.KeyRelease and self._held:
            return True
        if kind == QEvent.Type.ShortcutOverride and self._held:
            event.accept()
            return True
        if kind != QEvent.Type.KeyPress:
            return False
        return self._take(watched, event)

    def _take(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() in _SHIFTS:
            return False
        if self._held and event.timestamp() - self._held[-1].timestamp() > GAP_MS:
            self._hand_on()
        if self._held and self._ends(event):
            return self._finish()
        if event.isAutoRepeat() or event.modifiers() & _MODIFIERS or not event.text():
            return self._not_a_scan()
        if not event.text().isprintable() or len(self._held) >= LONGEST:
            return self._not_a_scan()
        if not self._held:
            self._window = window
        self._held.append(event.clone())
        if self._ends_by_text():
            return self._finish()
        self._timer.start()
        return True

    def _ends(self, event: QKeyEvent) -> bool:
        keys = _ENDS.get(self.settings.trailing)
        if keys is None:
            return False
        return event.key() in keys or (self.settings.trailing == "enter" and event.text() == "\n")

    def _ends_by_text(self) -> bool:
        trailing = self.settings.trailing
        return bool(trailing) and trailing not in _ENDS and self._text().endswith(trailing)

    def _text(self) -> str:
        return "".join(event.text() for event in self._held)

    def _finish(self) -> bool:
        """The end of a burst: a scan, or a person who typed very quickly."""
        text = self._text()
        leading, trailing = self.settings.leading, self.settings.trailing
        if trailing not in _ENDS:
            text = text.removesuffix(trailing)
        code = text.removeprefix(leading)
        if len(code) < SHORTEST or (leading and not text.startswith(leading)):
            return self._not_a_scan()
        self._timer.stop()
        self._held.clear()
        self.scanned.emit(code.strip())
        return True

    def _not_a_scan(self) -> bool:
        self._hand_on()
        return False

    def _hand_on_soon(self) -> None:
        """A busy loop hears of the time before it hears of keys that came earlier: listen first."""
        held = len(self._held)
        QTimer.singleShot(LISTEN_MS, self, lambda: self._hand_on_if(held))

    def _hand_on_if(self, held: int) -> None:
        if held == len(self._held):
            self._hand_on()

    def _hand_on(self) -> None:
        """It was typing: give the keys to whom they were meant for."""
        self._timer.stop()
        held, self._held = self._held, []
        window, self._window = self._window, None
        if not held or window is None:
            return
        # Who has the focus there by now gets them, as with any key.
        target = QGuiApplication.focusWindow() or window
        self._replaying = True
        try:
            for event in held:
                QCoreApplication.sendEvent(target, event)
        finally:
            self._replaying = False
