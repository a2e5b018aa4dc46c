"""The sign of life: called after good runs, so that silence is noticed outside the building."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from temu_desktop.alarms.delivery import BY, undelivered
from temu_desktop.alarms.senders import DeadManCall
from temu_desktop.attention.model import IssueRule
from temu_desktop.attention.repository import close_issues, raise_issues
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork
from temu_desktop.errors import AlarmUndelivered, DatabaseError
from temu_desktop.events import RunFinished

log = logging.getLogger(__name__)

REST_SECONDS = 60.0
"""Between two calls at least."""
_Change = Callable[[UnitOfWork, datetime], object]


class DeadMan:
    """Notes good runs and calls for them."""

    def __init__(self, database: Database, clock: Clock, caller: DeadManCall) -> None:
        self._database = database
        self._clock = clock
        self._caller = caller
        self._due = asyncio.Event()
        self._called: float | None = None
        self._away = False

    def note(self, event: RunFinished) -> None:
        """A run has ended; a good one is worth a call, unless one was made just now."""
        now = self._clock.monotonic()
        rested = self._called is None or now - self._called >= REST_SECONDS
        if event.state == "success" and rested:
            self._called = now
            self._due.set()

    async def keep_calling(self) -> None:
        """Call whenever it is due, until cancelled."""
        while True:
            await self._due.wait()
            self._due.clear()
            await self.call()

    async def call(self) -> None:
        """Call once; a failure becomes an issue, a success ends it."""
        channel = self._caller.channel.value
        try:
            await self._caller.call()
        except AlarmUndelivered as error:
            reason = str(error.params["reason"])
            if not self._away:
                log.error("The dead-man address does not answer: %s", reason)
            self._away = True
            issue = undelivered(channel, reason)
            await self._note(lambda uow, now: raise_issues(uow, [issue], now, by=BY))
            return
        if self._away:
            log.info("The dead-man address answers again")
        self._away = False
        rule = IssueRule.ALARM_FAILED
        await self._note(lambda uow, now: close_issues(uow, rule, [channel], now, by=BY))

    async def _note(self, change: _Change) -> None:
        now = self._clock.now()
        try:
            await self._database.write(lambda uow: change(uow, now))
        except DatabaseError as error:
            log.warning("How the dead-man call ended cannot be stored: %s", error)
