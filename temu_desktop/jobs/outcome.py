"""How a run ended, and how long to wait before it is tried again. Pure."""

from __future__ import annotations

from dataclasses import replace

from temu_desktop.clock import Clock
from temu_desktop.errors import TemuDesktopError
from temu_desktop.ids import JobId
from temu_desktop.jobs.context import RunContext
from temu_desktop.jobs.model import NotRun, RunResult, RunState

LONGEST_PAUSE_SECONDS = 3600.0


def pause_before(first: float, attempt: int, jitter: float) -> float:
    """Seconds until the attempt after the ``attempt``-th: doubling, spread by ``jitter`` (0 to 1)
    over its lower half, so that many that failed together do not come back together."""
    growing = min(LONGEST_PAUSE_SECONDS, first * 2.0 ** (attempt - 1))
    return growing * (0.5 + jitter / 2)


def result_of(
    context: RunContext, job: JobId, state: RunState, clock: Clock, error: Exception | None = None
) -> RunResult:
    """The result of a run whose context has seen everything."""
    typed = error if isinstance(error, TemuDesktopError) else None
    return RunResult(
        run=context.run,
        job=job,
        state=state,
        started_at=context.begun_at,
        ended_at=clock.now(),
        steps=tuple(context.results),
        dry_run=context.dry_run,
        error_code=typed.code if typed else (type(error).__name__ if error else None),
        error_text=str(error) if error else None,
        retryable=typed.retryable if typed else False,
        intended=tuple(context.intended),
        attempt=context.attempt,
    )


def timed_out(result: RunResult, seconds: float) -> RunResult:
    """The run took longer than its definition allows."""
    text = f"took longer than {seconds:.0f} s"
    return replace(result, state=RunState.TIMED_OUT, error_code="timed_out", error_text=text)


def ended_by(result: RunResult, why: NotRun) -> RunResult:
    """Not the work ended the run, but this."""
    return replace(result, error_code=why.value)
