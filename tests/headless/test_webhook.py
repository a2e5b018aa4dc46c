"""TEMU's webhook: both forms of the signature, everything that is not TEMU's, and the sync."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from headless.webhook import WHO
from temu_desktop.jobs.model import SYNC_ORDERS
from temu_desktop.jobs.queries import RunFilter
from temu_desktop.settings import TemuSettings
from temu_desktop.temu.webhook import NotFromTemu, decrypted, read_event, signature
from tests.core_fixtures import OpenShop
from tests.due_times import nothing_due
from tests.headless.house import House, eventually, open_house, served

KEY, SECRET = "demoappkey0000000000000000000001", "demosecret00000000000000000000abcd"
MOMENT = datetime.fromtimestamp(1760000000.123, UTC)
TEXT = (
    '{"mallId":123,"parentOrderSn":"PO-076-00000000000000001",'
    '"orderSn":"076-00000000000000002","orderStatus":2,"updateTime":1759991800}'
)
DATA = (
    "76yDApgBnquzETRPwTBoKON5k3Xf+C956Vn/i1ViRc0Gy/d6wADLQj83YTHqqHdyomrxKw8TATAUoU8qiDj+Oxtmn0Zq"
    "Q/7qAJh2Fo1UrtJ7kLV3uMjAdYbKZKqbYiwk4bc4WEHfAUpzXey8asud4vB9zip2HhRAyU7169Zhp72ZHe+joGr9mO0X"
    "1Zp5Uima"
)
WITH_EXT = "7a53fc5e00b8c464804ac517a896fcf5cc4840cf5c285874c84f2a0b25f87fac"
WITHOUT_EXT = "d0ce43616bf5201fde660e36d89b5442e8c0edc4335ab1fd9b21430ec331d1a7"


def headers(**changes: str) -> dict[str, str]:
    known = {
        "x-tm-app-key": KEY,
        "x-tm-event-code": "bg_order_status_change_event",
        "x-tm-timestamp": "1760000000123",
        "x-tm-ext-param": "{}",
        "x-tm-signature": WITH_EXT,
    }
    return {**known, **{name.replace("_", "-"): value for name, value in changes.items()}}


def read(now: datetime = MOMENT, data: str = DATA, **changes: str) -> Any:
    shown = {name: value for name, value in headers(**changes).items() if value}
    return read_event(shown, data, KEY, SECRET, now)


def test_the_documented_message_is_read_in_both_forms_of_the_signature() -> None:
    assert decrypted(DATA, SECRET) == TEXT
    for sign, ext in ((WITH_EXT, "{}"), (WITHOUT_EXT, ""), (WITHOUT_EXT, "{}")):
        event = read(x_tm_signature=sign, x_tm_ext_param=ext)
        assert event.code == "bg_order_status_change_event"
        assert event.data["parentOrderSn"] == "PO-076-00000000000000001"
        assert event.at == MOMENT


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"x_tm_signature": "0" * 64}, "signature"),
        ({"x_tm_signature": ""}, "without"),
        ({"x_tm_signature": "ü" * 10}, "signature"),
        ({"x_tm_app_key": "another"}, "another app"),
        ({"x_tm_timestamp": "1760000000124"}, "signature"),
        ({"x_tm_event_code": "bg_cancel_order_status_change"}, "signature"),
        ({"x_tm_ext_param": '{"a":1}'}, "signature"),
        ({"data": "AAAA"}, "decrypted"),
        ({"data": "not base64!"}, "decrypted"),
        ({"data": ""}, "decrypted"),
        ({"now": MOMENT + timedelta(days=3)}, "too old"),
        ({"now": MOMENT - timedelta(hours=1)}, "future"),
    ],
)
def test_a_message_that_is_not_temus_is_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(NotFromTemu, match=why):
        read(**changes)


def test_a_signed_time_that_is_none_is_refused() -> None:
    values = {name: headers()[name] for name in ("x-tm-app-key", "x-tm-event-code")}
    signed = signature({**values, "x-tm-timestamp": "soon", "eventData": TEXT}, SECRET)
    with pytest.raises(NotFromTemu, match="no time"):
        read(x_tm_timestamp="soon", x_tm_signature=signed)


async def post(house: House, **changes: str) -> httpx.Response:
    """The documented message to a server."""
    async with httpx.AsyncClient(base_url=house.url) as http:
        return await http.post(
            "/api/webhook/temu", json={"eventData": DATA}, headers=headers(**changes)
        )


async def test_an_old_or_forged_message_is_a_401_and_starts_nothing(tmp_path: Path) -> None:
    temu = TemuSettings(KEY, SECRET, "token", endpoint="http://127.0.0.1:9/router")
    async with open_house(tmp_path, temu) as house:
        for changes in ({}, {"x_tm_signature": "0" * 64}):
            answer = await post(house, **changes)
            assert (answer.status_code, answer.json()["code"]) == (401, "webhook_refused")
        assert await house.core.jobs.history(RunFilter(SYNC_ORDERS)) == []


async def test_without_access_to_temu_nothing_is_believed(house: House) -> None:
    answer = await post(house)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_set_up")


@pytest.mark.parametrize("ext_param", [True, False])
async def test_temu_tells_of_an_order_and_a_sync_fetches_it(
    open_shop: OpenShop, ext_param: bool
) -> None:
    shop = await open_shop(skus=5)
    core = shop.core
    await nothing_due(core)
    async with core.serving.serving("headless"), served(core) as house:
        await eventually(lambda: _true(core.serving.acting))
        await shop.temu.register_webhook(f"{house.url}/api/webhook/temu", ext_param=ext_param)
        number = await shop.place()
        assert await eventually(lambda: shop.order(number), 30) is not None
        told = await eventually(shop.temu.webhook_deliveries)
        assert {item["status"] for item in told} == {200}
        assert all(float(str(item["milliseconds"])) < 500 for item in told)
        runs = await core.jobs.history(RunFilter(SYNC_ORDERS))
        assert WHO in {run.started_by for run in runs}


async def _true(value: bool) -> bool:
    return value


async def test_many_messages_at_once_start_one_run(open_shop: OpenShop) -> None:
    shop = await open_shop(skus=5)
    core = shop.core
    await nothing_due(core)
    async with core.serving.serving("headless"), served(core) as house:
        await eventually(lambda: _true(core.serving.acting))
        await shop.temu.register_webhook(f"{house.url}/api/webhook/temu")
        numbers = [await shop.place() for _ in range(5)]
        await eventually(lambda: shop.order(numbers[-1]), 30)
        runs = await core.jobs.history(RunFilter(SYNC_ORDERS))
        assert len([run for run in runs if run.started_by == WHO]) <= 2
