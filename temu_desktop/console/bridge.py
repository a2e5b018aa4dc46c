"""Events of the core as one Qt signal, many at a time; no domain logic."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from temu_desktop.bus import EventBus
from temu_desktop.events import StepProgressed

PAUSE_MS = 50
"""At most so often are pages told; half of what an eye or a test may have to wait."""


class Bridge(QObject):
    """Collects events and emits ``happened`` with them in order.

    The first event after a pause is told at once. Of a step's progress only the latest is kept.
    """

    happened = Signal(list)

    def __init__(self, bus: EventBus) -> None:
        super().__init__()
        self._events: dict[object, object] = {}
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._tell)
        self._subscription = bus.subscribe(self._take)

    def close(self) -> None:
        """Stop listening; what waits is dropped."""
        self._subscription.close()
        self._timer.stop()
        self._events.clear()

    def _take(self, event: object) -> None:
        if isinstance(event, StepProgressed):
            key: object = (event.run, event.step)
            self._events.pop(key, None)
        else:
            key = object()
        self._events[key] = event
        if not self._timer.isActive():
            self._timer.start()
            QTimer.singleShot(0, self, self._tell)

    def _tell(self) -> None:
        if not self._events:
            self._timer.stop()
            return
        events = list(self._events.values())
        self._events.clear()
        self.happened.emit(events)
