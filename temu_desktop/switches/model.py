"""What a switch is. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Switch(StrEnum):
    """The switches there are."""

    WRITES_STOPPED = "writes_stopped"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a switch stands, since when and by whom; a switch never touched is off."""

    on: bool
    since: datetime | None = None
    by: str | None = None
