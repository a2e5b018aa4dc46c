"""Dry runs that a caller started: they leave no trace in the history, so the last are kept here."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from headless.options import LOGGER
from temu_desktop.core import Core
from temu_desktop.errors import JobRunning, TemuDesktopError
from temu_desktop.ids import JobId, RunId, new_run_id
from temu_desktop.jobs.model import RunRequest, RunResult, RunState, Trigger
from temu_desktop.jobs.parameters import check_parameters
from temu_desktop.jobs.queries import RunRow

log = logging.getLogger(f"{LOGGER}.previews")

KEPT = 20


@dataclass(slots=True)
class Preview:
    """A dry run; ``result`` once it has ended."""

    row: RunRow
    task: asyncio.Task[None] | None = field(default=None, repr=False)
    result: RunResult | None = None


class Previews:
    """The last dry runs of this process, one at a time per job."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._kept: OrderedDict[RunId, Preview] = OrderedDict()

    async def start(
        self, job: JobId, who: str, given: Mapping[str, Any], *, verbose: bool = False
    ) -> RunId:
        """Begin one in the background; raises UnknownJob, SettingsError, JobRunning."""
        definition = await self._core.jobs.definition(job)
        for known in self._kept.values():
            if known.row.job == job and known.result is None:
                raise JobRunning("a dry run is under way", job=job, run=known.row.run)
        statuses = {status.definition.id: status for status in await self._core.jobs.jobs()}
        parameters = {**definition.parameters, **given}
        check_parameters(statuses[job].takes, parameters)
        preview = Preview(_row(job, who, parameters, self._core.clock.now()))
        self._kept[preview.row.run] = preview
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        request = RunRequest(job, parameters, who, Trigger.MANUAL, dry_run=True, verbose=verbose)
        preview.task = asyncio.create_task(self._run(preview, request), name="dry-run")
        return preview.row.run

    def find(self, run: str) -> Preview | None:
        """One of the last."""
        return self._kept.get(RunId(run))

    def cancel(self, job: JobId) -> RunId | None:
        """End the dry run of a job, where one is under way."""
        for known in self._kept.values():
            if known.row.job == job and known.result is None and known.task is not None:
                known.task.cancel()
                return known.row.run
        return None

    async def close(self) -> None:
        """End what is under way."""
        tasks = [known.task for known in self._kept.values() if known.task is not None]
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _run(self, preview: Preview, request: RunRequest) -> None:
        run, began = preview.row.run, preview.row.started_at
        state, error = RunState.FAILED, None
        try:
            preview.result = await self._core.jobs.run(request)
        except asyncio.CancelledError:
            state = RunState.CANCELLED
        except TemuDesktopError as failure:
            error = failure
            log.warning("A dry run of %s could not be made: %s", request.job, failure)
        finally:
            now = self._core.clock.now()
            ended = preview.result or RunResult(run, request.job, state, began, now, (), True)
            if error is not None:
                ended = replace(ended, error_code=error.code, error_text=str(error))
            preview.result = replace(ended, run=run)
            preview.row = replace(
                preview.row,
                state=ended.state,
                ended_at=ended.ended_at,
                error_code=ended.error_code,
                error_text=ended.error_text,
                counters=ended.counters(),
            )


def _row(job: JobId, who: str, parameters: Mapping[str, Any], now: datetime) -> RunRow:
    return RunRow(
        run=new_run_id(now),
        job=job,
        state=RunState.RUNNING,
        trigger=Trigger.MANUAL.value,
        started_by=who,
        parameters=parameters,
        started_at=now,
        ended_at=None,
        attempt=1,
        due_at=None,
        due_count=1,
        next_attempt_at=None,
        error_code=None,
        error_text=None,
        counters={},
    )
