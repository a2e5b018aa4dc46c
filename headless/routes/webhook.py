"""/api/webhook/temu: TEMU says that something happened; the order is read anew."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import Field

from headless.dependencies import Anybody, TheServer
from headless.errors import WebhookRefused
from headless.routes import answers
from headless.schemas.base import In, Out
from temu_desktop.errors import NotSetUp
from temu_desktop.temu.webhook import NotFromTemu, read_event

router = APIRouter(prefix="/api/webhook", tags=["webhook"])


class EventIn(In):
    """What TEMU sends."""

    eventData: str = Field(max_length=100_000)


class AcceptedOut(Out):
    """It was TEMU's."""

    accepted: bool


@router.post("/temu", responses=answers(409), dependencies=[Anybody])
async def temu(body: EventIn, request: Request, server: TheServer) -> AcceptedOut:
    """Believe TEMU's signature only; answer at once, and sync the orders after that."""
    temu = server.core.settings.temu
    if temu is None:
        raise NotSetUp("no access to TEMU is configured", what="TEMU")
    try:
        event = read_event(
            request.headers, body.eventData, temu.app_key, temu.app_secret, server.core.clock.now()
        )
    except NotFromTemu as error:
        raise WebhookRefused(str(error), reason=str(error)) from error
    server.webhook.note(event)
    return AcceptedOut(accepted=True)
