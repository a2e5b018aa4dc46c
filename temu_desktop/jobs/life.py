"""The life of one run in this process: its turn, its attempts, its end.

The end is written here, whatever brought it: success, failure, time-out, cancel, a stopping program
or another process that took over.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_issues, raise_issues
from temu_desktop.bus import EventBus
from temu_desktop.clock import Clock
from temu_desktop.database import UnitOfWork
from temu_desktop.errors import DatabaseError, LeaseLost, TemuDesktopError
from temu_desktop.events import RunFinished, RunStarted, RunStateChanged
from temu_desktop.ids import RunId
from temu_desktop.jobs import repository
from temu_desktop.jobs.context import RunContext
from temu_desktop.jobs.definitions import JobDefinition
from temu_desktop.jobs.model import NotRun, RunRequest, RunResult, RunState
from temu_desktop.jobs.outcome import ended_by, pause_before, result_of, timed_out
from temu_desktop.jobs.parameters import Parameter

log = logging.getLogger(__name__)

_LEVELS = {
    RunState.SUCCESS: logging.INFO,
    RunState.FAILED: logging.ERROR,
    RunState.TIMED_OUT: logging.ERROR,
}
"""How loud the end of a run is; that a person cancelled it is no error."""

DATABASE_PAUSE_SECONDS = 2.0


class Workflow(Protocol):
    """What a type of job does."""

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What it takes."""
        ...

    async def run(self, context: RunContext, request: RunRequest) -> None:
        """Do it; errors are raised, counters are on the context's steps."""
        ...


@dataclass(slots=True)
class LiveRun:
    """A run in this process. ``once``: a person waits for it, so it is neither retried nor timed;
    ``ending``: what its cancellation means; ``settling``: it is over and being recorded as such;
    ``began`` and ``attempt_began``: when, in seconds of the steady clock."""

    run: RunId
    request: RunRequest
    definition: JobDefinition
    workflow: Workflow
    once: bool
    began: float
    attempt: int = 0
    attempt_began: float | None = None
    ending: tuple[RunState, NotRun | None] | None = None
    settling: bool = False
    task: asyncio.Task[RunResult] | None = field(default=None, repr=False)

    def end(self, state: RunState, why: NotRun | None = None) -> None:
        """Cancel the work; the first one to say why is right."""
        self.ending = self.ending or (state, why)
        if self.task is not None:
            # Not before its first step: a task that never began could not record its end.
            asyncio.get_running_loop().call_soon(self.task.cancel)


