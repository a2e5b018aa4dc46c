"""What the code of a step sees of its run: steps, counters, progress, the database, the gate."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import Any

from temu_desktop.bus import EventBus
from temu_desktop.clock import Clock
from temu_desktop.database import Database
from temu_desktop.errors import TemuDesktopError, WritesStopped
from temu_desktop.events import StepFinished, StepProgressed, StepStarted
from temu_desktop.ids import RunId
from temu_desktop.jobs.model import IntendedWrite, StepResult, StepState
from temu_desktop.logs import bound
from temu_desktop.temu.archive import ApiArchive

log = logging.getLogger(__name__)


class Step:
    """One step while it runs: what it counts and how far it is."""

    def __init__(
        self,
        run: RunId,
        position: int,
        name: str,
        bus: EventBus,
        started_at: datetime,
        attempt: int = 1,
    ) -> None:
        self.run = run
        self.position = position
        self.name = name
        self.attempt = attempt
        self.started_at = started_at
        self.counters: dict[str, int] = {}
        self._bus = bus

    def count(self, name: str, number: int = 1) -> None:
        """Add to a counter; a counter that was named once is reported even when it stays 0."""
        self.counters[name] = self.counters.get(name, 0) + number

    def progress(self, done: int, total: int | None = None) -> None:
        """Tell how much of the work is done, in pieces of work."""
        self._bus.publish(StepProgressed(self.run, self.name, done, total, self.position))


class RunContext:
    """One run while it runs. Steps are opened with ``async with context.step(name)``.

    ``archive`` takes the run's raw answers; ``before_write`` is awaited before every write to a
    neighbour; ``hold(name)`` keeps other runs, also of other jobs and processes, out of a block.
    """

    def __init__(
        self,
        *,
        run: RunId,
        database: Database,
        clock: Clock,
        bus: EventBus,
        archive: ApiArchive,
        dry_run: bool = False,
        before_write: Callable[[], Awaitable[None]],
        hold: Callable[[str], AbstractAsyncContextManager[object]],
        on_step: Callable[[RunId, Step, StepResult | None], Awaitable[None]],
    ) -> None:
        self.run = run
        self.database = database
        self.clock = clock
        self.archive = archive
        self.dry_run = dry_run
        self.intended: list[IntendedWrite] = []
        self.results: list[StepResult] = []
        self.attempt = 1
        self._opened = 0
        self.begun_at = clock.now()
        self.before_write = before_write
        self.hold = hold
        self._bus = bus
        self._on_step = on_step

    def intend(self, target: str, action: str, subject: str, **details: Any) -> None:
        """Note a write to a neighbour that a dry run does not do."""
        self.intended.append(IntendedWrite(target, action, subject, details))

    @asynccontextmanager
    async def step(self, name: str) -> AsyncIterator[Step]:
        """Run a block as a step: its state, duration and counters are recorded whatever happens.

        The stop switch ends a step as ``skipped`` and lets the run go on: what the step would
        have sent stays where it is stored and goes out later.
        """
        self._opened += 1
        step = Step(self.run, self._opened, name, self._bus, self.clock.now(), self.attempt)
        await self._on_step(self.run, step, None)
        self._bus.publish(StepStarted(self.run, name))
        try:
            with bound(step=name):
                log.debug("Step %s begins", name)
                yield step
        except WritesStopped as stopped:
            await self._finish(step, StepState.SKIPPED, stopped)
        except asyncio.CancelledError:
            await asyncio.shield(self._finish(step, StepState.CANCELLED, None))
            raise
        except Exception as error:  # a border: recorded here, judged by the runner
            await self._finish(step, StepState.FAILED, error)
            raise
        else:
            await self._finish(step, StepState.SUCCESS, None)

    async def _finish(self, step: Step, state: StepState, error: Exception | None) -> None:
        result = StepResult(
            name=step.name,
            state=state,
            started_at=step.started_at,
            ended_at=self.clock.now(),
            counters=dict(step.counters),
            error_code=error.code if isinstance(error, TemuDesktopError) else _kind(error),
            error_text=str(error) if error else None,
            attempt=step.attempt,
        )
        self.results.append(result)
        seconds = (result.ended_at - result.started_at).total_seconds()
        log.debug("Step %s: %s after %.3f s, %s", step.name, state.value, seconds, step.counters)
        await self._on_step(self.run, step, result)
        self._bus.publish(
            StepFinished(self.run, step.name, state.value, tuple(step.counters.items()))
        )


def _kind(error: Exception | None) -> str | None:
    return type(error).__name__ if error else None
