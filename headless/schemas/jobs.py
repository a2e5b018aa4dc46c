"""Jobs, runs, steps and figures on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from headless.schemas.base import ErrorOut, In, Out, plain
from headless.schemas.logs import LineOut
from headless.words import Speech
from temu_desktop.jobs.definitions import JobDefinition
from temu_desktop.jobs.model import RunResult, StepResult
from temu_desktop.jobs.parameters import Parameter
from temu_desktop.jobs.queries import Figures, RunRow, StepRow
from temu_desktop.jobs.schedule import Every
from temu_desktop.jobs.service import JobStatus

State = Literal[
    "scheduled",
    "running",
    "retrying",
    "success",
    "failed",
    "cancelled",
    "timed_out",
    "interrupted",
    "skipped",
    "missed",
]


class RunOut(Out):
    """One execution of a job."""

    id: str
    job: str
    state: State
    trigger: str
    started_by: str | None
    parameters: dict[str, Any]
    started_at: datetime
    ended_at: datetime | None
    seconds: float | None
    attempt: int
    due_at: datetime | None
    due_count: int
    next_attempt_at: datetime | None
    error: ErrorOut | None
    counters: dict[str, dict[str, int]]
    dry_run: bool

    @classmethod
    def of(cls, row: RunRow, speech: Speech) -> RunOut:
        """A run of the history."""
        return cls(
            id=row.run,
            job=row.job,
            state=row.state.value,
            trigger=row.trigger,
            started_by=row.started_by,
            parameters=plain(row.parameters),
            started_at=row.started_at,
            ended_at=row.ended_at,
            seconds=row.seconds,
            attempt=row.attempt,
            due_at=row.due_at,
            due_count=row.due_count,
            next_attempt_at=row.next_attempt_at,
            error=ErrorOut.of(row.error_code, row.error_text, speech),
            counters={name: dict(counted) for name, counted in row.counters.items()},
            dry_run=False,
        )


class StepOut(Out):
    """A step of a run."""

    name: str
    state: str
    attempt: int
    started_at: datetime | None
    ended_at: datetime | None
    seconds: float | None
    counters: dict[str, int]
    done: int | None
    total: int | None
    error: ErrorOut | None

    @classmethod
    def of(cls, row: StepRow, speech: Speech) -> StepOut:
        """A step of the history."""
        return cls(
            name=row.name,
            state=row.state,
            attempt=row.attempt,
            started_at=row.started_at,
            ended_at=row.ended_at,
            seconds=_between(row.started_at, row.ended_at),
            counters=dict(row.counters),
            done=row.done,
            total=row.total,
            error=ErrorOut.of(row.error_code, row.error_text, speech),
        )

    @classmethod
    def of_result(cls, step: StepResult, speech: Speech) -> StepOut:
        """A step of a dry run."""
        return cls(
            name=step.name,
            state=step.state.value,
            attempt=step.attempt,
            started_at=step.started_at,
            ended_at=step.ended_at,
            seconds=_between(step.started_at, step.ended_at),
            counters=dict(step.counters),
            done=None,
            total=None,
            error=ErrorOut.of(step.error_code, step.error_text, speech),
        )


class IntendedOut(Out):
    """What a dry run would have written outside."""

    target: str
    action: str
    subject: str


class RunDetailsOut(Out):
    """One run with its steps."""

    run: RunOut
    steps: list[StepOut]
    intended: list[IntendedOut]

    @classmethod
    def of_result(cls, result: RunResult, run: RunOut, speech: Speech) -> RunDetailsOut:
        """A dry run that has ended."""
        return cls(
            run=run,
            steps=[StepOut.of_result(step, speech) for step in result.steps],
            intended=[
                IntendedOut(target=write.target, action=write.action, subject=write.subject)
                for write in result.intended
            ],
        )


class RunsOut(Out):
    """A page of runs."""

    items: list[RunOut]
    next: str | None


class ProgressOut(Out):
    """Where the current step of a run stands."""

    run: str
    step: str
    position: int
    state: str
    done: int | None
    total: int | None


class StatusOut(Out):
    """The status object as other programs read it."""

    status: str
    last_run: datetime | None
    next_run: datetime | None
    last_error: str | None
    last_duration: float | None
    retry_count: int
    max_retries: int


class ScheduleOut(Out):
    """When a job runs: every so many minutes, or by fields of the wall clock."""

    every_minutes: int | None
    cron: dict[str, str] | None
    zone: str

    @classmethod
    def of(cls, definition: JobDefinition) -> ScheduleOut:
        """A definition's schedule."""
        when = definition.when
        return cls(
            every_minutes=when.minutes if isinstance(when, Every) else None,
            cron=None if isinstance(when, Every) else dict(when.fields),
            zone=str(definition.zone),
        )


