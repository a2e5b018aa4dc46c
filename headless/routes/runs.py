"""/api/runs: what ran, and what did not."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from headless.dependencies import Server, TheServer, TheSpeech, Viewer
from headless.routes import answers
from headless.schemas.jobs import RunDetailsOut, RunOut, RunsOut, StepOut
from headless.words import Speech
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs.model import RunState
from temu_desktop.jobs.queries import RunFilter

router = APIRouter(prefix="/api/runs", tags=["runs"])


@router.get("", responses=answers(404))
async def runs(
    _: Viewer,
    server: TheServer,
    words: TheSpeech,
    job_id: Annotated[str | None, Query(max_length=100)] = None,
    state: Annotated[list[RunState], Query(max_length=10)] = [],  # noqa: B006 - never changed
    before: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> RunsOut:
    """A page of runs, the newest first."""
    wanted = RunFilter(
        JobId(job_id) if job_id else None, tuple(state), RunId(before) if before else None, limit
    )
    rows = await server.core.jobs.history(wanted)
    following = rows[-1].run if len(rows) == limit else None
    return RunsOut(items=[RunOut.of(row, words) for row in rows], next=following)


@router.get("/{run}", responses=answers(404))
async def run(run: str, _: Viewer, server: TheServer, words: TheSpeech) -> RunDetailsOut:
    """One run with its steps; also one of the last dry runs."""
    if (preview := _preview(server, run, words)) is not None:
        return preview
    row, steps = await server.core.jobs.details(RunId(run))
    return RunDetailsOut(
        run=RunOut.of(row, words), steps=[StepOut.of(step, words) for step in steps], intended=[]
    )


def _preview(server: Server, run: str, words: Speech) -> RunDetailsOut | None:
    preview = server.previews.find(run)
    if preview is None:
        return None
    shown = RunOut.of(preview.row, words).model_copy(update={"dry_run": True})
    if preview.result is None:
        return RunDetailsOut(run=shown, steps=[], intended=[])
    return RunDetailsOut.of_result(preview.result, shown, words)
