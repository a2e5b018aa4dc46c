"""When jobs are due: pure functions of time.

Intervals are counted in UTC from a fixed moment, so that their times are the same whenever the
program was started and a day-light night changes nothing. Cron fields mean the wall clock of their
zone: what falls into the hour that a spring night leaves out happens an hour later, what falls
into the hour that an autumn night has twice happens in its first pass (with ``hour = *`` in both).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

_ORIGIN = datetime(2024, 1, 1, tzinfo=UTC)
_INSTANT = timedelta(microseconds=1)
_MOST = 1000
"""Due times looked at in one go; a longer absence is counted in several."""
CRON_FIELDS = ("minute", "hour", "day", "month", "day_of_week")


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many minutes."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Cron:
    """At these times of the wall clock; a field that is left out is any, or the lowest one where
    it is finer than the finest given."""

    fields: Mapping[str, str]


When = Every | Cron


def next_due(when: When, zone: ZoneInfo, after: datetime) -> datetime | None:
    """The first due time after a moment, in UTC; None where there will be none."""
    if isinstance(when, Every):
        step = timedelta(minutes=when.minutes)
        return _ORIGIN + ((after - _ORIGIN) // step + 1) * step
    trigger: Any = cron_trigger(when, zone)
    found = trigger.get_next_fire_time(None, after + _INSTANT)
    while found is not None and _second_pass(found, when):
        found = trigger.get_next_fire_time(None, found.astimezone(UTC) + _INSTANT)
    return found.astimezone(UTC) if found is not None else None


def due_times(when: When, zone: ZoneInfo, after: datetime, until: datetime) -> Iterator[datetime]:
    """Every due time after ``after`` up to and including ``until``."""
    moment = next_due(when, zone, after)
    while moment is not None and moment <= until:
        yield moment
        moment = next_due(when, zone, moment)


def cron_trigger(when: Cron, zone: ZoneInfo) -> CronTrigger:
    """APScheduler's trigger for the fields; raises ValueError where a field makes no sense."""
    return CronTrigger(timezone=zone, second=0, **when.fields)


def _second_pass(moment: datetime, when: Cron) -> bool:
    """It is the second pass of an autumn hour, and the hour was named."""
    hour = when.fields.get("hour", "0" if _finest(when) in CRON_FIELDS[2:] else "*")
    return moment.fold == 1 and not hour.startswith("*")


def _finest(when: Cron) -> str:
    return next((name for name in CRON_FIELDS if name in when.fields), "minute")


@dataclass(frozen=True, slots=True)
class Due:
    """What is due now. ``at``: the newest due time, to be run; None where it came too late or the
    job is busy. ``missed``: how many due times before it, or with it, do not happen."""

    at: datetime | None
    missed: int
    handled_until: datetime
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What decides on a due job: until when everything is accounted for, now, and how late a run
    may begin; ``busy``: it runs or waits already."""

    handled_until: datetime
    now: datetime
    grace_seconds: float
    busy: bool


def look(when: When, zone: ZoneInfo, moment: Moment) -> Due | None:
    """Account for every due time up to now; None where there is none.

    Several that have come together make one run, of the newest; the others are missed.
    """
    found = due_times(when, zone, moment.handled_until, moment.now)
    due = list(islice(found, _MOST + 1))
    if not due:
        return None
    if len(due) > _MOST:
        return Due(None, _MOST, due[_MOST - 1], "too_late")
    newest, count = due[-1], len(due)
    if moment.now - newest > timedelta(seconds=moment.grace_seconds):
        return Due(None, count, newest, "too_late")
    if moment.busy:
        return Due(None, count, newest, "still_running")
    return Due(newest, count - 1, newest, "coalesced" if count > 1 else None)


def after_clock_change(when: When, handled_until: datetime, now: datetime) -> datetime:
    """Until when everything is accounted for, on a clock that was set back.

    An interval counts on from the new time. A time of the wall clock that had its run does not get
    another one, unless the clock was wrong by more than a day.
    """
    if handled_until <= now:
        return handled_until
    if isinstance(when, Every) or handled_until - now > timedelta(hours=25):
        return now
    return handled_until
