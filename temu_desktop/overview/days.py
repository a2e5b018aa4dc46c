"""Local days as spans of time. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Day:
    """One local day; it ends where the next begins, so that a night with a changed clock fits."""

    day: date
    begins: datetime
    ends: datetime


def day_of(moment: datetime, zone: ZoneInfo) -> Day:
    """The local day of a moment."""
    return _day(moment.astimezone(zone).date(), zone)


def last_days(now: datetime, count: int, zone: ZoneInfo) -> list[Day]:
    """The last local days, today last; from 1 to a year."""
    today = now.astimezone(zone).date()
    wanted = min(max(count, 1), MOST_DAYS)
    return [_day(today - timedelta(days=back), zone) for back in reversed(range(wanted))]


def _day(day: date, zone: ZoneInfo) -> Day:
    begins, ends = (datetime.combine(one, time.min, zone) for one in (day, day + timedelta(days=1)))
    return Day(day, begins, ends)
