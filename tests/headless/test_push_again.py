"""What a push service does not take at once is sent again: once to each phone, while it matters."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from headless import push, push_patience, push_telling
from headless.push_patience import Patience
from headless.push_post import Answer, Outcome, seconds_of
from headless.push_telling import phone_of
from headless.server import listening
from temu_desktop.attention import service as attention
from temu_desktop.attention.model import Waiting
from temu_desktop.attention.repository import ISSUES, close_issues
from temu_desktop.bootstrap import running_core
from temu_desktop.clock import SettableClock
from temu_desktop.devices.model import PushTarget
from temu_desktop.errors import DatabaseAway
from tests.headless.house import API_KEY, House, eventually, open_house, served
from tests.headless.push_service import Browser, PushService, answering, push_service
from tests.headless.test_push import FAILED, received, subscribed, told
from tests.headless.test_push_together import _raise_and_claim, issues_in, raised

BUSY = (503, {})
START = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(push, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(push, "GATHER_SECONDS", 0.1)
    monkeypatch.setattr(push, "KEEP_SECONDS", 0.5)
    monkeypatch.setattr(push, "NOTE_SECONDS", 0.2)
    monkeypatch.setattr(push_patience, "FIRST_SECONDS", 0.2)
    monkeypatch.setattr(push_patience, "LONGEST_SECONDS", 0.4)
    monkeypatch.setattr(attention, "CLAIM", 2 * attention.CLAIM / 15)


@pytest.fixture
async def service(house: House) -> AsyncIterator[PushService]:
    """A push service that knows this installation's key."""
    async with push_service((await house.core.devices.push.vapid_keys()).public) as running:
        yield running


@asynccontextmanager
async def away_for_now(house: House) -> AsyncIterator[tuple[PushService, AsyncExitStack]]:
    """A push service that nobody reaches until it is there for what it is entered into."""
    listener = listening("127.0.0.1", 0)
    port = listener.getsockname()[1]
    listener.close()
    keys = await house.core.devices.push.vapid_keys()
    async with AsyncExitStack() as stack:
        yield PushService(f"http://127.0.0.1:{port}", keys.public), stack


async def is_back(service: PushService, stack: AsyncExitStack) -> None:
    port = int(service.address.rpartition(":")[2])
    await stack.enter_async_context(answering(service, listening("127.0.0.1", port)))


async def tried(service: PushService, name: str, times: int) -> None:
    async def enough() -> bool:
        return service.tries[name] >= times

    await eventually(enough)


async def nobody_waits(house: House) -> None:
    async def settled() -> bool:
        untold = select(ISSUES.c.id).where(ISSUES.c.pushed_at.is_(None))
        return not await house.core.database.read(lambda conn: conn.execute(untold).all())

    await eventually(settled)


async def waiting_phones(house: House) -> list[str]:
    rows = await house.core.database.read(
        lambda conn: conn.execute(select(ISSUES.c.push_waiting)).all()
    )
    return [phone for (waiting,) in rows if waiting for phone in waiting["phones"]]


def phone(browser: Browser, service: PushService) -> str:
    """How the server calls it."""
    subscription = browser.subscription(service.address)
    return phone_of(PushTarget(subscription["endpoint"], **subscription["keys"]))


async def test_what_could_not_be_sent_while_the_line_was_down_arrives_once_when_it_is_up(
    house: House,
) -> None:
    async with away_for_now(house) as (service, stack):
        phones = [await subscribed(house, service, name) for name in ("lager", "office")]
        await told(house, FAILED)
        await asyncio.sleep(1.5)
        assert service.tries == {}
        await is_back(service, stack)
        for browser in phones:
            await received(browser, 1)
        await nobody_waits(house)
        await asyncio.sleep(1)
        assert [len(browser.received) for browser in phones] == [1, 1]


async def test_a_phone_that_took_it_does_not_get_it_again_with_one_that_did_not(
    house: House, service: PushService
) -> None:
    lager, office = [await subscribed(house, service, name) for name in ("lager", "office")]
    service.busy["office"] = BUSY
    await told(house, FAILED)
    await received(lager, 1)
    await tried(service, "office", 3)
    assert await waiting_phones(house) == [phone(office, service)]
    del service.busy["office"]
    await received(office, 1)
    await nobody_waits(house)
    assert await waiting_phones(house) == []
    await asyncio.sleep(1)
    assert (service.tries["lager"], len(office.received)) == (1, 1)


