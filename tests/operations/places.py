"""Where the outside programs are, free ports, and waiting for what another process does."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import httpx
import pytest

from temu_desktop.sandbox.process import SandboxAddress

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv" / "bin" / "python"
API_KEY = "a-key-of-the-settings-0123456789"
AS_MACHINE = {"X-API-Key": API_KEY}
_Found = TypeVar("_Found")


def program(name: str, *folders: Path) -> str:
    """The path of a program; without it the test is skipped, and says so."""
    places = os.pathsep.join([*map(str, folders), os.environ["PATH"], "/usr/sbin", "/sbin"])
    found = shutil.which(name, path=places)
    if found is None:
        pytest.skip(f"{name.upper()} IS NOT INSTALLED: `make setup` installs it")
    return found


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def until(ask: Callable[[], _Found | None], seconds: float = 20, pause: float = 0.05) -> _Found:
    """The first answer that is true; fails where there is none in time."""
    deadline = time.monotonic() + seconds
    while not (found := ask()):
        assert time.monotonic() < deadline, f"waited {seconds} s in vain; last: {found!r}"
        time.sleep(pause)
    return found


def answers(url: str) -> bool:
    """Whether headless mode serves there right now, and is well."""
    try:
        return httpx.get(f"{url}/api/health", timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a program gets to see: nothing of the machine but where its programs are."""
    home.mkdir(parents=True, exist_ok=True)
    base = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
    return {
        **base,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "TEMU_DATA_DIR": str(home / "data"),
        "TEMU_LANGUAGE": "en",
        "API_KEY": API_KEY,
        **more,
    }


def shop(address: SandboxAddress) -> dict[str, str]:
    """The settings that lead to a sandbox."""
    return {
        "TEMU_API_ENDPOINT": address.endpoint,
        "TEMU_APP_KEY": address.app_key,
        "TEMU_APP_SECRET": address.app_secret,
        "TEMU_ACCESS_TOKEN": address.access_token,
        "JTL_DATABASE_URL": address.wawi_url,
    }
