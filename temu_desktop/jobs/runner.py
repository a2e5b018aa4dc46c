"""Starts and stops runs in this process. Each write of a run renews the lease in its own
transaction, so that a process which another one has replaced cannot write any more.
"""

from __future__ import annotations

import asyncio
import logging
import random
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from pathlib import Path

from temu_desktop.bus import EventBus
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork
from temu_desktop.errors import JobRunning, NobodyActs, NotCancellable, TemuDesktopError
from temu_desktop.events import RunStateChanged
from temu_desktop.ids import JobId, RunId, new_run_id
from temu_desktop.jobs import repository
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.jobs.definitions import JobDefinition
from temu_desktop.jobs.lease import LeaseKeeper
from temu_desktop.jobs.life import LiveRun, RunLife, Workflow
from temu_desktop.jobs.model import NotRun, RunRequest, RunResult, RunState, StepResult
from temu_desktop.jobs.outcome import result_of
from temu_desktop.jobs.parameters import Parameter, check_parameters
from temu_desktop.logs import bound
from temu_desktop.switches.gate import WriteGate
from temu_desktop.temu.archive import ApiArchive

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 120.0
"""How long a run waits for a block that another one holds: a reading of the order list."""
STOP_SECONDS = 20.0
"""How long a stopping program waits for its runs to write that they were interrupted."""
SETTLING_SECONDS = 5.0
"""How long a start waits for the run before it to be recorded."""
ENTERING_SECONDS = 0.02
"""How often it looks at a run that is just being recorded."""


