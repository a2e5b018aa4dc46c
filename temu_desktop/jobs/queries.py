"""What front ends read about jobs: history, steps, figures; small frozen data, few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from temu_desktop.database import schema
from temu_desktop.database.batching import select_in
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs import states
from temu_desktop.jobs.model import RunResult, RunState, StepResult, StepState
from temu_desktop.jobs.repository import require_run

RUNS = schema.job_runs
STEPS = schema.job_steps
HAPPENED = tuple(
    state.value for state in RunState if state not in {RunState.SKIPPED, RunState.MISSED}
)
ENDED = tuple(state for state in HAPPENED if RunState(state) in states.FINAL)
FEWEST_FOR_USUAL = 5


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a run; ``done`` of ``total`` pieces of work."""

    name: str
    state: str
    attempt: int
    started_at: datetime | None
    ended_at: datetime | None
    counters: Mapping[str, int]
    done: int | None
    total: int | None
    error_code: str | None
    error_text: str | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run as the history shows it; ``due_count``: for how many due times it stands."""

    run: RunId
    job: JobId
    state: RunState
    trigger: str
    started_by: str | None
    parameters: Mapping[str, Any]
    started_at: datetime
    ended_at: datetime | None
    attempt: int
    due_at: datetime | None
    due_count: int
    next_attempt_at: datetime | None
    error_code: str | None
    error_text: str | None
    counters: Mapping[str, Mapping[str, int]]

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it lives."""
        return (self.ended_at - self.started_at).total_seconds() if self.ended_at else None


@dataclass(frozen=True, slots=True)
class RunFilter:
    """Which runs: ``before`` is the last run of the page before, newest first."""

    job: JobId | None = None
    states: tuple[RunState, ...] = ()
    before: RunId | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Figures:
    """A job over a span of time. Seconds of the runs that ended well; ``success_rate`` from 0 to 1
    of those that ended by themselves, None where none did."""

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


def history(conn: Connection, wanted: RunFilter) -> list[RunRow]:
    """A page of runs, the newest first. Raises UnknownRun for a page that begins nowhere."""
    statement = select(RUNS)
    if wanted.job is not None:
        statement = statement.where(RUNS.c.job_id == wanted.job)
    if wanted.states:
        statement = statement.where(RUNS.c.state.in_([state.value for state in wanted.states]))
    if wanted.before is not None:
        last = require_run(conn, wanted.before)
        statement = statement.where(
            or_(
                RUNS.c.started_at < last["started_at"],
                and_(RUNS.c.started_at == last["started_at"], RUNS.c.run_id < wanted.before),
            )
        )
    newest_first = statement.order_by(RUNS.c.started_at.desc(), RUNS.c.run_id.desc())
    return [as_run(row) for row in conn.execute(newest_first.limit(wanted.limit))]


def run_row(conn: Connection, run: RunId) -> RunRow:
    """One run; raises UnknownRun."""
    require_run(conn, run)
    return as_run(conn.execute(select(RUNS).where(RUNS.c.run_id == run)).one())


def steps_of(conn: Connection, runs: Sequence[RunId]) -> dict[RunId, list[StepRow]]:
    """The steps of these runs, in order."""
    found: dict[RunId, list[StepRow]] = {run: [] for run in runs}
    rows = select_in(conn, select(STEPS), STEPS.c.run_id, list(runs))
    for row in sorted(rows, key=lambda row: (row.run_id, row.position)):
        found[RunId(row.run_id)].append(_step(row))
    return found


def result_of_run(conn: Connection, run: RunId) -> RunResult:
    """An ended run as its runner saw it; raises UnknownRun."""
    row = run_row(conn, run)
    steps = steps_of(conn, [run])[run]
    return RunResult(
        run=run,
        job=row.job,
        state=row.state,
        started_at=row.started_at,
        ended_at=row.ended_at or row.started_at,
        steps=tuple(
            StepResult(
                name=step.name,
                state=StepState(step.state),
                started_at=step.started_at or row.started_at,
                ended_at=step.ended_at or row.started_at,
                counters=step.counters,
                error_code=step.error_code,
                error_text=step.error_text,
                attempt=step.attempt,
            )
            for step in steps
        ),
        error_code=row.error_code,
        error_text=row.error_text,
        attempt=row.attempt,
    )


def newest_runs(conn: Connection, *, ended: bool = False) -> dict[JobId, RunRow]:
    """The newest run of every job that really began; with ``ended`` the newest that is over."""
    order = (RUNS.c.started_at.desc(), RUNS.c.run_id.desc())
    place = func.row_number().over(partition_by=RUNS.c.job_id, order_by=order).label("place")
    happened = RUNS.c.state.in_(ENDED if ended else HAPPENED)
    ranked = select(RUNS, place).where(happened).subquery()
    rows = conn.execute(select(ranked).where(ranked.c.place == 1))
    return {JobId(row.job_id): as_run(row) for row in rows}