class ParameterOut(Out):
    """A parameter that a job takes."""

    name: str
    allowed: list[str | int]
    minimum: int | None
    maximum: int | None

    @classmethod
    def of(cls, parameter: Parameter) -> ParameterOut:
        """One of a job's type."""
        return cls(
            name=parameter.name,
            allowed=list(parameter.allowed),
            minimum=parameter.minimum,
            maximum=parameter.maximum,
        )


class JobOut(Out):
    """A job as a list shows it."""

    id: str
    name: str
    type: str
    enabled: bool
    status: StatusOut
    health: Literal["healthy", "warning", "unhealthy"]
    overdue: bool
    schedule: ScheduleOut
    parameters: dict[str, Any]
    takes: list[ParameterOut]
    timeout_seconds: float
    retries: int
    changed: list[str]
    run: RunOut | None
    progress: ProgressOut | None

    @classmethod
    def of(cls, job: JobStatus, progress: ProgressOut | None, speech: Speech) -> JobOut:
        """A job of now."""
        definition = job.definition
        return cls(
            id=definition.id,
            name=speech.job(definition.id),
            type=definition.type,
            enabled=definition.enabled,
            status=_status(job),
            health=job.health,  # type: ignore[arg-type]
            overdue=job.overdue,
            schedule=ScheduleOut.of(definition),
            parameters=plain(definition.parameters),
            takes=[ParameterOut.of(parameter) for parameter in job.takes],
            timeout_seconds=definition.timeout_seconds,
            retries=definition.retries,
            changed=sorted(definition.changed),
            run=RunOut.of(job.last, speech) if job.last else None,
            progress=progress if job.live and progress and progress.run == job.live.run else None,
        )


def _status(job: JobStatus) -> StatusOut:
    live, ended = job.live, job.ended
    return StatusOut(
        status=job.status,
        last_run=job.last.started_at if job.last else None,
        next_run=job.next_run,
        last_error=ended.error_code if ended else None,
        last_duration=ended.seconds if ended else None,
        retry_count=max(0, (live.attempt if live else 0) - 1),
        max_retries=job.definition.retries,
    )


class JobsOut(Out):
    """All jobs; ``acting``: some process runs them."""

    jobs: list[JobOut]
    acting: bool


class ShortStatusOut(Out):
    """A job in four words."""

    status: str
    last_run: datetime | None
    duration_seconds: float | None
    error: str | None

    @classmethod
    def of(cls, job: JobStatus) -> ShortStatusOut:
        """A job of now."""
        status = _status(job)
        return cls(
            status=status.status,
            last_run=status.last_run,
            duration_seconds=status.last_duration,
            error=status.last_error,
        )


class KpiOut(Out):
    """A job over a span of time."""

    runs: int
    succeeded: int
    failed: int
    not_run: int
    retries: int
    success_rate: float | None
    mean: float | None
    p50: float | None
    p95: float | None
    longest: float | None
    last_error: str | None

    @classmethod
    def all_of(cls, spans: Mapping[str, Figures]) -> dict[str, KpiOut]:
        """The figures of every span."""
        return {name: cls(**asdict(figures)) for name, figures in spans.items()}


class JobDetailsOut(Out):
    """One job with what can be said about it."""

    job: JobOut
    steps: list[StepOut]
    kpis: dict[str, KpiOut]
    logs: list[LineOut]


class StartedOut(Out):
    """A run that was started, or told to end."""

    run: str
    job: str
    dry_run: bool


class ScheduleIn(In):
    """A new schedule by fields of the wall clock."""

    cron: dict[str, str] = Field(min_length=1, max_length=10)
    zone: str | None = Field(default=None, max_length=60)


def _between(began: datetime | None, ended: datetime | None) -> float | None:
    return (ended - began).total_seconds() if began and ended else None
