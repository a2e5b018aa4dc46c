"""The sandbox's faults, one by one and all at once: nothing is lost, nothing happens twice."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from temu_desktop.clock import SystemClock
from temu_desktop.errors import (
    OutcomeUnknown,
    RepeatedKey,
    TemuAway,
    TemuBusy,
    TemuError,
    TokenExpired,
)
from temu_desktop.ids import GoodsId, OrderSn, ParentOrderSn, RunId, SkuId
from temu_desktop.temu import calls
from temu_desktop.temu.archive import ApiArchive, Family
from temu_desktop.temu.client import TemuClient
from temu_desktop.temu.inventory_api import ON_SALE, InventoryApi
from temu_desktop.temu.orders_api import OrdersApi
from temu_desktop.temu.payloads import parse_order_page, parse_sku_page
from temu_desktop.temu.replay import RunArchive
from temu_desktop.temu.shipping_api import (
    ItemToSend,
    PackageToSend,
    ShipmentConfirmation,
    ShippingApi,
)
from temu_desktop.temu.signature import Credentials, signed_request

if TYPE_CHECKING:
    from tests.integration.temu.conftest import Sandbox

PASSING = [
    "timeout_after",
    "broken_json",
    "drop_before",
    "rate_limited_429",
    "limit_4000004",
    "system_4000000",
    "bad_gateway_502",
    "slow",
]


@pytest.fixture
async def impatient(sandbox: Sandbox) -> AsyncIterator[TemuClient]:
    """A client that gives an answer one second."""
    sandbox.faults()
    client = TemuClient(replace(sandbox.config, timeout_seconds=1.0), clock=SystemClock())
    yield client
    await client.aclose()
    sandbox.faults()


@pytest.mark.parametrize("fault", [*PASSING, "hang"])
async def test_a_read_gets_through_a_passing_fault(
    sandbox: Sandbox, impatient: TemuClient, fault: str
) -> None:
    sandbox.faults((calls.ORDER_LIST, fault))
    page = parse_order_page((await OrdersApi(impatient).list_page(1)).result)
    assert page.total > 0


async def test_a_token_that_expired_is_told_at_once(
    sandbox: Sandbox, impatient: TemuClient
) -> None:
    sandbox.faults((calls.ORDER_LIST, "token_expired"))
    with pytest.raises(TokenExpired):
        await OrdersApi(impatient).list_page(1)
    assert impatient.requests_sent == 1


@pytest.mark.parametrize(
    ("fault", "expected"), [("system_4000000", TemuBusy), ("bad_gateway_502", TemuAway)]
)
async def test_a_fault_that_stays_is_told_after_four_attempts(
    sandbox: Sandbox, impatient: TemuClient, fault: str, expected: type[TemuError]
) -> None:
    sandbox.faults((calls.ORDER_LIST, fault), times=100)
    with pytest.raises(expected):
        await OrdersApi(impatient).list_page(1)
    assert impatient.requests_sent == 4


def a_confirmation(order: Any, tracking: str) -> ShipmentConfirmation:
    (line,) = order["lines"]
    item = ItemToSend(ParentOrderSn(order["number"]), OrderSn(line["order_sn"]), line["quantity"])
    warehouse = "WH-07600000000000001"
    return ShipmentConfirmation(0, (PackageToSend(141252268, tracking, warehouse, (item,)),))


@pytest.mark.parametrize(
    ("fault", "happened"),
    [
        ("timeout_after", True),
        ("hang", True),
        ("broken_json", True),
        ("drop_before", False),
        ("bad_gateway_502", False),
    ],
)
async def test_a_shipment_whose_answer_is_lost_is_sent_once_and_read_back(
    sandbox: Sandbox, impatient: TemuClient, fault: str, happened: bool
) -> None:
    order = sandbox.an_order()
    shipping = ShippingApi(impatient)
    sandbox.faults((calls.SHIPMENT_CONFIRM, fault))
    tracking = f"0034043416109500{len(fault):04d}"
    with pytest.raises(OutcomeUnknown):
        await shipping.confirm(a_confirmation(order, tracking))
    assert impatient.requests_sent == 1
    found = await shipping.shipments(order["number"], order["lines"][0]["order_sn"])
    assert [shipment.tracking_number for shipment in found] == [tracking] * happened


@pytest.mark.parametrize("fault", ["rate_limited_429", "limit_4000004", "system_4000000"])
async def test_a_shipment_that_the_platform_put_off_is_sent_again_by_the_client(
    sandbox: Sandbox, impatient: TemuClient, fault: str
) -> None:
    order = sandbox.an_order()
    sandbox.faults((calls.SHIPMENT_CONFIRM, fault))
    tracking = f"0034043416109600{len(fault):04d}"
    await ShippingApi(impatient).confirm(a_confirmation(order, tracking))
    assert [p["tracking"] for p in sandbox.see(f"orders/{order['number']}")["packages"]] == [
        tracking
    ]


async def a_sku(inventory: InventoryApi) -> tuple[GoodsId, SkuId]:
    sku = parse_sku_page((await inventory.sku_page(1, ON_SALE)).result).skus[0]
    return sku.goods_id, sku.sku_id


async def test_a_stock_edit_that_was_done_unheard_is_found_out_by_its_key(
    sandbox: Sandbox, impatient: TemuClient
) -> None:
    inventory = InventoryApi(impatient)
    goods_id, sku_id = await a_sku(inventory)
    sandbox.faults((calls.STOCK_EDIT, "timeout_after"))
    with pytest.raises(RepeatedKey):
        await inventory.edit_stock(goods_id, {sku_id: 41}, "run-f1-goods-1")
    assert await inventory.stock([sku_id]) == {sku_id: 41}


async def test_a_stock_edit_that_never_arrived_is_sent_again(
    sandbox: Sandbox, impatient: TemuClient
) -> None:
    inventory = InventoryApi(impatient)
    goods_id, sku_id = await a_sku(inventory)
    sandbox.faults((calls.STOCK_EDIT, "drop_before"))
    answer = await inventory.edit_stock(goods_id, {sku_id: 42}, "run-f2-goods-1")
    assert answer.ok == {sku_id}


async def test_in_bad_weather_every_order_is_read_with_address_and_archived(
    sandbox: Sandbox, impatient: TemuClient, tmp_path: Path
) -> None:
    sandbox.act("faults", level="some")
    orders = OrdersApi(impatient)
    archive = ApiArchive(tmp_path)
    run = RunId("20261123-150405-4f2a1c")
    async with archive.writer(run) as writer:
        first = await orders.list_page(1, 100)
        await writer.add(first)
        numbers = [order.number for order in parse_order_page(first.result).orders]

        async def one(number: str) -> None:
            await writer.add(await orders.address(number))

        await asyncio.gather(*(one(number) for number in numbers))
    sandbox.act("faults", level="none")
    found = list(RunArchive(archive, run).stream(Family.ADDRESSES))
    assert sorted(str(entry.params["parentOrderSn"]) for entry in found) == sorted(numbers)


def test_the_sandbox_refuses_a_signature_over_other_bytes(sandbox: Sandbox) -> None:
    """What the client signs is strict: the same fields, re-ordered inside, are another body."""
    config = sandbox.config
    credentials = Credentials(config.app_key, config.app_secret, config.access_token)
    now = int(SystemClock().now().timestamp())
    body = json.loads(signed_request(calls.STOCK_EDIT, {"a": {"x": 1, "y": 2}}, credentials, now))
    body["a"] = {"y": 2, "x": 1}
    answer = httpx.post(config.endpoint, json=body).json()
    assert answer["errorCode"] == 3000001
