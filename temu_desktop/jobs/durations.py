"""Tells of runs that take longer than usual, and of those that do not end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import raise_issues
from temu_desktop.clock import Clock
from temu_desktop.database import Database
from temu_desktop.ids import JobId
from temu_desktop.jobs import queries
from temu_desktop.jobs.life import LiveRun
from temu_desktop.jobs.runner import Runner

BY = "schedule"
USUAL_SECONDS = 600.0
"""How long the usual durations are believed."""
SPAN = timedelta(days=30)
SHORTEST_LATE_SECONDS = 30.0
"""Nobody needs to know of a run that took ten seconds instead of two."""
STUCK_SECONDS = 60.0
"""How long after its time-out an attempt may still be there."""


class DurationWatch:
    """Looks at the runs of this process."""

    def __init__(self, database: Database, clock: Clock, runner: Runner) -> None:
        self._database = database
        self._clock = clock
        self._runner = runner
        self._usual: tuple[float, Mapping[JobId, float]] = (float("-inf"), {})

    async def look(self) -> None:
        """Raise what is to be raised; the end of a run closes it."""
        live = tuple(self._runner.live.values())
        if not live:
            return
        usual = await self._usual_durations()
        steady = self._clock.monotonic()
        issues = [issue for run in live for issue in too_long(run, usual, steady)]
        if issues:
            now = self._clock.now()
            await self._database.write(lambda uow: raise_issues(uow, issues, now, by=BY))

    async def _usual_durations(self) -> Mapping[JobId, float]:
        read_at, usual = self._usual
        steady = self._clock.monotonic()
        if steady - read_at > USUAL_SECONDS:
            since = self._clock.now() - SPAN
            usual = await self._database.read(lambda conn: queries.usual_seconds(conn, since))
            self._usual = (steady, usual)
        return usual


def too_long(run: LiveRun, usual: Mapping[JobId, float], steady: float) -> list[Issue]:
    """The issues of a run's duration; ``steady`` is now on the steady clock, ``usual`` the seconds
    that good runs of a job take at most."""
    job, definition = run.request.job, run.definition
    if run.attempt_began is None:
        return []
    seconds = steady - run.attempt_began
    params = {"job": job, "run": run.run, "minutes": round(seconds / 60, 1)}
    found = []
    if seconds > definition.timeout_seconds + STUCK_SECONDS:
        found.append(Issue(IssueRule.RUN_STUCK, "job", job, params))
    known = usual.get(job)
    if known is not None and seconds > max(SHORTEST_LATE_SECONDS, known * definition.late_factor):
        params = {**params, "usual_minutes": round(known / 60, 1)}
        found.append(Issue(IssueRule.RUN_LATE, "job", job, params))
    return found
