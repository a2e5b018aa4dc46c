"""Errors about people, their PINs, and devices; the tree stands in ``errors``."""

from __future__ import annotations

from temu_desktop.error_base import TemuDesktopError


class NameInvalid(TemuDesktopError):
    """A name is empty, longer than ``most`` characters, or not printable."""

    code = "name_invalid"


class PersonUnknown(TemuDesktopError):
    """There is no such person, or the person is no longer active (``person``)."""

    code = "person_unknown"


class PersonNameTaken(TemuDesktopError):
    """Another person has this name (``name``)."""

    code = "person_name_taken"


class PinInvalid(TemuDesktopError):
    """A PIN is 4 to 8 digits."""

    code = "pin_invalid"


class PinNeeded(TemuDesktopError):
    """This person acts with a PIN only (``person``; ``has_pin`` false: one must be set first)."""

    code = "pin_needed"


class WrongPin(TemuDesktopError):
    """Not this person's PIN; the next try is heard in ``wait_seconds``."""

    code = "pin_wrong"

    def __init__(self, message: str = "", *, wait_seconds: int = 0, **params: object) -> None:
        super().__init__(message, wait_seconds=wait_seconds, **params)
        self.wait_seconds = wait_seconds


class PinWait(WrongPin):
    """Too many wrong PINs: this one was not looked at, the next is heard in ``wait_seconds``."""

    code = "pin_wait"


class LastAdmin(TemuDesktopError):
    """This is the last person with a PIN who may change settings (``person``)."""

    code = "last_admin"


class DeviceUnknown(TemuDesktopError):
    """There is no such device, or it was revoked (``device``)."""

    code = "device_unknown"


class PairingRefused(TemuDesktopError):
    """The pairing code is wrong, was used, or is too old."""

    code = "pairing_refused"


class AccessRefused(TemuDesktopError):
    """A token that opens nothing; ``reason`` is ``unknown``, ``expired`` or ``revoked``."""

    code = "access_refused"

    def __init__(self, message: str = "", *, reason: str, **params: object) -> None:
        super().__init__(message, reason=reason, **params)
        self.reason = reason


class PushInvalid(TemuDesktopError):
    """Not an address with keys that push messages can be sent to (``reason``)."""

    code = "push_invalid"