class RunLife:
    """Lives one run; ``turn`` is the lock that runs of its type share."""

    def __init__(
        self,
        live: LiveRun,
        context: RunContext,
        clock: Clock,
        bus: EventBus,
        turn: asyncio.Lock,
        jitter: Callable[[], float],
    ) -> None:
        self._live = live
        self._context = context
        self._clock = clock
        self._bus = bus
        self._turn_of_type = turn
        self._jitter = jitter

    async def lived(self) -> RunResult:
        """From its place in the queue to the recorded end."""
        live = self._live
        try:
            async with self._turn():
                result = await self._attempts()
        except _NoTurn:
            result = ended_by(self._result(RunState.SKIPPED), NotRun.TYPE_BUSY)
        except asyncio.CancelledError:
            state, why = live.ending or (RunState.CANCELLED, None)
            result = self._result(state)
            result = ended_by(result, why) if why else result
            await self._settle_surely(result)
            if live.ending is None:
                raise
            return result
        await self._settle_surely(result)
        return result

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Runs of one type wait for each other, for as long as they are worth beginning."""
        try:
            async with asyncio.timeout(self._live.definition.grace_seconds):
                await self._turn_of_type.acquire()
        except TimeoutError as waited:
            raise _NoTurn from waited
        try:
            yield
        finally:
            self._turn_of_type.release()

    async def _attempts(self) -> RunResult:
        live, definition = self._live, self._live.definition
        while True:
            live.attempt += 1
            self._context.attempt = live.attempt
            await self._begin()
            result = await self._attempt()
            if result.state is not RunState.FAILED or not result.retryable or live.once:
                return result
            if live.attempt > definition.retries:
                return result
            pause = pause_before(definition.retry_delay_seconds, live.attempt, self._jitter())
            await self._retry_later(result, pause)
            await self._clock.sleep(pause)

    async def _begin(self) -> None:
        live, now = self._live, self._clock.now()
        live.attempt_began = self._clock.monotonic()

        def work(uow: UnitOfWork) -> None:
            repository.begin(uow.connection, live.run, live.attempt, now)
            uow.record(self._changed(RunState.RUNNING))

        await self._write(work)
        if live.attempt == 1:
            self._context.begun_at = now
            self._bus.publish(RunStarted(live.run, live.request.job))
        log.info("Run %s of %s: attempt %s", live.run, live.request.job, live.attempt)

    async def _attempt(self) -> RunResult:
        live = self._live
        limit = live.definition.timeout_seconds
        timer = asyncio.timeout(None if live.once else limit)
        try:
            async with timer:
                await live.workflow.run(self._context, live.request)
        except LeaseLost as lost:
            return self._result(RunState.INTERRUPTED, lost)
        except Exception as error:  # a border: every failure of a run becomes its recorded end
            if timer.expired() and isinstance(error, TimeoutError):
                return timed_out(self._result(RunState.TIMED_OUT), limit)
            if not isinstance(error, TemuDesktopError):
                log.exception("Run %s of %s broke", live.run, live.request.job)
            return self._result(RunState.FAILED, error)
        return self._result(RunState.SUCCESS)

    async def _retry_later(self, result: RunResult, pause: float) -> None:
        at = self._clock.now() + timedelta(seconds=pause)

        def work(uow: UnitOfWork) -> None:
            repository.retry_later(uow.connection, result, at)
            uow.record(self._changed(RunState.RETRYING))

        await self._write(work)
        words = (result.run, result.job, result.error_text, pause)
        log.warning("Run %s of %s: %s; again in %.0f s", *words)

    async def _settle_surely(self, result: RunResult) -> None:
        """Write the end to its end: a cancellation that comes meanwhile waits for it, and where
        nobody said what it means it goes on to the caller."""
        self._live.settling = True
        settling = asyncio.create_task(self._settle(result), name=f"settle-{result.run}")
        cancelled = False
        while not settling.done():
            try:
                await asyncio.wait({settling})
            except asyncio.CancelledError:
                cancelled = True
        await settling
        if cancelled and self._live.ending is None:
            raise asyncio.CancelledError

    async def _settle(self, result: RunResult) -> None:
        """Write the end, for as long as it takes: until then the job counts as running."""

        def work(uow: UnitOfWork) -> None:
            if repository.finish(uow.connection, result):
                uow.record(self._changed(result.state))
                self._tell(uow, result)

        try:
            await self._write(work)
        except LeaseLost:
            log.warning("Run %s: its end is recorded by who took over", result.run)
        self._bus.publish(RunFinished(result.run, result.job, result.state.value))
        level = _LEVELS.get(result.state, logging.WARNING)
        words = (result.run, result.job, result.state.value, result.error_text or "")
        log.log(level, "Run %s of %s: %s %s", *words)

    def _tell(self, uow: UnitOfWork, result: RunResult) -> None:
        """What the end of a run means for people: an issue, or the end of one."""
        job, run, now = result.job, result.run, self._clock.now()
        over = [IssueRule.RUN_LATE, IssueRule.RUN_STUCK]
        if result.state is RunState.SUCCESS:
            over += [IssueRule.JOB_FAILED, IssueRule.RUN_MISSED]
        for rule in over:
            close_issues(uow, rule, [job], now, by=run)
        if result.state in {RunState.FAILED, RunState.TIMED_OUT} and not self._live.once:
            params = {"job": job, "run": run, "attempts": result.attempt}
            params |= {"error_code": result.error_code, "error_text": result.error_text}
            raise_issues(uow, [Issue(IssueRule.JOB_FAILED, "job", job, params)], now, by=run)

    async def _write(self, work: Callable[[UnitOfWork], None]) -> None:
        """A write about the run itself, repeated while the database is away."""
        while True:
            try:
                await self._context.database.write(work)
            except DatabaseError as error:
                if not error.retryable or self._live.once:
                    raise
                log.warning("The run cannot be recorded yet: %s", error)
                await asyncio.sleep(DATABASE_PAUSE_SECONDS)
            else:
                return

    def _changed(self, state: RunState) -> RunStateChanged:
        live = self._live
        return RunStateChanged(live.run, live.request.job, state.value, live.attempt)

    def _result(self, state: RunState, error: Exception | None = None) -> RunResult:
        return result_of(self._context, self._live.request.job, state, self._clock, error)


class _NoTurn(Exception):
    """Another run of the type took longer than this one is worth waiting."""
