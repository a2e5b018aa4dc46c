"""The ways out of the building."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, Protocol

import aiosmtplib
import httpx

from temu_desktop.errors import AlarmNotDelivered
from temu_desktop.settings import AlarmSettings, MailSecurity

SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out: for people as text, for programs as data."""

    title: str
    text: str
    items: Sequence[Mapping[str, Any]]


class Channel(Protocol):
    """One way out."""

    name: str

    async def send(self, message: Message) -> None:
        """Deliver; raises AlarmNotDelivered."""
        ...


class MailChannel:
    """A mail over SMTP."""

    name = "mail"

    def __init__(self, settings: AlarmSettings) -> None:
        self._settings = settings

    async def send(self, message: Message) -> None:
        """Deliver to everybody, or to nobody."""
        settings = self._settings
        mail = EmailMessage()
        mail["Subject"] = message.title
        mail["From"] = settings.mail_from
        mail["To"] = ", ".join(settings.mail_to)
        mail.set_content(message.text)
        try:
            await aiosmtplib.send(
                mail,
                hostname=settings.smtp_host,
                port=settings.smtp_port,
                username=settings.smtp_username or None,
                password=settings.smtp_password or None,
                use_tls=settings.smtp_security is MailSecurity.TLS,
                start_tls=settings.smtp_security is MailSecurity.STARTTLS,
                timeout=SECONDS,
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            raise AlarmNotDelivered(
                f"{type(error).__name__}: {error}", channel=self.name
            ) from error


class WebhookChannel:
    """A POST of JSON: ``title``, ``text`` and ``issues``."""

    name = "webhook"

    def __init__(self, url: str) -> None:
        self._url = url

    async def send(self, message: Message) -> None:
        """Deliver; any answer of 2xx counts."""
        document = {"title": message.title, "text": message.text, "issues": list(message.items)}
        await _ask(self.name, "POST", self._url, document)


class DeadMan:
    """An address that is called after every good run; whoever listens there raises an alarm when
    the calls cease."""

    name = "dead_man"

    def __init__(self, url: str) -> None:
        self._url = url

    async def call(self) -> None:
        """Say that all is well; raises AlarmNotDelivered."""
        await _ask(self.name, "GET", self._url, None)


async def _ask(name: str, method: str, url: str, document: Mapping[str, Any] | None) -> None:
    try:
        async with httpx.AsyncClient(timeout=SECONDS) as client:
            answer = await client.request(method, url, json=document)
    except httpx.HTTPError as error:
        # The address may hold a key, so the error names its kind only.
        raise AlarmNotDelivered(type(error).__name__, channel=name) from error
    if not answer.is_success:
        raise AlarmNotDelivered(f"status {answer.status_code}", channel=name)


def channels_of(settings: AlarmSettings) -> list[Channel]:
    """The channels that are set up."""
    found: list[Channel] = []
    if settings.smtp_host and settings.mail_to:
        found.append(MailChannel(settings))
    if settings.webhook_url:
        found.append(WebhookChannel(settings.webhook_url))
    return found
