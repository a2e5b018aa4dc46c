"""Web Push: what phones are told while the app is closed (RFC 8030, 8291, 8292)."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from headless.metrics import Metrics
from headless.options import LOGGER
from headless.words import Speech, speech
from temu_desktop.attention.catalogue import Severity, severity_of, told_params
from temu_desktop.attention.model import IssueRule, StoredIssue
from temu_desktop.core import Core
from temu_desktop.devices.model import PushSubscription, PushTarget, VapidKeys
from temu_desktop.errors import DatabaseError
from temu_desktop.events import IssuesChanged
from temu_desktop.ids import DeviceId

log = logging.getLogger(f"{LOGGER}.push")

TOLD = frozenset({IssueRule.JOB_FAILED, IssueRule.SHIP_BY_NEAR, IssueRule.CANCELLED_AFTER_EXPORT})
"""What is worth waking a phone for."""
GATHER_SECONDS = 1.0
"""Issues of one rule that come so close together are told together, where they are many."""
MANY = 3
LOOK_SECONDS = 15.0
"""How often it is looked for what another process has left untold."""
KEEP_SECONDS = 10.0
SENDERS = 4
TIMEOUT_SECONDS = 15.0
LIFETIME_SECONDS = 12 * 3600
_GONE = frozenset({404, 410})
_CONTACT = "mailto:push@temu-desktop.example"


@dataclass(frozen=True, slots=True)
class Notice:
    """What one phone shows."""

    type: str
    rule: str
    severity: str
    title: str
    body: str
    tag: str
    url: str

    def encoded(self, at: str) -> str:
        """As the service worker receives it."""
        return json.dumps(
            {
                "type": self.type,
                "rule": self.rule,
                "severity": self.severity,
                "title": self.title,
                "body": self.body,
                "tag": self.tag,
                "url": self.url,
                "at": at,
            },
            ensure_ascii=False,
        )


class PushSender:
    """Sends what is new to every subscription; what a push service knows no more is forgotten.

    Of several processes on one database the one that claims an issue sends it.
    """

    def __init__(self, core: Core, metrics: Metrics) -> None:
        self._core = core
        self._metrics = metrics
        self._wake = asyncio.Event()
        self._slots = asyncio.Semaphore(SENDERS)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen and send for a block."""
        with self._core.bus.subscribe(self._hear, IssuesChanged):
            task = asyncio.create_task(self._send_on(), name="push")
            try:
                yield
            finally:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    async def test(self, device: DeviceId) -> int:
        """A test message to one device; to how many addresses it went."""
        found = await self._core.devices.push.subscriptions()
        mine = [item for item in found if item.device == device]

        def notice(words: Speech) -> Notice:
            title, body = words.push["test_title"], words.push["test_body"]
            return Notice("test", "", Severity.INFO.value, title, body, "test", "/")

        return await self._send(
            mine, {language: notice(speech(language)) for language in _spoken(mine)}
        )

    def _hear(self, event: object) -> None:
        if not isinstance(event, IssuesChanged):
            return
        if any(ref.rule in TOLD for ref in (*event.raised, *event.worsened)):
            self._wake.set()

    async def _send_on(self) -> None:
        while True:
            try:
                await self._tell_untold()
            except DatabaseError as error:
                log.warning("Push messages cannot be sent now: %s", error)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._wake.wait()
            self._wake.clear()
            await asyncio.sleep(GATHER_SECONDS)

    async def _tell_untold(self) -> None:
        name = secrets.token_hex(16)
        issues = await self._core.issues.claim_untold(TOLD, name)
        if not issues:
            return
        keeping = asyncio.create_task(self._keep(name), name="push-claim")
        try:
            await self._tell(issues)
        finally:
            keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeping
        await self._core.issues.note_told(name)

    async def _keep(self, name: str) -> None:
        while True:
            await asyncio.sleep(KEEP_SECONDS)
            try:
                await self._core.issues.keep_claim(name)
            except DatabaseError as error:
                log.warning("A claim to send push messages cannot be kept up: %s", error)

    async def _tell(self, issues: Sequence[StoredIssue]) -> None:
        subscriptions = await self._core.devices.push.subscriptions()
        if not subscriptions:
            return
        by_rule: dict[IssueRule, list[StoredIssue]] = defaultdict(list)
        for item in issues:
            by_rule[item.issue.rule].append(item)
        for found in by_rule.values():
            for group in [found] if len(found) > MANY else [[item] for item in found]:
                notices = {
                    language: _notice(group, speech(language))
                    for language in _spoken(subscriptions)
                }
                await self._send(subscriptions, notices)

    async def _send(
        self, subscriptions: Sequence[PushSubscription], notices: Mapping[str, Notice]
    ) -> int:
        if not subscriptions:
            return 0
        keys = await self._core.devices.push.vapid_keys()
        at = self._core.clock.now().isoformat().replace("+00:00", "Z")
        sent = await asyncio.gather(
            *(
                self._send_one(item.target, notices[item.target.language].encoded(at), keys)
                for item in subscriptions
            )
        )
        gone = [
            item.target.endpoint
            for item, status in zip(subscriptions, sent, strict=True)
            if status in _GONE
        ]
        if gone:
            await self._core.devices.push.unsubscribe(gone)
        return sum(200 <= status < 300 for status in sent)

    async def _send_one(self, target: PushTarget, text: str, keys: VapidKeys) -> int:
        """The push service's status; 0 where there was none."""
        mail = self._core.settings.alarms.mail_from
        contact = f"mailto:{mail}" if mail else _CONTACT
        async with self._slots:
            status = await asyncio.to_thread(_post, target, text, keys.private, contact)
        outcome = "sent" if 200 <= status < 300 else "gone" if status in _GONE else "failed"
        self._metrics.pushed.labels(outcome).inc()
        if outcome == "failed":
            log.warning("A push message was not taken: status %s", status)
        return status


def _post(target: PushTarget, text: str, private_key: str, contact: str) -> int:
    # Imported late: it brings two HTTP clients, which a server without phones never needs.
    import requests
    from pywebpush import WebPushException, webpush

    subscription = {
        "endpoint": target.endpoint,
        "keys": {"p256dh": target.p256dh, "auth": target.auth},
    }
    try:
        answer = webpush(
            subscription,
            text,
            vapid_private_key=private_key,
            vapid_claims={"sub": contact},
            ttl=LIFETIME_SECONDS,
            timeout=TIMEOUT_SECONDS,
            headers={"Urgency": "high"},
        )
    except WebPushException as error:
        return int(error.status_code or 0)
    except (requests.RequestException, OSError):
        return 0
    return answer.status_code if isinstance(answer, requests.Response) else 0


def _notice(group: Sequence[StoredIssue], words: Speech) -> Notice:
    """One issue, or many of one rule in one message."""
    first = group[0].issue
    said = words.texts.issue(first.rule.value, first.subject_key, told_params(first))
    single = len(group) == 1
    many = words.push["many"].format(count=len(group), title=said.title)
    return Notice(
        type="issue",
        rule=first.rule.value,
        severity=severity_of(first).value,
        title=said.title if single else many,
        body=said.means if single else said.remedy,
        tag=f"{first.rule.value}:{first.subject_key if single else '*'}",
        url="/#issues",
    )


def _spoken(subscriptions: Sequence[PushSubscription]) -> set[str]:
    return {item.target.language for item in subscriptions}
