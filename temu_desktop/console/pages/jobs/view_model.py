"""What the jobs page knows and does, without widgets: jobs, what runs now, figures, acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto
from typing import Any

from temu_desktop.core import Core
from temu_desktop.events import (
    RunStateChanged,
    StepFinished,
    StepProgressed,
    StepStarted,
)
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs import states
from temu_desktop.jobs.definitions import JobDefinition
from temu_desktop.jobs.model import RunRequest, RunResult, RunState, StepState
from temu_desktop.jobs.queries import Figures, RunFilter, RunRow, StepRow
from temu_desktop.jobs.service import JobStatus

FIGURES_SECONDS = 60.0
"""Figures look at thirty days of runs; they are read again once a run has ended, and after so long
because their spans move."""
PAGE = 50
Exposure = Mapping[str, Mapping[str, tuple[float, float]]]


class Acting(Enum):
    """Which program runs the jobs."""

    UNKNOWN = auto()
    HERE = auto()
    ELSEWHERE = auto()
    NOBODY = auto()


@dataclass(frozen=True, slots=True)
class LiveStep:
    """The step that runs: how far it is, where it says so."""

    name: str
    done: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class LiveRun:
    """A run that is under way, as the events tell it."""

    run: RunId
    job: JobId
    state: str
    attempt: int = 1
    started_at: datetime | None = None
    next_attempt_at: datetime | None = None
    step: LiveStep | None = None
    counters: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JobView:
    """All about one job that a card shows."""

    status: JobStatus
    live: LiveRun | None
    figures: Mapping[str, Figures]

    @property
    def state(self) -> str:
        """One word for the pill: of the live run, else paused or ready."""
        if self.live is not None:
            return self.live.state
        return "idle" if self.status.definition.enabled else "paused"


class JobsModel:
    """Reads jobs through the core and keeps what runs true by events in between."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._jobs: dict[JobId, JobStatus] = {}
        self._live: dict[RunId, LiveRun] = {}
        self._figures: Mapping[JobId, Mapping[str, Figures]] = {}
        self._figures_read = -FIGURES_SECONDS
        self._figured: Mapping[JobId, RunId] = {}
        self.exposure: Exposure = {}
        self.acting = Acting.UNKNOWN
        self.previews: dict[JobId, RunResult] = {}

    def now(self) -> datetime:
        """The core's time."""
        return self._core.clock.now()

    async def read(self) -> list[JobView]:
        """Every job as it stands now."""
        jobs = await self._core.jobs.jobs()
        self._jobs = {job.definition.id: job for job in jobs}
        known = self._live
        live: dict[RunId, LiveRun] = {}
        for job in jobs:
            if (row := job.live) is not None:
                live[row.run] = known.get(row.run) or await self._found(row)
                live[row.run] = _in_state(live[row.run], row)
        self._live = live
        self.acting = await self._who_acts()
        await self._read_figures()
        return self.views()

    def views(self) -> list[JobView]:
        """Every job as it was read and as events have told since."""
        by_job = {run.job: run for run in self._live.values()}
        return [
            JobView(status, by_job.get(job), self._figures.get(job, {}))
            for job, status in self._jobs.items()
        ]

    def view(self, job: JobId) -> JobView | None:
        """One job; None where nothing was read yet."""
        return next((view for view in self.views() if view.status.definition.id == job), None)

    def take(self, events: Iterable[object]) -> set[JobId]:
        """Learn what events tell; which jobs look different now."""
        touched: set[JobId] = set()
        for event in events:
            if isinstance(event, RunStateChanged):
                self._take_state(event)
                touched.add(event.job)
            elif isinstance(event, StepStarted | StepProgressed | StepFinished):
                run = self._live.get(event.run)
                if run is not None:
                    self._live[event.run] = _with_step(run, event)
                    touched.add(run.job)
        return touched

    async def start(
        self, job: JobId, parameters: Mapping[str, Any], who: str, *, verbose: bool = False
    ) -> RunId:
        """Run a job now, in the background; ``verbose`` keeps its finest log lines."""
        return await self._core.jobs.run_now(job, who, parameters, verbose=verbose)

    async def preview(self, job: JobId, parameters: Mapping[str, Any], who: str) -> RunResult:
        """A dry run: nothing is sent, nothing is stored; what it would have sent is kept."""
        definition = await self._core.jobs.definition(job)
        given = {**definition.parameters, **parameters}
        result = await self._core.jobs.run(RunRequest(job, given, who, dry_run=True))
        self.previews[job] = result
        return result

    async def cancel(self, run: RunId, who: str) -> None:
        """Cancel a run."""
        await self._core.jobs.cancel(run, who)

    async def switch(self, job: JobId, on: bool, who: str) -> None:
        """Pause a job or let it go on."""
        await (self._core.jobs.resume if on else self._core.jobs.pause)(job, who)

    async def change(self, job: JobId, changes: Mapping[str, Any], who: str) -> JobDefinition:
        """Change a schedule; raises DefinitionWrong."""
        return await self._core.jobs.change(job, changes, who)

    async def reset(self, job: JobId, who: str) -> JobDefinition:
        """Back to the shipped schedule."""
        return await self._core.jobs.reset(job, who)

    async def runs(
        self, job: JobId, wanted: Sequence[RunState], before: RunId | None = None, limit: int = PAGE
    ) -> list[RunRow]:
        """A page of a job's runs, the newest first."""
        return await self._core.jobs.history(RunFilter(job, tuple(wanted), before, limit))

    async def details(self, run: RunId) -> tuple[RunRow, list[StepRow]]:
        """A run with its steps."""
        return await self._core.jobs.details(run)

    def _take_state(self, event: RunStateChanged) -> None:
        if RunState(event.state) in states.FINAL:
            self._live.pop(event.run, None)
            return
        known = self._live.get(event.run) or LiveRun(event.run, event.job, event.state)
        step = known.step if event.attempt == known.attempt else None
        self._live[event.run] = replace(
            known, state=event.state, attempt=max(1, event.attempt), step=step
        )

    async def _found(self, row: RunRow) -> LiveRun:
        """A run that began before anybody listened."""
        _, steps = await self._core.jobs.details(row.run)
        running = [step for step in steps if step.state == StepState.RUNNING.value]
        step = LiveStep(running[-1].name, running[-1].done, running[-1].total) if running else None
        done = [step for step in steps if step.counters]
        counters = done[-1].counters if done else {}
        return LiveRun(row.run, row.job, row.state.value, step=step, counters=counters)

    async def _who_acts(self) -> Acting:
        if self._core.serving.acting:
            return Acting.HERE
        return Acting.ELSEWHERE if await self._core.jobs.acting() is not None else Acting.NOBODY

    async def _read_figures(self) -> None:
        now = self._core.clock.monotonic()
        ended = {job: one.ended.run for job, one in self._jobs.items() if one.ended is not None}
        if ended != self._figured or now - self._figures_read > FIGURES_SECONDS:
            self._figures = await self._core.jobs.figures()
            self.exposure = await self._core.jobs.exposure()
            self._figures_read, self._figured = now, ended


def _in_state(live: LiveRun, row: RunRow) -> LiveRun:
    return replace(
        live,
        state=row.state.value,
        attempt=max(1, row.attempt),
        started_at=row.started_at,
        next_attempt_at=row.next_attempt_at,
    )


def _with_step(run: LiveRun, event: StepStarted | StepProgressed | StepFinished) -> LiveRun:
    if isinstance(event, StepStarted):
        return replace(run, step=LiveStep(event.step))
    if isinstance(event, StepProgressed):
        return replace(run, step=LiveStep(event.step, event.done, event.total))
    return replace(run, step=None, counters=dict(event.counters))