async def test_what_is_over_before_it_could_be_sent_is_not_sent(
    house: House, service: PushService
) -> None:
    browser = await subscribed(house, service, "lager")
    service.busy["lager"] = BUSY
    await told(house, FAILED)
    await tried(service, "lager", 1)
    now = house.core.clock.now()
    await house.core.database.write(
        lambda uow: close_issues(uow, FAILED.rule, [FAILED.subject_key], now, by="test")
    )
    await asyncio.sleep(0.5)
    del service.busy["lager"]
    await asyncio.sleep(1.5)
    assert browser.received == []
    assert await waiting_phones(house) == []


async def test_what_is_too_old_to_matter_is_given_up(
    house: House, service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push_telling, "LIFETIME", timedelta(seconds=1))
    browser = await subscribed(house, service, "lager")
    service.busy["lager"] = BUSY
    await told(house, FAILED)
    await tried(service, "lager", 2)
    await nobody_waits(house)
    del service.busy["lager"]
    await asyncio.sleep(1)
    assert browser.received == []


async def test_what_is_refused_for_good_is_not_tried_again(
    house: House, service: PushService
) -> None:
    await subscribed(house, service, "lager")
    service.busy["lager"] = (413, {})
    await told(house, FAILED)
    await tried(service, "lager", 1)
    await nobody_waits(house)
    await asyncio.sleep(1)
    assert service.tries["lager"] == 1


async def test_a_service_that_names_the_time_is_not_asked_before(
    house: House, service: PushService
) -> None:
    browser = await subscribed(house, service, "lager")
    service.busy["lager"] = (429, {"Retry-After": "6"})
    await told(house, FAILED)
    await tried(service, "lager", 1)
    del service.busy["lager"]
    await raised(house.core, 1)
    await asyncio.sleep(2)
    assert service.tries["lager"] == 1
    await received(browser, 2)


async def test_a_browser_that_nothing_can_be_encrypted_for_keeps_no_other_from_hearing(
    house: House, service: PushService
) -> None:
    lost = Browser("lost").subscription(service.address)
    lost["keys"]["p256dh"] = base64.urlsafe_b64encode(b"\x04" + bytes(64)).decode()
    async with house.calling("operator") as calls:
        await calls.post("/api/push/subscriptions", lost)
    browser = await subscribed(house, service, "lager")
    for number in range(2):
        await raised(house.core, number)
        await received(browser, number + 1)
    await nobody_waits(house)


async def test_many_that_waited_are_one_message(house: House, service: PushService) -> None:
    browser = await subscribed(house, service, "lager")
    service.busy["lager"] = BUSY
    for number in range(6):
        await raised(house.core, number)
        await asyncio.sleep(0.15)

    async def all_wait() -> bool:
        return len(await waiting_phones(house)) == 6

    await eventually(all_wait)
    del service.busy["lager"]
    await received(browser, 1)
    await nobody_waits(house)
    # One that a try was under way for meanwhile may be a message of its own.
    assert sum(map(issues_in, browser.received)) == 6
    assert len(browser.received) <= 2


async def test_while_one_phone_is_waited_for_others_hear_what_is_new(
    house: House, service: PushService
) -> None:
    lager, office = [await subscribed(house, service, name) for name in ("lager", "office")]
    service.slow["office"] = 5
    await told(house, FAILED)
    await received(lager, 1)
    await raised(house.core, 1)
    await received(lager, 2)

    async def written_down() -> bool:
        waiting = await waiting_phones(house)
        return bool(waiting) and set(waiting) == {phone(office, service)}

    await eventually(written_down, 3)
    await nobody_waits(house)
    assert (len(lager.received), len(office.received)) == (2, 2)


