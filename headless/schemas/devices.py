"""Devices, pairing and push messages on the wire."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Literal

from pydantic import Field

from headless.schemas.base import In, Moment, Out
from temu_desktop.devices.model import Device

RoleName = Literal["viewer", "operator", "admin"]
_LONGEST_NAME = 200
"""Longer than any name that is accepted; that one is too long says the core."""


class DeviceOut(Out):
    """A phone that was paired, or a machine with a key."""

    id: int
    name: str
    kind: Literal["phone", "machine"]
    role: RoleName
    created_at: datetime
    created_by: str
    expires_at: datetime | None
    last_seen_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, device: Device) -> DeviceOut:
        """A stored device."""
        return cls(**asdict(device))


class DevicesOut(Out):
    """All of them."""

    items: list[DeviceOut]


class OneDeviceOut(Out):
    """One of them."""

    device: DeviceOut


class NewDeviceOut(Out):
    """A device with its token, which is told this once."""

    token: str
    device: DeviceOut


class PairingIn(In):
    """A code as the console shows it, and what the device calls itself."""

    code: str = Field(max_length=100)
    name: str = Field(default="", max_length=_LONGEST_NAME)


class PairingCodeIn(In):
    """For whom a code is made."""

    role: RoleName
    name: str | None = Field(default=None, max_length=_LONGEST_NAME)


class PairingCodeOut(Out):
    """A code, told this once."""

    code: str
    shown: str
    role: RoleName
    expires_at: datetime


class KeyIn(In):
    """For which machine a key is made."""

    name: str = Field(max_length=_LONGEST_NAME)
    role: RoleName
    expires_at: Moment | None = None


class NameIn(In):
    """Another name."""

    name: str = Field(max_length=_LONGEST_NAME)


class MeOut(Out):
    """Who calls, and whom."""

    device: DeviceOut | None
    name: str
    role: RoleName
    version: str
    time: datetime
    shop: str
    push_key: str


class PushKeysIn(In):
    """The keys of a browser."""

    p256dh: str = Field(max_length=200)
    auth: str = Field(max_length=100)


class SubscriptionIn(In):
    """Where a browser receives messages, as it says itself."""

    endpoint: str = Field(max_length=2000)
    keys: PushKeysIn
    language: Literal["de", "en"]
    expirationTime: float | None = None


class UnsubscribeIn(In):
    """An address that is to receive no more."""

    endpoint: str = Field(max_length=2000)


class SubscribedOut(Out):
    """Whether the address receives messages now."""

    subscribed: bool


class SentOut(Out):
    """To how many addresses a message was sent."""

    sent: int
