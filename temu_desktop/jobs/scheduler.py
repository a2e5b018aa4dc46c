"""When: APScheduler wakes us, the marks say what is due, and the runner does the rest.

APScheduler holds memory jobs only, rebuilt from the definitions; it is given no grace of its own,
because a run that comes too late must be recorded and not dropped. Every due time ends in exactly
one row: in the transaction that adds the row the mark moves past it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import raise_issues
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork
from temu_desktop.errors import JobRunning, TemuDesktopError
from temu_desktop.events import RunStateChanged
from temu_desktop.ids import JobId, new_run_id
from temu_desktop.jobs import queries, repository
from temu_desktop.jobs.definition_store import DefinitionStore
from temu_desktop.jobs.definitions import JobDefinition
from temu_desktop.jobs.durations import DurationWatch
from temu_desktop.jobs.marks import keep_marks, read_marks
from temu_desktop.jobs.model import NotRun, RunRequest, RunState, Trigger
from temu_desktop.jobs.runner import Runner
from temu_desktop.jobs.schedule import Due, Moment, after_clock_change, look, next_due

if TYPE_CHECKING:
    from temu_desktop.jobs.waking import Alarm

log = logging.getLogger(__name__)

LOOK_SECONDS = 15.0
"""How often everything is looked over; also keeps Qt's timers below their longest time."""
JUMP_SECONDS = 5.0
"""A wall clock that moved by so much against the steady one was set, or the computer slept."""
RERUNS = 3
"""So many interrupted runs of a job in a row, and it is left to its schedule."""
BY_SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True)
class _Seen:
    """Both clocks at the last look."""

    wall: datetime
    steady: float


