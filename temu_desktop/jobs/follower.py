"""Sees in the database what another process does, and tells it on this process' bus."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from sqlalchemy import Connection, select

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
from temu_desktop.jobs.model import StepState
from temu_desktop.jobs.queries import RunRow, StepRow

log = logging.getLogger(__name__)

RUNS = schema.job_runs
SECONDS = 1.0
NEWEST = 30
"""More runs than can begin and end between two looks."""
_Seen = tuple[RunRow, list[StepRow]]


class Follower:
    """Compares the runs of now and of lately with what they were at the last look."""

    def __init__(self, database: Database, bus: EventBus) -> None:
        self._database = database
        self._bus = bus
        self._seen: dict[RunId, _Seen] | None = None

    async def follow(self) -> None:
        """Look about once a second, until cancelled."""
        news = self._database.news()
        while True:
            try:
                with news.look() as some:
                    if some:
                        await self.look()
            except DatabaseError as error:
                log.warning("What another process does cannot be seen: %s", error)
            await asyncio.sleep(SECONDS)

    async def look(self) -> None:
        """Tell what has changed since the last look; the first one only remembers."""
        before = self._seen
        now = await self._database.read(lambda conn: _snapshot(conn, before or {}))
        self._seen = now
        if before is not None:
            for run, (row, steps) in now.items():
                if before.get(run) != (row, steps):
                    self._tell(before.get(run), row, steps)

    def _tell(self, before: _Seen | None, row: RunRow, steps: list[StepRow]) -> None:
        run = row.run
        was = before[0] if before else None
        known = before[1] if before else []
        if was is None or (was.state, was.attempt) != (row.state, row.attempt):
            self._bus.publish(RunStateChanged(run, row.job, row.state.value, row.attempt))
        if row.attempt and (was is None or not was.attempt):
            self._bus.publish(RunStarted(run, row.job))
        for position, step in enumerate(steps):
            old = known[position] if position < len(known) else None
            self._tell_step(run, position + 1, old, step)
        ended = row.state in states.FINAL and row.state.value in queries.HAPPENED
        if ended and (was is None or was.state in states.LIVE):
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


def _snapshot(conn: Connection, seen: Mapping[RunId, _Seen]) -> dict[RunId, _Seen]:
    """The live runs, those that lived at the last look, and the newest ones."""
    live = [state.value for state in states.LIVE]
    alive = select(RUNS.c.run_id).where(RUNS.c.state.in_(live))
    newest = select(RUNS.c.run_id).order_by(RUNS.c.started_at.desc()).limit(NEWEST)
    lived = {run for run, (row, _) in seen.items() if row.state in states.LIVE}
    found = lived | set(conn.execute(alive).scalars()) | set(conn.execute(newest).scalars())
    runs = sorted(found)
    rows = {RunId(row.run_id): row for row in select_in(conn, select(RUNS), RUNS.c.run_id, runs)}
    steps = queries.steps_of(conn, list(rows))
    return {run: (queries.as_run(rows[run]), steps[run]) for run in sorted(rows)}
