"""/api/health: alive, and ready for what."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from headless.dependencies import Anybody, TheServer, token_of
from headless.routes import answers
from headless.schemas.health import HealthOut, ShortHealthOut

router = APIRouter(prefix="/api", tags=["health"])


@router.get(
    "/health",
    responses={
        **answers(),
        200: {"model": HealthOut | ShortHealthOut},
        503: {"model": HealthOut | ShortHealthOut, "description": "Something is down"},
    },
    dependencies=[Anybody],
    response_model=None,
)
async def health(request: Request, server: TheServer) -> Response:
    """Well or not; with a token also why."""
    found = await server.health.health()
    token = token_of(request)
    shown: ShortHealthOut = found
    if token:
        await server.doorkeeper.enter(token, request.scope["state"]["address"])
    else:
        shown = ShortHealthOut(status=found.status)
    status = 200 if found.status == "ok" else 503
    headers = {} if status == 200 else {"retry-after": "5"}
    return Response(shown.model_dump_json(), status, headers=headers, media_type="application/json")
