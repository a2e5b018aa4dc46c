"""Empties the outbox of one channel, message by message."""

from __future__ import annotations

import logging

from temu_desktop.alarms import outbox
from temu_desktop.alarms.limits import SAME_AGAIN, plan
from temu_desktop.alarms.model import Outgoing
from temu_desktop.alarms.senders import Sender
from temu_desktop.alarms.wording import Wording
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_issues, raise_issues
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork
from temu_desktop.errors import AlarmNotDelivered

log = logging.getLogger(__name__)

BY = "alarms"
FIRST_PAUSE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 600.0


class Delivery:
    """Sends what waits for one channel; ``look`` is called every few seconds by who acts."""

    def __init__(self, database: Database, clock: Clock, sender: Sender, wording: Wording) -> None:
        self.channel = sender.channel
        self._database = database
        self._clock = clock
        self._sender = sender
        self._wording = wording
        self._failures = 0
        self._rest_until = float("-inf")

    async def look(self) -> None:
        """Send what may leave now; after a failure rest for a time that doubles.

        Raises DatabaseError.
        """
        if self._clock.monotonic() < self._rest_until:
            return
        now = self._clock.now()
        waiting, sent = await self._database.read(
            lambda conn: (
                outbox.waiting(conn, self.channel),
                outbox.sent_since(conn, self.channel, now - SAME_AGAIN),
            )
        )
        for outgoing in plan(waiting, sent, now):
            reason = await self._sent(outgoing)
            if reason is not None:
                await self._failed(outgoing, reason)
                return
            await self._left(outgoing)

    async def _sent(self, outgoing: Outgoing) -> str | None:
        """Why it was not taken; None: it was."""
        try:
            await self._sender.send(self._wording.message(outgoing))
        except AlarmNotDelivered as error:
            return str(error.params["reason"])
        except Exception as error:  # a border: one broken alarm must not hold back the others
            log.exception("Alarm %s broke", outgoing.alarm.id)
            return type(error).__name__
        return None

    async def _left(self, outgoing: Outgoing) -> None:
        now = self._clock.now()

        def left(uow: UnitOfWork) -> None:
            outbox.settle(uow.connection, outgoing, now)
            close_issues(uow, IssueRule.ALARM_FAILED, [self.channel.value], now, by=BY)

        await self._database.write(left)
        if self._failures:
            log.info("The alarm channel %s takes alarms again", self.channel.value)
        self._failures = 0

    async def _failed(self, outgoing: Outgoing, reason: str) -> None:
        now = self._clock.now()
        if not self._failures:
            log.error("The alarm channel %s takes nothing: %s", self.channel.value, reason)
        pause = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** min(self._failures, 30))
        self._failures += 1
        self._rest_until = self._clock.monotonic() + pause

        def failed(uow: UnitOfWork) -> None:
            if outbox.note_failure(uow.connection, outgoing.alarm, reason, now):
                raise_issues(uow, [undelivered(self.channel.value, reason)], now, by=BY)

        await self._database.write(failed)


def undelivered(channel: str, reason: str) -> Issue:
    """The issue about a channel that takes nothing."""
    return Issue(IssueRule.ALARM_FAILED, "channel", channel, {"reason": reason})
