"""The jobs as they stand, kept until an event or the clock says otherwise, so that asking for them
a thousand times a second costs no query."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pydantic import BaseModel

from headless.words import Speech, speech
from temu_desktop.bus import Subscription
from temu_desktop.core import Core
from temu_desktop.events import (
    ActingChanged,
    DefinitionsChanged,
    RunFinished,
    RunStarted,
    RunStateChanged,
    StepFinished,
    StepProgressed,
    StepStarted,
)
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs.queries import Figures
from temu_desktop.jobs.service import JobStatus

if TYPE_CHECKING:
    from headless.schemas.jobs import JobOut, ProgressOut

LONGEST = timedelta(seconds=60)
"""So long jobs are believed without any event; figures of spans that move on, too."""
STANDING_BY = timedelta(seconds=2)
"""The same where another process acts, whose changes of definitions are not heard."""
_CHANGING = (RunStateChanged, RunFinished, RunStarted, DefinitionsChanged, ActingChanged)
_STEPS = (StepStarted, StepProgressed, StepFinished)


@dataclass(frozen=True, slots=True)
class Document:
    """An answer as it goes out, with its tag."""

    content: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The jobs at one moment; ``until``: when time alone may have changed them."""

    jobs: Sequence[JobStatus]
    acting: bool
    until: datetime


class JobBoard:
    """Jobs, their progress and their figures, for every route and every WebSocket."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._standing: Standing | None = None
        self._version = 0
        self._reading = asyncio.Lock()
        self._progress: dict[RunId, ProgressOut] = {}
        self._documents: dict[tuple[str, str], Document] = {}
        self._figures: tuple[datetime, Mapping[JobId, Mapping[str, Figures]]] | None = None

    def follow(self) -> Subscription:
        """Hear what changes the jobs; close what is returned."""
        return self._core.bus.subscribe(self._note, *_CHANGING, *_STEPS)

    async def standing(self) -> Standing:
        """The jobs of now; raises DatabaseError where they must be read and cannot be."""
        known = self._known()
        if known is not None:
            return known
        async with self._reading:
            known = self._known()
            if known is not None:
                return known
            version = self._version
            fresh = await self._read()
            if version == self._version:
                self._keep(fresh)
            return fresh

    def shown(self, job: JobStatus, language: str) -> JobOut:
        """One job on the wire, with its progress of now."""
        return self._shown(job, speech(language))

    async def document(self, kind: str, language: str) -> Document:
        """``jobs`` or ``status`` as an answer, made once per change."""
        standing = await self.standing()
        known = self._documents.get((kind, language))
        if known is None:
            known = _document(self._model(kind, standing, speech(language)))
            self._documents[kind, language] = known
        return known

    async def figures(self) -> Mapping[JobId, Mapping[str, Figures]]:
        """Every job's figures, not older than a minute."""
        now = self._core.clock.now()
        if self._figures is None or now >= self._figures[0]:
            self._figures = (now + LONGEST, await self._core.jobs.figures())
        return self._figures[1]

    def _known(self) -> Standing | None:
        known = self._standing
        return known if known is not None and self._core.clock.now() < known.until else None

    def _model(
        self, kind: str, standing: Standing, words: Speech
    ) -> BaseModel | Mapping[str, BaseModel]:
        # Late, here and below: a server that starts has nothing to show yet.
        from headless.schemas.jobs import JobsOut, ShortStatusOut

        if kind == "status":
            return {job.definition.id: ShortStatusOut.of(job) for job in standing.jobs}
        shown = [self._shown(job, words) for job in standing.jobs]
        return JobsOut(jobs=shown, acting=standing.acting)

    def _shown(self, job: JobStatus, words: Speech) -> JobOut:
        from headless.schemas.jobs import JobOut

        live = job.live
        return JobOut.of(job, self._progress.get(live.run) if live else None, words)

    async def _read(self) -> Standing:
        jobs = await self._core.jobs.jobs()
        here = self._core.serving.acting
        acting = here or await self._core.jobs.acting() is not None
        now = self._core.clock.now()
        due = [job.next_run for job in jobs if job.next_run is not None]
        return Standing(jobs, acting, min([*due, now + (LONGEST if here else STANDING_BY)]))

    def _keep(self, fresh: Standing) -> None:
        before = self._standing
        self._standing = fresh
        live = {job.live.run for job in fresh.jobs if job.live is not None}
        for run in self._progress.keys() - live:
            del self._progress[run]
        if before is None or replace(before, until=fresh.until) != fresh:
            self._documents.clear()

    def _note(self, event: object) -> None:
        if isinstance(event, _STEPS):
            self._note_step(event)
            self._documents.clear()
            return
        if isinstance(event, RunFinished):
            self._progress.pop(event.run, None)
            self._figures = None
        self._version += 1
        self._standing = None

    def _note_step(self, event: StepStarted | StepProgressed | StepFinished) -> None:
        from headless.schemas.jobs import ProgressOut

        known = self._progress.get(event.run)
        if isinstance(event, StepProgressed):
            self._progress[event.run] = ProgressOut(
                run=event.run,
                step=event.step,
                position=event.position,
                state="running",
                done=event.done,
                total=event.total,
            )
        elif isinstance(event, StepStarted):
            position = known.position + 1 if known is not None else 1
            self._progress[event.run] = ProgressOut(
                run=event.run,
                step=event.step,
                position=position,
                state="running",
                done=None,
                total=None,
            )
        elif known is not None and known.step == event.step:
            self._progress[event.run] = known.model_copy(update={"state": event.state})


def _document(model: BaseModel | Mapping[str, BaseModel]) -> Document:
    if isinstance(model, BaseModel):
        content = model.model_dump_json().encode()
    else:
        parts = [f'"{name}":{value.model_dump_json()}' for name, value in model.items()]
        content = ("{" + ",".join(parts) + "}").encode()
    tag = hashlib.sha256(content).hexdigest()[:24]
    return Document(content, f'"{tag}"')
