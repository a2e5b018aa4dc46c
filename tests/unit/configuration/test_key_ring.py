"""The key ring of the operating system: it may be there, absent, or forget at once."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import PasswordDeleteError

from temu_desktop.key_ring import KEY_RING_SERVICE, SystemKeyRing


class Drawer(KeyringBackend):
    """A backend like those of desktops, in memory."""

    priority = 0.1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_secret_is_kept_read_and_forgotten_under_our_name() -> None:
    drawer = Drawer()
    keyring.set_keyring(drawer)
    ring = SystemKeyRing()
    assert ring.put("TEMU_APP_SECRET", "hush")
    assert drawer.kept == {(KEY_RING_SERVICE, "TEMU_APP_SECRET"): "hush"}
    assert ring.get("TEMU_APP_SECRET") == "hush"
    ring.drop("TEMU_APP_SECRET")
    ring.drop("TEMU_APP_SECRET")
    assert ring.get("TEMU_APP_SECRET") is None


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
def test_where_there_is_none_or_it_forgets_at_once_it_does_not_say_that_it_kept_anything(
    backend: type[KeyringBackend],
) -> None:
    keyring.set_keyring(backend())
    ring = SystemKeyRing()
    assert not ring.put("TEMU_APP_SECRET", "hush")
    assert ring.get("TEMU_APP_SECRET") is None
    ring.drop("TEMU_APP_SECRET")
