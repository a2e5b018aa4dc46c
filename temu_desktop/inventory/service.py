"""What a front end asks about stock, and what a person does with it; each act is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, select

from temu_desktop.attention.model import IssueRule
from temu_desktop.attention.repository import close_issues
from temu_desktop.audit.repository import Act, record_act
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork, schema
from temu_desktop.database.batching import update_rows
from temu_desktop.errors import ArticleUnknown, SkuUnknown
from temu_desktop.events import InventoryChanged
from temu_desktop.ids import ArticleId, RunId, ShopId, article_key
from temu_desktop.inventory import repository
from temu_desktop.inventory.details import OwnRule, SkuDetails, require_sku, sku_details
from temu_desktop.inventory.own_rules import StockRules, all_rules, figures_of, store_rule
from temu_desktop.inventory.parameters import QUICK
from temu_desktop.inventory.preview import HeldChanges, PushPreview, held_changes, push_preview
from temu_desktop.inventory.queries import (
    PAGE,
    StockCursor,
    StockJump,
    StockPage,
    stock_count,
    stock_page,
    stock_places,
)
from temu_desktop.inventory.selection import StockFilter
from temu_desktop.jobs.model import SYNC_INVENTORY
from temu_desktop.jobs.service import JobService
from temu_desktop.jtl.article_search import ArticleHit
from temu_desktop.settings import StockPolicy

PRODUCTS = schema.products
_ALL = "all SKUs"


class Articles(Protocol):
    """JTL's articles by what a person types."""

    async def find(self, text: str) -> list[ArticleHit]:
        """Those whose number or name begins with it, or whose EAN it is."""
        ...

    async def article(self, article_id: ArticleId) -> ArticleHit | None:
        """One that is not deleted."""
        ...


@dataclass(frozen=True, slots=True)
class StockParts:
    """What the service works on."""

    database: Database
    clock: Clock
    shop: ShopId
    policy: StockPolicy
    articles: Articles
    jobs: JobService


