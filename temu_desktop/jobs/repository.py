"""Runs and steps in the database. A run moves only along ``states.TRANSITIONS``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows, select_in, update_rows, upsert_rows
from temu_desktop.errors import UnknownRun
from temu_desktop.fitting import fit
from temu_desktop.ids import RunId
from temu_desktop.jobs import states
from temu_desktop.jobs.context import Step
from temu_desktop.jobs.model import NotRun, RunRequest, RunResult, RunState, StepResult, StepState

RUNS = schema.job_runs
STEPS = schema.job_steps


def add(
    conn: Connection,
    run: RunId,
    request: RunRequest,
    job_type: str,
    now: datetime,
    *,
    not_run: tuple[RunState, NotRun] | None = None,
) -> None:
    """A run that is to happen, or (``not_run``) one that was due and does not."""
    state = not_run[0] if not_run else RunState.SCHEDULED
    if state not in states.INITIAL:
        raise ValueError(f"a run cannot begin as {state.value}")
    row = {
        "run_id": run,
        "job_id": request.job,
        "job_type": job_type,
        "state": state.value,
        "trigger": request.trigger.value,
        "started_by": fit(request.started_by, 100),
        "parameters": _plain(request.parameters),
        "dry_run": request.dry_run,
        "started_at": now,
        "ended_at": now if not_run else None,
        "error_code": not_run[1].value if not_run else None,
        "due_at": request.due_at,
        "due_count": request.due_count,
    }
    insert_rows(conn, RUNS, [row])


def move(conn: Connection, run: RunId, state: RunState, values: Mapping[str, Any]) -> bool:
    """Bring a run into a state; False where it is in one that this may not follow."""
    allowed = [known.value for known in states.before(state)]
    moved = conn.execute(
        update(RUNS)
        .where(RUNS.c.run_id == run, RUNS.c.state.in_(sorted(allowed)))
        .values(state=state.value, **values)
    )
    return moved.rowcount == 1


def begin(conn: Connection, run: RunId, attempt: int, now: datetime) -> bool:
    """An attempt begins; the first one is the beginning of the run."""
    began = {"started_at": now} if attempt == 1 else {}
    values = {"attempt": attempt, "next_attempt_at": None, **began}
    return move(conn, run, RunState.RUNNING, values)


def retry_later(conn: Connection, result: RunResult, at: datetime) -> bool:
    """An attempt failed and another one follows."""
    values = {"next_attempt_at": at, **_error(result), "counters": result.counters()}
    return move(conn, result.run, RunState.RETRYING, values)


def finish(conn: Connection, result: RunResult) -> bool:
    """A run has ended."""
    values = {"ended_at": result.ended_at, **_error(result), "counters": result.counters()}
    return move(conn, result.run, result.state, values | {"next_attempt_at": None})


def interrupt_all(conn: Connection, now: datetime) -> None:
    """Whoever ran the live runs acts no more: they and their steps were interrupted."""
    live = sorted(state.value for state in states.LIVE)
    runs = list(conn.execute(select(RUNS.c.run_id).where(RUNS.c.state.in_(live))).scalars())
    ended = {"state": RunState.INTERRUPTED.value, "ended_at": now}
    why = {"error_code": NotRun.PROCESS_DIED.value}
    update_rows(conn, RUNS, [{"run_id": run, **ended, **why} for run in runs], ["run_id"])
    steps = select_in(
        conn,
        select(STEPS.c.run_id, STEPS.c.position).where(STEPS.c.state == StepState.RUNNING.value),
        STEPS.c.run_id,
        runs,
    )
    cancelled = {"state": StepState.CANCELLED.value, "ended_at": now}
    rows = [{"run_id": row.run_id, "position": row.position, **cancelled} for row in steps]
    update_rows(conn, STEPS, rows, ["run_id", "position"])


def keep_step(conn: Connection, run: RunId, step: Step, result: StepResult | None) -> None:
    """A step has begun (no result yet) or ended."""
    row = {
        "run_id": run,
        "position": step.position,
        "name": step.name,
        "state": (result.state if result else StepState.RUNNING).value,
        "started_at": step.started_at,
        "ended_at": result.ended_at if result else None,
        "counters": dict(result.counters) if result else {},
        "error_code": result.error_code if result else None,
        "error_text": fit(result.error_text, 2000) if result and result.error_text else None,
        "attempt": step.attempt,
    }
    changing = ["state", "ended_at", "counters", "error_code", "error_text"]
    upsert_rows(conn, STEPS, [row], ["run_id", "position"], changing)


def keep_progress(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """How far steps are; each row has run_id, position, done and total."""
    update_rows(conn, STEPS, rows, ["run_id", "position"])


def require_run(conn: Connection, run: str) -> Mapping[str, Any]:
    """A run as stored; raises UnknownRun."""
    row = conn.execute(select(RUNS).where(RUNS.c.run_id == run)).one_or_none()
    if row is None:
        raise UnknownRun("no such run", run=run)
    return dict(row._mapping)


def _error(result: RunResult) -> dict[str, Any]:
    text = fit(result.error_text, 2000) if result.error_text else None
    return {"error_code": result.error_code, "error_text": text}


def _plain(parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
        for name, value in parameters.items()
    }
