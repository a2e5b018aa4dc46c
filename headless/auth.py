"""Who calls: tokens and keys known for a while, wrong ones throttled by the real address."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from headless.errors import TokenMissing, TooManyAttempts, TooManyRequests
from headless.limits import Buckets
from headless.options import LOGGER, Limits
from temu_desktop.clock import Clock
from temu_desktop.devices.model import Device, DeviceRole, NewDevice
from temu_desktop.devices.service import DeviceService
from temu_desktop.devices.tokens import stored_form
from temu_desktop.errors import AccessRefused, DatabaseError, PairingRefused
from temu_desktop.events import DeviceRevoked, DevicesChanged
from temu_desktop.ids import DeviceId

log = logging.getLogger(f"{LOGGER}.auth")

_Value = TypeVar("_Value")

KNOWN_SECONDS = 60.0
"""So long a token is believed without asking; a revoked one is forgotten at once."""
LOOK_SECONDS = 2.0
"""How often it is asked which known devices another process has revoked."""
MOST_KNOWN = 2000


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls; without a device: the holder of the settings' API_KEY."""

    name: str
    role: DeviceRole
    device: Device | None

    @property
    def key(self) -> str:
        """What limits count by."""
        return f"device-{self.device.id}" if self.device else "api-key"


@dataclass(frozen=True, slots=True)
class _Known:
    caller: Caller
    until: float


class Doorkeeper:
    """Lets callers in. ``on_locked_out`` is called with each device that may no more; those that
    ``connected`` names are watched as well."""

    def __init__(
        self, devices: DeviceService, clock: Clock, limits: Limits, api_key: str = ""
    ) -> None:
        self.on_locked_out: Callable[[DeviceId], None] = lambda device: None
        self.connected: Callable[[], Iterable[DeviceId]] = tuple
        self._devices = devices
        self._clock = clock
        self._api_key = stored_form(api_key) if api_key else ""
        now = clock.monotonic
        self._calls = Buckets(limits.caller_rate, limits.caller_burst, now)
        self._wrong = Buckets(limits.wrong_rate, limits.wrong_burst, now)
        self._pairings = Buckets(limits.pairing_rate, limits.pairing_burst, now)
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._refused: OrderedDict[str, tuple[str, float]] = OrderedDict()

    async def enter(self, token: str, address: str) -> Caller:
        """Who holds this token, for one call.

        Raises TokenMissing, AccessRefused, TooManyAttempts, TooManyRequests, DatabaseError.
        """
        caller = await self.caller(token, address)
        if wait := self._calls.take(caller.key):
            raise TooManyRequests("too many calls of one caller", wait_seconds=round(wait, 1))
        return caller

    async def caller(self, token: str, address: str) -> Caller:
        """Who holds this token; raises TokenMissing, AccessRefused, TooManyAttempts."""
        if not token:
            raise TokenMissing("no token")
        form, now = stored_form(token), self._clock.monotonic()
        known = self._known.get(form)
        if known is not None and known.until > now and not self._is_expired(known.caller):
            return known.caller
        if self._api_key and hmac.compare_digest(form, self._api_key):
            return Caller("API", DeviceRole.ADMIN, None)
        self._refuse_again(form, now)
        if wait := self._wrong.take(address):
            raise TooManyAttempts("too many wrong tokens", wait_seconds=round(wait, 1))
        try:
            device = await self._devices.device_of(token)
        except AccessRefused as error:
            self._forget(form)
            _keep(self._refused, form, (error.reason, now + KNOWN_SECONDS))
            log.warning("A token was refused (%s), from %s", error.reason, address)
            raise
        except DatabaseError:
            self._wrong.give_back(address)
            raise
        self._wrong.give_back(address)
        caller = Caller(device.name, device.role, device)
        _keep(self._known, form, _Known(caller, now + KNOWN_SECONDS))
        return caller

    async def pair(self, code: str, name: str, address: str) -> NewDevice:
        """A code for a token; raises PairingRefused, NameInvalid, TooManyAttempts."""
        if wait := self._pairings.take(address):
            raise TooManyAttempts("too many wrong codes", wait_seconds=round(wait, 1))
        try:
            new = await self._devices.exchange(code, name)
        except PairingRefused:
            log.warning("A pairing code was refused, from %s", address)
            raise
        except BaseException:
            self._pairings.give_back(address)
            raise
        self._pairings.give_back(address)
        return new

    def note(self, event: object) -> None:
        """Hear of devices that changed or were revoked here."""
        if isinstance(event, DeviceRevoked):
            self._lock_out(event.device)
        elif isinstance(event, DevicesChanged):
            for device in event.devices:
                self._forget_device(device)

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Look for a block what other processes revoked, and what expired."""
        task = asyncio.create_task(self._watch(), name="doorkeeper")
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def look(self) -> None:
        """Lock out known devices that may no more; raises DatabaseError."""
        callers = [known.caller for known in self._known.values()]
        known = {caller.device.id for caller in callers if caller.device is not None}
        devices = sorted(known.union(self.connected()))
        if not devices:
            return
        usable = await self._devices.usable(devices)
        for device in set(devices) - usable:
            self._lock_out(device)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.look()
            except DatabaseError as error:
                log.debug("Nobody can say now who may call: %s", error)

    def _refuse_again(self, form: str, now: float) -> None:
        """One wrong token said again and again is no guessing, and no question to the database."""
        refused = self._refused.get(form)
        if refused is not None and refused[1] > now:
            raise AccessRefused("refused before", reason=refused[0])

    def _is_expired(self, caller: Caller) -> bool:
        return caller.device is not None and caller.device.is_expired(self._clock.now())

    def _lock_out(self, device: DeviceId) -> None:
        self._forget_device(device)
        self.on_locked_out(device)

    def _forget_device(self, device: DeviceId) -> None:
        for form, known in list(self._known.items()):
            if known.caller.device is not None and known.caller.device.id == device:
                self._forget(form)

    def _forget(self, form: str) -> None:
        self._known.pop(form, None)


def _keep(kept: OrderedDict[str, _Value], key: str, value: _Value) -> None:
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > MOST_KNOWN:
        kept.popitem(last=False)
