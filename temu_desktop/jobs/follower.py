"""Sees in the database what another process does, and tells it on this process' bus."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from sqlalchemy import Connection, or_, select

from temu_desktop.bus import EventBus
from temu_desktop.database import Database, schema
from temu_desktop.database.batching import select_in
from temu_desktop.errors import DatabaseError
from temu_desktop.events import (
    RunFinished,
    RunStarted,
    RunStateChanged,
    StepFinished,
    StepProgressed,
    StepStarted,
)
from temu_desktop.ids import RunId
from temu_desktop.jobs import queries, states
from temu_desktop.jobs.model import RunState, StepState
from temu_desktop.jobs.queries import RunRow, StepRow

log = logging.getLogger(__name__)

RUNS = schema.job_runs
SECONDS = 1.0
_Seen = tuple[RunRow, list[StepRow]]


class Follower:
    """Compares the live runs with what they were at the last look."""

    def __init__(self, database: Database, bus: EventBus) -> None:
        self._database = database
        self._bus = bus
        self._seen: dict[RunId, _Seen] = {}
        self._newest: RunId | None = None

    async def follow(self) -> None:
        """Look about once a second, until cancelled."""
        while True:
            try:
                await self.look()
            except DatabaseError as error:
                log.warning("What another process does cannot be seen: %s", error)
            await asyncio.sleep(SECONDS)

    async def look(self) -> None:
        """Tell what has changed since the last look; the first one only remembers."""
        first = self._newest is None
        now = await self._database.read(lambda conn: _snapshot(conn, self._newest, self._seen))
        for run, (row, steps) in now.items():
            if not first:
                self._tell(run, row, steps)
            self._newest = max(self._newest or run, run)
        self._newest = self._newest or RunId("")
        live = {run: seen for run, seen in now.items() if seen[0].state in states.LIVE}
        self._seen = live

    def _tell(self, run: RunId, row: RunRow, steps: list[StepRow]) -> None:
        before = self._seen.get(run)
        was = before[0] if before else None
        known = before[1] if before else []
        if was is None or (was.state, was.attempt) != (row.state, row.attempt):
            self._bus.publish(RunStateChanged(run, row.job, row.state.value, row.attempt))
        if row.attempt and (was is None or not was.attempt):
            self._bus.publish(RunStarted(run, row.job))
        for position, step in enumerate(steps):
            old = known[position] if position < len(known) else None
            self._tell_step(run, position + 1, old, step)
        if row.state in states.FINAL and row.state in {RunState(s) for s in queries.HAPPENED}:
            self._bus.publish(RunFinished(run, row.job, row.state.value))

    def _tell_step(self, run: RunId, position: int, old: StepRow | None, step: StepRow) -> None:
        if old is None:
            self._bus.publish(StepStarted(run, step.name))
        if step.done is not None and (old is None or old.done != step.done):
            self._bus.publish(StepProgressed(run, step.name, step.done, step.total, position))
        ended = step.state != StepState.RUNNING.value
        if ended and (old is None or old.state == StepState.RUNNING.value):
            counters = tuple(step.counters.items())
            self._bus.publish(StepFinished(run, step.name, step.state, counters))


def _snapshot(conn: Connection, newest: RunId | None, seen: Iterable[RunId]) -> dict[RunId, _Seen]:
    """The live runs, those that began since, and those that lived at the last look."""
    live = [state.value for state in states.LIVE]
    alive = RUNS.c.state.in_(live)
    wanted = alive if newest is None else or_(alive, RUNS.c.run_id > newest)
    found = {RunId(key) for key in conn.execute(select(RUNS.c.run_id).where(wanted)).scalars()}
    runs = sorted(found | set(seen))
    rows = {RunId(row.run_id): row for row in select_in(conn, select(RUNS), RUNS.c.run_id, runs)}
    steps = queries.steps_of(conn, list(rows))
    return {run: (queries.as_run(rows[run]), steps[run]) for run in sorted(rows)}
