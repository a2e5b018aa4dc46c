"""Health and statistics on the wire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Literal

from headless.schemas.base import Out
from headless.schemas.issues import SeverityName
from headless.schemas.jobs import KpiOut, State
from temu_desktop.overview.model import DayCount, RunDuration, Tiles


class CheckOut(Out):
    """One thing that must be well."""

    name: str
    ok: bool
    detail: str


class ActingOut(Out):
    """Which process runs the jobs; ``here``: this one."""

    here: bool
    kind: str
    owner: str
    since: datetime


class LastRunOut(Out):
    """A job's newest run."""

    run: str
    state: State
    started_at: datetime
    ended_at: datetime | None


class ShortHealthOut(Out):
    """Well or not."""

    status: Literal["ok", "down"]


class HealthOut(ShortHealthOut):
    """Well or not, and why."""

    version: str
    time: datetime
    started_at: datetime
    checks: list[CheckOut]
    acting: ActingOut | None
    last_runs: dict[str, LastRunOut]


class TilesOut(Out):
    """Figures of one moment."""

    at: datetime
    new: int
    waiting: int
    held: int
    exported: int
    due_today: int
    overdue: int
    shipped_not_reported: int
    rejected: int
    stock_differences: int
    unmapped_skus: int
    issues: dict[SeverityName, int]

    @classmethod
    def of(cls, tiles: Tiles) -> TilesOut:
        """The first page's figures."""
        values = asdict(tiles)
        issues = {severity.value: count for severity, count in tiles.issues.items()}
        return cls(**{**values, "issues": issues})


class DayOut(Out):
    """How many on one local day."""

    day: date
    count: int


class WaitOut(Out):
    """How long changes took, in seconds."""

    p50: float
    p95: float


class StatisticsOut(Out):
    """What the last days looked like."""

    tiles: TilesOut
    kpis: dict[str, dict[str, KpiOut]]
    orders_per_day: list[DayOut]
    exposure: dict[str, dict[str, WaitOut]]


def days_of(days: Sequence[DayCount]) -> list[DayOut]:
    """Orders by day."""
    return [DayOut(day=day.day, count=day.count) for day in days]


def waits_of(
    exposure: Mapping[str, Mapping[str, tuple[float, float]]],
) -> dict[str, dict[str, WaitOut]]:
    """Waits by kind and span."""
    return {
        kind: {name: WaitOut(p50=p50, p95=p95) for name, (p50, p95) in spans.items()}
        for kind, spans in exposure.items()
    }


class DurationOut(Out):
    """How long one run took."""

    run: str
    started_at: datetime
    seconds: float
    state: State

    @classmethod
    def of(cls, duration: RunDuration) -> DurationOut:
        """One ended run."""
        return cls(**{**asdict(duration), "state": duration.state.value})


class DurationsOut(Out):
    """Several of them, the oldest first."""

    items: list[DurationOut]
