"""Stock calls against the sandbox over a real socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from temu_desktop.errors import (
    CallRefused,
    RepeatedKey,
)
from temu_desktop.ids import GoodsId
from temu_desktop.temu.client import TemuClient
from temu_desktop.temu.errors import reason_of
from temu_desktop.temu.inventory_api import OFF_SALE, ON_SALE, InventoryApi
from temu_desktop.temu.payloads import (
    TemuSku,
    parse_sku_page,
)

if TYPE_CHECKING:
    from tests.integration.temu.conftest import Sandbox

GERMANY = 76


async def test_the_whole_sku_list_is_both_states_on_all_pages(
    sandbox: Sandbox, client: TemuClient
) -> None:
    found = await all_skus(InventoryApi(client))
    listed = sandbox.see("skus")
    assert {sku.sku_id for sku in found} == {entry["sku_id"] for entry in listed}
    stock = {entry["sku_id"]: entry["stock"] for entry in listed}
    assert all(sku.stock == stock[sku.sku_id] for sku in found)
    assert {sku.status for sku in found} == {ON_SALE, OFF_SALE}


async def all_skus(inventory: InventoryApi) -> list[TemuSku]:
    skus: list[TemuSku] = []
    for status in (ON_SALE, OFF_SALE):
        page_number, page = 1, parse_sku_page((await inventory.sku_page(1, status, 50)).result)
        while True:
            skus += page.skus
            assert page.unreadable == ()
            if page_number * 50 >= page.total:
                break
            page_number += 1
            page = parse_sku_page((await inventory.sku_page(page_number, status, 50)).result)
    return skus


async def test_stock_is_set_per_goods_and_read_back(client: TemuClient) -> None:
    inventory = InventoryApi(client)
    skus = await all_skus(inventory)
    goods_id = skus[0].goods_id
    targets = {sku.sku_id: 3 for sku in skus if sku.goods_id == goods_id}
    answer = await inventory.edit_stock(goods_id, targets, "run-1-goods-1")
    assert answer.ok == targets.keys()
    assert not answer.refused
    assert await inventory.stock(list(targets)) == targets
    everything = await inventory.stock([sku.sku_id for sku in skus])
    assert everything.keys() == {sku.sku_id for sku in skus}


async def test_a_key_that_was_used_is_told_and_changes_nothing(client: TemuClient) -> None:
    inventory = InventoryApi(client)
    sku = (await all_skus(inventory))[1]
    await inventory.edit_stock(sku.goods_id, {sku.sku_id: 5}, "run-2-goods-1")
    with pytest.raises(RepeatedKey):
        await inventory.edit_stock(sku.goods_id, {sku.sku_id: 9}, "run-2-goods-1")
    assert await inventory.stock([sku.sku_id]) == {sku.sku_id: 5}


async def test_one_locked_sku_is_refused_and_its_neighbour_taken(
    sandbox: Sandbox, client: TemuClient
) -> None:
    inventory = InventoryApi(client)
    skus = await all_skus(inventory)
    by_goods: dict[GoodsId, list[TemuSku]] = {}
    for sku in skus:
        by_goods.setdefault(sku.goods_id, []).append(sku)
    locked, free = next(group for group in by_goods.values() if len(group) > 1)[:2]
    sandbox.act("stock", sku_id=locked.sku_id, locked=True)
    answer = await inventory.edit_stock(
        locked.goods_id, {locked.sku_id: 4, free.sku_id: 4}, "run-3-goods-1"
    )
    assert answer.ok == {free.sku_id}
    assert answer.refused[locked.sku_id].reason == "locked_by_activity"
    sandbox.act("stock", sku_id=locked.sku_id, locked=False)


async def test_a_stock_out_of_range_is_refused_as_a_whole(client: TemuClient) -> None:
    inventory = InventoryApi(client)
    sku = (await all_skus(inventory))[0]
    with pytest.raises(CallRefused) as caught:
        await inventory.edit_stock(sku.goods_id, {sku.sku_id: 1_000_001}, "run-4-goods-1")
    assert reason_of(caught.value) == "stock_out_of_range"
