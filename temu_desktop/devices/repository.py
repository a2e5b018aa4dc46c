"""Devices and pairing codes in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_returning, insert_rows, select_in, update_rows
from temu_desktop.devices.model import Device, DeviceKind, DeviceRole, PairingCode
from temu_desktop.devices.tokens import stored_form
from temu_desktop.errors import DeviceUnknown, PairingRefused
from temu_desktop.fitting import fit
from temu_desktop.ids import DeviceId

DEVICES = schema.devices
CODES = schema.pairing_codes
_KEEP_CODES = timedelta(days=30)
"""So long it can be seen which code a device came by."""


def all_devices(conn: Connection) -> list[Device]:
    """Every device, revoked ones too, in the order in which they came."""
    return [device_of_row(row) for row in conn.execute(select(DEVICES).order_by(DEVICES.c.id))]


def usable_device(conn: Connection, device: DeviceId) -> Device:
    """A device that is not revoked; raises DeviceUnknown."""
    row = conn.execute(select(DEVICES).where(DEVICES.c.id == device)).first()
    if row is None or row.revoked_at is not None:
        raise DeviceUnknown("no such device", device=device)
    return device_of_row(row)


def device_with_hash(conn: Connection, token_hash: str) -> tuple[Device, str] | None:
    """The device of a token's hash, with the hash as it is stored."""
    row = conn.execute(select(DEVICES).where(DEVICES.c.token_hash == token_hash)).first()
    return None if row is None else (device_of_row(row), row.token_hash)


def usable_among(conn: Connection, devices: Sequence[DeviceId], now: datetime) -> set[DeviceId]:
    """Those of these devices that are neither revoked nor expired."""
    statement = select(DEVICES).where(DEVICES.c.revoked_at.is_(None))
    found = map(device_of_row, select_in(conn, statement, DEVICES.c.id, devices))
    return {device.id for device in found if not device.is_expired(now)}


def insert_device(conn: Connection, row: Mapping[str, Any]) -> Device:
    """A new device; ``row`` holds its columns."""
    new = insert_returning(conn, DEVICES, [row], ["id"])[0].id
    return usable_device(conn, DeviceId(new))


def change_device(conn: Connection, device: DeviceId, **values: object) -> None:
    """Set columns of a device."""
    update_rows(conn, DEVICES, [{"id": device, **values}], ["id"])


def note_seen(conn: Connection, seen: Mapping[DeviceId, datetime]) -> None:
    """When each of these devices was last here."""
    rows = [{"id": device, "last_seen_at": at} for device, at in seen.items()]
    update_rows(conn, DEVICES, rows, ["id"])


def insert_code(conn: Connection, code: PairingCode, who: str, now: datetime) -> None:
    """Keep a new code; very old ones go."""
    conn.execute(delete(CODES).where(CODES.c.expires_at < now - _KEEP_CODES))
    row = {
        "code_hash": stored_form(code.code),
        "role": code.role.value,
        "name": code.name,
        "created_at": now,
        "created_by": fit(who, 100),
        "expires_at": code.expires_at,
    }
    insert_rows(conn, CODES, [row])


def use_code(conn: Connection, code: str, now: datetime) -> Row[Any]:
    """The row of a code that counts, which from now on does not; raises PairingRefused."""
    code_hash = stored_form(code)
    used = conn.execute(
        update(CODES)
        .where(CODES.c.code_hash == code_hash, CODES.c.used_at.is_(None))
        .where(CODES.c.expires_at > now)
        .values(used_at=now)
    )
    if used.rowcount != 1:
        raise PairingRefused("wrong, used, or too old")
    return conn.execute(select(CODES).where(CODES.c.code_hash == code_hash)).one()


def tie_code(conn: Connection, code_id: int, device: DeviceId) -> None:
    """Remember which device came by a code."""
    update_rows(conn, CODES, [{"id": code_id, "device_id": device}], ["id"])


def device_of_row(row: Row[Any]) -> Device:
    """A row of the table."""
    return Device(
        id=DeviceId(row.id),
        name=row.name,
        kind=DeviceKind(row.kind),
        role=DeviceRole(row.role),
        created_at=row.created_at,
        created_by=row.created_by,
        expires_at=row.expires_at,
        last_seen_at=row.last_seen_at,
        revoked_at=row.revoked_at,
    )
