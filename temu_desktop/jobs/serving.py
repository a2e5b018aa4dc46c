"""A process that acts on its database whenever it can, and stands by while another one does."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from temu_desktop.bus import EventBus
from temu_desktop.clock import Clock
from temu_desktop.database import Database
from temu_desktop.errors import AnotherActs, DatabaseError, TemuDesktopError
from temu_desktop.events import ActingChanged, DefinitionsChanged
from temu_desktop.jobs.follower import Follower
from temu_desktop.jobs.lease import Lease
from temu_desktop.jobs.progress import ProgressKeeper
from temu_desktop.jobs.requests import (
    WORTHLESS_AFTER,
    Action,
    Answer,
    Asked,
    OpenRequest,
    answer,
    open_requests,
)
from temu_desktop.jobs.runner import Runner
from temu_desktop.jobs.scheduler import JobScheduler
from temu_desktop.jobs.service import JobService, error_answer

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
PAUSE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Watch:
    """Something that the acting process looks at, every so many seconds; with ``always`` one that
    stands by as well."""

    name: str
    seconds: float
    look: Callable[[], Awaitable[None]]
    always: bool = False


class Serving:
    """Holds the lease as long as it can and does what goes with it: the schedule, the requests of
    other processes, the watches. Without the lease it follows what the acting process does."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bus: EventBus,
        runner: Runner,
        scheduler: JobScheduler,
        service: JobService,
        watches: tuple[Watch, ...] = (),
    ) -> None:
        self.scheduler = scheduler
        self.acting = False
        self._database = database
        self._clock = clock
        self._bus = bus
        self._runner = runner
        self._service = service
        self._watches = watches
        self._replan = asyncio.Event()

    @asynccontextmanager
    async def serving(self, kind: str) -> AsyncIterator[None]:
        """Act or stand by for a block, as a process of this kind (``serve``, ``console``, …).

        At its end runs under way are interrupted and recorded as such, and the lease is free.
        """
        self._runner.lease.kind = kind
        task = asyncio.create_task(self._serve(), name="serving")
        task.add_done_callback(_tell_of_faults)
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def look(self) -> None:
        """Look at the schedule now, where this process acts: its clock was moved."""
        if self.acting:
            try:
                await self.scheduler.look()
            except TemuDesktopError as error:
                log.warning("The schedule could not be looked at: %s", error)

    async def _serve(self) -> None:
        while True:
            try:
                await self._stand_by()
                await self._act()
            except AnotherActs:
                continue
            except DatabaseError as error:
                log.warning("The operations database is away: %s", error)
                await asyncio.sleep(PAUSE_SECONDS)

    async def _stand_by(self) -> None:
        never = asyncio.Event()
        works = [Follower(self._database, self._bus).follow()]
        works += [self._watch(watch, never) for watch in self._watches if watch.always]
        tasks = [asyncio.create_task(work, name="stand-by") for work in works]
        try:
            await self._runner.lease.wait()
        finally:
            for task in tasks:
                task.cancel()
            # Not awaited one by one: that would hide that this process was told to end meanwhile.
            await asyncio.wait(tasks)
            for task in tasks:
                if not task.cancelled() and (error := task.exception()) is not None:
                    log.error("Standing by went wrong", exc_info=error)

    async def _act(self) -> None:
        async with AsyncExitStack() as stack:
            lease = await stack.enter_async_context(self._runner.lease.acting())
            self._runner.open()
            stack.push_async_callback(self._runner.stop)
            stack.enter_context(self._bus.subscribe(self._note_changes, DefinitionsChanged))
            progress = ProgressKeeper(self._database, self._bus)
            await stack.enter_async_context(progress.keeping())
            await stack.enter_async_context(self.scheduler.running())
            self.acting = True
            self._bus.publish(ActingChanged(True))
            log.info("This process acts now")
            try:
                async with asyncio.TaskGroup() as group:
                    group.create_task(self._answer_requests(lease))
                    for watch in self._watches:
                        group.create_task(self._watch(watch, lease.lost))
            except* DatabaseError as several:
                raise several.exceptions[0] from None
            finally:
                self.acting = False
                self._bus.publish(ActingChanged(False))

    async def _answer_requests(self, lease: Lease) -> None:
        news = self._database.news()
        while not lease.lost.is_set():
            try:
                if self._replan.is_set():
                    self._replan.clear()
                    await self.scheduler.plan()
                with news.look() as some:
                    for request in await self._database.read(open_requests) if some else ():
                        await self._answer(request)
            except DatabaseError as error:
                log.warning("Requests cannot be read: %s", error)
                await asyncio.sleep(PAUSE_SECONDS)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(lease.lost.wait(), LOOK_SECONDS)

    async def _answer(self, request: OpenRequest) -> None:
        given = Answer(None, "nobody_acts")
        if self._clock.now() - request.asked_at < WORTHLESS_AFTER:
            try:
                given = await self._done(request.asked)
            except DatabaseError:
                raise
            except TemuDesktopError as error:
                given = Answer(None, *error_answer(error))
        now = self._clock.now()
        await self._database.write(lambda uow: answer(uow.connection, request.id, given, now))

    async def _done(self, asked: Asked) -> Answer:
        if asked.action is Action.RUN and asked.job is not None:
            run = await self._service.run_now(asked.job, asked.asked_by, asked.parameters)
            return Answer(run)
        if asked.action is Action.CANCEL and asked.run is not None:
            self._runner.cancel(asked.run)
            return Answer(asked.run)
        await self.scheduler.plan()
        # The other process changed definitions; who shows them here hears of it like this.
        self._bus.publish(DefinitionsChanged((), asked.asked_by))
        return Answer(None)

    async def _watch(self, watch: Watch, over: asyncio.Event) -> None:
        while not over.is_set():
            try:
                await watch.look()
            except TemuDesktopError as error:
                log.warning("The watch %s could not look: %s", watch.name, error)
            except Exception:  # a border: a watch that breaks must not stop the jobs
                log.exception("The watch %s broke", watch.name)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), watch.seconds)

    def _note_changes(self, event: DefinitionsChanged) -> None:
        self._replan.set()


def _tell_of_faults(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.critical("The program no longer acts: a fault", exc_info=error)
