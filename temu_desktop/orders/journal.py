"""One change of orders, its timeline entries and its event, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from temu_desktop.database import UnitOfWork
from temu_desktop.events import OrdersChanged
from temu_desktop.jobs.context import RunContext
from temu_desktop.timeline.model import Entry, Subject
from temu_desktop.timeline.repository import record


class Journal:
    """Writes changes of one step so that none is without its trace."""

    def __init__(self, context: RunContext, step: str) -> None:
        self._context = context
        self._step = step

    async def write(
        self, work: Callable[[UnitOfWork], None], numbers: Sequence[str], event: str
    ) -> None:
        """Do ``work`` and note ``event`` for each of ``numbers``; nothing to note, nothing done."""
        if not numbers:
            return
        now, run = self._context.clock.now(), self._context.run

        def write(uow: UnitOfWork) -> None:
            work(uow)
            entries = [Entry(Subject.ORDER, number, event) for number in numbers]
            record(uow.connection, entries, run=run, step=self._step, now=now)
            uow.record(OrdersChanged(tuple(numbers), run))

        await self._context.database.write(write)
