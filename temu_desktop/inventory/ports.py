"""What inventory asks of its neighbours, and of orders (which it must not import)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from temu_desktop.ids import ArticleId, GoodsId, SkuId
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.jtl.model import Article, ArticleStock
from temu_desktop.temu.client import Answer
from temu_desktop.temu.payloads import StockEditAnswer


class Listings(Protocol):
    """TEMU's stock calls."""

    async def sku_page(self, page: int, status: int, page_size: int = 100) -> Answer:
        """One page of the SKU list."""
        ...

    async def edit_stock(
        self, goods_id: GoodsId, targets: Mapping[SkuId, int], unique_key: str
    ) -> StockEditAnswer:
        """Set quantities of one goods."""
        ...

    async def stock(self, sku_ids: Sequence[SkuId]) -> Mapping[SkuId, int]:
        """Quantities as TEMU has them."""
        ...


class StockSource(Protocol):
    """JTL: articles and what is available of them."""

    async def articles(self, skus: Sequence[str]) -> Mapping[str, Article]:
        """Articles by SKU as asked; unknown ones are left out."""
        ...

    async def stock(self, article_ids: Sequence[ArticleId]) -> Mapping[ArticleId, ArticleStock]:
        """Stock by article."""
        ...


class OpenOrders(Protocol):
    """What inventory must know about orders."""

    async def refresh(self, context: RunContext, step: Step) -> None:
        """Read TEMU's order list into the tables."""
        ...

    async def in_flight(self, context: RunContext) -> Mapping[str, int]:
        """Pieces by article key of unshipped orders that JTL does not hold."""
        ...

    async def touched(self, context: RunContext, since: datetime | None) -> frozenset[str]:
        """Article keys of orders that changed since then (None: of all)."""
        ...

    async def factors(self, context: RunContext) -> Mapping[str, int]:
        """Pieces per sold unit by article key, as learned from order lines, where not 1."""
        ...
