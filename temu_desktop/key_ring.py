"""The operating system's key ring, where it has one."""

from __future__ import annotations

from types import ModuleType
from typing import Protocol

KEY_RING_SERVICE = "temu-desktop"


class KeyRing(Protocol):
    """A safe place for secrets."""

    def get(self, name: str) -> str | None:
        """The secret; None where there is none, or no key ring."""
        ...

    def put(self, name: str, secret: str) -> bool:
        """Keep a secret; false where it cannot be read back afterwards."""
        ...

    def drop(self, name: str) -> None:
        """Forget a secret, if it is there."""
        ...


class SystemKeyRing:
    """The key ring of the user that the program runs as."""

    def get(self, name: str) -> str | None:
        """The secret; None where there is none, or no key ring."""
        keyring = _keyring()
        try:
            found: str | None = keyring.get_password(KEY_RING_SERVICE, name)
        except keyring.errors.KeyringError:
            # A server has no key ring; a secret that is then missing is named by the reader.
            return None
        return found

    def put(self, name: str, secret: str) -> bool:
        """Keep a secret; false where it cannot be read back afterwards."""
        keyring = _keyring()
        try:
            keyring.set_password(KEY_RING_SERVICE, name, secret)
        except keyring.errors.KeyringError:
            return False
        return self.get(name) == secret

    def drop(self, name: str) -> None:
        """Forget a secret, if it is there."""
        if self.get(name) is None:
            return
        keyring = _keyring()
        try:
            keyring.delete_password(KEY_RING_SERVICE, name)
        except keyring.errors.PasswordDeleteError:
            # Gone in the meantime.
            return


def _keyring() -> ModuleType:
    """Late: it looks for every kind of key ring there is, and most starts ask for none."""
    import keyring
    import keyring.errors

    return keyring