class InventoryService:
    """Stock of one operations database."""

    def __init__(self, parts: StockParts) -> None:
        self._parts = parts
        self._database = parts.database
        self._shop = parts.shop

    async def page(
        self, wanted: StockFilter, after: StockCursor | None = None, limit: int = PAGE
    ) -> StockPage:
        """The SKUs of a filter after a cursor (None: from the beginning)."""
        return await self._database.read(
            lambda conn: stock_page(conn, self._shop, wanted, after, limit)
        )

    async def places(self, wanted: StockFilter, jump: StockJump) -> list[StockCursor]:
        """Where the SKUs of a stretch stand, in their order, to read on from there."""
        return await self._database.read(lambda conn: stock_places(conn, self._shop, wanted, jump))

    async def count(self, wanted: StockFilter) -> int:
        """How many SKUs a filter finds."""
        return await self._database.read(lambda conn: stock_count(conn, self._shop, wanted))

    async def details(self, sku: str) -> SkuDetails:
        """Everything about one SKU, in any spelling; raises SkuUnknown."""
        return await self._database.read(lambda conn: sku_details(conn, self._shop, sku))

    async def rules(self) -> StockRules:
        """The rule for all SKUs, and those of single ones."""
        return await self._database.read(lambda conn: all_rules(conn, self._shop))

    async def set_rule(self, sku: str, rule: OwnRule | None, who: str) -> None:
        """Give a SKU a rule of its own, or take it away (None); it counts from the next comparison.

        Raises SkuUnknown, StockRuleWrong.
        """
        await self._set(sku, rule, who)

    async def set_general_rule(self, rule: OwnRule | None, who: str) -> None:
        """Set the rule for all SKUs, or take it away; raises StockRuleWrong."""
        await self._set(None, rule, who)

    async def find_articles(self, text: str) -> list[ArticleHit]:
        """JTL's articles by number, name (their beginning) or EAN; raises JtlError, NotSetUp."""
        return await self._parts.articles.find(text)

    async def article(self, article: ArticleId) -> ArticleHit | None:
        """One of JTL's articles; None where it is deleted. Raises JtlError, NotSetUp."""
        return await self._parts.articles.article(article)

    async def map(self, sku: str, article: ArticleId, who: str) -> None:
        """Say which of JTL's articles a SKU is; it counts from the next comparison.

        Raises SkuUnknown, ArticleUnknown, JtlError, NotSetUp.
        """
        hit = await self.article(article)
        if hit is None:
            raise ArticleUnknown("JTL has no such article", article=article)
        await self._map(sku, hit, who)

    async def unmap(self, sku: str, who: str) -> None:
        """Take a SKU's article away; the next comparison looks for the one of the SKU's own number.

        Raises SkuUnknown.
        """
        await self._map(sku, None, who)

    async def preview(self, skus: Sequence[str] | None = None) -> PushPreview:
        """What a push of these SKUs (None: of all) would change, by the last comparison."""
        return await self._database.read(
            lambda conn: push_preview(conn, self._shop, self._parts.policy, skus)
        )

    async def held(self, run: RunId) -> list[HeldChanges]:
        """The quantities that a run holds back; raises UnknownRun, NothingToApprove."""
        return await self._database.read(lambda conn: held_changes(conn, run))

    async def push(self, skus: Sequence[str], who: str) -> RunId:
        """Start a run that compares and pushes these SKUs, with every brake of a run of all.

        Raises SkuUnknown, and what ``JobService.run_now`` raises.
        """
        stored = await self._database.read(lambda conn: self._stored(conn, skus))
        parameters = {"mode": QUICK, "skus": stored}
        return await self._parts.jobs.run_now(SYNC_INVENTORY, who, parameters)

    def _stored(self, conn: Connection, skus: Sequence[str]) -> list[str]:
        spellings = [form for sku in skus for form in (sku, sku.upper(), sku.lower())]
        rows = repository.products_of(conn, self._shop, spellings)
        known = {article_key(row.sku): row.sku for row in rows}
        if unknown := [sku for sku in skus if article_key(sku) not in known]:
            raise SkuUnknown("TEMU lists no such SKU", skus=", ".join(unknown[:10]))
        return [known[key] for key in dict.fromkeys(map(article_key, skus))]

    async def _set(self, sku: str | None, rule: OwnRule | None, who: str) -> None:
        now = self._parts.clock.now()

        def work(uow: UnitOfWork) -> None:
            product, stored = (None, None) if sku is None else require_sku(uow.connection, sku)
            before = store_rule(uow.connection, self._shop, product, rule)
            details = {
                "before": dict(figures_of(before)),
                "after": dict(figures_of(rule or OwnRule())),
            }
            action = "stock_rule_set" if rule else "stock_rule_removed"
            record_act(uow.connection, Act(who, action, stored or _ALL, details), now)
            uow.record(InventoryChanged((stored,) if stored else (), who))

        await self._database.write(work)

    async def _map(self, sku: str, hit: ArticleHit | None, who: str) -> None:
        now = self._parts.clock.now()

        def work(uow: UnitOfWork) -> None:
            conn = uow.connection
            product, stored = require_sku(conn, sku)
            before = conn.scalar(select(PRODUCTS.c.article_id).where(PRODUCTS.c.id == product))
            row = {"id": product, "article_id": hit.id if hit else None, "updated_at": now}
            update_rows(conn, PRODUCTS, [row], ["id"])
            details: dict[str, object] = {"before": before, "after": hit.id if hit else None}
            if hit is not None:
                details["number"] = hit.number
                close_issues(uow, IssueRule.UNMAPPED_SKU, [stored], now, by=who)
            act = Act(who, "sku_mapped" if hit else "sku_unmapped", stored, details)
            record_act(conn, act, now)
            uow.record(InventoryChanged((stored,), who))

        await self._database.write(work)
