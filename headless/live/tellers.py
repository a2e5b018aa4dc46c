"""What the hub tells of jobs and of progress: gathered, so that much news is few messages."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence

from headless.board import JobBoard, Standing
from headless.live.messages import Channel, Draft
from headless.options import LOGGER
from temu_desktop.errors import DatabaseError
from temu_desktop.events import StepProgressed
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs.service import JobStatus

log = logging.getLogger(f"{LOGGER}.tellers")

PROGRESS_SECONDS = 0.05
"""How far apart two progress messages are."""
GATHER_SECONDS = 0.02
"""Changes of jobs that come so close together are read once."""
LOOK_SECONDS = 15.0
"""How often it is looked what time alone has changed, while somebody listens."""


class ProgressTeller:
    """Hands progress to ``tell`` at once, and the newest of each run a moment after the last."""

    def __init__(self, tell: Callable[[StepProgressed], None]) -> None:
        self._tell = tell
        self._waiting: dict[RunId, StepProgressed] = {}
        self._timer: asyncio.TimerHandle | None = None

    def add(self, event: StepProgressed) -> None:
        """Take an event, in place of an older one of its run."""
        if self._timer is None:
            self._tell(event)
            self._rest()
        else:
            self._waiting[event.run] = event

    def flush(self) -> None:
        """Tell what waits now: something follows that comes after it."""
        waiting, self._waiting = self._waiting, {}
        for event in waiting.values():
            self._tell(event)

    def close(self) -> None:
        """Tell nothing more."""
        if self._timer is not None:
            self._timer.cancel()

    def _rest(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(PROGRESS_SECONDS, self._due)

    def _due(self) -> None:
        self._timer = None
        if self._waiting:
            self.flush()
            self._rest()


class JobTeller:
    """Compares the jobs with what was told of them last, and hands what is new to ``publish``.

    ``runs`` says which job the live runs are of.
    """

    def __init__(
        self,
        board: JobBoard,
        publish: Callable[[Draft], None],
        has_listeners: Callable[[], bool],
    ) -> None:
        self.runs: dict[RunId, JobId] = {}
        self._board = board
        self._publish = publish
        self._has_listeners = has_listeners
        self._told: dict[JobId, JobStatus] = {}
        self._changed = asyncio.Event()

    def wake(self) -> None:
        """Something about the jobs has changed."""
        self._changed.set()

    def note(self, jobs: Sequence[JobStatus]) -> None:
        """Somebody is told of all jobs: remember which job the live runs are of. What the first one
        was told is what later changes are changes of."""
        self.runs.update({job.live.run: job.definition.id for job in jobs if job.live})
        self._told = self._told or {job.definition.id: job for job in jobs}

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._changed.wait()
            if not self._changed.is_set() and not self._has_listeners():
                continue
            await asyncio.sleep(GATHER_SECONDS)
            self._changed.clear()
            try:
                self._tell(await self._board.standing())
            except DatabaseError as error:
                log.debug("The jobs cannot be read now: %s", error)
                self._changed.set()
                await asyncio.sleep(1)

    def _tell(self, standing: Standing) -> None:
        before = self._told
        self._told = {job.definition.id: job for job in standing.jobs}
        self.note(standing.jobs)
        for job in standing.jobs:
            if before.get(job.definition.id) != job:
                self._publish(self._update(job, standing.acting))

    def _update(self, job: JobStatus, acting: bool) -> Draft:
        def render(language: str) -> str:
            shown = self._board.shown(job, language).model_dump_json()
            return jobs_data(full=False, jobs=shown, acting=acting)

        return Draft("jobs_update", Channel.JOBS, render, ("job", job.definition.id))


def jobs_data(*, full: bool, jobs: str, acting: bool) -> str:
    """The data of an update as JSON."""
    words = {True: "true", False: "false"}
    return f'{{"full":{words[full]},"jobs":[{jobs}],"acting":{words[acting]}}}'
