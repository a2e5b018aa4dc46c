"""/api/jobs: what runs, and what a person does with it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from headless.dependencies import (
    Admin,
    Operator,
    Server,
    TheServer,
    TheSpeech,
    Viewer,
    server_of,
)
from headless.errors import ValidationFailed
from headless.problems import language_for
from headless.routes import answers, conditional
from headless.schemas.jobs import (
    JobDetailsOut,
    JobOut,
    JobsOut,
    KpiOut,
    ScheduleIn,
    ShortStatusOut,
    StartedOut,
    StepOut,
)
from headless.schemas.logs import LineOut
from headless.words import Speech
from temu_desktop.errors import NotCancellable
from temu_desktop.ids import JobId
from temu_desktop.jobs.service import JobStatus
from temu_desktop.logs.queries import LogFilter

router = APIRouter(prefix="/api/jobs", tags=["jobs"])

NEWEST_LINES = 50
_JSON: dict[str, Any] = {"response_model": None}
_STARTED = {202: {"model": StartedOut, "description": "Begun"}}


@router.get("", responses={**answers(), 200: {"model": JobsOut}, 304: {}}, **_JSON)
async def jobs(request: Request, _: Viewer) -> Response:
    """All jobs with state, schedule, newest run and progress."""
    return await _kept(request, "jobs")


@router.get(
    "/status", responses={**answers(), 200: {"model": dict[str, ShortStatusOut]}, 304: {}}, **_JSON
)
async def status(request: Request, _: Viewer) -> Response:
    """All jobs in four words each."""
    return await _kept(request, "status")


async def _kept(request: Request, kind: str) -> Response:
    # These are asked for again and again: what they need is not looked for as dependencies, which
    # would take longer than the answer.
    server = server_of(request)
    language = language_for(request, server.core.settings.language)
    return conditional(request, await server.board.document(kind, language))


@router.get("/{job}", responses=answers(404))
async def job(job: str, _: Viewer, server: TheServer, words: TheSpeech) -> JobDetailsOut:
    """One job with the steps of its newest run, its figures and its newest log lines."""
    found = await _status(server, job)
    steps = (await server.core.jobs.details(found.last.run))[1] if found.last else []
    figures = (await server.board.figures()).get(found.definition.id, {})
    lines = await server.core.logs.page(LogFilter(job=job), limit=NEWEST_LINES)
    return JobDetailsOut(
        job=server.board.shown(found, words.language),
        steps=[StepOut.of(step, words) for step in steps],
        kpis=KpiOut.all_of(figures),
        logs=[LineOut.of(line) for line in lines],
    )


@router.post("/{job}/run-now", status_code=202, responses=answers(404, 409, 423))
async def run_now(
    job: str,
    caller: Operator,
    server: TheServer,
    mode: Annotated[Literal["full", "quick", "tracking_only"] | None, Query()] = None,
    days_back: Annotated[int | None, Query(ge=1, le=365)] = None,
    parent_order_status: Annotated[int | None, Query(ge=0, le=100)] = None,
    verbose: Annotated[bool, Query(description="Keep the run's finest log lines.")] = False,
    dry_run: Annotated[bool, Query(description="Write nothing anywhere.")] = False,
) -> StartedOut:
    """Start a run and do not wait for it; parameters count for this run alone."""
    given = {"mode": mode, "days_back": days_back, "status": parent_order_status}
    parameters = {name: value for name, value in given.items() if value is not None}
    if dry_run:
        run = await server.previews.start(JobId(job), caller.name, parameters, verbose=verbose)
    else:
        run = await server.core.jobs.run_now(JobId(job), caller.name, parameters, verbose=verbose)
    return StartedOut(run=run, job=job, dry_run=dry_run)


@router.post("/{job}/cancel", status_code=202, responses=answers(404, 409))
async def cancel(job: str, caller: Operator, server: TheServer) -> StartedOut:
    """Cancel the run that is under way; its state follows."""
    found = await _status(server, job)
    if found.live is not None:
        await server.core.jobs.cancel(found.live.run, caller.name)
        return StartedOut(run=found.live.run, job=job, dry_run=False)
    if (preview := server.previews.cancel(JobId(job))) is not None:
        return StartedOut(run=preview, job=job, dry_run=True)
    raise NotCancellable("nothing runs", job=job)


@router.post("/{job}/toggle", responses=answers(404))
async def toggle(
    job: str, enabled: bool, caller: Operator, server: TheServer, words: TheSpeech
) -> JobOut:
    """Switch a job on or off; a run under way goes on to its end."""
    change = server.core.jobs.resume if enabled else server.core.jobs.pause
    await change(JobId(job), caller.name)
    return await _shown(server, job, words)


@router.post("/{job}/schedule", responses=answers(404))
async def schedule(
    job: str,
    caller: Admin,
    server: TheServer,
    words: TheSpeech,
    interval_minutes: Annotated[int | None, Query(ge=1, le=10_080)] = None,
    body: ScheduleIn | None = None,
) -> JobOut:
    """Run every so many minutes, or by fields of the wall clock: one of both."""
    if (interval_minutes is None) is (body is None):
        message = "either interval_minutes or a body with cron"
        raise ValidationFailed(
            message, errors=[{"where": ["query", "interval_minutes"], "message": message}]
        )
    changes: dict[str, Any] = {"every_minutes": interval_minutes}
    if body is not None:
        changes = {"cron": dict(body.cron), **({"zone": body.zone} if body.zone else {})}
    await server.core.jobs.change(JobId(job), changes, caller.name)
    return await _shown(server, job, words)


@router.post("/{job}/reset", responses=answers(404))
async def reset(job: str, caller: Admin, server: TheServer, words: TheSpeech) -> JobOut:
    """Back to the shipped definition."""
    await server.core.jobs.reset(JobId(job), caller.name)
    return await _shown(server, job, words)


async def _status(server: Server, job: str) -> JobStatus:
    """One job of now; raises UnknownJob."""
    await server.core.jobs.definition(JobId(job))
    standing = await server.board.standing()
    return next(item for item in standing.jobs if item.definition.id == job)


async def _shown(server: Server, job: str, words: Speech) -> JobOut:
    return server.board.shown(await _status(server, job), words.language)
