"""Web Push: what phones are told while the app is closed (RFC 8030, 8291, 8292)."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager

from headless.metrics import Metrics
from headless.options import LOGGER
from headless.push_notices import Notice, notice_of
from headless.push_patience import Patience
from headless.push_post import TIMEOUT_SECONDS, Outcome, post
from headless.push_telling import Telling, phone_of
from headless.words import Speech, speech
from temu_desktop.attention.catalogue import Severity
from temu_desktop.attention.model import IssueRule, StoredIssue, Untold
from temu_desktop.core import Core
from temu_desktop.devices.model import PushTarget, VapidKeys
from temu_desktop.errors import DatabaseError
from temu_desktop.events import IssuesChanged
from temu_desktop.ids import DeviceId

log = logging.getLogger(f"{LOGGER}.push")

TOLD = frozenset({IssueRule.JOB_FAILED, IssueRule.SHIP_BY_NEAR, IssueRule.CANCELLED_AFTER_EXPORT})
"""What is worth waking a phone for."""
GATHER_SECONDS = 1.0
"""Issues of one rule that come so close together are told together, where they are many."""
LOOK_SECONDS = 15.0
"""How often it is looked for what another process has left untold."""
KEEP_SECONDS = 10.0
NOTE_SECONDS = 1.0
"""So long who was reached is known to this process only, while others are waited for."""
SENDERS = 4
LEAVE_SECONDS = TIMEOUT_SECONDS + 5
_CONTACT = "mailto:push@temu-desktop.example"
Message = tuple[Sequence[StoredIssue], Notice]


class PushSender:
    """Sends what is new to every subscription; what a push service knows no more is forgotten.

    Of several processes on one database the one that claims an issue sends it. Phones whose push
    service is away hear of it later, as long as the issue is open and a message is worth sending.
    """

    def __init__(self, core: Core, metrics: Metrics) -> None:
        self._core = core
        self._metrics = metrics
        self._patience = Patience(core.clock)
        self._wake = asyncio.Event()
        self._leaving = asyncio.Event()
        self._slots = asyncio.Semaphore(SENDERS)
        self._ledger = asyncio.Lock()
        self._under_way: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen and send for a block; at its end it is written down what was just being sent."""
        self._leaving.clear()
        with self._core.bus.subscribe(self._hear, IssuesChanged):
            task = asyncio.create_task(self._send_on(), name="push")
            try:
                yield
            finally:
                self._leaving.set()
                await _ended(task)
                if self._under_way:
                    await asyncio.wait(self._under_way, timeout=LEAVE_SECONDS)
                for telling in list(self._under_way):
                    await _ended(telling)

    async def test(self, device: DeviceId) -> int:
        """A test message to one device; to how many addresses it went."""
        found = await self._core.devices.push.subscriptions()
        mine = [item.target for item in found if item.device == device]
        if not mine:
            return 0
        keys = await self._core.devices.push.vapid_keys()
        sent = await asyncio.gather(
            *(self._post(target, _trial(speech(target.language)), keys) for target in mine)
        )
        await self._forget(
            target for target, outcome in zip(mine, sent, strict=True) if outcome is Outcome.GONE
        )
        return sent.count(Outcome.SENT)

    def _hear(self, event: object) -> None:
        if not isinstance(event, IssuesChanged):
            return
        if any(ref.rule in TOLD for ref in (*event.raised, *event.worsened)):
            self._wake.set()

    async def _send_on(self) -> None:
        while True:
            try:
                await self._claim()
            except DatabaseError as error:
                log.warning("Push messages cannot be sent now: %s", error)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._until_look()):
                    await self._wake.wait()
            self._wake.clear()
            await asyncio.sleep(GATHER_SECONDS)

    def _until_look(self) -> float:
        next_try = self._patience.seconds_to_next()
        return LOOK_SECONDS if next_try is None else min(LOOK_SECONDS, next_try)

    async def _claim(self) -> None:
        """Tell what is untold, beside what is being told already."""
        name = secrets.token_hex(16)
        async with self._ledger:
            untold = await self._core.issues.claim_untold(TOLD, name)
        if untold:
            task = asyncio.create_task(self._tell(name, untold), name="push-telling")
            self._under_way.add(task)
            task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("Push messages could not be sent, and are tried again", exc_info=error)

    async def _tell(self, name: str, untold: Sequence[Untold]) -> None:
        keeping = asyncio.create_task(self._keep(name), name="push-claim")
        try:
            subscriptions = await self._core.devices.push.subscriptions()
            telling = Telling.of(untold, subscriptions, self._core.clock.now())
            self._patience.forget_all_but([phone_of(item.target) for item in subscriptions])
            await self._serve_all(name, telling)
        finally:
            await _ended(keeping)
        await self._note(name, telling)
        await self._forget(telling.gone)

    async def _keep(self, name: str) -> None:
        while True:
            await asyncio.sleep(KEEP_SECONDS)
            try:
                await self._core.issues.keep_claim(name)
            except DatabaseError as error:
                log.warning("A claim to send push messages cannot be kept up: %s", error)

    async def _serve_all(self, name: str, telling: Telling) -> None:
        """While a slow push service is waited for, it is written down whom others have served."""
        if not any(telling.owed.values()):
            return
        keys = await self._core.devices.push.vapid_keys()
        messages = {target: _messages(telling, target) for target in telling.targets}
        async with asyncio.TaskGroup() as phones:
            pending = {
                phones.create_task(self._serve(telling, target, texts, keys))
                for target, texts in messages.items()
            }
            while pending:
                done, pending = await asyncio.wait(pending, timeout=NOTE_SECONDS)
                if done and pending:
                    await self._note_reached(name, telling)

    async def _serve(
        self, telling: Telling, target: PushTarget, messages: Sequence[Message], keys: VapidKeys
    ) -> None:
        """One phone's messages, up to the first that its push service does not take now."""
        for group, notice in messages:
            async with self._slots:
                if self._leaving.is_set() or self._patience.rests(phone_of(target)):
                    return
                outcome = await self._post(target, notice, keys)
            if outcome is Outcome.LATER:
                return
            telling.settle(target, group, outcome)
            if outcome is Outcome.GONE:
                return

    async def _post(self, target: PushTarget, notice: Notice, keys: VapidKeys) -> Outcome:
        mail = self._core.settings.alarms.mail_from
        contact = f"mailto:{mail}" if mail else _CONTACT
        text = notice.encoded(self._core.clock.now().isoformat().replace("+00:00", "Z"))
        answer = await asyncio.to_thread(post, target, text, keys, contact)
        self._metrics.pushed.labels(answer.outcome.value).inc()
        if answer.outcome is Outcome.LATER:
            self._patience.note_in_vain(phone_of(target), answer.retry_after)
        else:
            self._patience.note_taken(phone_of(target))
        if answer.outcome in {Outcome.LATER, Outcome.REFUSED}:
            log.warning("A push message was not taken: status %s", answer.status)
        return answer.outcome

    async def _note_reached(self, name: str, telling: Telling) -> None:
        try:
            await self._core.issues.note_reached(name, telling.waiting())
        except DatabaseError as error:
            log.warning("Who got a push message cannot be written down yet: %s", error)

    async def _note(self, name: str, telling: Telling) -> None:
        """Write down what was told and what waits; nothing is claimed again before that."""
        again = telling.again(self._patience.until)
        if given_up := sum(bool(item.phones) for item in telling.waiting().values()) - len(again):
            log.warning("%s push messages are too old to be tried again", given_up)
        waiting = {key: item for key, item in telling.waiting().items() if key in again}
        async with self._ledger:
            while True:
                try:
                    await self._core.issues.note_told(name, waiting, again)
                    break
                except DatabaseError as error:
                    if not error.retryable or self._leaving.is_set():
                        raise
                    log.warning("Who got a push message cannot be written down yet: %s", error)
                await asyncio.sleep(NOTE_SECONDS)
        if waiting:
            self._wake.set()

    async def _forget(self, gone: Iterable[PushTarget]) -> None:
        if endpoints := [target.endpoint for target in gone]:
            await self._core.devices.push.unsubscribe(endpoints)


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])


def _messages(telling: Telling, target: PushTarget) -> list[Message]:
    words = speech(target.language)
    return [(group, notice_of(group, words)) for group in telling.groups(target)]


def _trial(words: Speech) -> Notice:
    title, body = words.push["test_title"], words.push["test_body"]
    return Notice("test", "", Severity.INFO.value, title, body, "test", "/")
