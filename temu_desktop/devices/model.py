"""Devices, roles and codes. Pure data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from temu_desktop.ids import DeviceId

TOKEN_DAYS = 180
"""How long a phone's token counts unless said otherwise."""
CODE_LIFETIME = timedelta(minutes=5)


class DeviceRole(StrEnum):
    """What a device may do; each may do what those before it may."""

    VIEWER = "viewer"
    OPERATOR = "operator"
    ADMIN = "admin"

    def includes(self, needed: DeviceRole) -> bool:
        """Whether this role is enough where ``needed`` is asked for."""
        order = list(DeviceRole)
        return order.index(self) >= order.index(needed)


class DeviceKind(StrEnum):
    """A phone (or any browser) that was paired, or a machine with a key."""

    PHONE = "phone"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Device:
    """Something that may call; without ``expires_at`` until it is revoked."""

    id: DeviceId
    name: str
    kind: DeviceKind
    role: DeviceRole
    created_at: datetime
    created_by: str
    expires_at: datetime | None
    last_seen_at: datetime | None
    revoked_at: datetime | None

    def is_expired(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.expires_at is not None and self.expires_at <= now


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A device with its token, which is told this once and stored nowhere."""

    device: Device
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PairingCode:
    """A one-time code, told this once; ``name`` is the name the device is to get, if any."""

    code: str = field(repr=False)
    role: DeviceRole
    name: str | None
    expires_at: datetime

    @property
    def shown(self) -> str:
        """The code as people read it out: in two halves."""
        half = len(self.code) // 2
        return f"{self.code[:half]}-{self.code[half:]}"


@dataclass(frozen=True, slots=True)
class PushTarget:
    """Where a device's browser receives messages, with the keys it gave."""

    endpoint: str
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)
    language: str = "de"


@dataclass(frozen=True, slots=True)
class PushSubscription:
    """A target and whose it is."""

    device: DeviceId
    role: DeviceRole
    target: PushTarget
    renewed_at: datetime


@dataclass(frozen=True, slots=True)
class VapidKeys:
    """The key pair by which push services know this installation, base64url as browsers and
    senders want it (RFC 8292): the point uncompressed, the private number of 32 bytes."""

    public: str
    private: str = field(repr=False)
