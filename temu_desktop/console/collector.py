"""Collects garbage on the window's own thread.

Python collects in whichever thread makes objects; a worker thread that frees a widget or a timer
leaves Qt with a pointer to nothing, and the next timer kills the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 50


class Collector(QObject):
    """Takes over from the interpreter until it is closed; keeps to the interpreter's thresholds."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._passes = [0, 0]
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect as much as is due."""
        young, middle, old = gc.get_threshold()
        if gc.get_count()[0] < young:
            return
        self._passes[0] += 1
        if self._passes[0] < middle:
            gc.collect(0)
            return
        self._passes[0] = 0
        self._passes[1] += 1
        if self._passes[1] < old:
            gc.collect(1)
            return
        self._passes[1] = 0
        gc.collect()

    def close(self) -> None:
        """Leave it to the interpreter again, after everything of ours has gone."""
        self._timer.stop()
        gc.collect()
        gc.enable()
