"""The screen saver of the kiosk: the time, and what must be seen even when nobody touches it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from temu_desktop.clock import Clock
from temu_desktop.console.dressing import dress
from temu_desktop.console.i18n import Languages
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.watching import unwatch, watch
from temu_desktop.console.widgets.basics import label, set_tone

TICK_MS = 20_000
ONE_TOUCH_MS = 500
"""What presses so soon after the waking belongs to the touch that woke."""
_WAKING = {
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.KeyPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
}
_PRESSING = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}
"""A touch that is left to Qt would come back as a click, with nothing over what lies there."""


class ScreenSaver(QWidget):
    """Covers the window after a time without a touch; moves a little, so that nothing burns in.

    Any touch or key wakes the console and does nothing else; a scan is still a scan.
    """

    began = Signal()

    def __init__(self, window: QWidget, languages: Languages, clock: Clock) -> None:
        super().__init__(window)
        self.setObjectName("window")
        dress(self)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._window = window
        self._languages, self._clock = languages, clock
        self._lines: Sequence[str] = ()
        self._tone = Tone.GOOD
        self._step = 0
        self._woken_at = -ONE_TOUCH_MS
        self.time = label("", "clock")
        self.state = label("", "title", wrap=True)
        for part in (self.time, self.state):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._box = QVBoxLayout(self)
        self._box.setSpacing(2 * GAP)
        self._box.addStretch(1)
        self._box.addWidget(self.time)
        self._box.addWidget(self.state)
        self._box.addStretch(1)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.begin)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._draw)
        self.hide()
        watch(self)

    def wait(self, minutes: int) -> None:
        """Begin after so many minutes without a touch; 0: never."""
        self._idle.stop()
        if minutes > 0:
            self._idle.start(minutes * 60_000)

    def say(self, lines: Sequence[str], tone: Tone) -> None:
        """How things stand now, in lines; without any, everything is in order."""
        self._lines, self._tone = lines, tone
        if self.isVisible():
            self._draw()

    def begin(self) -> None:
        """Cover the window now."""
        self.setGeometry(self._window.rect())
        self._draw()
        self.raise_()
        self.show()
        self._tick.start()
        self.began.emit()

    def wake(self) -> None:
        """Uncover it."""
        self._tick.stop()
        self.hide()

    def close_saver(self) -> None:
        """The console ends."""
        unwatch(self)
        self._idle.stop()
        self._tick.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any touch starts the waiting anew; the one that wakes does nothing else."""
        if isinstance(event, QResizeEvent) and watched == self._window.windowHandle():
            self.resize(event.size())
        if not isinstance(event, QInputEvent) or event.type() not in _WAKING:
            return False
        if self._idle.interval() > 0:
            self._idle.start()
        if self.isVisible():
            self.wake()
            self._woken_at = event.timestamp()
        # A finger on glass first moves the pointer there, which has woken the console already.
        same_touch = event.timestamp() - self._woken_at < ONE_TOUCH_MS
        return same_touch and event.type() in _PRESSING

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words in the middle."""
        super().resizeEvent(event)
        self._box.setContentsMargins(*(4 * GAP,) * 4)

    def _draw(self) -> None:
        self._step = (self._step + 1) % 5
        self._box.setContentsMargins(4 * GAP, 4 * GAP + 24 * self._step, 4 * GAP, 4 * GAP)
        self.time.setText(self._languages.formats.clock(self._clock.now()))
        self.state.setText("\n".join(self._lines) or self.tr("Everything is in order"))
        set_tone(self.state, self._tone)
