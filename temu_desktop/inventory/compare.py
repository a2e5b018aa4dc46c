"""Step 3: JTL → ``temu_inventory``. What should be published, and where TEMU differs.

Order of reading, so that a race can only publish too little, never too much: which orders JTL holds
first, its stock afterwards; an order that arrives in between is taken off twice, not at all never.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_all_but, raise_issues
from temu_desktop.clock import from_unix, to_unix
from temu_desktop.database import UnitOfWork, schema
from temu_desktop.database.batching import upsert_rows
from temu_desktop.events import InventoryChanged
from temu_desktop.ids import ArticleId, ShopId, SkuId, article_key
from temu_desktop.inventory import repository
from temu_desktop.inventory.model import Decider, StoredProduct, Why
from temu_desktop.inventory.ports import Listings, OpenOrders, StockSource
from temu_desktop.inventory.rules import deliverable, publish
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.jtl.model import Article, ArticleStock
from temu_desktop.settings import StockPolicy, UnlistedArticle
from temu_desktop.switches.model import Switch
from temu_desktop.switches.repository import read_switch
from temu_desktop.timeline.model import Entry, Subject
from temu_desktop.timeline.repository import record

STEP = "compare"
STATE = schema.sync_state
MAP_BATCH = 20_000
TOUCHED_OVERLAP = timedelta(hours=3)
"""The hour that an autumn night has twice, and then some; reading once too often is harmless."""


@dataclass(frozen=True, slots=True)
class CompareRules:
    """What step 3 decides by."""

    shop: ShopId
    policy: StockPolicy
    unmanaged_stock: int


@dataclass(frozen=True, slots=True)
class _Facts:
    """What was read before the products are gone through."""

    in_flight: Mapping[str, int]
    factors: Mapping[str, int]
    touched: frozenset[str]
    holiday: bool


@dataclass(frozen=True, slots=True)
class _Decided:
    """The stock rows that a batch needs, and an entry for each published number that changes."""

    new: list[dict[str, Any]]
    known: list[dict[str, Any]]
    entries: list[Entry]


class StockComparison:
    """Goes through all active products in batches and writes what changed, nothing else."""

    def __init__(
        self,
        context: RunContext,
        step: Step,
        stock: StockSource,
        listings: Listings,
        orders: OpenOrders,
        rules: CompareRules,
    ) -> None:
        self._context = context
        self._database = context.database
        self._step = step
        self._stock = stock
        self._listings = listings
        self._orders = orders
        self._rules = rules
        self._unmapped: list[str] = []

    async def run(self) -> None:
        """Everything of step 3; raises JtlError, TemuError, DatabaseError. A read that failed is
        never a zero."""
        for name in ("mapped", "unmapped", "changed"):
            self._step.count(name, 0)
        began = self._context.clock.now()
        since = await self._database.read(lambda conn: compared_at(conn, self._rules.shop))
        await self._map()
        facts = await self._facts(since)
        last, done = 0, 0
        while True:
            batch = await self._database.read(
                lambda conn, after=last: repository.product_batches(  # type: ignore[misc]
                    conn, self._rules.shop, after
                )
            )
            if not batch:
                break
            await self._compare(batch, facts)
            last, done = batch[-1].id, done + len(batch)
            self._step.progress(done, None)
        await self._finish(began)

    async def _facts(self, since: datetime | None) -> _Facts:
        holiday = await self._database.read(lambda conn: read_switch(conn, Switch.HOLIDAY).on)
        return _Facts(
            in_flight=await self._orders.in_flight(self._context),
            factors=await self._orders.factors(self._context),
            touched=await self._orders.touched(
                self._context, since - TOUCHED_OVERLAP if since else None
            ),
            holiday=holiday,
        )

    async def _compare(self, batch: Sequence[StoredProduct], facts: _Facts) -> None:
        wanted = sorted({p.article_id for p in batch if p.article_id is not None})
        stock = await self._stock.stock(wanted)
        at_temu = await self._read_back(batch, facts)
        now = self._context.clock.now()
        found = await asyncio.to_thread(self._decided, batch, stock, at_temu, facts, now)
        if found.new or found.known:
            await self._write(found, now)
        self._step.count("changed", len(found.entries))

    async def _map(self) -> None:
        """Look up the articles of all SKUs that have none, in few questions: JTL may have to
        compare every spelling it knows for each of them."""
        last = 0
        while part := await self._unmapped_after(last):
            last = part[-1][0]
            found = await self._stock.articles([sku for _, sku in part])
            mapped, unmapped_here = await asyncio.to_thread(_by_article, part, found)
            self._unmapped += unmapped_here
            await self._keep_mapping(mapped)
            self._step.count("mapped", len(mapped))

    async def _unmapped_after(self, last: int) -> list[tuple[int, str]]:
        return await self._database.read(
            lambda conn: repository.unmapped_products(conn, self._rules.shop, last, MAP_BATCH)
        )

    async def _keep_mapping(self, mapped: Mapping[int, ArticleId]) -> None:
        now = self._context.clock.now()
        if mapped:
            await self._database.write(
                lambda uow: repository.map_articles(uow.connection, mapped, now)
            )

    async def _read_back(
        self, batch: Sequence[StoredProduct], facts: _Facts
    ) -> Mapping[SkuId, int]:
        """TEMU's own figure where ours may be old: it lowers its stock when it sells."""
        doubtful = await asyncio.to_thread(_doubtful, batch, facts)
        return await self._listings.stock(doubtful) if doubtful else {}

    def _decided(
        self,
        batch: Sequence[StoredProduct],
        stock: Mapping[ArticleId, ArticleStock],
        at_temu: Mapping[SkuId, int],
        facts: _Facts,
        now: datetime,
    ) -> _Decided:
        """What to write; in a thread, because thousands of sums would hold up the loop."""
        found = _Decided([], [], [])
        for product in batch:
            decided = self._row(product, stock, at_temu, facts, now)
            if decided is None:
                continue
            row, changed = decided
            if product.inventory_id is None:
                found.new.append({"product_id": product.id, "created_at": now, **row})
            else:
                found.known.append({"id": product.inventory_id, **row})
            if changed:
                entry = Entry(Subject.SKU, product.sku, "target_decided", row["reason"])
                found.entries.append(entry)
        return found

    def _row(
        self,
        product: StoredProduct,
        stock: Mapping[ArticleId, ArticleStock],
        at_temu: Mapping[SkuId, int],
        facts: _Facts,
        now: datetime,
    ) -> tuple[dict[str, Any], bool] | None:
        """The stock row to write, and whether the published number changes; None: all as it was."""
        why = self._why(product, stock, facts)
        known = at_temu.get(product.sku_id, product.temu_stock) if product.sku_id else None
        needs_sync = why.result is not None and known != why.result
        reason = why.as_json()
        same = (
            product.inventory_id is not None
            and product.target == why.result
            and product.needs_sync == needs_sync
            and product.temu_stock == known
            and product.reason == reason
        )
        if same:
            return None
        row = {
            "article_id": product.article_id,
            "available": why.result or 0,
            "temu_stock": known or 0,
            "temu_stock_known": known is not None,
            "needs_sync": needs_sync,
            "jtl_available": why.available,
            "in_flight": why.in_flight,
            "buffer": why.buffer,
            "cap": why.cap,
            "target": why.result,
            "reason": reason,
            "read_at": now,
            "paused": product.rule.paused,
            "updated_at": now,
        }
        return row, product.target != why.result

    def _why(
        self,
        product: StoredProduct,
        stock: Mapping[ArticleId, ArticleStock],
        facts: _Facts,
    ) -> Why:
        key = article_key(product.sku)
        factor = facts.factors.get(key, product.factor)
        if product.article_id is None:
            return self._without_article(product, factor)
        pieces = deliverable(stock.get(product.article_id), self._rules.unmanaged_stock)
        in_flight = facts.in_flight.get(key, 0)
        return publish(pieces, in_flight, factor, product.rule, holiday=facts.holiday)

    def _without_article(self, product: StoredProduct, factor: int) -> Why:
        """JTL does not know it: left alone, or zero where the merchant wants that (decision 7)."""
        zero = self._rules.policy.unlisted_article is UnlistedArticle.ZERO
        return Why(0, 0, factor, 0, None, 0, Decider.NO_ARTICLE, 0 if zero else None)

    async def _write(self, found: _Decided, now: datetime) -> None:
        run = self._context.run

        def write(uow: UnitOfWork) -> None:
            repository.insert_inventory(uow.connection, found.new)
            repository.update_inventory(uow.connection, found.known)
            record(uow.connection, found.entries, run=run, step=STEP, now=now)
            uow.record(InventoryChanged(tuple(entry.key for entry in found.entries[:1000]), run))

        await self._database.write(write)

    async def _finish(self, began: datetime) -> None:
        now, shop = self._context.clock.now(), self._rules.shop
        unmapped, run = self._unmapped, self._context.run
        self._step.count("unmapped", len(unmapped))

        def finish(uow: UnitOfWork) -> None:
            issues = [Issue(IssueRule.UNMAPPED_SKU, "sku", sku) for sku in unmapped]
            close_all_but(uow, IssueRule.UNMAPPED_SKU, unmapped, now, by=run)
            raise_issues(uow, issues, now, by=run)
            remember_comparison(uow.connection, shop, began, now)

        await self._database.write(finish)


def _by_article(
    products: Sequence[tuple[int, str]], found: Mapping[str, Article]
) -> tuple[dict[int, ArticleId], list[str]]:
    """Products (id, SKU) with their article, and the SKUs that have none."""
    mapped = {key: found[sku].id for key, sku in products if sku in found}
    return mapped, [sku for _, sku in products if sku not in found]


def _doubtful(batch: Sequence[StoredProduct], facts: _Facts) -> list[SkuId]:
    return [
        product.sku_id
        for product in batch
        if product.sku_id is not None
        and (product.temu_stock is None or article_key(product.sku) in facts.touched)
    ]


def compared_at(conn: Connection, shop: ShopId) -> datetime | None:
    """When the last comparison that came to its end began."""
    value = conn.execute(select(STATE.c.value).where(STATE.c.key == f"compared:{shop}")).scalar()
    return from_unix(value["at"]) if value else None


def remember_comparison(conn: Connection, shop: ShopId, began: datetime, now: datetime) -> None:
    """A comparison came to its end."""
    row = {"key": f"compared:{shop}", "value": {"at": to_unix(began)}, "updated_at": now}
    upsert_rows(conn, STATE, [row], ["key"], ["value", "updated_at"])
