"""What can be done with devices: pair, name, revoke, know by the token."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from temu_desktop.audit.repository import Act, record_act
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork
from temu_desktop.devices import repository
from temu_desktop.devices.model import (
    CODE_LIFETIME,
    TOKEN_DAYS,
    Device,
    DeviceKind,
    DeviceRole,
    NewDevice,
    PairingCode,
)
from temu_desktop.devices.push import PushService, forget_device
from temu_desktop.devices.tokens import code_typed, new_code, new_token, stored_form
from temu_desktop.errors import AccessRefused, DatabaseError
from temu_desktop.events import DeviceRevoked, DevicesChanged
from temu_desktop.fitting import fit
from temu_desktop.ids import DeviceId
from temu_desktop.names import name_given

log = logging.getLogger(__name__)

SEEN_SECONDS = 60.0
"""How often it is written down at most which devices were here."""


class DeviceService:
    """The devices of one operations database. ``who`` names the person that acts."""

    def __init__(self, database: Database, clock: Clock, *, token_days: int = TOKEN_DAYS) -> None:
        self.push = PushService(database, clock)
        self._database = database
        self._clock = clock
        self._lifetime = timedelta(days=token_days)
        self._seen: dict[DeviceId, datetime] = {}
        self._noted_at: float | None = None
        self._noting: asyncio.Task[None] | None = None

    async def devices(self, *, revoked: bool = False) -> list[Device]:
        """All devices, the oldest first; with ``revoked`` those that are locked out, too."""
        found = await self._database.read(repository.all_devices)
        return [device for device in found if revoked or device.revoked_at is None]

    async def pair(self, role: DeviceRole, who: str, name: str | None = None) -> PairingCode:
        """A one-time code by which a device gets this role; raises NameInvalid."""
        chosen = name_given(name) if name else None
        now = self._clock.now()
        code = PairingCode(new_code(), role, chosen, now + CODE_LIFETIME)

        def work(uow: UnitOfWork) -> None:
            repository.insert_code(uow.connection, code, who, now)
            act = Act(who, "make_pairing_code", chosen or "", {"role": role.value})
            record_act(uow.connection, act, now)

        await self._database.write(work)
        return code

    async def exchange(self, code: str, name: str = "") -> NewDevice:
        """A code for a token; ``name`` is what the device calls itself, where the code names none.

        Raises PairingRefused, NameInvalid. A code can be used once, whoever tries at once.
        """
        now, token = self._clock.now(), new_token()

        def work(uow: UnitOfWork) -> Device:
            row = repository.use_code(uow.connection, code_typed(code), now)
            device = repository.insert_device(
                uow.connection,
                {
                    "name": row.name or name_given(name),
                    "kind": DeviceKind.PHONE.value,
                    "role": row.role,
                    "token_hash": stored_form(token),
                    "created_at": now,
                    "created_by": row.created_by,
                    "expires_at": now + self._lifetime,
                },
            )
            repository.tie_code(uow.connection, row.id, device.id)
            self._tell(uow, device, "pair_device", row.created_by)
            return device

        return NewDevice(await self._database.write(work), token)

    async def make_key(
        self, name: str, role: DeviceRole, who: str, *, expires_at: datetime | None = None
    ) -> NewDevice:
        """A key for a machine, by default until it is revoked; raises NameInvalid."""
        token = new_token()
        row = {
            "name": name_given(name),
            "kind": DeviceKind.MACHINE.value,
            "role": role.value,
            "token_hash": stored_form(token),
            "created_at": self._clock.now(),
            "created_by": fit(who, 100),
            "expires_at": expires_at,
        }

        def work(uow: UnitOfWork) -> Device:
            device = repository.insert_device(uow.connection, row)
            self._tell(uow, device, "make_key", who)
            return device

        return NewDevice(await self._database.write(work), token)

    async def rename(self, device: DeviceId, name: str, who: str) -> Device:
        """Call a device something else; raises NameInvalid, DeviceUnknown."""
        chosen = name_given(name)

        def work(uow: UnitOfWork) -> Device:
            repository.usable_device(uow.connection, device)
            repository.change_device(uow.connection, device, name=chosen)
            renamed = repository.usable_device(uow.connection, device)
            self._tell(uow, renamed, "rename_device", who)
            return renamed

        return await self._database.write(work)

    async def revoke(self, device: DeviceId, who: str) -> Device:
        """Lock a device out at once and for good; raises DeviceUnknown."""

        def work(uow: UnitOfWork) -> Device:
            conn, now = uow.connection, self._clock.now()
            found = repository.usable_device(conn, device)
            repository.change_device(conn, device, revoked_at=now, revoked_by=fit(who, 100))
            forget_device(conn, device)
            record_act(conn, Act(who, "revoke_device", found.name, {"device": device}), now)
            uow.record(DeviceRevoked(device, who))
            return found

        return await self._database.write(work)

    async def device_of(self, token: str) -> Device:
        """Whose token this is; raises AccessRefused with the reason."""
        wanted, now = stored_form(token), self._clock.now()
        found = await self._database.read(lambda conn: repository.device_with_hash(conn, wanted))
        if found is None or not hmac.compare_digest(found[1], wanted):
            raise AccessRefused("no such token", reason="unknown")
        device = found[0]
        if device.revoked_at is not None:
            raise AccessRefused("revoked", reason="revoked", device=device.id)
        if device.is_expired(now):
            raise AccessRefused("expired", reason="expired", device=device.id)
        self._note(device.id, now)
        return device

    async def usable(self, devices: Sequence[DeviceId]) -> set[DeviceId]:
        """Those of these devices that may still call: what another process revoked is missing."""
        now = self._clock.now()
        return await self._database.read(lambda conn: repository.usable_among(conn, devices, now))

    async def close(self) -> None:
        """Write down who was here since the last time."""
        if self._noting is not None:
            await self._noting
        await self._write_seen()

    def _note(self, device: DeviceId, now: datetime) -> None:
        """Remember who was here; once a minute it is written, and nobody waits for that."""
        self._seen[device] = now
        elapsed = self._clock.monotonic()
        due = self._noted_at is None or elapsed - self._noted_at >= SEEN_SECONDS
        if due and (self._noting is None or self._noting.done()):
            self._noted_at = elapsed
            self._noting = asyncio.create_task(self._write_seen(), name="devices-seen")

    async def _write_seen(self) -> None:
        seen, self._seen = self._seen, {}
        if not seen:
            return
        try:
            await self._database.write(lambda uow: repository.note_seen(uow.connection, seen))
        except DatabaseError as error:
            # When a device was last here is a courtesy: no request may fail for it.
            log.warning("Which devices were here could not be stored: %s", error)
            self._seen = {**seen, **self._seen}

    def _tell(self, uow: UnitOfWork, device: Device, action: str, who: str) -> None:
        details = {"device": device.id, "kind": device.kind.value, "role": device.role.value}
        record_act(uow.connection, Act(who, action, device.name, details), self._clock.now())
        uow.record(DevicesChanged((device.id,), who))
