"""A page of the console alone, and how long until its table has painted what was asked for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer

from temu_desktop.console.bridge import Bridge
from temu_desktop.console.collector import Collector
from temu_desktop.console.desk import Acting, Desk, Steering
from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.loop import make_application, run_on
from temu_desktop.console.memory import Memory
from temu_desktop.console.table_model import PagedTableModel
from temu_desktop.console.tasks import Tasks
from temu_desktop.console.theme import Mode
from temu_desktop.console.widgets.table_view import TableView
from temu_desktop.core import Core

PATIENCE_SECONDS = 60.0


class Painted(QObject):
    """Notes when a table was last painted with all rows in view at hand."""

    def __init__(self, view: TableView, model: PagedTableModel[Any]) -> None:
        super().__init__()
        self._view, self._model = view, model
        self._armed = False
        self._at: float | None = None
        model.modelReset.connect(self._arm)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The paint of rows that are here counts."""
        if event.type() == QEvent.Type.Paint and self._armed and self._complete():
            QTimer.singleShot(0, self, self._done)
        return False

    async def after(self, act: Callable[[], object], *, reset: bool = True) -> float:
        """Milliseconds from the act until its rows are painted; ``reset``: other rows come by it,
        else the same ones elsewhere."""
        self._at, self._armed = None, not reset
        began = time.perf_counter()
        act()
        while self._at is None:
            if time.perf_counter() - began > PATIENCE_SECONDS:
                raise TimeoutError("the rows were never painted")
            await asyncio.sleep(0.001)
        return (self._at - began) * 1000

    def _done(self) -> None:
        """The paint that was seen to begin is over; unless rows are left to paint, all is."""
        if self._armed and self._view.complete:
            self._armed, self._at = False, time.perf_counter()

    def _arm(self) -> None:
        """Rows of before do not count."""
        self._armed = True
        self._view.viewport().update()

    def _complete(self) -> bool:
        first = max(0, self._view.rowAt(0))
        last = self._view.rowAt(self._view.viewport().height() - 1)
        last = last if last >= 0 else self._model.rowCount() - 1
        return all(self._model.row_at(row) is not None for row in range(first, last + 1))


async def desk_of(core: Core, folder: Path) -> Desk:
    """What a page is given, without a window around it."""
    application = make_application()
    return Desk(
        core=core,
        bridge=Bridge(core.bus),
        tasks=Tasks(),
        languages=Languages(application, "de", core.settings.zone),
        look=Look(application, Mode.LIGHT),
        memory=Memory(folder / "console.json"),
        steering=Steering(),
        acting=Acting((await core.people.all())[0]),
    )


def measure_on_loop(work: Coroutine[Any, Any, None]) -> None:
    """Run on Qt's loop with garbage collected as in the console: on the window's thread."""
    application = make_application()
    collector = Collector()
    try:
        run_on(application, work)
    finally:
        collector.close()
