"""Alarms over real sockets: a mail server, a web server, and what happens when they are away."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from sqlalchemy import select

from temu_desktop.alarms.channels import DeadMan, channels_of
from temu_desktop.alarms.service import BETWEEN_SECONDS, MOST_ATTEMPTS, AlarmService
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_all_but, raise_issues
from temu_desktop.bus import EventBus
from temu_desktop.clock import SettableClock
from temu_desktop.database import Database, schema
from temu_desktop.events import RunFinished
from temu_desktop.ids import JobId, RunId
from temu_desktop.settings import AlarmSettings, MailSecurity
from temu_desktop.texts import Texts
from tests.certificates import certificate

pytestmark = pytest.mark.usefixtures("statements_are_tsql")

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
FAILED = Issue(IssueRule.JOB_FAILED, "job", "sync_orders_temu", {"error_code": "temu_away"})


class Letterbox:
    """A mail server's memory; ``refuses`` makes it refuse."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.refuses = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        """aiosmtpd calls it so."""
        if self.refuses:
            return "451 later"
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


def free_port() -> int:
    """A port at which nobody listens; the controller wants to be told one."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def post_office(box: Letterbox, **options: Any) -> Controller:
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    return controller


@pytest.fixture
def box() -> Letterbox:
    return Letterbox()


@pytest.fixture
def mail(box: Letterbox) -> Iterator[AlarmSettings]:
    """Settings that lead to the letterbox."""
    controller = post_office(box)
    yield AlarmSettings(
        smtp_host="127.0.0.1",
        smtp_port=controller.server.sockets[0].getsockname()[1],  # type: ignore[union-attr]
        smtp_security=MailSecurity.NONE,
        mail_from="temu-desktop@example.de",
        mail_to=("chefin@example.de", "lager@example.de"),
    )
    controller.stop()


class Receiver:
    """A small web server: what it was sent, and the status it answers with."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, bytes]] = []
        self.status = 204
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request, one answer."""
        head = await reader.readuntil(b"\r\n\r\n")
        found = re.search(rb"(?i)content-length: *(\d+)", head)
        length = int(found[1]) if found else 0
        body = await reader.readexactly(length)
        self.requests.append((head.split()[0].decode(), body))
        writer.write(f"HTTP/1.1 {self.status} x\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    found = Receiver()
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield found
    server.close()


class House:
    """An alarm service on a real database with a clock that is moved by hand."""

    def __init__(self, database: Database, settings: AlarmSettings) -> None:
        self.database = database
        self.clock = SettableClock(NOW)
        self.bus = EventBus()
        self.settings = settings
        self.service = self.started()

    def started(self) -> AlarmService:
        """A new process."""
        ways = self.settings
        dead_man = DeadMan(ways.dead_man_url) if ways.dead_man_url else None
        texts = Texts.load("de")
        return AlarmService(self.database, self.clock, self.bus, channels_of(ways), dead_man, texts)

    async def raises(self, *issues: Issue) -> None:
        """Something needs a person."""
        now = self.clock.now()
        await self.database.write(lambda uow: raise_issues(uow.connection, issues, now))

    async def closes(self, rule: IssueRule) -> None:
        """The facts are gone."""
        now = self.clock.now()
        await self.database.write(lambda uow: close_all_but(uow.connection, rule, (), now))

    async def looks(self, seconds: float = 0) -> None:
        """Time passes, and the service looks."""
        self.clock.advance(seconds)
        await self.service.look()

    async def states(self) -> list[str]:
        """The states of all alarms."""
        statement = select(schema.alarms.c.state).order_by(schema.alarms.c.id)
        return list(await self.database.read(lambda conn: conn.execute(statement).scalars().all()))

    async def open_rules(self) -> list[str]:
        """The rules of open issues."""
        table = schema.issues
        statement = select(table.c.rule).where(table.c.closed_at.is_(None)).order_by(table.c.id)
        return list(await self.database.read(lambda conn: conn.execute(statement).scalars().all()))


@asynccontextmanager
async def nothing_at(port_of: Receiver) -> AsyncIterator[str]:
    """An address at which nobody listens."""
    server = await asyncio.start_server(port_of.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    yield f"http://127.0.0.1:{port}/"


async def test_an_issue_goes_out_by_mail_once(
    any_ops_database: Database, box: Letterbox, mail: AlarmSettings
) -> None:
    house = House(any_ops_database, mail)
    await house.raises(FAILED)
    await house.looks()
    await house.looks(120)
    (letter,) = box.mails
    assert letter["To"] == "chefin@example.de, lager@example.de"
    assert letter["Subject"] == "temu-desktop: Auftrag fehlgeschlagen sync_orders_temu"
    text = letter.get_content()  # type: ignore[attr-defined]
    assert "Den Fehler lesen, beheben und den Auftrag erneut starten." in text
    assert await house.states() == ["sent"]


async def test_a_webhook_gets_the_same_as_data(
    any_ops_database: Database, receiver: Receiver
) -> None:
    house = House(any_ops_database, AlarmSettings(webhook_url=receiver.url))
    await house.raises(FAILED)
    await house.looks()
    ((method, body),) = receiver.requests
    assert method == "POST"
    (item,) = json.loads(body)["issues"]
    assert (item["rule"], item["subject"]) == ("job_failed", "sync_orders_temu")
    assert item["params"] == {"error_code": "temu_away"}


async def test_what_is_only_worth_a_look_stays_in_the_house(
    any_ops_database: Database, box: Letterbox, mail: AlarmSettings
) -> None:
    house = House(any_ops_database, mail)
    await house.raises(Issue(IssueRule.UNMAPPED_SKU, "sku", "MUG-BLUE"))
    await house.looks()
    assert box.mails == []


async def test_many_at_once_are_one_message_and_the_next_waits_a_minute(
    any_ops_database: Database, box: Letterbox, mail: AlarmSettings
) -> None:
    house = House(any_ops_database, mail)
    refused = [Issue(IssueRule.SHIPMENT_REFUSED, "order", f"PO-{n}") for n in range(43)]
    await house.raises(*refused)
    await house.looks()
    await house.raises(FAILED)
    await house.looks(5)
    assert len(box.mails) == 1
    assert "(+42)" in box.mails[0]["Subject"]
    assert "… und 23 weitere" in box.mails[0].get_content()  # type: ignore[attr-defined]
    await house.looks(BETWEEN_SECONDS)
    assert len(box.mails) == 2


async def test_the_same_trouble_is_told_once_an_hour(
    any_ops_database: Database, box: Letterbox, mail: AlarmSettings
) -> None:
    house = House(any_ops_database, mail)
    for _ in range(6):
        await house.raises(FAILED)
        await house.looks()
        await house.closes(IssueRule.JOB_FAILED)
        await house.looks(900)
    assert len(box.mails) == 2
    assert (await house.states()).count("folded") == 4


async def test_a_server_that_is_away_is_tried_again_and_is_an_issue_itself(
    any_ops_database: Database, box: Letterbox, mail: AlarmSettings, receiver: Receiver
) -> None:
    house = House(any_ops_database, replace(mail, webhook_url=receiver.url))
    box.refuses = True
    await house.raises(FAILED)
    await house.looks()
    assert await house.open_rules() == ["job_failed", "alarm_failed"]
    await house.looks(BETWEEN_SECONDS)
    told = [item["rule"] for _, body in receiver.requests for item in json.loads(body)["issues"]]
    assert told == ["job_failed", "alarm_failed"], "the other channel tells of the broken one"
    box.refuses = False
    await house.looks(120)
    assert len(box.mails) == 1
    assert await house.open_rules() == ["job_failed"]


async def test_what_was_tried_often_enough_is_given_up(
    any_ops_database: Database, receiver: Receiver
) -> None:
    receiver.status = 500
    house = House(any_ops_database, AlarmSettings(webhook_url=receiver.url))
    await house.raises(FAILED)
    for _ in range(MOST_ATTEMPTS + 2):
        await house.looks(3600)
    assert len(receiver.requests) == MOST_ATTEMPTS
    assert await house.states() == ["failed"]


async def test_what_waits_outlives_the_process(
    any_ops_database: Database, receiver: Receiver
) -> None:
    async with nothing_at(receiver) as nowhere:
        house = House(any_ops_database, AlarmSettings(webhook_url=nowhere))
        await house.raises(FAILED)
        await house.looks()
    assert await house.states() == ["waiting"]
    house.settings = AlarmSettings(webhook_url=receiver.url)
    house.service = house.started()
    await house.looks(1)
    assert len(receiver.requests) == 1
    assert await house.states() == ["sent"]


async def test_the_dead_man_hears_of_good_runs_only_and_not_too_often(
    any_ops_database: Database, receiver: Receiver
) -> None:
    house = House(any_ops_database, AlarmSettings(dead_man_url=receiver.url))

    async def ended(state: str, later: float) -> None:
        house.bus.publish(RunFinished(RunId("r"), JobId("sync_orders_temu"), state))
        await house.looks(later)

    await ended("failed", 0)
    assert receiver.requests == []
    for _ in range(4):
        await ended("success", 20)
    assert [method for method, _ in receiver.requests] == ["GET", "GET"]
    receiver.status = 404
    await ended("success", 100)
    assert await house.open_rules() == ["alarm_failed"]


async def test_the_test_tells_of_each_channel(
    any_ops_database: Database, box: Letterbox, mail: AlarmSettings, receiver: Receiver
) -> None:
    receiver.status = 503
    settings = replace(mail, webhook_url=receiver.url, dead_man_url=receiver.url)
    found = await House(any_ops_database, settings).service.test()
    assert [(d.channel, d.delivered) for d in found] == [
        ("mail", True), ("webhook", False), ("dead_man", False),
    ]  # fmt: skip
    assert "status 503" in str(found[1].error)
    assert len(box.mails) == 1


def _login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    assert isinstance(data, LoginPassword)
    good = (data.login, data.password) == (b"temu", b"Lager2026!")
    return AuthResult(success=good, handled=good)


@pytest.mark.parametrize(("password", "delivered"), [("Lager2026!", True), ("wrong", False)])
async def test_mail_over_starttls_with_a_login(
    any_ops_database: Database,
    box: Letterbox,
    mail: AlarmSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    password: str,
    delivered: bool,
) -> None:
    files = certificate(tmp_path, "127.0.0.1")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(files.certificate, files.key)
    controller = post_office(
        box, tls_context=context, require_starttls=True, authenticator=_login, auth_required=True
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(files.certificate))
    settings = replace(
        mail,
        smtp_port=controller.server.sockets[0].getsockname()[1],  # type: ignore[union-attr]
        smtp_security=MailSecurity.STARTTLS,
        smtp_username="temu",
        smtp_password=password,
    )
    (found,) = await House(any_ops_database, settings).service.test()
    controller.stop()
    assert found.delivered is delivered, found.error
    assert len(box.mails) == int(delivered)
