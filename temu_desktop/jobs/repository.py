"""Runs and steps in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows, upsert_rows
from temu_desktop.errors import UnknownRun
from temu_desktop.fitting import fit
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs.model import RunRequest, RunResult, RunState, StepResult, StepState

RUNS = schema.job_runs
STEPS = schema.job_steps


def begin(conn: Connection, run: RunId, request: RunRequest, now: datetime) -> None:
    """A run starts; an earlier one of the job that is still 'running' was interrupted, because
    the caller holds the job's lock."""
    conn.execute(
        update(RUNS)
        .where(RUNS.c.job_id == request.job, RUNS.c.state == RunState.RUNNING.value)
        .values(state=RunState.INTERRUPTED.value, ended_at=now)
    )
    row = {
        "run_id": run,
        "job_id": request.job,
        "job_type": request.job.removesuffix("_temu"),
        "state": RunState.RUNNING.value,
        "trigger": request.trigger,
        "started_by": request.started_by,
        "parameters": _plain(request.parameters),
        "dry_run": request.dry_run,
        "started_at": now,
    }
    insert_rows(conn, RUNS, [row])


def keep_step(
    conn: Connection,
    run: RunId,
    position: int,
    name: str,
    started_at: datetime,
    result: StepResult | None,
) -> None:
    """A step has begun (no result yet) or ended."""
    row = {
        "run_id": run,
        "position": position,
        "name": name,
        "state": (result.state if result else StepState.RUNNING).value,
        "started_at": started_at,
        "ended_at": result.ended_at if result else None,
        "counters": dict(result.counters) if result else {},
        "error_code": result.error_code if result else None,
        "error_text": fit(result.error_text, 2000) if result and result.error_text else None,
    }
    changing = ["state", "ended_at", "counters", "error_code", "error_text"]
    upsert_rows(conn, STEPS, [row], ["run_id", "position"], changing)


def finish(conn: Connection, result: RunResult) -> None:
    """A run has ended."""
    conn.execute(
        update(RUNS)
        .where(RUNS.c.run_id == result.run)
        .values(
            state=result.state.value,
            ended_at=result.ended_at,
            error_code=result.error_code,
            error_text=fit(result.error_text, 2000) if result.error_text else None,
            counters=result.counters(),
        )
    )


def require_run(conn: Connection, run: str) -> Mapping[str, Any]:
    """A run as stored; raises UnknownRun."""
    row = conn.execute(select(RUNS).where(RUNS.c.run_id == run)).one_or_none()
    if row is None:
        raise UnknownRun("no such run", run=run)
    return dict(row._mapping)


def last_success(conn: Connection, job: JobId) -> datetime | None:
    """When a job last ended well."""
    return conn.execute(
        select(RUNS.c.ended_at)
        .where(RUNS.c.job_id == job, RUNS.c.state == RunState.SUCCESS.value)
        .order_by(RUNS.c.ended_at.desc())
        .limit(1)
    ).scalar()


def _plain(parameters: Mapping[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, value in parameters.items():
        plain[name] = (
            list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
        )
    return plain
