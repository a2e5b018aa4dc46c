"""What the first page shows. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from temu_desktop.attention.catalogue import Severity
from temu_desktop.exposure.repository import ExposureKind
from temu_desktop.ids import RunId
from temu_desktop.jobs.model import RunState


@dataclass(frozen=True, slots=True)
class Tiles:
    """Figures of one moment.

    ``new``: to be handed to JTL; ``waiting``: TEMU has not released them; ``held``: kept back;
    ``exported``: in JTL or on the way there, not shipped. ``due_today`` and ``overdue``: still to
    leave, by today's end of the local day and since before now. ``rejected``: orders that could not
    be taken over. ``issues``: open ones by severity.
    """

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
    issues: Mapping[Severity, int] = field(default_factory=dict)

    @property
    def open_issues(self) -> int:
        """All open issues."""
        return sum(self.issues.values())


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many on one local day."""

    day: date
    count: int


@dataclass(frozen=True, slots=True)
class RunDuration:
    """How long one ended run took."""

    run: RunId
    started_at: datetime
    seconds: float
    state: RunState


@dataclass(frozen=True, slots=True)
class DayExposure:
    """How long changes that arrived on one local day were on their way: seconds, to a tenth (above
    ten seconds to a whole one), None where nothing arrived."""

    kind: ExposureKind
    day: date
    count: int
    p50: float | None
    p95: float | None
