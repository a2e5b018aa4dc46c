"""The state of one connection, and how it changes by what was seen. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from temu_desktop.errors import TemuDesktopError


class Neighbour(StrEnum):
    """Whom we talk to; ``operations`` is our own database."""

    TEMU = "temu"
    JTL = "jtl"
    OPERATIONS = "operations"


class Standing(StrEnum):
    """How a connection stands; ``unknown``: nobody has asked yet."""

    UP = "up"
    DOWN = "down"
    UNKNOWN = "unknown"
    NOT_SET_UP = "not_set_up"


@dataclass(frozen=True, slots=True)
class Connection:
    """One connection. ``since``: so long it stands like this. Where it is down, ``error_code`` and
    ``params`` say why; ``latency`` is what its last good answer took, in seconds."""

    neighbour: Neighbour
    standing: Standing
    since: datetime
    last_good_at: datetime | None = None
    latency: float | None = None
    error_code: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look found: an answer (after so many seconds, where it was measured), or an error
    instead."""

    at: datetime
    seconds: float | None = None
    error: TemuDesktopError | None = None


def after(before: Connection, seen: Seen) -> Connection:
    """The connection after a look. The reason of an outage may change while it lasts."""
    if seen.error is not None:
        since = before.since if before.standing is Standing.DOWN else seen.at
        params = {name: str(value) for name, value in seen.error.params.items()}
        return replace(
            before,
            standing=Standing.DOWN,
            since=since,
            error_code=seen.error.code,
            params=params,
        )
    return replace(
        before,
        standing=Standing.UP,
        since=before.since if before.standing is Standing.UP else seen.at,
        last_good_at=seen.at,
        latency=before.latency if seen.seconds is None else seen.seconds,
        error_code=None,
        params={},
    )


def is_news(before: Connection, now: Connection) -> bool:
    """A first answer, the beginning of an outage, or its end."""
    return before.standing is not now.standing
