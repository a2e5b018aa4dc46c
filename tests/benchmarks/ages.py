"""Lets a server's messages say when what they tell of was published on the bus: on top of the usual
bus and hub, which know nothing of it, so that gathering, reading and sending all count."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from headless.board import JobBoard, Standing
from headless.live.hub import Hub
from headless.live.messages import Draft
from headless.live.tellers import JobTeller
from headless.metrics import Metrics
from headless.options import Limits
from temu_desktop.bus import EventBus
from temu_desktop.core import Core
from temu_desktop.events import StepProgressed

PUBLISHED = "published"
"""The entry of a message's data, in seconds since the epoch."""


class AgedBus(EventBus):
    """Notes when each event was published: by a worker thread, before the loop takes it."""

    def __init__(self) -> None:
        super().__init__()
        self._published: dict[int, float] = {}

    def publish(self, event: object) -> None:
        """As usual."""
        self._publish(event, time.time())

    def publish_threadsafe(self, loop: asyncio.AbstractEventLoop, event: object) -> None:
        """As usual."""
        loop.call_soon_threadsafe(self._publish, event, time.time())

    def published(self, event: object) -> float:
        """When an event was published that is just being delivered."""
        return self._published.pop(id(event))

    def _publish(self, event: object, at: float) -> None:
        self._published[id(event)] = at
        super().publish(event)


class AgedJobs(JobTeller):
    """Knows since when what it tells has waited: of several changes since the first one."""

    def __init__(
        self,
        board: JobBoard,
        publish: Callable[[Draft], None],
        has_listeners: Callable[[], bool],
        cause: Callable[[], float | None],
    ) -> None:
        super().__init__(board, publish, has_listeners)
        self.since: float | None = None
        self._cause = cause
        # One for each reading of the jobs that is due: while one is under way, another may be.
        self._due: list[float | None] = []

    def wake(self) -> None:
        """As usual."""
        if not self._changed.is_set():
            self._due.append(self._cause())
        super().wake()

    def _tell(self, standing: Standing) -> None:
        # None is due where it was only looked what time has changed.
        self.since = self._due.pop(0) if self._due else None
        super()._tell(standing)


class AgedHub(Hub):
    """The usual hub, whose messages have one entry more. Progress has the age of the newest event,
    which takes the place of all before it; jobs have that of the oldest one."""

    def __init__(self, core: Core, board: JobBoard, limits: Limits, metrics: Metrics) -> None:
        super().__init__(core, board, limits, metrics)
        self._aged = AgedJobs(
            board, self._publish, lambda: bool(self._clients), lambda: self._cause
        )
        self._jobs = self._aged
        self._cause: float | None = None
        self._progressed: dict[StepProgressed, float] = {}

    def _hear(self, event: object) -> None:
        bus = self._core.bus
        assert isinstance(bus, AgedBus)
        self._cause = bus.published(event)
        if isinstance(event, StepProgressed):
            self._progressed = {
                known: at for known, at in self._progressed.items() if known.run != event.run
            }
            self._progressed[event] = self._cause
        super()._hear(event)

    def _tell_progress(self, event: StepProgressed) -> None:
        cause, self._cause = self._cause, self._progressed.pop(event)
        super()._tell_progress(event)
        self._cause = cause

    def _publish(self, draft: Draft) -> None:
        at = self._aged.since if draft.type == "jobs_update" else self._cause
        super()._publish(draft if at is None else replace(draft, data=_aged(draft.data, at)))


def _aged(data: Any, at: float) -> Any:
    if not callable(data):
        return {**data, PUBLISHED: at}

    def render(language: str) -> str:
        return f'{{"{PUBLISHED}":{at},{data(language)[1:]}'

    return render
