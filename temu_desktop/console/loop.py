"""The one place that makes the console's event loop: asyncio driven by Qt (qasync)."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

_Result = TypeVar("_Result")

HEARTBEAT_SECONDS = 3600.0
"""Qt's timers end at 24.8 days; nothing waits longer than this before the loop looks again."""


def make_application() -> QApplication:
    """The Qt application with its names; there is one per process."""
    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("temu-desktop")
    application.setApplicationDisplayName("temu-desktop")
    application.setDesktopFileName("temu-desktop")
    return application


def loop_factory(application: QApplication) -> Callable[[], asyncio.AbstractEventLoop]:
    """Makes the loop, with worker threads whose names mean something in logs."""

    def make() -> asyncio.AbstractEventLoop:
        loop: asyncio.AbstractEventLoop = QEventLoop(application)
        loop.set_default_executor(ThreadPoolExecutor(thread_name_prefix="work"))
        return loop

    return make


def run_on(application: QApplication, main: Coroutine[Any, Any, _Result]) -> _Result:
    """Run the console's main coroutine to its end.

    Closing the last window does not end the loop: the program ends in one place, which is where
    ``main`` returns.
    """
    application.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=loop_factory(application)) as runner:
        return runner.run(main)
