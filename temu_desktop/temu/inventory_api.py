"""TEMU's stock calls: SKU list, stock edit, stock query (temu-api.md 6)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from temu_desktop.errors import BrokenAnswer
from temu_desktop.ids import GoodsId, SkuId
from temu_desktop.temu import calls
from temu_desktop.temu.client import Answer, TemuClient
from temu_desktop.temu.errors import inner_refusal, unknown_outcome
from temu_desktop.temu.payloads.stock import (
    StockEditAnswer,
    parse_stock,
    parse_stock_edit,
    whole_refusal,
)
from temu_desktop.temu.reading import readable

ON_SALE = 2
OFF_SALE = 3
_SKUS_PER_QUERY = 100
"""The most is not published; the neighbouring calls refuse more than 200."""


class InventoryApi:
    """Stock calls of one shop."""

    def __init__(self, client: TemuClient) -> None:
        self._client = client

    async def sku_page(self, page: int, status: int, page_size: int = 100) -> Answer:
        """One page of the SKUs with a status (`ON_SALE` or `OFF_SALE`); pages count from 1."""
        return await self._client.call(
            calls.SKU_LIST,
            {
                "pageNo": page,
                "pageSize": page_size,
                "skuSearchType": status,
                "skuStatusFilterType": status,
            },
        )

    async def edit_stock(
        self, goods_id: GoodsId, targets: Mapping[SkuId, int], unique_key: str
    ) -> StockEditAnswer:
        """Set the stock of SKUs of one goods to absolute targets.

        The client repeats a lost answer, because the key makes that harmless. Raises RepeatedKey
        where TEMU has seen ``unique_key`` before: the first call may have done its work, read back.
        """
        answer = await self._client.call(
            calls.STOCK_EDIT,
            {
                "goodsId": goods_id,
                "skuStockTargetList": [
                    {"skuId": sku_id, "stockTarget": target} for sku_id, target in targets.items()
                ],
                "requestUniqueKey": unique_key,
            },
            repeatable=True,
        )
        asked = frozenset(targets)
        try:
            refused = readable(answer.type, answer.result, whole_refusal)
            taken = readable(answer.type, answer.result, lambda r: parse_stock_edit(r, asked))
        except BrokenAnswer as error:
            raise unknown_outcome(answer.type, error) from error
        if refused is not None:
            raise inner_refusal(answer.type, None, refused, answer.request_id)
        return taken

    async def stock(self, sku_ids: Sequence[SkuId]) -> Mapping[SkuId, int]:
        """TEMU's ordinary stock of SKUs, in batches at the same time; unknown SKUs are left out."""
        batches = [
            list(sku_ids[start : start + _SKUS_PER_QUERY])
            for start in range(0, len(sku_ids), _SKUS_PER_QUERY)
        ]
        found: dict[SkuId, int] = {}
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._stock_of(batch)) for batch in batches]
        except ExceptionGroup as failures:
            # One typed error says more than a group of equal ones.
            raise failures.exceptions[0] from failures
        for task in tasks:
            found.update(task.result())
        return found

    async def _stock_of(self, batch: list[SkuId]) -> dict[SkuId, int]:
        answer = await self._client.call(calls.STOCK_QUERY, {"skuIdList": batch})
        return {
            entry.sku_id: entry.stock for entry in readable(answer.type, answer.result, parse_stock)
        }
