"""``temu-desktop devices …``: phones and machines that may call."""

from __future__ import annotations

import getpass
import io
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from temu_desktop.cli.app import AsJson, Who, app
from temu_desktop.cli.jobs import with_core
from temu_desktop.cli.output import screen, write_json
from temu_desktop.core import Core
from temu_desktop.devices.model import Device, DeviceRole, NewDevice, PairingCode
from temu_desktop.ids import DeviceId

devices_app = typer.Typer(help="Phones and machines that may call.", no_args_is_help=True)
app.add_typer(devices_app, name="devices")

RoleOption = Annotated[DeviceRole, typer.Option("--role", help="What the device may do.")]
Number = Annotated[int, typer.Argument(help="Its number (see `devices list`).")]


@devices_app.command()
def pair(
    role: RoleOption = DeviceRole.VIEWER,
    name: Annotated[str | None, typer.Option(help="What the device is to be called.")] = None,
    url: Annotated[
        str | None,
        typer.Option(help="Where the app is, e.g. https://lager.local: for the QR code."),
    ] = None,
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Show a code by which a phone can be paired within five minutes, once."""

    async def work(core: Core) -> PairingCode:
        return await core.devices.pair(role, by or getpass.getuser(), name)

    code = with_core(work, as_json)
    link = f"{url.rstrip('/')}/#pair={code.code}" if url else code.code
    if as_json:
        write_json({"code": code.code, "role": role.value, "expires": code.expires_at, "qr": link})
        return
    # Dark on light whatever the terminal's own colours are: not every phone reads the reverse.
    screen().print(Text(qr_code(link), style="bright_white on black"))
    screen().print(f"{code.shown}   {role.value}, until {code.expires_at:%H:%M:%S} UTC, once")


def qr_code(text: str) -> str:
    """A QR code drawn with half blocks, for a dark background."""
    import segno  # late: no other command pays for the tables it makes

    drawn = io.StringIO()
    segno.make_qr(text, error="m").terminal(drawn, compact=True)
    return drawn.getvalue().rstrip("\n")


@devices_app.command("key")
def make_key(
    name: Annotated[str, typer.Argument(help="What the machine is called.")],
    role: RoleOption = DeviceRole.VIEWER,
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Make an API key for a machine; it is shown this once."""

    async def work(core: Core) -> NewDevice:
        return await core.devices.make_key(name, role, by or getpass.getuser())

    made = with_core(work, as_json)
    if as_json:
        write_json({**_document(made.device), "key": made.token})
        return
    screen().print(f"{made.device.name} ({role.value}): {made.token}", markup=False)


@devices_app.command("list")
def list_devices(
    revoked: Annotated[bool, typer.Option("--revoked", help="Locked out ones, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """All devices, with when they were last here."""

    async def work(core: Core) -> list[Device]:
        return await core.devices.devices(revoked=revoked)

    found = with_core(work, as_json)
    if as_json:
        write_json({"devices": [_document(device) for device in found]})
        return
    table = Table()
    for column in ("no.", "name", "kind", "role", "last here", "expires", "revoked"):
        table.add_column(column)
    for device in found:
        times = (device.last_seen_at, device.expires_at, device.revoked_at)
        shown = (f"{at:%Y-%m-%d %H:%M}" if at else "–" for at in times)
        table.add_row(str(device.id), device.name, device.kind.value, device.role.value, *shown)
    screen().print(table)


@devices_app.command()
def revoke(device: Number, by: Who = None, as_json: AsJson = False) -> None:
    """Lock a device out at once and for good."""

    async def work(core: Core) -> Device:
        return await core.devices.revoke(DeviceId(device), by or getpass.getuser())

    found = with_core(work, as_json)
    if as_json:
        write_json({"revoked": found.id})
        return
    screen().print(f"revoked: {found.name}", markup=False)


def _document(device: Device) -> dict[str, Any]:
    return {
        "id": device.id,
        "name": device.name,
        "kind": device.kind.value,
        "role": device.role.value,
        "created": device.created_at.isoformat(),
        "created_by": device.created_by,
        "last_seen": device.last_seen_at.isoformat() if device.last_seen_at else None,
        "expires": device.expires_at.isoformat() if device.expires_at else None,
        "revoked": device.revoked_at.isoformat() if device.revoked_at else None,
    }