class JobScheduler:
    """Starts what is due, for as long as this process acts."""

    def __init__(
        self, database: Database, clock: Clock, definitions: DefinitionStore, runner: Runner
    ) -> None:
        self._database = database
        self._clock = clock
        self._definitions = definitions
        self._runner = runner
        self._known: dict[JobId, JobDefinition] = {}
        self._marks: dict[JobId, datetime] = {}
        self._durations = DurationWatch(database, clock, runner)
        self._accounting = asyncio.Lock()
        self._seen = self._now_seen()
        self._alarm: Alarm | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Schedule for a block; at its beginning jobs that were interrupted run again."""
        await self.plan()
        waking = asyncio.create_task(self._be_woken(), name="schedule")
        waking.add_done_callback(_tell_of_faults)
        try:
            await self._rerun_interrupted()
            yield
        finally:
            waking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await waking

    async def _be_woken(self) -> None:
        # Late, and beside the loop: a process that only asks, or stands by, has no schedule, and
        # what acts need not wait for it.
        alarm = await asyncio.to_thread(_alarm)
        alarm.every(LOOK_SECONDS, self._look, "look")
        self._alarm = alarm
        self._arm()
        alarm.begin()
        try:
            await asyncio.Event().wait()
        finally:
            alarm.end()
            self._alarm = None

    def next_run(self, job: JobId) -> datetime | None:
        """When a job is due next; None where it is paused or unknown."""
        definition = self._known.get(job)
        if definition is None or not definition.enabled:
            return None
        return next_due(definition.when, definition.zone, self._clock.now())

    async def plan(self) -> None:
        """Take over the definitions as they are now. A job that is planned for the first time,
        or again after a pause, begins with now."""
        async with self._accounting:
            known = await self._definitions.all()
            marks = await self._database.read(lambda conn: read_marks(conn, list(known)))
            now = self._clock.now()
            fresh = {
                job: now
                for job, definition in known.items()
                if job not in marks or self._begins_anew(definition)
            }
            if fresh:
                await self._write(lambda uow: keep_marks(uow.connection, fresh, now))
            self._known, self._marks = known, {**marks, **fresh}
            self._arm()

    def _begins_anew(self, definition: JobDefinition) -> bool:
        before = self._known.get(definition.id)
        if before is None:
            return not definition.enabled
        was_other = (before.when, before.zone) != (definition.when, definition.zone)
        return not definition.enabled or not before.enabled or was_other

    def _arm(self) -> None:
        if self._alarm is None:
            return
        for job, definition in self._known.items():
            self._alarm.forget(job)
            if definition.enabled:
                when = partial(self._on_the_computers_clock, job)
                self._alarm.at(when, partial(self._fire, job), job)

    def _on_the_computers_clock(self, job: JobId) -> datetime | None:
        due = self.next_run(job)
        return None if due is None else datetime.now(UTC) + (due - self._clock.now())

    async def _fire(self, job: JobId) -> None:
        definition = self._known.get(job)
        if definition is not None:
            await self._guarded(self.account(definition))

    async def _look(self) -> None:
        await self._guarded(self.look())

    async def _guarded(self, work: Any) -> None:
        """What cannot be done now is done at the next look: the mark has not moved."""
        try:
            await work
        except TemuDesktopError as error:
            log.warning("The schedule could not be looked at: %s", error)

    async def look(self) -> None:
        """Look everything over: the clock, what is due, what takes too long."""
        self._watch_clock()
        for definition in tuple(self._known.values()):
            await self.account(definition)
        await self._durations.look()

    async def account(self, definition: JobDefinition) -> None:
        """Account for every due time of a job up to now: run it, or record why not."""
        async with self._accounting:
            while definition.enabled and (due := self._due(definition)) is not None:
                await self._settle(definition, due)

    def _due(self, definition: JobDefinition) -> Due | None:
        busy = definition.id in self._runner.live
        mark = self._marks[definition.id]
        moment = Moment(mark, self._clock.now(), definition.grace_seconds, busy)
        return look(definition.when, definition.zone, moment)

    async def _settle(self, definition: JobDefinition, due: Due) -> None:
        def account(uow: UnitOfWork) -> None:
            self._account(uow, definition, due)

        if due.at is None:
            await self._write(account)
        else:
            request = RunRequest(
                definition.id, definition.parameters, BY_SCHEDULE, Trigger.SCHEDULE, due_at=due.at
            )
            await self._runner.start(request, definition, also=account)
        self._marks[definition.id] = due.handled_until

    def _account(self, uow: UnitOfWork, definition: JobDefinition, due: Due) -> None:
        """The due times that do not happen become a row, and the mark moves past all of them."""
        conn, now, job = uow.connection, self._clock.now(), definition.id
        keep_marks(conn, {job: due.handled_until}, now)
        if not due.missed:
            return
        why = NotRun(due.why_not or NotRun.COALESCED)
        state = RunState.SKIPPED if why is NotRun.STILL_RUNNING else RunState.MISSED
        request = RunRequest(
            *(job, definition.parameters, BY_SCHEDULE, Trigger.SCHEDULE),
            due_at=due.handled_until,
            due_count=due.missed,
        )
        run = new_run_id(now)
        repository.add(conn, run, request, definition.type, now, not_run=(state, why))
        uow.record(RunStateChanged(run, job, state.value))
        log.warning("%s: %s due times did not happen: %s", job, due.missed, why.value)
        if why is NotRun.TOO_LATE:
            params = {"job": job, "run": run, "count": due.missed, "reason": why.value}
            params["due_at"] = due.handled_until.isoformat()
            raise_issues(uow, [Issue(IssueRule.RUN_MISSED, "job", job, params)], now, by=run)

    async def _write(self, work: Callable[[UnitOfWork], None]) -> None:
        lease = self._runner.lease.held
        database = self._database.guarded(lease.renew) if lease else self._database
        await database.write(work)

    async def _rerun_interrupted(self) -> None:
        """Jobs whose last run was interrupted run again, where their definition says so."""
        last = await self._database.read(lambda conn: queries.interrupted_last(conn, RERUNS))
        for job, parameters in last.items():
            definition = self._known.get(job)
            if definition is None or not (definition.rerun and definition.enabled):
                continue
            request = RunRequest(job, parameters, BY_SCHEDULE, Trigger.RERUN)
            try:
                await self._runner.start(request, definition)
            except JobRunning:
                continue

    def _watch_clock(self) -> None:
        before, self._seen = self._seen, self._now_seen()
        wall = (self._seen.wall - before.wall).total_seconds()
        jump = wall - (self._seen.steady - before.steady)
        if abs(jump) < JUMP_SECONDS:
            return
        log.warning("The clock moved by %+.0f s; the schedule is planned anew", jump)
        for job, definition in self._known.items():
            mark = self._marks[job]
            self._marks[job] = after_clock_change(definition.when, mark, self._seen.wall)
        self._arm()

    def _now_seen(self) -> _Seen:
        return _Seen(self._clock.now(), self._clock.monotonic())


def _alarm() -> Alarm:
    from temu_desktop.jobs.waking import Alarm

    return Alarm()


def _tell_of_faults(waking: asyncio.Task[None]) -> None:
    if not waking.cancelled() and (error := waking.exception()) is not None:
        log.critical("Nothing wakes the schedule any more", exc_info=error)
