"""The bucket keeps its pace, its order and its pauses."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from temu_desktop.clock import SettableClock, SystemClock
from temu_desktop.temu.rate_limit import TokenBucket

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


async def _pass_times(bucket: TokenBucket, clock: SettableClock, calls: int) -> list[float]:
    times: list[float] = []

    async def one() -> None:
        await bucket.acquire()
        times.append(clock.monotonic())

    async with asyncio.TaskGroup() as group:
        for _ in range(calls):
            group.create_task(one())
    return times


@given(rate=st.floats(0.5, 2000), calls=st.integers(2, 120))
@settings(deadline=None, max_examples=40)
def test_the_pace_under_concurrency_is_within_two_per_cent_of_the_limit_and_never_above(
    rate: float, calls: int
) -> None:
    clock = SettableClock(START)
    bucket = TokenBucket(clock, rate)
    times = asyncio.run(_pass_times(bucket, clock, calls))
    pace = (calls - 1) / (times[-1] - times[0])
    assert 0.98 * rate <= pace <= rate


async def test_an_idle_minute_buys_no_burst() -> None:
    clock = SettableClock(START)
    bucket = TokenBucket(clock, 20)
    await bucket.acquire()
    clock.advance(60)
    times = await _pass_times(bucket, clock, 21)
    assert times[-1] - times[0] >= 1.0


async def test_a_pause_holds_up_everybody_who_already_waits() -> None:
    clock = SettableClock(START)
    bucket = TokenBucket(clock, 20)
    await bucket.acquire()
    bucket.slow_down(5)
    times = await _pass_times(bucket, clock, 10)
    assert times[0] >= 5
    assert times[-1] - times[0] >= 9 / 20


async def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    clock = SettableClock(START)
    bucket = TokenBucket(clock, 20)
    bucket.slow_down(10)
    bucket.slow_down(1)
    await bucket.acquire()
    assert clock.monotonic() >= 10


async def test_calls_pass_in_the_order_in_which_they_asked() -> None:
    clock = SettableClock(START)
    bucket = TokenBucket(clock, 1000)
    order: list[int] = []

    async def one(number: int) -> None:
        await bucket.acquire()
        order.append(number)

    async with asyncio.TaskGroup() as group:
        for number in range(50):
            group.create_task(one(number))
    assert order == list(range(50))


async def test_a_waiter_that_is_cancelled_takes_no_token() -> None:
    clock = SystemClock()
    bucket = TokenBucket(clock, 10)
    await bucket.acquire()
    waiting = asyncio.create_task(bucket.acquire())
    await asyncio.sleep(0.02)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    began = clock.monotonic()
    await bucket.acquire()
    assert clock.monotonic() - began < 0.15


async def test_the_rate_can_be_changed_while_it_runs() -> None:
    clock = SettableClock(START)
    bucket = TokenBucket(clock, 1)
    bucket.set_rate(100)
    times = await _pass_times(bucket, clock, 101)
    assert times[-1] - times[0] == pytest.approx(1.0, rel=0.02)


async def test_the_pace_holds_on_a_real_clock_with_late_timers() -> None:
    """200 calls at 400 a second; timers of the loop are up to a millisecond late each."""
    clock = SystemClock()
    bucket = TokenBucket(clock, 400)
    times: list[float] = []

    async def worker() -> None:
        for _ in range(25):
            await bucket.acquire()
            times.append(clock.monotonic())

    async with asyncio.TaskGroup() as group:
        for _ in range(8):
            group.create_task(worker())
    pace = (len(times) - 1) / (times[-1] - times[0])
    assert pace <= 400 * 1.02
    assert pace >= 400 * 0.9


@pytest.mark.parametrize("rate", [0, -1])
def test_a_limit_of_nothing_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        TokenBucket(SettableClock(START), rate)