def interrupted_last(conn: Connection, most: int) -> dict[JobId, Mapping[str, Any]]:
    """Jobs whose newest run was interrupted, with its parameters; not those of which the last
    ``most`` runs were."""
    order = (RUNS.c.started_at.desc(), RUNS.c.run_id.desc())
    place = func.row_number().over(partition_by=RUNS.c.job_id, order_by=order).label("place")
    ranked = select(RUNS, place).where(RUNS.c.state.in_(HAPPENED)).subquery()
    rows = conn.execute(
        select(ranked).where(ranked.c.place <= most).order_by(ranked.c.job_id, ranked.c.place)
    )
    by_job: dict[JobId, list[Any]] = defaultdict(list)
    for row in rows:
        by_job[JobId(row.job_id)].append(row)
    interrupted = RunState.INTERRUPTED.value
    return {
        job: runs[0].parameters or {}
        for job, runs in by_job.items()
        if runs[0].state == interrupted
        and not (len(runs) == most and all(run.state == interrupted for run in runs))
    }


def usual_seconds(conn: Connection, since: datetime) -> dict[JobId, float]:
    """The 95th percentile of how long good runs took, of jobs with enough of them."""
    rows = conn.execute(
        select(RUNS.c.job_id, RUNS.c.started_at, RUNS.c.ended_at).where(
            RUNS.c.state == RunState.SUCCESS.value, RUNS.c.started_at >= since
        )
    )
    taken: dict[JobId, list[float]] = defaultdict(list)
    for row in rows:
        taken[JobId(row.job_id)].append((row.ended_at - row.started_at).total_seconds())
    return {
        job: percentile(sorted(seconds), 0.95)
        for job, seconds in taken.items()
        if len(seconds) >= FEWEST_FOR_USUAL
    }


SPANS: Mapping[str, timedelta] = {
    "24h": timedelta(hours=24),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}


def figures(conn: Connection, now: datetime) -> dict[JobId, dict[str, Figures]]:
    """Every job's figures over each of the spans."""
    longest = max(SPANS.values())
    rows = conn.execute(
        select(
            *(RUNS.c.job_id, RUNS.c.state, RUNS.c.started_at, RUNS.c.ended_at),
            *(RUNS.c.attempt, RUNS.c.due_count, RUNS.c.error_code, RUNS.c.run_id),
        )
        .where(RUNS.c.started_at >= now - longest)
        .order_by(RUNS.c.started_at)
    ).all()
    by_job: dict[JobId, list[Any]] = defaultdict(list)
    for row in rows:
        by_job[JobId(row.job_id)].append(row)
    return {
        job: {
            name: _figures([row for row in runs if row.started_at >= now - span])
            for name, span in SPANS.items()
        }
        for job, runs in by_job.items()
    }


def _figures(runs: Sequence[Any]) -> Figures:
    happened = [row for row in runs if row.state in HAPPENED]
    good = [row for row in happened if row.state == RunState.SUCCESS.value]
    bad = [
        row for row in happened if row.state in {RunState.FAILED.value, RunState.TIMED_OUT.value}
    ]
    seconds = sorted((row.ended_at - row.started_at).total_seconds() for row in good)
    ended = len(good) + len(bad)
    return Figures(
        runs=len(happened),
        succeeded=len(good),
        failed=len(bad),
        not_run=sum(row.due_count or 1 for row in runs if row.state not in HAPPENED),
        retries=sum(max(0, (row.attempt or 1) - 1) for row in happened),
        success_rate=len(good) / ended if ended else None,
        mean=sum(seconds) / len(seconds) if seconds else None,
        p50=percentile(seconds, 0.5) if seconds else None,
        p95=percentile(seconds, 0.95) if seconds else None,
        longest=seconds[-1] if seconds else None,
        last_error=bad[-1].error_code if bad else None,
    )


def percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of all do not exceed (nearest rank)."""
    rank = max(1, -(-len(ordered) * share // 1))
    return ordered[int(rank) - 1]


def as_run(row: Any) -> RunRow:
    """A row of the table of runs."""
    return RunRow(
        run=RunId(row.run_id),
        job=JobId(row.job_id),
        state=RunState(row.state),
        trigger=row.trigger,
        started_by=row.started_by,
        parameters=row.parameters or {},
        started_at=row.started_at,
        ended_at=row.ended_at,
        attempt=row.attempt or 0,
        due_at=row.due_at,
        due_count=row.due_count or 1,
        next_attempt_at=row.next_attempt_at,
        error_code=row.error_code,
        error_text=row.error_text,
        counters=row.counters or {},
    )


def _step(row: Any) -> StepRow:
    return StepRow(
        name=row.name,
        state=row.state,
        attempt=row.attempt or 1,
        started_at=row.started_at,
        ended_at=row.ended_at,
        counters=row.counters or {},
        done=row.done,
        total=row.total,
        error_code=row.error_code,
        error_text=row.error_text,
    )
