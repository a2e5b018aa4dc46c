"""Empties the outbox of one channel, message by message."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from temu_desktop.alarms import outbox
from temu_desktop.alarms.limits import SAME_AGAIN, plan
from temu_desktop.alarms.model import Outgoing
from temu_desktop.alarms.senders import Sender
from temu_desktop.alarms.wording import Wording
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_issues, raise_issues
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork
from temu_desktop.errors import AlarmUndelivered

log = logging.getLogger(__name__)

BY = "alarms"


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: between two looks at the outbox, and the pauses after failures, which double."""

    look: float = 20.0
    first_pause: float = 5.0
    longest_pause: float = 600.0

    def pause(self, failures: int) -> float:
        """The pause after so many failures in a row."""
        return min(self.longest_pause, self.first_pause * 2.0 ** min(failures - 1, 30))


DEFAULT_PACE = Pace()


class Delivery:
    """Sends what waits for one channel."""

    def __init__(self, database: Database, clock: Clock, sender: Sender, wording: Wording) -> None:
        self.channel = sender.channel
        self._database = database
        self._clock = clock
        self._sender = sender
        self._wording = wording
        self._away = False

    async def deliver(self) -> bool:
        """Send what may leave now. False: the channel did not take it, the rest waits.

        Raises DatabaseError.
        """
        now = self._clock.now()
        waiting, sent = await self._database.read(
            lambda conn: (
                outbox.waiting(conn, self.channel),
                outbox.sent_since(conn, self.channel, now - SAME_AGAIN),
            )
        )
        for outgoing in plan(waiting, sent, now):
            try:
                await self._sender.send(self._wording.message(outgoing))
            except AlarmUndelivered as error:
                await self._failed(outgoing, str(error.params["reason"]))
                return False
            except Exception as error:  # a border: one broken alarm must not hold back the others
                log.exception("Alarm %s broke", outgoing.alarm.id)
                await self._failed(outgoing, type(error).__name__)
                return False
            await self._left(outgoing)
        return True

    async def _left(self, outgoing: Outgoing) -> None:
        now = self._clock.now()

        def left(uow: UnitOfWork) -> None:
            outbox.settle(uow.connection, outgoing, now)
            close_issues(uow, IssueRule.ALARM_FAILED, [self.channel.value], now, by=BY)

        await self._database.write(left)
        if self._away:
            log.info("The alarm channel %s takes alarms again", self.channel.value)
        self._away = False

    async def _failed(self, outgoing: Outgoing, reason: str) -> None:
        now = self._clock.now()

        def failed(uow: UnitOfWork) -> None:
            if outbox.note_failure(uow.connection, outgoing.alarm, reason, now):
                raise_issues(uow, [undelivered(self.channel.value, reason)], now, by=BY)

        await self._database.write(failed)
        if not self._away:
            log.error("The alarm channel %s takes nothing: %s", self.channel.value, reason)
        self._away = True


def undelivered(channel: str, reason: str) -> Issue:
    """The issue about a channel that takes nothing."""
    return Issue(IssueRule.ALARM_FAILED, "channel", channel, {"reason": reason})
