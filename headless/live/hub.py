"""The hub: numbers every message, keeps the last ones for those who come back, and hands them to
each client's own queue, so that nobody waits for anybody."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections import deque
from collections.abc import AsyncIterator, Hashable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from headless.board import JobBoard, Standing
from headless.live.client import NOT_ALLOWED, Client
from headless.live.log_feed import LogFeed
from headless.live.messages import (
    PROGRESS,
    Channel,
    Draft,
    Message,
    changed_orders,
    changed_stock,
    draft_of,
)
from headless.live.tellers import JobTeller, ProgressTeller, jobs_data
from headless.metrics import Metrics
from headless.options import LOGGER, Limits
from temu_desktop.core import Core
from temu_desktop.events import (
    ActingChanged,
    DefinitionsChanged,
    LogLinesWritten,
    RunFinished,
    RunStateChanged,
    StepProgressed,
)
from temu_desktop.ids import DeviceId

log = logging.getLogger(f"{LOGGER}.hub")

_NOT_RUN = frozenset({"skipped", "missed"})
_JOBS_CHANGE = (RunStateChanged, RunFinished, DefinitionsChanged, ActingChanged)


class Hub:
    """All connected WebSockets of one server."""

    def __init__(self, core: Core, board: JobBoard, limits: Limits, metrics: Metrics) -> None:
        self.stream = secrets.token_hex(4)
        self.limits = limits
        self.feed = LogFeed(
            core.logs, lambda: [c for c in self._clients if Channel.LOGS in c.channels], self._tell
        )
        self._core = core
        self._board = board
        self._metrics = metrics
        # Numbers of a later server are larger, so that no client mistakes old for new.
        self._seq = int(core.clock.now().timestamp() * 1000)
        self._kept: deque[Message] = deque(maxlen=limits.kept_messages)
        # The newest message that is no longer kept.
        self._forgotten = self._seq
        self._clients: set[Client] = set()
        self._progress = ProgressTeller(self._tell_progress)
        self._jobs = JobTeller(board, self._publish, lambda: bool(self._clients))

    @property
    def seq(self) -> int:
        """The newest message's number."""
        return self._seq

    @property
    def clients(self) -> int:
        """How many are connected."""
        return len(self._clients)

    def devices(self) -> Iterable[DeviceId]:
        """Whose they are."""
        return {client.caller.device.id for client in self._clients if client.caller.device}

    def of_caller(self, key: str) -> int:
        """How many one caller has."""
        return sum(client.caller.key == key for client in self._clients)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen to the core for a block."""
        async with AsyncExitStack() as stack:
            stack.enter_context(self._core.bus.subscribe(self._hear))
            work = (self._jobs.run(), self.feed.run(), self._ping())
            tasks = [asyncio.create_task(one, name="hub") for one in work]
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
                for task in tasks:
                    with contextlib.suppress(asyncio.CancelledError):
                        await task
                self._progress.close()

    async def standing(self) -> Standing:
        """The jobs of now; raises DatabaseError."""
        standing = await self._board.standing()
        self._jobs.note(standing.jobs)
        return standing

    def join(self, client: Client) -> None:
        """Let a client hear what comes from now on."""
        client.joined_at = self._seq
        self._clients.add(client)
        self._metrics.sockets.set(len(self._clients))

    def leave(self, client: Client) -> None:
        """It hears nothing more."""
        self._clients.discard(client)
        self._metrics.sockets.set(len(self._clients))

    def answer(self, client: Client, draft: Draft) -> None:
        """Say something to one client alone."""
        client.offer(Message(self._seq, draft))

    def full_update(self, client: Client, standing: Standing) -> None:
        """All jobs to one client."""

        def render(language: str) -> str:
            shown = ",".join(
                self._board.shown(job, language).model_dump_json() for job in standing.jobs
            )
            return jobs_data(full=True, jobs=shown, acting=standing.acting)

        self.answer(client, Draft("jobs_update", Channel.JOBS, render))

    def missed(self, client: Client, since: int, stream: str | None) -> list[Message] | None:
        """What came after a message, of the client's channels, up to when it joined; None where
        that is no longer known."""
        if stream not in {None, self.stream} or not self._forgotten <= since <= self._seq:
            return None
        until = client.joined_at
        newest: dict[Hashable, Message] = {}
        for message in self._kept:
            if since < message.seq <= until and client.hears(message):
                newest.pop(message.key, None)
                newest[message.key] = message
        most = self.limits.queue_messages * 3 // 4
        return list(newest.values()) if len(newest) <= most else None

    def lock_out(self, device: DeviceId) -> None:
        """Close everything that a device has open."""
        for client in list(self._clients):
            if client.caller.device is not None and client.caller.device.id == device:
                client.close(NOT_ALLOWED, "access_refused")

    def _hear(self, event: object) -> None:
        if isinstance(event, LogLinesWritten):
            self.feed.wake()
            return
        if isinstance(event, StepProgressed):
            self._progress.add(event)
            return
        if isinstance(event, RunStateChanged):
            self._jobs.runs[event.run] = event.job
        if (draft := draft_of(event, self._jobs.runs)) is not None:
            self._progress.flush()
            self._publish(draft)
        if isinstance(event, _JOBS_CHANGE):
            self._jobs.wake()
        if isinstance(event, RunStateChanged) and event.state in _NOT_RUN:
            self._jobs.runs.pop(event.run, None)
        if isinstance(event, RunFinished):
            self._end_run(event)

    def _end_run(self, event: RunFinished) -> None:
        self._jobs.runs.pop(event.run, None)
        if not self._core.serving.acting:
            # What another process wrote is not told here; that it did so is.
            self._publish(changed_orders((), event.run))
            self._publish(changed_stock((), event.run))

    def _tell_progress(self, event: StepProgressed) -> None:
        if (draft := draft_of(event, self._jobs.runs)) is not None:
            self._publish(draft)

    def _publish(self, draft: Draft) -> None:
        """Number a message, keep it, and offer it to all who hear it. Progress is not kept: who
        comes back gets how far a job is with the job, and an hour of it would crowd out all else.
        """
        self._seq += 1
        message = Message(self._seq, draft)
        if draft.type != PROGRESS:
            if len(self._kept) == self._kept.maxlen:
                self._forgotten = self._kept[0].seq
            self._kept.append(message)
        self._offer(message, (client for client in self._clients if client.hears(message)))

    def _tell(self, draft: Draft, clients: Sequence[Client]) -> None:
        """A message that is not kept, to some."""
        self._seq += 1
        self._offer(Message(self._seq, draft), clients)

    def _offer(self, message: Message, clients: Iterable[Client]) -> None:
        hearing = tuple(clients)
        self._metrics.sent.inc(len(hearing))
        for client in hearing:
            if not client.offer(message):
                log.warning("A WebSocket of %s was too slow", client.caller.name)
                self._metrics.dropped.inc()

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(self.limits.ping_seconds)
            message = Message(self._seq, Draft("ping", None, {}, "ping"))
            self._offer(message, self._clients)
