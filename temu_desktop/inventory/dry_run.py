"""TEMU's stock calls in a preview: reads are real, edits go into a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from temu_desktop.ids import GoodsId, SkuId
from temu_desktop.inventory.ports import Listings
from temu_desktop.jobs.context import RunContext
from temu_desktop.temu.client import Answer
from temu_desktop.temu.payloads import StockEditAnswer


class RecordingListings:
    """Pretends that TEMU took what was noted."""

    def __init__(self, live: Listings, context: RunContext) -> None:
        self._live = live
        self._context = context
        self._pretended: dict[SkuId, int] = {}

    async def sku_page(self, page: int, status: int, page_size: int = 100) -> Answer:
        """As TEMU says."""
        return await self._live.sku_page(page, status, page_size)

    async def edit_stock(
        self, goods_id: GoodsId, targets: Mapping[SkuId, int], unique_key: str
    ) -> StockEditAnswer:
        """Note the quantities."""
        self._pretended.update(targets)
        self._context.intend(
            "temu",
            "stock.edit",
            str(goods_id),
            targets={str(sku_id): target for sku_id, target in targets.items()},
        )
        return StockEditAnswer(frozenset(targets), {})

    async def stock(self, sku_ids: Sequence[SkuId]) -> Mapping[SkuId, int]:
        """As TEMU says, or as this preview would have left it."""
        real = await self._live.stock([sku for sku in sku_ids if sku not in self._pretended])
        pretended = {sku: self._pretended[sku] for sku in sku_ids if sku in self._pretended}
        return {**real, **pretended}
