"""/api/devices, /api/pairing and /api/me: who may call."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request

from headless.dependencies import Admin, Anybody, TheCore, TheServer, Viewer
from headless.errors import RoleTooLow
from headless.routes import answers
from headless.schemas.devices import (
    DeviceOut,
    DevicesOut,
    KeyIn,
    MeOut,
    NameIn,
    NewDeviceOut,
    OneDeviceOut,
    PairingCodeIn,
    PairingCodeOut,
    PairingIn,
)
from temu_desktop import __version__
from temu_desktop.devices.model import DeviceRole
from temu_desktop.ids import DeviceId
from temu_desktop.settings import DEFAULT_SHOP

router = APIRouter(prefix="/api", tags=["devices"])

_Device = Annotated[int, Path(ge=0, le=2**31 - 1)]


@router.post("/pairing", status_code=201, responses=answers(), dependencies=[Anybody])
async def pairing(body: PairingIn, request: Request, server: TheServer) -> NewDeviceOut:
    """A one-time code for a token."""
    address = request.scope["state"]["address"]
    new = await server.doorkeeper.pair(body.code, body.name, address)
    return NewDeviceOut(token=new.token, device=DeviceOut.of(new.device))


@router.get("/me", responses=answers())
async def me(caller: Viewer, core: TheCore) -> MeOut:
    """Who calls, and whom."""
    temu = core.settings.temu
    return MeOut(
        device=DeviceOut.of(caller.device) if caller.device else None,
        name=caller.name,
        role=caller.role.value,
        version=__version__,
        time=core.clock.now(),
        shop=temu.shop if temu else DEFAULT_SHOP,
        push_key=(await core.devices.push.vapid_keys()).public,
    )


@router.post("/me/revoke", responses=answers())
async def forget_me(caller: Viewer, core: TheCore) -> OneDeviceOut:
    """The device that calls may call no more."""
    if caller.device is None:
        raise RoleTooLow("no device", role=caller.role.value, needed="device")
    return OneDeviceOut(
        device=DeviceOut.of(await core.devices.revoke(caller.device.id, caller.name))
    )


@router.get("/devices", responses=answers())
async def devices(_: Admin, core: TheCore, revoked: bool = False) -> DevicesOut:
    """All devices; with ``revoked`` those that are locked out, too."""
    found = await core.devices.devices(revoked=revoked)
    return DevicesOut(items=[DeviceOut.of(device) for device in found])


@router.post("/devices/pairing-codes", status_code=201, responses=answers())
async def pairing_code(body: PairingCodeIn, caller: Admin, core: TheCore) -> PairingCodeOut:
    """A one-time code by which a device gets a role."""
    code = await core.devices.pair(DeviceRole(body.role), caller.name, body.name)
    return PairingCodeOut(
        code=code.code, shown=code.shown, role=code.role.value, expires_at=code.expires_at
    )


@router.post("/devices/keys", status_code=201, responses=answers())
async def key(body: KeyIn, caller: Admin, core: TheCore) -> NewDeviceOut:
    """A key for a machine."""
    new = await core.devices.make_key(
        body.name, DeviceRole(body.role), caller.name, expires_at=body.expires_at
    )
    return NewDeviceOut(token=new.token, device=DeviceOut.of(new.device))


@router.post("/devices/{device}/rename", responses=answers(404))
async def rename(device: _Device, body: NameIn, caller: Admin, core: TheCore) -> OneDeviceOut:
    """Call a device something else."""
    renamed = await core.devices.rename(DeviceId(device), body.name, caller.name)
    return OneDeviceOut(device=DeviceOut.of(renamed))


@router.post("/devices/{device}/revoke", responses=answers(404))
async def revoke(device: _Device, caller: Admin, core: TheCore) -> OneDeviceOut:
    """Lock a device out at once; what it has open is closed."""
    revoked = await core.devices.revoke(DeviceId(device), caller.name)
    return OneDeviceOut(device=DeviceOut.of(revoked))
