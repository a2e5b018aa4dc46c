"""/api/statistics: how the last days went."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from headless.board import Document
from headless.dependencies import TheServer, Viewer
from headless.routes import answers, conditional
from headless.schemas.health import (
    DurationOut,
    DurationsOut,
    StatisticsOut,
    TilesOut,
    days_of,
    waits_of,
)
from headless.schemas.jobs import KpiOut
from temu_desktop.ids import JobId

router = APIRouter(prefix="/api/statistics", tags=["statistics"])

_JSON: dict[str, Any] = {"response_model": None}


@router.get("", responses={**answers(), 200: {"model": StatisticsOut}, 304: {}}, **_JSON)
async def statistics(
    request: Request,
    _: Viewer,
    server: TheServer,
    days: Annotated[int, Query(ge=1, le=366)] = 30,
) -> Response:
    """Figures of now, of every job, of orders by day, and how long changes took to arrive."""
    core = server.core
    figures = await server.board.figures()
    found = StatisticsOut(
        tiles=TilesOut.of(await core.overview.tiles()),
        kpis={job: KpiOut.all_of(spans) for job, spans in figures.items()},
        orders_per_day=days_of(await core.overview.orders_per_day(days)),
        exposure=waits_of(await core.jobs.exposure()),
    )
    content = found.model_dump_json().encode()
    return conditional(request, Document(content, f'"{_tag(found)}"'))


@router.get("/durations", responses=answers(404))
async def durations(
    job_id: Annotated[str, Query(max_length=100)],
    _: Viewer,
    server: TheServer,
    last: Annotated[int, Query(ge=1, le=500)] = 50,
) -> DurationsOut:
    """How long the last ended runs of a job took, the oldest first."""
    await server.core.jobs.definition(JobId(job_id))
    found = await server.core.overview.run_durations(JobId(job_id), last)
    return DurationsOut(items=[DurationOut.of(item) for item in found])


def _tag(found: StatisticsOut) -> str:
    """Of everything but the moment at which it was asked."""
    said = found.model_dump_json(exclude={"tiles": {"at"}})
    return hashlib.sha256(said.encode()).hexdigest()[:24]
