"""When jobs are due: pure functions, over both day-light nights and clocks that were moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.clock import BERLIN
from temu_desktop.jobs.schedule import (
    Cron,
    Every,
    Moment,
    When,
    after_clock_change,
    due_times,
    look,
    next_due,
)

SPRING = datetime(2027, 3, 28, tzinfo=BERLIN)
"""02:00 becomes 03:00."""
AUTUMN = datetime(2026, 10, 25, tzinfo=BERLIN)
"""03:00 becomes 02:00."""
NIGHTLY = Cron({"hour": "3", "minute": "30"})
IN_THE_GAP = Cron({"hour": "2", "minute": "30"})
HOURLY = Cron({"minute": "30"})
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def local(when: When, day: datetime, days: int = 1) -> list[str]:
    """The due times of a local day, as its clocks show them, with the offset."""
    found = due_times(when, BERLIN, day - timedelta(seconds=1), day + timedelta(days=days))
    return [f"{moment.astimezone(BERLIN):%H:%M%z}" for moment in found]


@pytest.mark.parametrize(
    ("night", "when", "expected"),
    [
        (SPRING, NIGHTLY, ["03:30+0200"]),
        (AUTUMN, NIGHTLY, ["03:30+0100"]),
        (SPRING, IN_THE_GAP, ["03:30+0200"]),
        (AUTUMN, IN_THE_GAP, ["02:30+0200"]),
    ],
)
def test_a_nightly_job_runs_once_in_each_day_light_night(
    night: datetime, when: When, expected: list[str]
) -> None:
    assert local(when, night) == expected


@pytest.mark.parametrize(("night", "hours"), [(SPRING, 23), (AUTUMN, 25)])
def test_an_hourly_job_runs_once_in_every_real_hour(night: datetime, hours: int) -> None:
    end = (night + timedelta(days=1)).astimezone(UTC) - timedelta(seconds=1)
    assert len(list(due_times(HOURLY, BERLIN, night - timedelta(seconds=1), end))) == hours


@pytest.mark.parametrize("night", [SPRING, AUTUMN])
def test_an_interval_knows_nothing_of_day_light(night: datetime) -> None:
    found = list(due_times(Every(5), BERLIN, night, night.astimezone(UTC) + timedelta(hours=6)))
    assert {later - earlier for earlier, later in pairwise(found)} == {timedelta(minutes=5)}
    assert len(found) == 72


@given(
    minutes=st.integers(1, 10_080),
    seconds=st.integers(-80_000_000, 100_000_000),
    later=st.integers(0, 10_000_000),
)
def test_an_interval_has_the_same_times_whenever_the_program_was_started(
    minutes: int, seconds: int, later: int
) -> None:
    moment = NOON + timedelta(seconds=seconds)
    first = next_due(Every(minutes), BERLIN, moment)
    assert first is not None
    assert timedelta(0) < first - moment <= timedelta(minutes=minutes)
    asked_again = moment + (first - moment) * (later % 1000) / 1000
    assert next_due(Every(minutes), BERLIN, asked_again) == first


@given(
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC"]),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    seconds=st.integers(-50_000_000, 50_000_000),
)
def test_a_daily_job_is_due_once_a_day_in_any_zone(
    zone: str, hour: int, minute: int, seconds: int
) -> None:
    when = Cron({"hour": str(hour), "minute": str(minute)})
    begin = NOON + timedelta(seconds=seconds)
    found = list(due_times(when, ZoneInfo(zone), begin, begin + timedelta(days=30)))
    days = [moment.astimezone(ZoneInfo(zone)).date() for moment in found]
    assert len(days) == len(set(days))
    assert len(days) in {29, 30, 31}


def moment(
    minutes_late: float, *, since: float = 0, grace: float = 240, busy: bool = False
) -> Moment:
    """A five-minute job that was accounted for until ``since`` minutes before noon."""
    now = NOON + timedelta(minutes=minutes_late)
    return Moment(NOON - timedelta(minutes=since), now, grace, busy)


def test_nothing_is_due_before_its_time() -> None:
    assert look(Every(5), BERLIN, moment(4.9)) is None


def test_what_is_due_runs() -> None:
    due = look(Every(5), BERLIN, moment(5.1))
    assert due is not None
    assert (due.at, due.missed) == (NOON + timedelta(minutes=5), 0)


def test_several_that_came_together_are_one_run_and_the_others_are_missed() -> None:
    due = look(Every(5), BERLIN, moment(15.1))
    assert due is not None
    assert (due.at, due.missed, due.why_not) == (NOON + timedelta(minutes=15), 2, "coalesced")


def test_what_comes_after_its_grace_does_not_run() -> None:
    due = look(Every(5), BERLIN, moment(9.5))
    assert due is not None
    assert (due.at, due.missed, due.why_not) == (None, 1, "too_late")


def test_what_is_due_while_the_job_runs_is_skipped() -> None:
    due = look(Every(5), BERLIN, moment(5.1, busy=True))
    assert due is not None
    assert (due.at, due.missed, due.why_not) == (None, 1, "still_running")


@given(
    minutes=st.integers(1, 600),
    absence=st.integers(0, 5_000),
    grace=st.integers(1, 40_000),
    busy=st.booleans(),
)
def test_every_due_time_is_accounted_for_exactly_once(
    minutes: int, absence: int, grace: int, busy: bool
) -> None:
    now = NOON + timedelta(minutes=absence)
    expected = len(list(due_times(Every(minutes), BERLIN, NOON, now)))
    mark, counted = NOON, 0
    while (due := look(Every(minutes), BERLIN, Moment(mark, now, grace, busy))) is not None:
        assert due.handled_until > mark
        assert due.at is None or (due.at == due.handled_until and not busy)
        counted += due.missed + (due.at is not None)
        mark = due.handled_until
    assert counted == expected


def test_a_clock_set_back_an_hour_does_not_stop_an_interval() -> None:
    back = NOON - timedelta(hours=1)
    mark = after_clock_change(Every(5), NOON, back)
    assert next_due(Every(5), BERLIN, mark) == back + timedelta(minutes=5)


def test_a_nightly_job_that_had_its_run_gets_no_second_one_when_the_clock_is_set_back() -> None:
    ran = datetime(2026, 11, 23, 3, 30, tzinfo=BERLIN).astimezone(UTC)
    back = ran - timedelta(minutes=40)
    mark = after_clock_change(NIGHTLY, ran, back)
    assert look(NIGHTLY, BERLIN, Moment(mark, ran + timedelta(minutes=1), 7200, False)) is None
    following = next_due(NIGHTLY, BERLIN, mark)
    assert following is not None
    assert following - ran == timedelta(days=1)


def test_a_clock_that_was_wrong_by_a_year_does_not_stop_a_nightly_job_for_a_year() -> None:
    right = NOON - timedelta(days=365)
    assert after_clock_change(NIGHTLY, NOON, right) == right


def test_a_clock_set_forward_changes_no_mark() -> None:
    assert after_clock_change(NIGHTLY, NOON, NOON + timedelta(hours=3)) == NOON
