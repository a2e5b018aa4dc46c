"""/api/push: where a device receives messages."""

from __future__ import annotations

from fastapi import APIRouter

from headless.auth import Caller
from headless.dependencies import TheCore, TheServer, Viewer
from headless.errors import RoleTooLow
from headless.routes import answers
from headless.schemas.devices import SentOut, SubscribedOut, SubscriptionIn, UnsubscribeIn
from temu_desktop.devices.model import PushTarget
from temu_desktop.ids import DeviceId

router = APIRouter(prefix="/api/push", tags=["push"])


@router.post("/subscriptions", responses=answers(404))
async def subscribe(body: SubscriptionIn, caller: Viewer, core: TheCore) -> SubscribedOut:
    """Keep where the calling device receives messages; to be sent at each of its starts."""
    target = PushTarget(body.endpoint, body.keys.p256dh, body.keys.auth, body.language)
    await core.devices.push.subscribe(_device(caller), target)
    return SubscribedOut(subscribed=True)


@router.post("/unsubscribe", responses=answers())
async def unsubscribe(body: UnsubscribeIn, _: Viewer, core: TheCore) -> SubscribedOut:
    """Forget an address."""
    await core.devices.push.unsubscribe([body.endpoint])
    return SubscribedOut(subscribed=False)


@router.post("/test", status_code=202, responses=answers())
async def test(caller: Viewer, server: TheServer) -> SentOut:
    """A test message to the calling device."""
    return SentOut(sent=await server.push.test(_device(caller)))


def _device(caller: Caller) -> DeviceId:
    if caller.device is None:
        raise RoleTooLow("no device", role=caller.role.value, needed="device")
    return caller.device.id
