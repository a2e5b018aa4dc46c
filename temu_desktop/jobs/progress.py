"""Keeps how far steps are, so that other processes see it: seldom, and many at a time."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from temu_desktop.bus import EventBus
from temu_desktop.database import Database
from temu_desktop.errors import DatabaseError
from temu_desktop.events import StepProgressed
from temu_desktop.ids import RunId
from temu_desktop.jobs import repository

log = logging.getLogger(__name__)

SECONDS = 1.0


class ProgressKeeper:
    """Writes the newest progress of every step about once a second, where there is any."""

    def __init__(self, database: Database, bus: EventBus) -> None:
        self._database = database
        self._bus = bus
        self._newest: dict[tuple[RunId, int], StepProgressed] = {}
        self._some = asyncio.Event()

    @asynccontextmanager
    async def keeping(self) -> AsyncIterator[None]:
        """Keep progress for a block."""
        with self._bus.subscribe(self._note, StepProgressed):
            task = asyncio.create_task(self._keep(), name="progress")
            try:
                yield
            finally:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    def _note(self, event: StepProgressed) -> None:
        self._newest[event.run, event.position] = event
        self._some.set()

    async def _keep(self) -> None:
        while True:
            await self._some.wait()
            await asyncio.sleep(SECONDS)
            self._some.clear()
            newest, self._newest = self._newest, {}
            rows = [
                {"run_id": run, "position": position, "done": event.done, "total": event.total}
                for (run, position), event in newest.items()
            ]
            try:
                await self._database.write(
                    lambda uow, rows=rows: repository.keep_progress(uow.connection, rows)  # type: ignore[misc]
                )
            except DatabaseError as error:
                # The next one is newer anyway; what a step did is kept by the step itself.
                log.warning("Progress could not be kept: %s", error)
