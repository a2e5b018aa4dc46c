"""Sends what waits in the outbox, not too often, and tells when that fails."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from temu_desktop.alarms import outbox
from temu_desktop.alarms.channels import Channel, DeadMan, Message
from temu_desktop.alarms.outbox import Alarm, AlarmState
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_issues, raise_issues
from temu_desktop.bus import EventBus
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork
from temu_desktop.errors import AlarmNotDelivered
from temu_desktop.events import RunFinished
from temu_desktop.texts import Texts

log = logging.getLogger(__name__)

BETWEEN_SECONDS = 60.0
"""One message a minute and channel at most; what comes meanwhile goes into the next."""
MOST_ATTEMPTS = 5
FIRST_PAUSE_SECONDS = 30.0
SHOWN = 20
"""Alarms that a message names; the rest is a number."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a test on one channel."""

    channel: str
    delivered: bool
    error: str | None = None


class AlarmService:
    """Alarms of one operations database. ``look`` is called every few seconds by who acts."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bus: EventBus,
        channels: Sequence[Channel],
        dead_man: DeadMan | None,
        texts: Texts,
    ) -> None:
        self._database = database
        self._clock = clock
        self._channels = channels
        self._dead_man = dead_man
        self._texts = texts
        self._next: dict[str, float] = {}
        self._good_run = False
        bus.subscribe(self._note_run, RunFinished)

    async def look(self) -> None:
        """Take up new issues and send what waits; raises DatabaseError."""
        for channel in self._channels:
            await self._deliver(channel)
        if self._good_run and self._dead_man is not None and self._may(self._dead_man.name):
            self._good_run = False
            await self._call_dead_man(self._dead_man)

    async def test(self) -> list[Delivery]:
        """One message over every channel, now, whatever is set to wait."""
        word = self._texts.reason("alarm_test")
        message = Message(word, word, ())
        found = [await _tried(way.name, way.send(message)) for way in self._channels]
        if self._dead_man is not None:
            found.append(await _tried(self._dead_man.name, self._dead_man.call()))
        return found

    def _note_run(self, event: RunFinished) -> None:
        self._good_run = self._good_run or event.state == "success"

    def _may(self, name: str) -> bool:
        return self._clock.monotonic() >= self._next.get(name, float("-inf"))

    def _wait(self, name: str, seconds: float) -> None:
        self._next[name] = self._clock.monotonic() + seconds

    async def _deliver(self, channel: Channel) -> None:
        now = self._clock.now()
        await self._database.write(lambda uow: outbox.enqueue(uow.connection, channel.name, now))
        alarms = await self._database.read(lambda conn: outbox.waiting(conn, channel.name))
        if not alarms or not self._may(channel.name):
            return
        try:
            await channel.send(self._message(alarms))
        except AlarmNotDelivered as error:
            attempts = max(alarm.attempts for alarm in alarms) + 1
            self._wait(channel.name, FIRST_PAUSE_SECONDS * 2.0 ** (attempts - 1))
            log.error("An alarm could not be delivered: %s", error)
            given_up = attempts >= MOST_ATTEMPTS
            state = AlarmState.FAILED if given_up else AlarmState.WAITING
            await self._settle(channel.name, alarms, state, str(error))
        else:
            self._wait(channel.name, BETWEEN_SECONDS)
            await self._settle(channel.name, alarms, AlarmState.SENT)

    async def _call_dead_man(self, dead_man: DeadMan) -> None:
        self._wait(dead_man.name, BETWEEN_SECONDS)
        try:
            await dead_man.call()
        except AlarmNotDelivered as error:
            log.error("The dead-man address could not be called: %s", error)
            await self._settle(dead_man.name, (), AlarmState.FAILED, str(error))
        else:
            await self._settle(dead_man.name, (), AlarmState.SENT)

    async def _settle(
        self, channel: str, alarms: Sequence[Alarm], state: AlarmState, error: str = ""
    ) -> None:
        """A delivery that failed is an issue from the first time on; the next good one ends it."""
        now = self._clock.now()

        def work(uow: UnitOfWork) -> None:
            conn = uow.connection
            outbox.settle(conn, alarms, state, now, error)
            if state is AlarmState.SENT:
                close_issues(conn, IssueRule.ALARM_FAILED, [channel], now)
            else:
                params = {"channel": channel, "error": error}
                raise_issues(conn, [Issue(IssueRule.ALARM_FAILED, "channel", channel, params)], now)

        await self._database.write(work)

    def _message(self, alarms: Sequence[Alarm]) -> Message:
        shown = alarms[:SHOWN]
        lines = [self._line(alarm) for alarm in shown]
        if more := len(alarms) - len(shown):
            lines.append(self._texts.reason("alarm_more").format(count=more))
        first = self._texts.reason(alarms[0].rule.value)
        title = f"temu-desktop: {first} {alarms[0].subject}"
        if len(alarms) > 1:
            title += f" (+{len(alarms) - 1})"
        return Message(title, "\n".join(lines), [_document(alarm) for alarm in shown])

    def _line(self, alarm: Alarm) -> str:
        words = self._texts.guide(alarm.rule.value)
        name = self._texts.reason(alarm.rule.value)
        head = f"{alarm.raised_at:%Y-%m-%d %H:%M} UTC  {name}: {alarm.subject}"
        return f"{head}\n    {words.means}\n    {words.remedy}"


def _document(alarm: Alarm) -> Mapping[str, object]:
    return {
        "rule": alarm.rule.value,
        "subject_type": alarm.subject_type,
        "subject": alarm.subject,
        "since": alarm.raised_at.isoformat(),
        "params": dict(alarm.params),
    }


async def _tried(name: str, sending: object) -> Delivery:
    try:
        await sending  # type: ignore[misc]
    except AlarmNotDelivered as error:
        return Delivery(name, False, str(error))
    return Delivery(name, True)
