"""The sign of life: called after good runs, so that silence is noticed outside the building."""

from __future__ import annotations

import logging

from temu_desktop.alarms.delivery import BY, undelivered
from temu_desktop.alarms.senders import DeadManCall
from temu_desktop.attention.model import IssueRule
from temu_desktop.attention.repository import close_issues, raise_issues
from temu_desktop.clock import Clock
from temu_desktop.database import Database
from temu_desktop.errors import AlarmNotDelivered
from temu_desktop.events import RunFinished

log = logging.getLogger(__name__)

REST_SECONDS = 60.0
"""Between two calls at least."""


class DeadMan:
    """Notes good runs and calls for them; ``look`` is called every few seconds by who acts."""

    def __init__(self, database: Database, clock: Clock, caller: DeadManCall) -> None:
        self._database = database
        self._clock = clock
        self._caller = caller
        self._good_run = False
        self._rest_until = float("-inf")
        self._away = False

    def note(self, event: RunFinished) -> None:
        """A run has ended; a good one is worth a call."""
        self._good_run = self._good_run or event.state == "success"

    async def look(self) -> None:
        """Call if it is due. A failure becomes an issue, a success ends it.

        Raises DatabaseError.
        """
        if not self._good_run or self._clock.monotonic() < self._rest_until:
            return
        self._good_run = False
        self._rest_until = self._clock.monotonic() + REST_SECONDS
        channel, now, rule = self._caller.channel.value, self._clock.now(), IssueRule.ALARM_FAILED
        try:
            await self._caller.call()
        except AlarmNotDelivered as error:
            reason = str(error.params["reason"])
            if not self._away:
                log.error("The dead-man address does not answer: %s", reason)
            self._away = True
            issues = [undelivered(channel, reason)]
            await self._database.write(lambda uow: raise_issues(uow, issues, now, by=BY))
            return
        if self._away:
            log.info("The dead-man address answers again")
        self._away = False
        await self._database.write(lambda uow: close_issues(uow, rule, [channel], now, by=BY))
