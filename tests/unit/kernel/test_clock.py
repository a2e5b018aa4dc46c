"""Time: aware UTC inside, Berlin's naive local time at the edges, both nights right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.clock import (
    SettableClock,
    ShiftedClock,
    from_berlin_naive,
    from_unix,
    to_berlin_naive,
    to_unix,
)

WINTER = datetime(2026, 1, 15, 5, 0, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize("moment", [WINTER, SUMMER])
def test_six_in_the_morning_is_six_in_berlin_all_year(moment: datetime) -> None:
    assert to_berlin_naive(moment) == moment.replace(hour=6, tzinfo=None)


def test_the_hour_that_a_spring_night_skips_is_skipped() -> None:
    before = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert to_berlin_naive(before) == datetime(2026, 3, 29, 1, 59)
    assert to_berlin_naive(before + timedelta(minutes=1)) == datetime(2026, 3, 29, 3, 0)


def test_the_hour_that_an_autumn_night_has_twice_is_read_as_its_first() -> None:
    assert from_berlin_naive(datetime(2026, 10, 25, 2, 30)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)))
def test_a_moment_survives_the_merchants_database_but_for_one_hour_a_year(
    moment: datetime,
) -> None:
    back = from_berlin_naive(to_berlin_naive(moment))
    assert moment - back in {timedelta(0), timedelta(hours=1)}


@given(st.integers(0, 4_000_000_000))
def test_unix_seconds_come_back_as_they_went(seconds: int) -> None:
    assert to_unix(from_unix(seconds)) == seconds


def test_naive_times_are_refused_inside_the_program() -> None:
    with pytest.raises(ValueError, match="naive"):
        to_berlin_naive(datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="naive"):
        to_unix(datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="aware"):
        from_berlin_naive(WINTER)
    with pytest.raises(ValueError, match="aware"):
        SettableClock(datetime(2026, 1, 1))


async def test_a_settable_clock_moves_only_when_told_and_sleeps_at_once() -> None:
    clock = SettableClock(WINTER)
    assert clock.now() == clock.now() == WINTER
    await clock.sleep(90)
    assert clock.now() == WINTER + timedelta(seconds=90)
    assert clock.monotonic() == 90


def test_a_shifted_clock_runs_beside_the_computers() -> None:
    clock = ShiftedClock(timedelta(days=3))
    assert timedelta(days=3) <= clock.now() - datetime.now(UTC) + timedelta(seconds=5)
