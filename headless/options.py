"""What headless mode is told: where it serves, whom it trusts, how much it takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from temu_desktop.settings import LOOPBACK, Network

LOGGER = "temu_desktop.headless"
"""Below the program's own logger, so that lines go where all lines go."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken. ``*_rate`` is per second and refills a bucket of ``*_burst``.

    Of WebSockets: connections in all and of one caller, those that have not said who they are in
    all and of one address, messages kept for one client, bytes of them, and messages kept for those
    who come back.
    """

    body_bytes: int = 1024 * 1024
    address_rate: float = 100.0
    address_burst: float = 400.0
    caller_rate: float = 50.0
    caller_burst: float = 200.0
    wrong_rate: float = 0.1
    wrong_burst: float = 20.0
    pairing_rate: float = 1 / 30
    pairing_burst: float = 5.0
    sockets: int = 500
    sockets_each: int = 10
    strangers: int = 50
    strangers_each: int = 5
    queue_messages: int = 512
    queue_bytes: int = 1024 * 1024
    kept_messages: int = 5000
    message_rate: float = 20.0
    message_burst: float = 60.0
    ping_seconds: float = 20.0
    auth_seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class Options:
    """One server. ``proxies``: whose X-Forwarded-For is believed; ``origins``: whose pages may
    call from elsewhere; ``pwa``: where the app's files are, None for none."""

    api_key: str = field(default="", repr=False)
    proxies: tuple[Network, ...] = LOOPBACK
    origins: tuple[str, ...] = ()
    pwa: Path | None = None
    limits: Limits = Limits()
