"""Log lines on the wire."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Literal

from headless.schemas.base import Out
from temu_desktop.logs.queries import LogLine

Level = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]


class LineOut(Out):
    """One line."""

    id: int
    at: datetime
    level: str
    job: str
    run: str | None
    step: str | None
    subject: str | None
    logger: str | None
    message: str
    error: str | None

    @classmethod
    def of(cls, line: LogLine) -> LineOut:
        """A stored line."""
        return cls(**asdict(line))


class LinesOut(Out):
    """A page of lines in the order in which they were written."""

    items: list[LineOut]
    next: int | None


class LogStatsOut(Out):
    """How many lines since a moment."""

    since: datetime
    total: int
    by_level: dict[str, int]
    by_job: dict[str, int]


class DeletedOut(Out):
    """How many lines are gone."""

    deleted: int
