"""Several servers on one database: a phone gets each push message once, whoever dies."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from headless import push
from temu_desktop.attention import service as attention
from temu_desktop.attention import telling
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import raise_issues
from temu_desktop.bootstrap import running_core
from temu_desktop.core import Core
from temu_desktop.database import UnitOfWork
from tests.headless.house import API_KEY, open_house, served
from tests.headless.push_service import Browser, PushService, push_service
from tests.headless.test_push import FAILED, received, subscribed, told


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(push, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(push, "KEEP_SECONDS", 0.5)
    monkeypatch.setattr(push, "GATHER_SECONDS", 0.1)
    monkeypatch.setattr(attention, "CLAIM", 2 * attention.CLAIM / 15)


async def raised(core: Core, number: int) -> None:
    issue = Issue(IssueRule.CANCELLED_AFTER_EXPORT, "order", f"PO-076-{number}")
    await core.database.write(lambda uow: raise_issues(uow, [issue], core.clock.now(), by="test"))


def _raise_and_claim(core: Core, uow: UnitOfWork) -> None:
    now = core.clock.now()
    raise_issues(uow, [FAILED], now, by="test")
    assert telling.claim(uow.connection, push.TOLD, "of the dead", now, now + attention.CLAIM)


@asynccontextmanager
async def _known_here(core: Core) -> AsyncIterator[PushService]:
    """A push service that knows this installation's key."""
    async with push_service((await core.devices.push.vapid_keys()).public) as service:
        yield service


def issues_in(message: dict[str, Any]) -> int:
    """How many a message is about."""
    count, times, _ = str(message["title"]).partition(" × ")
    return int(count) if times else 1


def tags(browser: Browser) -> Counter[object]:
    return Counter(message["tag"] for message in browser.received)


async def test_two_servers_on_one_database_send_each_message_once(tmp_path: Path) -> None:
    async with (
        open_house(tmp_path) as house,
        running_core(house.core.settings) as core,
        served(core, api_key=API_KEY),
        _known_here(house.core) as service,
    ):
        browser = await subscribed(house, service, "lager")
        for number in range(12):
            await raised((house.core, core)[number % 2], number)
            await asyncio.sleep(0.15)
        await asyncio.sleep(3)
        sent = browser.received
        # Several close together are one message that says how many; none is in two of them.
        assert sum(map(issues_in, sent)) == 12
        assert all(count == 1 for tag, count in tags(browser).items() if "*" not in str(tag))


async def test_what_a_server_had_claimed_when_it_died_is_sent_by_the_other_one(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path) as house, _known_here(house.core) as service:
        browser = await subscribed(house, service, "lager")
        async with running_core(house.core.settings) as dying:
            # In one transaction: nobody can be quicker than the one that raises and claims.
            await dying.database.write(lambda uow: _raise_and_claim(dying, uow))
        await asyncio.sleep(1.5)
        assert browser.received == []
        await received(browser, 1)
        await asyncio.sleep(5)
        assert tags(browser) == {"job_failed:sync_orders_temu": 1}


async def test_what_came_up_while_no_server_ran_is_sent_once_by_the_next(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house, _known_here(house.core) as service:
        browser = await subscribed(house, service, "lager")
        settings = house.core.settings
        house.web.leave()
        while house.web.servers and house.web.servers[0].is_serving():  # noqa: ASYNC110 - from outside
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
        await told(house, FAILED)
        await asyncio.sleep(1)
        assert browser.received == []
        async with running_core(settings) as core, served(core, api_key=API_KEY):
            await received(browser, 1)
        async with running_core(settings) as core, served(core, api_key=API_KEY):
            await asyncio.sleep(1)
        assert len(browser.received) == 1
