"""The channels: a mail server, a webhook, a sign of life. Each takes a message or says why not."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING, Protocol

from temu_desktop.alarms.model import Channel, Message
from temu_desktop.clock import Clock
from temu_desktop.errors import AlarmNotDelivered
from temu_desktop.settings import AlarmSettings, MailSecurity

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 20.0


class Sender(Protocol):
    """A channel for messages."""

    @property
    def channel(self) -> Channel:
        """Which one."""
        ...

    async def send(self, message: Message) -> None:
        """Deliver it; raises AlarmNotDelivered."""
        ...


class MailSender:
    """Plain text mail to every recipient."""

    channel = Channel.MAIL

    def __init__(
        self, settings: AlarmSettings, clock: Clock, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._patience = patience

    async def send(self, message: Message) -> None:
        """Hand it to the mail server; raises AlarmNotDelivered when it takes it for nobody."""
        # Late: only whoever has a mail server set up pays for it.
        import aiosmtplib

        settings = self._settings
        secured = settings.smtp_security is not MailSecurity.NONE
        try:
            async with asyncio.timeout(self._patience):
                # Reading the trusted certificates takes long enough to be noticed on the loop.
                context = await asyncio.to_thread(ssl.create_default_context) if secured else None
                refused, _ = await aiosmtplib.send(
                    self._mail(message),
                    hostname=settings.smtp_host,
                    port=settings.smtp_port,
                    username=settings.smtp_username or None,
                    password=settings.smtp_password or None,
                    use_tls=settings.smtp_security is MailSecurity.TLS,
                    start_tls=settings.smtp_security is MailSecurity.STARTTLS,
                    tls_context=context,
                    timeout=self._patience,
                )
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise _undelivered(self.channel, error) from error
        for recipient, answer in refused.items():
            log.warning("An alarm was not taken for %s: %s", recipient, answer)

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self._settings.mail_from
        mail["To"] = ", ".join(self._settings.mail_to)
        mail["Subject"] = message.title
        mail["Date"] = format_datetime(self._clock.now())
        # The same for a message that is sent again, so that a mail program can tell.
        mail["Message-ID"] = f"<{message.id}.{self._settings.mail_from}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        return mail


class WebhookSender:
    """JSON by POST; every answer in 2xx is good."""

    channel = Channel.WEBHOOK

    def __init__(self, url: str, patience: float = PATIENCE_SECONDS) -> None:
        self._url = url
        self._patience = patience

    async def send(self, message: Message) -> None:
        """Post it; raises AlarmNotDelivered."""
        async with _calling(self.channel, self._patience) as client:
            answer = await client.post(self._url, json=dict(message.document))
            answer.raise_for_status()


class DeadManCall:
    """A GET that says: a run went well."""

    channel = Channel.DEAD_MAN

    def __init__(self, url: str, patience: float = PATIENCE_SECONDS) -> None:
        self._url = url
        self._patience = patience

    async def call(self) -> None:
        """Call it; raises AlarmNotDelivered."""
        async with _calling(self.channel, self._patience) as client:
            answer = await client.get(self._url)
            answer.raise_for_status()


@asynccontextmanager
async def _calling(channel: Channel, patience: float) -> AsyncIterator[httpx.AsyncClient]:
    # Late: most installations call nobody, or call long after they have started.
    import httpx

    try:
        # The limit is for the whole call: a receiver that drips its answer is as bad as a mute one.
        async with asyncio.timeout(patience):
            client = await asyncio.to_thread(httpx.AsyncClient, timeout=patience)
            async with client:
                yield client
    except httpx.HTTPStatusError as error:
        reason = f"HTTP {error.response.status_code}"
        raise AlarmNotDelivered(channel=channel.value, reason=reason) from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise _undelivered(channel, error) from error


def _undelivered(channel: Channel, error: Exception) -> AlarmNotDelivered:
    # An error of httpx may quote the address, which is a secret: its kind says enough.
    words = "" if channel is not Channel.MAIL else str(error)
    reason = f"{type(error).__name__}: {words}" if words else type(error).__name__
    return AlarmNotDelivered(channel=channel.value, reason=reason)
