"""Runs a job once: lock, record, steps, final state. The only writer of runs."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Mapping
from contextlib import AsyncExitStack, nullcontext
from pathlib import Path
from typing import Protocol

from temu_desktop.bus import EventBus
from temu_desktop.clock import Clock
from temu_desktop.database import Database
from temu_desktop.errors import TemuDesktopError, UnknownJob
from temu_desktop.events import RunFinished, RunStarted
from temu_desktop.ids import JobId, RunId, new_run_id
from temu_desktop.jobs import repository
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.jobs.locks import JobLocks
from temu_desktop.jobs.model import RunRequest, RunResult, RunState, StepResult
from temu_desktop.switches.gate import WriteGate
from temu_desktop.temu.archive import ApiArchive

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 120.0
"""How long a run waits for a block that another one holds: a reading of the order list."""


class Workflow(Protocol):
    """What a job does."""

    def check(self, request: RunRequest) -> None:
        """Raise SettingsError for parameters that the job does not take."""
        ...

    async def run(self, context: RunContext, request: RunRequest) -> None:
        """Do it; errors are raised, counters are on the context's steps."""
        ...


class Runner:
    """Starts runs. One run of a job at a time over all processes on the database."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bus: EventBus,
        locks: JobLocks,
        archive: ApiArchive,
        workflows: Mapping[JobId, Workflow],
    ) -> None:
        self._database = database
        self._clock = clock
        self._bus = bus
        self._locks = locks
        self._archive = archive
        self._workflows = workflows

    @property
    def jobs(self) -> tuple[JobId, ...]:
        """The jobs that can be run."""
        return tuple(self._workflows)

    async def run(self, request: RunRequest) -> RunResult:
        """Run a job to its end; a failure is in the result.

        Raises UnknownJob, SettingsError (wrong parameters), JobLocked, and DatabaseError where the
        run itself cannot be recorded.
        """
        workflow = self._workflows.get(request.job)
        if workflow is None:
            raise UnknownJob("no such job", job=request.job, known=", ".join(self._workflows))
        workflow.check(request)
        run = new_run_id(self._clock.now())
        if request.dry_run:
            return await self._dry(workflow, request, run)
        async with self._locks.hold(request.job, run) as lock:
            await self._database.write(
                lambda uow: repository.begin(uow.connection, run, request, self._clock.now())
            )
            gate = WriteGate(self._database, self._clock, lock.check)
            context = RunContext(
                run=run,
                database=self._database,
                clock=self._clock,
                bus=self._bus,
                archive=self._archive,
                before_write=gate.check,
                hold=lambda name: self._locks.hold(name, run, patience_seconds=PATIENCE_SECONDS),
                on_step=self._keep_step,
            )
            return await self._execute(workflow, request, context)

    async def _dry(self, workflow: Workflow, request: RunRequest, run: RunId) -> RunResult:
        """A preview: on an overlay that is thrown away, neighbours replaced by recorders."""
        async with AsyncExitStack() as stack:
            overlay = await stack.enter_async_context(self._database.overlay())
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="temu-dry-run-"))
            context = RunContext(
                run=run,
                database=overlay,
                clock=self._clock,
                bus=EventBus(),
                archive=ApiArchive(Path(folder)),
                dry_run=True,
                before_write=_allow,
                hold=lambda name: nullcontext(),
                on_step=_forget,
            )
            return await self._outcome(workflow, request, context)

    async def _execute(
        self, workflow: Workflow, request: RunRequest, context: RunContext
    ) -> RunResult:
        self._bus.publish(RunStarted(context.run, request.job))
        log.info("Run %s of %s started", context.run, request.job)
        try:
            result = await self._outcome(workflow, request, context)
        except asyncio.CancelledError:
            cancelled = self._result(request, context, RunState.CANCELLED, None)
            await asyncio.shield(self._finish(cancelled))
            raise
        await self._finish(result)
        return result

    async def _outcome(
        self, workflow: Workflow, request: RunRequest, context: RunContext
    ) -> RunResult:
        context.begun_at = self._clock.now()
        try:
            await workflow.run(context, request)
        except Exception as error:  # a border: every failure of a run becomes its recorded end
            if not isinstance(error, TemuDesktopError):
                log.exception("Run %s of %s broke", context.run, request.job)
            return self._result(request, context, RunState.FAILED, error)
        return self._result(request, context, RunState.SUCCESS, None)

    def _result(
        self,
        request: RunRequest,
        context: RunContext,
        state: RunState,
        error: Exception | None,
    ) -> RunResult:
        typed = error if isinstance(error, TemuDesktopError) else None
        return RunResult(
            run=context.run,
            job=request.job,
            state=state,
            started_at=context.begun_at,
            ended_at=self._clock.now(),
            steps=tuple(context.results),
            dry_run=context.dry_run,
            error_code=typed.code if typed else (type(error).__name__ if error else None),
            error_text=str(error) if error else None,
            retryable=typed.retryable if typed else False,
            intended=tuple(context.intended),
        )

    async def _finish(self, result: RunResult) -> None:
        await self._database.write(lambda uow: repository.finish(uow.connection, result))
        self._bus.publish(RunFinished(result.run, result.job, result.state.value))
        level = logging.INFO if result.state is RunState.SUCCESS else logging.ERROR
        log.log(
            level,
            "Run %s of %s: %s %s",
            result.run,
            result.job,
            result.state.value,
            result.error_text or "",
        )

    async def _keep_step(self, run: RunId, step: Step, result: StepResult | None) -> None:
        await self._database.write(
            lambda uow: repository.keep_step(
                uow.connection, run, step.position, step.name, step.started_at, result
            )
        )


async def _allow() -> None:
    """A dry run's neighbours are recorders; there is nothing to forbid."""


async def _forget(run: RunId, step: Step, result: StepResult | None) -> None:
    """A dry run leaves no trace in the history."""
