"""/api/logs: lines, their numbers, their export, their end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse

from headless.dependencies import Admin, TheCore, Viewer
from headless.routes import answers
from headless.schemas.base import Moment
from headless.schemas.logs import DeletedOut, Level, LineOut, LinesOut, LogStatsOut
from temu_desktop.logs.queries import MOST, LogFilter
from temu_desktop.logs.service import LogForm

router = APIRouter(prefix="/api/logs", tags=["logs"])

_TYPES = {LogForm.JSON: "application/x-ndjson", LogForm.CSV: "text/csv; charset=utf-8"}
_Text = Annotated[str | None, Query(max_length=200)]
_When = Annotated[Moment | None, Query()]


async def wanted(
    job_id: _Text = None,
    run_id: _Text = None,
    level: Level | None = None,
    search: _Text = None,
    since: _When = None,
    until: _When = None,
    subject: _Text = None,
) -> LogFilter:
    """Which lines."""
    return LogFilter(
        job=job_id or None,
        run=run_id or None,
        level=level,
        search=search or None,
        since=since,
        until=until,
        subject=subject or None,
    )


Wanted = Annotated[LogFilter, Depends(wanted)]


@router.get("", responses=answers())
async def logs(
    _: Viewer,
    core: TheCore,
    asked: Wanted,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 200,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    before: Annotated[int | None, Query(ge=0, le=2**53)] = None,
) -> LinesOut:
    """A page of lines in the order in which they were written: the newest, or those before one."""
    lines = await core.logs.page(asked, before=before, limit=limit, offset=offset)
    following = lines[0].id if len(lines) == limit else None
    return LinesOut(items=[LineOut.of(line) for line in lines], next=following)


@router.get("/stats", responses=answers())
async def stats(
    _: Viewer, core: TheCore, hours: Annotated[int, Query(ge=1, le=2400)] = 24
) -> LogStatsOut:
    """How many lines of the last hours, by level and job."""
    found = await core.logs.statistics(core.clock.now() - timedelta(hours=hours))
    return LogStatsOut(
        since=found.since,
        total=found.total,
        by_level=dict(found.by_level),
        by_job=dict(found.by_job),
    )


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={
        **answers(),
        200: {
            "description": "Every line, as a file",
            "content": {"application/x-ndjson": {}, "text/csv": {}},
        },
    },
)
async def export(
    _: Viewer,
    core: TheCore,
    asked: Wanted,
    format: Annotated[Literal["json", "csv"], Query()] = "json",
) -> StreamingResponse:
    """Every line there is now, as a stream."""
    form = LogForm(format)
    pieces = core.logs.stream(asked, form)
    # The first piece is read before the answer begins, so that an error still becomes one.
    first = await anext(pieces, "")
    name = f"temu-desktop-log.{'csv' if form is LogForm.CSV else 'jsonl'}"
    return StreamingResponse(
        _joined(first, pieces),
        media_type=_TYPES[form],
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


@router.post("/cleanup", responses=answers())
async def cleanup(
    days: Annotated[int, Query(ge=1, le=3650)], caller: Admin, core: TheCore
) -> DeletedOut:
    """Delete the lines that are older than so many days."""
    return DeletedOut(deleted=await core.operator.clear_logs(days, caller.name))


async def _joined(first: str, rest: AsyncIterator[str]) -> AsyncIterator[str]:
    yield first
    async for piece in rest:
        yield piece
