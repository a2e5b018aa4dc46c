"""Everything that a front end can do with jobs, whichever process acts."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from temu_desktop.audit.repository import Act, record_act
from temu_desktop.bus import EventBus
from temu_desktop.clock import Clock
from temu_desktop.database import Database
from temu_desktop.errors import (
    AnotherActs,
    JobDisabled,
    JobRunning,
    LeaseLost,
    NobodyActs,
    NotCancellable,
    SettingsError,
    TemuDesktopError,
    UnknownJob,
    UnknownRun,
)
from temu_desktop.exposure.repository import ExposureKind, percentiles
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs import queries, states
from temu_desktop.jobs.definition_store import DefinitionStore
from temu_desktop.jobs.definitions import JobDefinition
from temu_desktop.jobs.follower import Follower
from temu_desktop.jobs.lease import COMMAND, Holder
from temu_desktop.jobs.marks import read_marks
from temu_desktop.jobs.model import RunRequest, RunResult, RunState, Trigger
from temu_desktop.jobs.parameters import Parameter
from temu_desktop.jobs.queries import SPANS, Figures, RunFilter, RunRow, StepRow
from temu_desktop.jobs.requests import Action, Asked, ask
from temu_desktop.jobs.runner import Runner
from temu_desktop.jobs.schedule import due_times, next_due

FROM_ARCHIVE = "from_archive"
VERBOSE = "verbose"
"""How these two travel to the process that acts: beside the parameters."""
LOOK_SECONDS = 0.3
OVERDUE_SECONDS = 60.0
"""A due time must be accounted for so long after its grace; then nobody is looking."""

_FAILED_FOR_GOOD = frozenset({RunState.FAILED, RunState.TIMED_OUT})
_ERRORS = {
    kind.code: kind
    for kind in (AnotherActs, JobDisabled, JobRunning, LeaseLost, NobodyActs, NotCancellable)
} | {kind.code: kind for kind in (UnknownJob, UnknownRun)}


@dataclass(frozen=True, slots=True)
class JobStatus:
    """A job as a list shows it. ``last`` is its newest run, ``live`` the same while it lives,
    ``ended`` the newest that is over; ``overdue``: a due time passed its grace and nobody accounted
    for it; ``takes``: the parameters its type takes."""

    definition: JobDefinition
    last: RunRow | None
    next_run: datetime | None
    overdue: bool
    takes: tuple[Parameter, ...] = ()
    ended: RunRow | None = None

    @property
    def health(self) -> str:
        """Unhealthy where the last run failed for good, warning where the job is overdue."""
        if self.ended is not None and self.ended.state in _FAILED_FOR_GOOD:
            return "unhealthy"
        return "warning" if self.overdue else "healthy"

    @property
    def live(self) -> RunRow | None:
        """The run that is under way."""
        return self.last if self.last is not None and self.last.state in states.LIVE else None

    @property
    def status(self) -> str:
        """One word: the state of the live run, else paused or idle."""
        if self.live is not None:
            return self.live.state.value
        return "idle" if self.definition.enabled else "paused"


class JobService:
    """Jobs of one operations database. What needs the acting process is handed to it."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bus: EventBus,
        runner: Runner,
        definitions: DefinitionStore,
    ) -> None:
        self._database = database
        self._clock = clock
        self._bus = bus
        self._runner = runner
        self._definitions = definitions

    async def run(self, request: RunRequest) -> RunResult:
        """Run a job once, now and to its end, with just the parameters given.

        Where a scheduler acts it does the work, and its progress is told on this process' bus.
        Raises UnknownJob, SettingsError, JobRunning, AnotherActs, NobodyActs, DatabaseError.
        """
        definition = await self._definitions.get(request.job)
        if not request.dry_run and await self._scheduler_elsewhere() is not None:
            return await self._handed_over(request, definition)
        return await self._runner.run(request, definition)

    async def run_now(
        self,
        job: JobId,
        who: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        verbose: bool = False,
    ) -> RunId:
        """Start a job in the background; ``parameters`` go over the definition's, for this run,
        and ``verbose`` keeps its finest log lines.

        Raises UnknownJob, JobDisabled, SettingsError, JobRunning, and NobodyActs where no process
        does.
        """
        definition = await self._definitions.get(job)
        if not definition.enabled:
            raise JobDisabled("the job is switched off", job=job)
        given = {**(parameters or {}), **({VERBOSE: True} if verbose else {})}
        if self._runner.lease.held is None:
            return await self._ask_for_run(Asked(Action.RUN, who, job, parameters=given))
        archive, fine = given.pop(FROM_ARCHIVE, None), given.pop(VERBOSE, False)
        if not isinstance(fine, bool):
            raise SettingsError((f"{VERBOSE}={fine!r} is wrong; expected true or false",))
        request = RunRequest(
            *(job, {**definition.parameters, **given}, who, Trigger.MANUAL),
            from_archive=RunId(archive) if archive else None,
            verbose=fine,
        )
        return await self._runner.start(request, definition)

    async def cancel(self, run: RunId, who: str) -> None:
        """Cancel a run, wherever it runs; its state follows.

        Raises UnknownRun, NotCancellable, NobodyActs.
        """
        row = await self._database.read(lambda conn: queries.run_row(conn, run))
        if row.state not in states.LIVE:
            raise NotCancellable("the run has ended", run=run, state=row.state.value)
        if any(live.run == run for live in self._runner.live.values()):
            self._runner.cancel(run)
        else:
            await self._ask(Asked(Action.CANCEL, who, run=run))
        act = Act(who, "cancel_run", run, {"job": row.job})
        now = self._clock.now()
        await self._database.write(lambda uow: record_act(uow.connection, act, now))

    async def change(self, job: JobId, changes: Mapping[str, Any], who: str) -> JobDefinition:
        """Change a job's definition; raises UnknownJob, DefinitionWrong."""
        definition = await self._definitions.change(job, changes, who)
        await self._plan_anew(who)
        return definition

    async def reset(self, job: JobId, who: str) -> JobDefinition:
        """Back to the shipped definition; raises UnknownJob."""
        definition = await self._definitions.reset(job, who)
        await self._plan_anew(who)
        return definition

    async def pause(self, job: JobId, who: str) -> JobDefinition:
        """Switch a job off; a run under way goes on to its end."""
        return await self.change(job, {"enabled": False}, who)

    async def resume(self, job: JobId, who: str) -> JobDefinition:
        """Switch a job on; what was due meanwhile does not count."""
        return await self.change(job, {"enabled": True}, who)

    async def jobs(self) -> list[JobStatus]:
        """All jobs, in their order."""
        definitions = await self._definitions.all()
        now = self._clock.now()
        newest, ended = await self._database.read(
            lambda conn: (queries.newest_runs(conn), queries.newest_runs(conn, ended=True))
        )
        marks = await self._database.read(lambda conn: read_marks(conn, list(definitions)))
        return [
            JobStatus(
                definition,
                newest.get(job),
                next_due(definition.when, definition.zone, now) if definition.enabled else None,
                _overdue(definition, marks.get(job), now),
                self._runner.parameters_of(definition.type),
                ended.get(job),
            )
            for job, definition in definitions.items()
        ]

    async def definition(self, job: JobId) -> JobDefinition:
        """One job's definition; raises UnknownJob."""
        return await self._definitions.get(job)

    async def history(self, wanted: RunFilter) -> list[RunRow]:
        """A page of runs, the newest first; raises UnknownJob, UnknownRun."""
        if wanted.job is not None:
            self._definitions.require(wanted.job)
        return await self._database.read(lambda conn: queries.history(conn, wanted))

    async def details(self, run: RunId) -> tuple[RunRow, list[StepRow]]:
        """One run with its steps; raises UnknownRun."""
        return await self._database.read(
            lambda conn: (queries.run_row(conn, run), queries.steps_of(conn, [run])[run])
        )

    async def figures(self) -> dict[JobId, dict[str, Figures]]:
        """Every job's figures over 24 hours, 7 and 30 days."""
        now = self._clock.now()
        return await self._database.read(lambda conn: queries.figures(conn, now))

    async def exposure(self) -> dict[str, dict[str, tuple[float, float]]]:
        """How long changes took to arrive at the neighbour: by kind and span, p50 and p95 in
        seconds; zeros where nothing arrived."""
        now = self._clock.now()

        def read(conn: Connection) -> dict[str, dict[str, tuple[float, float]]]:
            return {
                kind.value: {
                    name: percentiles(conn, kind, now - span) for name, span in SPANS.items()
                }
                for kind in ExposureKind
            }

        return await self._database.read(read)

    async def acting(self) -> Holder | None:
        """Which process acts; None where none does."""
        return await self._runner.lease.holder()

    async def _scheduler_elsewhere(self) -> Holder | None:
        if self._runner.lease.held is not None:
            return None
        holder = await self._runner.lease.holder()
        return None if holder is None or holder.kind == COMMAND else holder

    async def _handed_over(self, request: RunRequest, definition: JobDefinition) -> RunResult:
        parameters = dict(request.parameters)
        takes = {parameter.name for parameter in self._runner.parameters_of(definition.type)}
        if "mode" in takes:
            parameters.setdefault("mode", "full")
        if request.from_archive is not None:
            parameters[FROM_ARCHIVE] = request.from_archive
        if request.verbose:
            parameters[VERBOSE] = True
        follower = Follower(self._database, self._bus)
        await follower.look()
        asked = Asked(Action.RUN, request.started_by, request.job, parameters=parameters)
        run = await self._ask_for_run(asked)
        while True:
            row, _ = await self.details(run)
            # After it, so that an end that is returned has been told as well.
            await follower.look()
            if row.state in states.FINAL:
                return await self._database.read(lambda conn: queries.result_of_run(conn, run))
            await asyncio.sleep(LOOK_SECONDS)

    async def _ask_for_run(self, asked: Asked) -> RunId:
        run = await self._ask(asked)
        if run is None:
            raise NobodyActs("the acting process named no run")
        return run

    async def _ask(self, asked: Asked) -> RunId | None:
        """Ask the acting process; raises what it answers, NobodyActs where there is none."""
        holder = await self._scheduler_elsewhere()
        if holder is None:
            raise NobodyActs("no process acts on this database")
        answered = await ask(self._database, self._clock, asked)
        if answered.error_code is None:
            return answered.run
        raise _error(answered.error_code, answered.error_params)

    async def _plan_anew(self, who: str) -> None:
        """The acting process hears of changes through its own bus, or by being asked."""
        if self._runner.lease.held is None and await self._scheduler_elsewhere() is not None:
            await self._ask(Asked(Action.PLAN, who))


def error_answer(error: TemuDesktopError) -> tuple[str, dict[str, Any]]:
    """An error as it is written for the asker."""
    if isinstance(error, SettingsError):
        return error.code, {"problems": list(error.problems)}
    params = {name: str(value) for name, value in error.params.items()}
    return error.code, {"message": str(error.args[0] if error.args else ""), **params}


def _error(code: str, params: Mapping[str, Any]) -> TemuDesktopError:
    if code == SettingsError.code:
        return SettingsError(tuple(params.get("problems", ())))
    kind = _ERRORS.get(code, TemuDesktopError)
    details = dict(params)
    return kind(details.pop("message", code), **details)


def _overdue(definition: JobDefinition, mark: datetime | None, now: datetime) -> bool:
    if mark is None or not definition.enabled:
        return False
    limit = now - timedelta(seconds=definition.grace_seconds + OVERDUE_SECONDS)
    return next(due_times(definition.when, definition.zone, mark, limit), None) is not None
