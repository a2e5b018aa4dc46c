"""What the first page shows, read in a few questions; no widgets."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from temu_desktop.attention.catalogue import Action, Severity, severity_of
from temu_desktop.attention.model import IssueRule, StoredIssue
from temu_desktop.attention.service import offered_actions
from temu_desktop.console.desk import Target
from temu_desktop.core import Core
from temu_desktop.exposure.repository import ExposureKind
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs.model import SYNC_INVENTORY, SYNC_ORDERS
from temu_desktop.overview.model import DayCount, DayExposure, RunDuration, Tiles

SHOWN = 50
"""So many issues are listed; the others are counted."""
DAYS = 30
_ORDER = {Severity.CRITICAL: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything of one look. ``issues``: the gravest first, the oldest of them first."""

    tiles: Tiles
    issues: tuple[StoredIssue, ...]
    more_issues: int

    @property
    def grave(self) -> int:
        """How many need a person soon."""
        counts = self.tiles.issues
        return counts.get(Severity.CRITICAL, 0) + counts.get(Severity.WARNING, 0)


@dataclass(frozen=True, slots=True)
class Courses:
    """What the charts show."""

    orders: Sequence[DayCount]
    order_runs: Sequence[RunDuration]
    stock_runs: Sequence[RunDuration]
    exposure: Sequence[DayExposure]


async def read_overview(core: Core) -> Overview:
    """Figures and issues of now; raises DatabaseError."""
    tiles, issues = await asyncio.gather(core.overview.tiles(), core.issues.open())
    ordered = sorted(issues, key=lambda item: _ORDER[severity_of(item.issue)])
    return Overview(tiles, tuple(ordered[:SHOWN]), max(0, len(ordered) - SHOWN))


async def read_courses(core: Core) -> Courses:
    """What the charts show; raises DatabaseError."""
    orders, order_runs, stock_runs, exposure = await asyncio.gather(
        core.overview.orders_per_day(DAYS),
        core.overview.run_durations(SYNC_ORDERS),
        core.overview.run_durations(SYNC_INVENTORY),
        core.overview.exposure(ExposureKind.STOCK, DAYS),
    )
    return Courses(orders, order_runs, stock_runs, exposure)


def main_action(item: StoredIssue) -> Action:
    """What the button of an issue does."""
    return offered_actions(item.issue.rule)[0]


def target_of(item: StoredIssue) -> Target | None:
    """Where an issue is dealt with; None where its button does something here."""
    subject = item.issue.subject_key
    places = {
        Action.OPEN_ORDER: Target("orders", subject),
        Action.REPAIR_RECORD: Target("orders", subject, "repair"),
        Action.OPEN_SKU: Target("inventory", subject),
        Action.MAP_CARRIER: Target("settings", subject, "carriers"),
        Action.OPEN_SETTINGS: Target("settings", "", _settings_part(item.issue.rule)),
        Action.AUTHORISE: Target("settings", "", "temu"),
        Action.EXAMINE: Target("settings", "", "examine"),
    }
    return places.get(main_action(item))


def job_of(item: StoredIssue) -> JobId:
    """The job that an issue is about."""
    return JobId(item.issue.subject_key)


def run_of(item: StoredIssue) -> RunId | None:
    """The run whose held list an issue is about; None: of any run."""
    return RunId(item.issue.subject_key) if item.issue.subject_type == "run" else None


def _settings_part(rule: IssueRule) -> str:
    return "alarms" if rule is IssueRule.ALARM_FAILED else ""
