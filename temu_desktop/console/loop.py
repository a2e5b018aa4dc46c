"""The one place that makes the console's event loop: asyncio driven by Qt (qasync)."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop, _SimpleTimer

_Result = TypeVar("_Result")

LONGEST_TIMER_SECONDS = 86_400.0
"""Qt's timers end at 24.8 days: a longer wait is made of several."""


class _PreciseTimer(_SimpleTimer):  # type: ignore[misc]
    """Qt's usual timers are up to 5 % off, which is seconds where a loop sleeps for minutes."""

    def startTimer(self, milliseconds: int) -> int:
        """As Qt does it, but to the millisecond."""
        return int(super().startTimer(milliseconds, Qt.TimerType.PreciseTimer))


class _Rearmed:
    """A wait of several timers; cancelled as a whole."""

    def __init__(self) -> None:
        self.current: asyncio.TimerHandle | None = None

    def cancel(self) -> None:
        """Call nothing any more."""
        if self.current is not None:
            self.current.cancel()


class ConsoleLoop(QEventLoop):  # type: ignore[misc]
    """qasync's loop with timers that keep their time, however long, and without its last look at
    Qt's events after its end, which would step coroutines while no loop runs."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._timer = _PreciseTimer()

    def call_later(
        self,
        delay: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> Any:
        """As asyncio has it, for any delay."""
        if delay <= LONGEST_TIMER_SECONDS:
            return super().call_later(delay, callback, *args, context=context)
        rearmed = _Rearmed()

        def go_on() -> None:
            rest = delay - LONGEST_TIMER_SECONDS
            rearmed.current = self.call_later(rest, callback, *args, context=context)

        rearmed.current = super().call_later(LONGEST_TIMER_SECONDS, go_on)
        return rearmed

    def run_until_complete(self, future: Any) -> Any:
        """As asyncio has it."""
        task = asyncio.ensure_future(future, loop=self)
        task.add_done_callback(self._over)
        try:
            self.run_forever()
        finally:
            task.remove_done_callback(self._over)
        if not task.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return task.result()

    def _over(self, _task: asyncio.Future[Any]) -> None:
        self.stop()


def make_application() -> QApplication:
    """The Qt application with its names; there is one per process."""
    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("temu-desktop")
    application.setApplicationDisplayName("temu-desktop")
    application.setDesktopFileName("temu-desktop")
    # Else Qt would end the loop with it; the program ends where ``main`` returns.
    application.setQuitOnLastWindowClosed(False)
    return application


def loop_factory(application: QApplication) -> Callable[[], asyncio.AbstractEventLoop]:
    """Makes the loop, with worker threads whose names mean something in logs."""

    def make() -> asyncio.AbstractEventLoop:
        loop: asyncio.AbstractEventLoop = ConsoleLoop(application)
        loop.set_default_executor(ThreadPoolExecutor(thread_name_prefix="work"))
        return loop

    return make


def run_on(application: QApplication, main: Coroutine[Any, Any, _Result]) -> _Result:
    """Run the console's main coroutine to its end, and with it the program."""
    with asyncio.Runner(loop_factory=loop_factory(application)) as runner:
        return runner.run(main)
