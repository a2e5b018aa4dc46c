"""APScheduler, which wakes us: memory jobs only, on the computer's clock."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

Work = Callable[[], Awaitable[None]]
When = Callable[[], datetime | None]


class _Next(BaseTrigger):  # type: ignore[misc]
    """Asks us when; APScheduler's own idea of time is the computer's, ours may be moved."""

    def __init__(self, when: When) -> None:
        self._when = when

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        """The next time on the computer's clock."""
        return self._when()


class Alarm:
    """Calls what it was told to call, once begun."""

    def __init__(self) -> None:
        # No grace of its own: a run that comes too late is recorded and not dropped.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._engine = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)

    def every(self, seconds: float, work: Work, name: str) -> None:
        """Again and again."""
        self._engine.add_job(work, IntervalTrigger(seconds=seconds, timezone=UTC), id=name)

    def at(self, when: When, work: Work, name: str) -> None:
        """Whenever it says, in place of what had this name."""
        self.forget(name)
        self._engine.add_job(work, _Next(when), id=name)

    def forget(self, name: str) -> None:
        """No more of this."""
        if self._engine.get_job(name) is not None:
            self._engine.remove_job(name)

    def begin(self) -> None:
        """From now on."""
        self._engine.start()

    def end(self) -> None:
        """Call nothing more; what was begun is not waited for, it is not its own."""
        self._engine.shutdown(wait=False)
