"""Receivers of alarms, and a house that raises them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import Engine, select

from temu_desktop.alarms.service import AlarmParts, AlarmService, Outbox
from temu_desktop.alarms.wording import Wording
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_all_but, raise_issues
from temu_desktop.bus import EventBus
from temu_desktop.clock import BERLIN, SettableClock
from temu_desktop.database import Database, schema
from temu_desktop.logs.masking import Masking
from temu_desktop.settings import AlarmSettings, MailSecurity
from temu_desktop.texts import Texts
from tests.database_fixtures import NOW
from tests.integration.alarms.receivers import Letterbox, Receiver, post_office


@pytest.fixture
def box() -> Letterbox:
    return Letterbox()


@pytest.fixture
def mail(box: Letterbox) -> Iterator[AlarmSettings]:
    """Settings that lead to the letterbox."""
    controller = post_office(box)
    yield AlarmSettings(
        smtp_host="127.0.0.1",
        smtp_port=controller.port,
        smtp_security=MailSecurity.NONE,
        mail_from="temu-desktop@example.de",
        mail_to=("chefin@example.de", "lager@example.de"),
    )
    controller.stop()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    found = Receiver()
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield found
    server.close()


class House:
    """A program on a real database with a clock that is moved by hand."""

    def __init__(self, engine: Engine, settings: AlarmSettings) -> None:
        self.engine = engine
        self.clock = SettableClock(NOW)
        self.bus = EventBus()
        self.settle_in(settings)

    def settle_in(self, settings: AlarmSettings) -> None:
        """Begin anew with these settings, as a new process would."""
        self.database = Database(self.engine, bus=self.bus, within=Outbox(settings, self.clock))
        wording = Wording(Texts.load("de"), BERLIN, Masking(["hunter2222"]).masked)
        parts = AlarmParts(settings, self.database, self.clock, self.bus, wording)
        self.service = AlarmService(parts)

    async def raises(self, *issues: Issue) -> None:
        """Something needs a person."""
        now = self.clock.now()
        await self.database.write(lambda uow: raise_issues(uow, issues, now, by="test"))

    async def closes(self, rule: IssueRule) -> None:
        """The facts are gone."""
        now = self.clock.now()
        await self.database.write(lambda uow: close_all_but(uow, rule, (), now, by="test"))

    async def looks(self, seconds: float = 0) -> None:
        """Time passes, and every channel looks."""
        self.clock.advance(seconds)
        for look in self.service.looks.values():
            await look()

    async def states(self) -> list[tuple[str, str, str]]:
        """Channel, rule and state of all alarms."""
        table = schema.alarms
        columns = select(table.c.channel, table.c.rule, table.c.state).order_by(table.c.id)
        rows = await self.database.read(lambda conn: conn.execute(columns).all())
        return [(row.channel, row.rule, row.state) for row in rows]

    async def open_rules(self) -> list[str]:
        """The rules of open issues."""
        table = schema.issues
        statement = select(table.c.rule).where(table.c.closed_at.is_(None)).order_by(table.c.id)
        return list(await self.database.read(lambda conn: conn.execute(statement).scalars().all()))


@pytest.fixture
async def house(any_ops_engine: Engine) -> AsyncIterator[House]:
    """A house without any channel; ``settle_in`` gives it some."""
    found = House(any_ops_engine, AlarmSettings())
    yield found
    await found.database.close()
