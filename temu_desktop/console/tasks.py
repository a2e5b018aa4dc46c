"""Work behind widgets: the one place for busy signs, cancelling and what went wrong."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from temu_desktop.errors import TemuDesktopError

log = logging.getLogger(__name__)

_Result = TypeVar("_Result")


class Tasks(QObject):
    """Owns every coroutine that a widget starts.

    ``failed`` tells of an error that nobody else wanted; ``busy_changed`` how much is under way.
    """

    failed = Signal(object)
    busy_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._running: set[asyncio.Task[None]] = set()
        self._stopping = False

    @property
    def running(self) -> int:
        """How many are under way."""
        return len(self._running)

    def run(
        self,
        owner: QWidget,
        work: Coroutine[Any, Any, _Result],
        *,
        done: Callable[[_Result], None] | None = None,
        failed: Callable[[TemuDesktopError], None] | None = None,
        busy: QWidget | None = None,
    ) -> asyncio.Task[None] | None:
        """Start ``work`` for ``owner``; ``done`` gets its result, ``failed`` its error.

        Neither is called once the owner is gone. ``busy`` cannot be used meanwhile.
        """
        if self._stopping:
            work.close()
            return None
        if busy is not None:
            busy.setEnabled(False)
        task = asyncio.get_event_loop().create_task(self._live(owner, work, done, failed, busy))
        self._running.add(task)
        task.add_done_callback(self._ended)
        # Cancelled before its first step it would stay behind, never awaited.
        task.add_done_callback(lambda _: work.close())
        self.busy_changed.emit(len(self._running))
        return task

    async def stop(self) -> None:
        """Cancel everything and wait for its end."""
        self._stopping = True
        for task in self._running:
            task.cancel()
        if self._running:
            await asyncio.gather(*self._running, return_exceptions=True)

    async def _live(
        self,
        owner: QWidget,
        work: Coroutine[Any, Any, _Result],
        done: Callable[[_Result], None] | None,
        failed: Callable[[TemuDesktopError], None] | None,
        busy: QWidget | None,
    ) -> None:
        try:
            result = await work
        except TemuDesktopError as error:
            if isValid(owner):
                (failed or self.failed.emit)(error)
            return
        finally:
            if busy is not None and isValid(busy):
                busy.setEnabled(True)
        if done is not None and isValid(owner):
            done(result)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self.busy_changed.emit(len(self._running))
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.error("A fault in the console", exc_info=fault)
            self.failed.emit(fault)
