"""Everything about alarms that the rest of the program uses."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from temu_desktop.alarms.dead_man import DeadMan
from temu_desktop.alarms.delivery import BY, DEFAULT_PACE, Delivery, Pace
from temu_desktop.alarms.model import Channel, Outcome
from temu_desktop.alarms.outbox import note_raised
from temu_desktop.alarms.senders import DeadManCall, MailSender, Sender, WebhookSender
from temu_desktop.alarms.wording import Wording
from temu_desktop.attention.model import IssueRule
from temu_desktop.attention.repository import close_issues
from temu_desktop.bus import EventBus
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork
from temu_desktop.errors import AlarmUndelivered, DatabaseError
from temu_desktop.events import ActingChanged, IssuesChanged, RunFinished
from temu_desktop.settings import AlarmSettings

log = logging.getLogger(__name__)


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
    mail = (Channel.MAIL,) if settings.mail else ()
    return (*mail, Channel.WEBHOOK) if settings.webhook_url else mail


@dataclass(frozen=True, slots=True)
class AlarmParts:
    """What alarms stand on."""

    settings: AlarmSettings
    database: Database
    clock: Clock
    bus: EventBus
    wording: Wording
    pace: Pace = DEFAULT_PACE


class AlarmService:
    """Delivers alarms while this process acts, and tests the channels."""

    def __init__(self, parts: AlarmParts) -> None:
        self._parts = parts
        self._senders = _senders(parts.settings, parts.clock)
        url = parts.settings.dead_man_url
        self._dead_man = DeadManCall(url) if url else None
        self._acting = asyncio.Event()
        self._wakers: tuple[asyncio.Event, ...] = ()

    @asynccontextmanager
    async def delivering(self) -> AsyncIterator[None]:
        """Deliver for a block, as long as this process acts (``ActingChanged``): of several on one
        database one delivers. Enter it before the process begins to act."""
        parts, bus = self._parts, self._parts.bus
        async with AsyncExitStack() as stack:
            stack.enter_context(bus.subscribe(self._note_acting, ActingChanged))
            works: list[Coroutine[object, object, None]] = []
            for sender in self._senders:
                delivery = Delivery(parts.database, parts.clock, sender, parts.wording)
                wake = asyncio.Event()
                self._wakers = (*self._wakers, wake)
                works.append(self._keep_delivering(delivery, wake))
            stack.callback(self._forget)
            stack.enter_context(bus.subscribe(self._wake, IssuesChanged))
            if self._dead_man is not None:
                dead_man = DeadMan(parts.database, parts.clock, self._dead_man)
                note = self._while_acting(dead_man)
                stack.enter_context(bus.subscribe(note, RunFinished))
                works.append(dead_man.keep_calling())
            tasks = [asyncio.create_task(work, name="alarms") for work in works]
            for task in tasks:
                task.add_done_callback(_tell_of_faults)
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
                for task in tasks:
                    with contextlib.suppress(asyncio.CancelledError):
                        await task

    async def test(self, who: str) -> list[Outcome]:
        """Send a test message by every channel at once; nothing where none is configured."""
        parts = self._parts
        message = parts.wording.test_message(f"test-{parts.clock.now():%Y%m%d%H%M%S%f}")
        tests = [_tried(sender.channel, sender.send(message)) for sender in self._senders]
        if self._dead_man is not None:
            tests.append(_tried(self._dead_man.channel, self._dead_man.call()))
        outcomes = list(await asyncio.gather(*tests))
        good = [outcome.channel.value for outcome in outcomes if outcome.delivered]
        now, rule = parts.clock.now(), IssueRule.ALARM_FAILED
        await parts.database.write(lambda uow: close_issues(uow, rule, good, now, by=who or BY))
        return outcomes

    async def _keep_delivering(self, delivery: Delivery, wake: asyncio.Event) -> None:
        failures = 0
        while True:
            await self._acting.wait()
            wake.clear()
            failures = 0 if await _delivered(delivery) else failures + 1
            if failures:
                await asyncio.sleep(self._parts.pace.pause(failures))
                continue
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), self._parts.pace.look)

    def _note_acting(self, event: ActingChanged) -> None:
        if event.acting:
            self._acting.set()
        else:
            self._acting.clear()

    def _while_acting(self, dead_man: DeadMan) -> Callable[[RunFinished], None]:
        def note(event: RunFinished) -> None:
            if self._acting.is_set():
                dead_man.note(event)

        return note

    def _wake(self, event: IssuesChanged) -> None:
        if event.raised or event.worsened:
            for wake in self._wakers:
                wake.set()

    def _forget(self) -> None:
        self._acting.clear()
        self._wakers = ()


async def _delivered(delivery: Delivery) -> bool:
    try:
        return await delivery.deliver()
    except DatabaseError as error:
        log.warning("The outbox of %s cannot be reached: %s", delivery.channel.value, error)
    return False


def _tell_of_faults(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.critical("Alarms no longer leave: a fault", exc_info=error)


async def _tried(channel: Channel, sending: Coroutine[object, object, None]) -> Outcome:
    try:
        await sending
    except AlarmUndelivered as error:
        return Outcome(channel, False, str(error.params["reason"]))
    return Outcome(channel, True)


def _senders(settings: AlarmSettings, clock: Clock) -> tuple[Sender, ...]:
    found: list[Sender] = []
    if settings.mail is not None:
        found.append(MailSender(settings.mail, clock))
    if settings.webhook_url is not None:
        found.append(WebhookSender(settings.webhook_url))
    return tuple(found)
