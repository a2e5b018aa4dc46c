"""Measuring: medians, a millisecond per statement, and rows of the table."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

ROUND_TRIP = 0.001
"""Seconds added to every statement, on both sides (decision 37): a server in the same building."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: ``ratio`` against ``target``, ``at_least`` or at most."""

    what: str
    ours: float
    baseline: float
    ratio: float
    target: float
    at_least: bool
    remark: str = ""

    @property
    def reached(self) -> bool:
        """The target is met."""
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target


def faster_than(what: str, ours: float, baseline: float, target: float, remark: str = "") -> Row:
    """``baseline`` takes at least ``target`` times as long as ours."""
    return Row(what, ours, baseline, baseline / ours, target, True, remark)


def at_most(what: str, ours: float, baseline: float, target: float, remark: str = "") -> Row:
    """Ours takes at most ``target`` times as long (or as much) as the baseline."""
    return Row(what, ours, baseline, ours / baseline, target, False, remark)


async def median_of(work: Callable[[], Awaitable[Any]], times: int = 3) -> float:
    """Median of the seconds that ``work`` takes."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        await work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def median(work: Callable[[], Any], times: int = 3) -> float:
    """Median of the seconds that ``work`` takes."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


@contextmanager
def distant(*engines: Engine) -> Iterator[dict[str, int]]:
    """Every statement takes a round trip longer; yields how many there were."""
    counted = {"statements": 0}

    def wait(*_arguments: Any) -> None:
        counted["statements"] += 1
        time.sleep(ROUND_TRIP)

    for engine in engines:
        event.listen(engine, "before_cursor_execute", wait)
    try:
        yield counted
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", wait)
