"""Push messages, against a push service that checks VAPID and browsers that decrypt."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_issues, raise_issues
from tests.headless.house import House, eventually
from tests.headless.push_service import Browser, PushService, push_service


@pytest.fixture
async def service(house: House) -> AsyncIterator[PushService]:
    """A push service that knows this installation's key."""
    keys = await house.core.devices.push.vapid_keys()
    async with push_service(keys.public) as running:
        yield running


async def subscribed(
    house: House, service: PushService, name: str, role: str = "viewer", language: str = "de"
) -> Browser:
    """A browser that receives messages."""
    browser = service.browsers[name] = Browser(name)
    async with house.calling(role) as calls:
        me = await calls.get("/api/me")
        assert me["push_key"] == service.vapid
        body = browser.subscription(service.address, language)
        assert await calls.post("/api/push/subscriptions", body) == {"subscribed": True}
    return browser


async def told(house: House, *issues: Issue) -> None:
    """Raise issues."""
    now = house.core.clock.now()
    await house.core.database.write(lambda uow: raise_issues(uow, issues, now, by="test"))


async def received(browser: Browser, count: int) -> list[dict[str, object]]:
    async def enough() -> bool:
        return len(browser.received) >= count

    await eventually(enough, 30)
    return browser.received


FAILED = Issue(IssueRule.JOB_FAILED, "job", "sync_orders_temu", {"error_code": "temu_away"})


async def test_a_failed_job_is_told_to_every_phone_in_its_language(
    house: House, service: PushService
) -> None:
    german = await subscribed(house, service, "lager", "viewer", "de")
    english = await subscribed(house, service, "office", "operator", "en")
    await told(house, FAILED)
    for browser in (german, english):
        message = (await received(browser, 1))[0]
        assert (message["type"], message["rule"]) == ("issue", "job_failed")
        assert message["tag"] == "job_failed:sync_orders_temu"
        assert message["title"]
        assert message["body"]
    assert german.received[0]["title"] != english.received[0]["title"]
    assert service.refused == []
    assert all(claim["sub"].startswith("mailto:") for claim in service.claims)


async def test_what_is_known_already_is_not_told_again_until_it_was_over(
    house: House, service: PushService
) -> None:
    browser = await subscribed(house, service, "lager")
    await told(house, FAILED)
    await received(browser, 1)
    await told(house, FAILED)
    await house.core.issues.look()
    await asyncio.sleep(1.5)
    assert len(browser.received) == 1
    now = house.core.clock.now()
    await house.core.database.write(
        lambda uow: close_issues(uow, FAILED.rule, [FAILED.subject_key], now, by="test")
    )
    await told(house, FAILED)
    await received(browser, 2)


async def test_only_what_is_worth_waking_a_phone_for_is_told(
    house: House, service: PushService
) -> None:
    browser = await subscribed(house, service, "lager")
    await told(house, Issue(IssueRule.UNMAPPED_SKU, "sku", "A-1"))
    await told(house, Issue(IssueRule.CANCELLED_AFTER_EXPORT, "order", "PO-076-1"))
    messages = await received(browser, 1)
    await asyncio.sleep(1.5)
    assert [message["rule"] for message in messages] == ["cancelled_after_export"]


async def test_many_orders_close_to_their_time_are_one_message(
    house: House, service: PushService
) -> None:
    browser = await subscribed(house, service, "lager")
    near = {"hours_left": 3, "ship_by_at": "2026-11-26T12:00:00+00:00"}
    await told(house, *(Issue(IssueRule.SHIP_BY_NEAR, "order", f"PO-{n}", near) for n in range(40)))
    message = (await received(browser, 1))[0]
    assert str(message["title"]).startswith("40 × ")
    await asyncio.sleep(1.5)
    assert len(browser.received) == 1


async def test_an_address_that_the_service_knows_no_more_is_forgotten(
    house: House, service: PushService
) -> None:
    browser = await subscribed(house, service, "lager")
    await subscribed(house, service, "old", "operator")
    service.gone.add("old")
    await told(house, FAILED)
    await received(browser, 1)

    async def one_left() -> bool:
        return len(await house.core.devices.push.subscriptions()) == 1

    await eventually(one_left)


async def test_a_device_tries_its_own_messages_and_gives_them_up(
    house: House, service: PushService
) -> None:
    browser = await subscribed(house, service, "lager")
    await subscribed(house, service, "other", "operator")
    async with house.calling("viewer") as calls:
        assert await calls.post("/api/push/test", status=202) == {"sent": 1}
        assert (await received(browser, 1))[0]["type"] == "test"
        body = {"endpoint": browser.subscription(service.address)["endpoint"]}
        assert await calls.post("/api/push/unsubscribe", body) == {"subscribed": False}
        assert await calls.post("/api/push/test", status=202) == {"sent": 0}


async def test_a_push_service_that_is_away_harms_nobody(house: House) -> None:
    browser = Browser("lager")
    async with house.calling("viewer") as calls:
        await calls.post("/api/push/subscriptions", browser.subscription("http://127.0.0.1:9"))
        assert await calls.post("/api/push/test", status=202) == {"sent": 0}


async def test_an_address_that_is_none_is_refused(house: House) -> None:
    body = Browser("lager").subscription("http://push.example")
    async with house.calling("viewer") as calls:
        problem = await calls.post("/api/push/subscriptions", body, status=422)
    assert (problem["code"], problem["params"]) == ("push_invalid", {"reason": "endpoint"})
