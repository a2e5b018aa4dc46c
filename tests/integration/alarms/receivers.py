"""Who takes alarms in tests: a mail server and a web server on real sockets."""

from __future__ import annotations

import asyncio
import re
import socket
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword


class Letterbox:
    """A mail server's memory; ``refuses`` makes it refuse."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        """aiosmtpd calls it so."""
        if self.refuses:
            return "451 later"
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=default)  # type: ignore[arg-type]
        self.mails.append(cast(EmailMessage, mail))
        return "250 OK"


def free_port() -> int:
    """A port at which nobody listens; the controller wants to be told one."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def post_office(box: Letterbox, kind: type[Controller] = Controller, **options: Any) -> Controller:
    """A mail server that is open."""
    controller = kind(box, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    return controller


def check_login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    """Only ``temu`` with her password may send."""
    assert isinstance(data, LoginPassword)
    good = (data.login, data.password) == (b"temu", b"Lager2026!")
    return AuthResult(success=good, handled=good)


class Receiver:
    """A small web server: what it was sent, and the status it answers with; ``mute``: none."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, bytes]] = []
        self.status = 204
        self.mute = False
        self.url = ""
        self.heard = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request, one answer; to whom it is mute it sends a byte now and then."""
        head = await reader.readuntil(b"\r\n\r\n")
        found = re.search(rb"(?i)content-length: *(\d+)", head)
        body = await reader.readexactly(int(found[1]) if found else 0)
        self.requests.append((head.split()[0].decode(), body))
        self.heard.set()
        try:
            if self.mute:
                await self._drip(writer)
            else:
                writer.write(f"HTTP/1.1 {self.status} x\r\nContent-Length: 0\r\n\r\n".encode())
                await writer.drain()
        except (ConnectionError, asyncio.CancelledError):
            return  # who asked has gone, or the test has ended
        finally:
            writer.close()

    async def _drip(self, writer: asyncio.StreamWriter) -> None:
        for byte in b"HTTP/1.1 204 x\r\nX-Slow: " + b"x" * 500:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.05)
