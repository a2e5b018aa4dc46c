"""Where push messages go, and the keys they are sent with."""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, select

from temu_desktop.clock import Clock
from temu_desktop.database import Database, schema
from temu_desktop.database.batching import delete_in, insert_rows, upsert_rows
from temu_desktop.devices.model import DeviceRole, PushSubscription, PushTarget, VapidKeys
from temu_desktop.devices.repository import DEVICES, usable_device
from temu_desktop.devices.tokens import new_vapid_keys
from temu_desktop.errors import ConstraintViolated, PushInvalid
from temu_desktop.ids import DeviceId

SUBSCRIPTIONS = schema.push_subscriptions
KEYS = schema.server_keys
_VAPID = "vapid"
_LONGEST_ENDPOINT = 2000
_POINT_BYTES, _SECRET_BYTES = 65, 16
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})


class PushService:
    """The subscriptions of all devices on one database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def subscribe(self, device: DeviceId, target: PushTarget) -> None:
        """Keep where this device receives messages, or that it still does.

        Raises PushInvalid, DeviceUnknown.
        """
        check_target(target)
        now = self._clock.now()
        row = {
            "device_id": device,
            "endpoint": target.endpoint,
            "endpoint_hash": _hashed(target.endpoint),
            "p256dh": target.p256dh,
            "auth": target.auth,
            "language": target.language,
            "created_at": now,
            "renewed_at": now,
        }
        changing = ["device_id", "p256dh", "auth", "language", "renewed_at"]

        def work(conn: Connection) -> None:
            usable_device(conn, device)
            upsert_rows(conn, SUBSCRIPTIONS, [row], ["endpoint_hash"], changing)

        await self._database.write(lambda uow: work(uow.connection))

    async def unsubscribe(self, endpoints: Sequence[str]) -> None:
        """Forget these addresses: the person said so, or the push service knows them no more."""
        hashes = [_hashed(endpoint) for endpoint in endpoints]
        column = SUBSCRIPTIONS.c.endpoint_hash
        await self._database.write(
            lambda uow: delete_in(uow.connection, SUBSCRIPTIONS, column, hashes)
        )

    async def subscriptions(self, needed: DeviceRole = DeviceRole.VIEWER) -> list[PushSubscription]:
        """Where to send what devices of at least this role are to hear."""
        now = self._clock.now()
        found = await self._database.read(lambda conn: _subscriptions(conn, now))
        return [item for item in found if item.role.includes(needed)]

    async def vapid_keys(self) -> VapidKeys:
        """The keys of this installation, made on first use; all processes have the same."""
        found = await self._database.read(_stored_keys)
        if found is not None:
            return found
        # Another process may make them at the same moment; the first ones count.
        with contextlib.suppress(ConstraintViolated):
            await self._database.write(lambda uow: self._keep(uow.connection))
        found = await self._database.read(_stored_keys)
        if found is None:
            raise RuntimeError("the keys of this installation were stored and are not there")
        return found

    def _keep(self, conn: Connection) -> None:
        keys = new_vapid_keys()
        row = {
            "name": _VAPID,
            "public_key": keys.public,
            "private_key": keys.private,
            "created_at": self._clock.now(),
        }
        insert_rows(conn, KEYS, [row])


def check_target(target: PushTarget) -> None:
    """Raise PushInvalid unless messages could be encrypted for and sent to this target."""
    try:
        address = urlsplit(target.endpoint)
        host = address.hostname
    except ValueError as error:
        raise PushInvalid("not an address", reason="endpoint") from error
    secure = address.scheme == "https" or (address.scheme == "http" and host in _HERE)
    if not host or not secure or len(target.endpoint) > _LONGEST_ENDPOINT:
        raise PushInvalid("not an address of a push service", reason="endpoint")
    if len(_decoded(target.p256dh)) != _POINT_BYTES:
        raise PushInvalid("not a key of a browser", reason="p256dh")
    if len(_decoded(target.auth)) != _SECRET_BYTES:
        raise PushInvalid("not a secret of a browser", reason="auth")
    if target.language not in {"de", "en"}:
        raise PushInvalid("no words in that language", reason="language")


def forget_device(conn: Connection, device: DeviceId) -> None:
    """A device that may nothing hears nothing."""
    conn.execute(delete(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.device_id == device))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def _hashed(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()


def _stored_keys(conn: Connection) -> VapidKeys | None:
    row = conn.execute(select(KEYS).where(KEYS.c.name == _VAPID)).first()
    return None if row is None else VapidKeys(row.public_key, row.private_key)


def _subscriptions(conn: Connection, now: datetime) -> list[PushSubscription]:
    statement = (
        select(SUBSCRIPTIONS, DEVICES.c.role, DEVICES.c.expires_at)
        .join(DEVICES, DEVICES.c.id == SUBSCRIPTIONS.c.device_id)
        .where(DEVICES.c.revoked_at.is_(None))
        .order_by(SUBSCRIPTIONS.c.id)
    )
    return [
        PushSubscription(
            DeviceId(row.device_id),
            DeviceRole(row.role),
            PushTarget(row.endpoint, row.p256dh, row.auth, row.language),
            row.renewed_at,
        )
        for row in conn.execute(statement)
        if row.expires_at is None or row.expires_at > now
    ]