async def test_what_was_taken_while_the_database_was_away_is_not_sent_again(
    house: House, service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await subscribed(house, service, "lager")
    note, failures = house.core.issues.note_told, [DatabaseAway("away"), DatabaseAway("away")]

    async def failing(*arguments: Any) -> None:
        if failures:
            raise failures.pop()
        await note(*arguments)

    monkeypatch.setattr(house.core.issues, "note_told", failing)
    await told(house, FAILED)
    await nobody_waits(house)
    await asyncio.sleep(1)
    assert (len(browser.received), failures) == (1, [])


async def left(house: House) -> None:
    """The server ends, its core stays."""
    house.web.leave()
    while house.web.servers and house.web.servers[0].is_serving():  # noqa: ASYNC110 - from outside
        await asyncio.sleep(0.05)


async def test_the_next_server_goes_on_where_the_last_one_ended(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(open_house(tmp_path))
        vapid = (await house.core.devices.push.vapid_keys()).public
        service = await stack.enter_async_context(push_service(vapid))
        lager, office = [await subscribed(house, service, name) for name in ("lager", "office")]
        service.busy["office"] = BUSY
        await told(house, FAILED)
        await received(lager, 1)
        await tried(service, "office", 1)
        await left(house)
        await asyncio.sleep(0.5)
        del service.busy["office"]
        assert office.received == []
        settings = house.core.settings
        async with running_core(settings) as core, served(core, api_key=API_KEY):
            await received(office, 1)
            await nobody_waits(house)
            await asyncio.sleep(1)
        assert (len(lager.received), len(office.received)) == (1, 1)


async def test_what_is_just_being_sent_when_a_server_ends_is_not_sent_by_the_next(
    tmp_path: Path,
) -> None:
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(open_house(tmp_path))
        vapid = (await house.core.devices.push.vapid_keys()).public
        service = await stack.enter_async_context(push_service(vapid))
        lager = await subscribed(house, service, "lager")
        service.slow["lager"] = 1.5
        await told(house, FAILED)
        await received(lager, 1)
        await left(house)
        settings = house.core.settings
        async with running_core(settings) as core, served(core, api_key=API_KEY):
            await nobody_waits(house)
            await asyncio.sleep(4)
        assert service.tries["lager"] == 1


async def test_whom_a_server_had_reached_when_it_died_the_other_one_leaves_alone(
    house: House, service: PushService
) -> None:
    lager, office = [await subscribed(house, service, name) for name in ("lager", "office")]
    async with running_core(house.core.settings) as dying:
        await dying.database.write(lambda uow: _raise_and_claim(dying, uow))
        (found,) = await dying.issues.open()
        waits = Waiting(dying.clock.now(), frozenset({phone(office, service)}))
        await dying.issues.note_reached("of the dead", {found.id: waits})
    await received(office, 1)
    await nobody_waits(house)
    assert (lager.received, len(office.received)) == ([], 1)


async def test_two_servers_send_what_waited_once(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(open_house(tmp_path))
        other = await stack.enter_async_context(running_core(house.core.settings))
        await stack.enter_async_context(served(other, api_key=API_KEY))
        vapid = (await house.core.devices.push.vapid_keys()).public
        service = await stack.enter_async_context(push_service(vapid))
        lager, office = [await subscribed(house, service, name) for name in ("lager", "office")]
        service.busy["office"] = BUSY
        await told(house, FAILED)
        await tried(service, "office", 4)
        del service.busy["office"]
        await received(office, 1)
        await nobody_waits(house)
        await asyncio.sleep(1.5)
        assert (len(lager.received), len(office.received)) == (1, 1)


def test_a_phone_rests_longer_after_every_try_in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(push_patience, "FIRST_SECONDS", 5.0)
    monkeypatch.setattr(push_patience, "LONGEST_SECONDS", 180.0)
    clock = SettableClock(START)
    patience = Patience(clock)
    assert patience.seconds_to_next() is None
    rests = []
    for _ in range(8):
        patience.note_in_vain("lager", None)
        rests.append(patience.seconds_to_next())
        clock.advance(rests[-1] or 0)
        assert not patience.rests("lager")
    assert rests == [5, 10, 20, 40, 80, 160, 180, 180]
    patience.note_in_vain("lager", 86_400)
    assert patience.seconds_to_next() == push_patience.LONGEST_ASKED_SECONDS
    patience.note_taken("lager")
    assert patience.seconds_to_next() is None


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (201, Outcome.SENT),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (0, Outcome.LATER),
        (429, Outcome.LATER),
        (500, Outcome.LATER),
        (503, Outcome.LATER),
        (400, Outcome.REFUSED),
        (403, Outcome.REFUSED),
        (413, Outcome.REFUSED),
    ],
)
def test_a_status_says_what_became_of_a_message(status: int, outcome: Outcome) -> None:
    assert Answer(status).outcome is outcome


def test_a_time_to_wait_is_seconds_or_a_date() -> None:
    assert seconds_of("120") == 120
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    assert 90 < (seconds_of(date) or 0) <= 100
    assert seconds_of("Wed, 01 Jan 2020 00:00:00 GMT") == 0
    assert [seconds_of(text) for text in (None, "", "soon")] == [None, None, None]
