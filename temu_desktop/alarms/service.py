"""Everything about alarms that the rest of the program uses."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass

from temu_desktop.alarms.dead_man import DeadMan
from temu_desktop.alarms.delivery import Delivery
from temu_desktop.alarms.model import Channel, Outcome
from temu_desktop.alarms.outbox import note_raised
from temu_desktop.alarms.senders import DeadManCall, MailSender, Sender, WebhookSender
from temu_desktop.alarms.wording import Wording
from temu_desktop.attention.model import IssueRule
from temu_desktop.attention.repository import close_issues
from temu_desktop.bus import EventBus
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork
from temu_desktop.errors import AlarmNotDelivered
from temu_desktop.events import RunFinished
from temu_desktop.settings import AlarmSettings


class Outbox:
    """What ``Database(within=…)`` is given: issues put their alarms into the outbox in their own
    transaction, whichever process raises them and whether or not it delivers."""

    def __init__(self, settings: AlarmSettings, clock: Clock) -> None:
        self._channels = channels_of(settings)
        self._clock = clock

    def __call__(self, uow: UnitOfWork) -> None:
        """Add what this transaction raised."""
        note_raised(uow, self._channels, self._clock.now())


def channels_of(settings: AlarmSettings) -> tuple[Channel, ...]:
    """The channels for alarms that the settings name."""
    mail = (Channel.MAIL,) if settings.smtp_host else ()
    return (*mail, Channel.WEBHOOK) if settings.webhook_url else mail


@dataclass(frozen=True, slots=True)
class AlarmParts:
    """What alarms stand on."""

    settings: AlarmSettings
    database: Database
    clock: Clock
    bus: EventBus
    wording: Wording


class AlarmService:
    """The channels: what is to be looked at while this process acts, and a test of each.

    It listens on the bus for as long as that lives, like the core it is a part of.
    """

    def __init__(self, parts: AlarmParts) -> None:
        self._parts = parts
        self._senders = _senders(parts.settings, parts.clock)
        url = parts.settings.dead_man_url
        self._dead_man = DeadManCall(url) if url else None
        self.looks = self._looks()
        """By channel what the acting process is to call every few seconds, each by itself, so that
        a slow channel holds up no other."""

    def _looks(self) -> Mapping[Channel, Callable[[], Awaitable[None]]]:
        parts = self._parts
        found: dict[Channel, Callable[[], Awaitable[None]]] = {
            sender.channel: Delivery(parts.database, parts.clock, sender, parts.wording).look
            for sender in self._senders
        }
        if self._dead_man is not None:
            dead_man = DeadMan(parts.database, parts.clock, self._dead_man)
            parts.bus.subscribe(dead_man.note, RunFinished)
            found[Channel.DEAD_MAN] = dead_man.look
        return found

    async def test(self, who: str) -> list[Outcome]:
        """Send a test message by every channel at once; nothing where none is configured."""
        parts = self._parts
        outcomes = await try_channels(parts.settings, parts.clock, parts.wording)
        good = [outcome.channel.value for outcome in outcomes if outcome.delivered]
        now, rule = parts.clock.now(), IssueRule.ALARM_FAILED
        await parts.database.write(lambda uow: close_issues(uow, rule, good, now, by=who))
        return outcomes


async def try_channels(settings: AlarmSettings, clock: Clock, wording: Wording) -> list[Outcome]:
    """Send a test message by every channel at once; nothing where none is configured."""
    message = wording.test_message(f"test-{clock.now():%Y%m%d%H%M%S%f}")
    tests = [_tried(sender.channel, sender.send(message)) for sender in _senders(settings, clock)]
    if settings.dead_man_url:
        tests.append(_tried(Channel.DEAD_MAN, DeadManCall(settings.dead_man_url).call()))
    return list(await asyncio.gather(*tests))


async def _tried(channel: Channel, sending: Coroutine[object, object, None]) -> Outcome:
    try:
        await sending
    except AlarmNotDelivered as error:
        return Outcome(channel, False, str(error.params["reason"]))
    return Outcome(channel, True)


def _senders(settings: AlarmSettings, clock: Clock) -> tuple[Sender, ...]:
    found: list[Sender] = []
    if settings.smtp_host:
        found.append(MailSender(settings, clock))
    if settings.webhook_url:
        found.append(WebhookSender(settings.webhook_url))
    return tuple(found)