class Runner:
    """Starts, cancels and stops runs. ``workflows`` by type of job; ``jitter`` gives numbers from
    0 to 1 for the spread of pauses."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bus: EventBus,
        lease: LeaseKeeper,
        archive: ApiArchive,
        workflows: Mapping[str, Workflow],
        *,
        jitter: Callable[[], float] | None = None,
    ) -> None:
        self.lease = lease
        self._database = database
        self._clock = clock
        self._bus = bus
        self._archive = archive
        self._workflows = workflows
        self._jitter = jitter or random.SystemRandom().random
        self._live: dict[JobId, LiveRun] = {}
        self._tasks: set[asyncio.Task[RunResult]] = set()
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._blocks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._stopped = False
        lease.on_lost = lambda: self._end_all(NotRun.LEASE_LOST)

    @property
    def live(self) -> Mapping[JobId, LiveRun]:
        """The runs of this process that have not ended."""
        return self._live

    def parameters_of(self, job_type: str) -> tuple[Parameter, ...]:
        """What a type of job takes."""
        return self._workflows[job_type].parameters

    async def run(self, request: RunRequest, definition: JobDefinition) -> RunResult:
        """Run once, to the end; a failure is in the result.

        Raises SettingsError (wrong parameters), JobRunning, AnotherActs, and DatabaseError where
        the run itself cannot be recorded.
        """
        check_parameters(self.parameters_of(definition.type), request.parameters)
        if request.dry_run:
            return await self._dry(self._workflows[definition.type], request)
        _, task = await self._enter(request, definition, once=True)
        return await task

    async def start(
        self,
        request: RunRequest,
        definition: JobDefinition,
        *,
        also: Callable[[UnitOfWork], None] | None = None,
    ) -> RunId:
        """Start a run in the background, with the definition's retries and time-out; when this
        returns it is recorded, and what ``also`` writes with it. Raises what ``run`` raises, and
        NobodyActs after ``stop``."""
        if self._stopped:
            raise NobodyActs("this process is giving up acting")
        check_parameters(self.parameters_of(definition.type), request.parameters)
        live, task = await self._enter(request, definition, once=False, also=also)
        task.add_done_callback(_tell_of_faults)
        return live.run

    def cancel(self, run: RunId) -> None:
        """Cancel a run of this process; its state follows. Raises NotCancellable where it has
        ended."""
        for live in self._live.values():
            if live.run == run:
                live.end(RunState.CANCELLED)
                return
        raise NotCancellable("the run does not run here", run=run)

    def open(self) -> None:
        """Runs may be started from now on, until ``stop``; so it is at the beginning, too."""
        self._stopped = False

    async def stop(self) -> None:
        """Interrupt all runs and wait until they are recorded as such; none is started any more,
        although the lease is still held for a moment."""
        self._stopped = True
        self._end_all(NotRun.PROGRAM_STOPPED)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                while self._live or self._tasks:
                    await self._ended_next()
        except TimeoutError:
            for task in self._tasks:
                log.error("%s did not end; it is recorded at the next start", task.get_name())

    async def _ended_next(self) -> None:
        """Until something has moved: a run ended, or one that was just being recorded has its
        task."""
        if self._tasks:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(ENTERING_SECONDS)

    def _end_all(self, why: NotRun) -> None:
        for live in self._live.values():
            live.end(RunState.INTERRUPTED, why)

    async def _enter(
        self,
        request: RunRequest,
        definition: JobDefinition,
        *,
        once: bool,
        also: Callable[[UnitOfWork], None] | None = None,
    ) -> tuple[LiveRun, asyncio.Task[RunResult]]:
        await self._recorded(request.job)
        known = self._live.get(request.job)
        if known is not None:
            raise JobRunning("runs already", job=request.job, run=known.run)
        run = new_run_id(self._clock.now())
        workflow = self._workflows[definition.type]
        live = LiveRun(run, request, definition, workflow, once, self._clock.monotonic())
        self._live[request.job] = live
        stack = AsyncExitStack()
        try:
            lease = await stack.enter_async_context(self.lease.acting())
            database = self._database.guarded(lease.renew)
            await database.write(lambda uow: self._add(uow, live, also))
        except BaseException:
            del self._live[request.job]
            await stack.aclose()
            raise
        live.task = asyncio.create_task(self._lived(live, database, stack), name=f"run-{run}")
        self._tasks.add(live.task)
        live.task.add_done_callback(self._tasks.discard)
        if live.ending is not None:
            live.end(*live.ending)
        return live, live.task

    async def _recorded(self, job: JobId) -> None:
        """A run that is over may be seen as such a moment before it has left; that is waited for,
        so that nobody is told that a job runs which shows itself as done."""
        known = self._live.get(job)
        if known is not None and known.settling and known.task is not None:
            await asyncio.wait({known.task}, timeout=SETTLING_SECONDS)

    def _add(
        self, uow: UnitOfWork, live: LiveRun, also: Callable[[UnitOfWork], None] | None
    ) -> None:
        now = self._clock.now()
        if also is not None:
            also(uow)
        repository.add(uow.connection, live.run, live.request, live.definition.type, now)
        uow.record(RunStateChanged(live.run, live.request.job, RunState.SCHEDULED.value))

    async def _lived(self, live: LiveRun, database: Database, stack: AsyncExitStack) -> RunResult:
        turn = self._turns[live.definition.type]
        context = self._context(live, database)
        try:
            life = RunLife(live, context, self._clock, self._bus, turn, self._jitter)
            place = {"run": live.run, "job": live.request.job, "job_type": live.definition.type}
            with bound(**place, verbose=live.request.verbose):
                return await life.lived()
        finally:
            self._live.pop(live.request.job, None)
            await stack.aclose()

    def _context(self, live: LiveRun, database: Database) -> RunContext:
        async def keep(run: RunId, step: Step, result: StepResult | None) -> None:
            await database.write(
                lambda uow: repository.keep_step(uow.connection, run, step, result)
            )

        gate = WriteGate(self._database, self._clock, self.lease.secure)
        return RunContext(
            run=live.run,
            database=database,
            clock=self._clock,
            bus=self._bus,
            archive=self._archive,
            before_write=gate.check,
            hold=self._hold,
            on_step=keep,
        )

    @asynccontextmanager
    async def _hold(self, name: str) -> AsyncIterator[None]:
        """A block that one run at a time may be in, over all jobs."""
        block = self._blocks[name]
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await block.acquire()
        except TimeoutError as waited:
            raise JobRunning("another run is still at it", job=name) from waited
        try:
            yield
        finally:
            block.release()

    async def _dry(self, workflow: Workflow, request: RunRequest) -> RunResult:
        """A preview: on an overlay that is thrown away, neighbours replaced by recorders."""
        async with AsyncExitStack() as stack:
            overlay = await stack.enter_async_context(self._database.overlay())
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="temu-dry-run-"))
            context = RunContext(
                run=new_run_id(self._clock.now()),
                database=overlay,
                clock=self._clock,
                bus=EventBus(),
                archive=ApiArchive(Path(folder)),
                dry_run=True,
                before_write=_allow,
                hold=lambda name: nullcontext(),
                on_step=_forget,
            )
            error: Exception | None = None
            try:
                with bound(verbose=request.verbose):
                    await workflow.run(context, request)
            except Exception as failure:  # a border: every failure becomes the preview's end
                if not isinstance(failure, TemuDesktopError):
                    log.exception("Dry run of %s broke", request.job)
                error = failure
            state = RunState.FAILED if error else RunState.SUCCESS
            return result_of(context, request.job, state, self._clock, error)


def _tell_of_faults(task: asyncio.Task[RunResult]) -> None:
    """Nobody awaits a run in the background; a fault of the runner itself must not go unseen."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("%s ended with a fault of the runner", task.get_name(), exc_info=error)


async def _allow() -> None:
    """A dry run's neighbours are recorders; there is nothing to forbid."""


async def _forget(run: RunId, step: Step, result: StepResult | None) -> None:
    """A dry run leaves no trace in the history."""
