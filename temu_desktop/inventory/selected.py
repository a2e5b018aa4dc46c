"""Comparing and pushing chosen SKUs only; everything else stays as it is.

The rules are those of a run of all: the brake, the first push, the gate before every write, the
reading back. What waits for a person goes on waiting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from temu_desktop.attention.approvals import Kind
from temu_desktop.attention.model import IssueRule
from temu_desktop.attention.repository import close_issues, raise_issues
from temu_desktop.database import UnitOfWork, schema
from temu_desktop.errors import SkuUnknown
from temu_desktop.ids import article_key
from temu_desktop.inventory import repository
from temu_desktop.inventory.compare import StockComparison, compared_at
from temu_desktop.inventory.model import Difference, StoredProduct
from temu_desktop.inventory.push import Held, StockPush, first_push_approved, held_for
from temu_desktop.switches.model import Switch
from temu_desktop.switches.repository import read_switch

INVENTORY = schema.inventory


class SelectedComparison(StockComparison):
    """Compares the chosen SKUs; a comparison of all is not taken as done."""

    async def run_for(self, skus: Sequence[str]) -> None:
        """Raises SkuUnknown naming what is not listed; else as ``run``."""
        for name in ("mapped", "unmapped", "changed"):
            self._step.count(name, 0)
        chosen = await self._chosen(skus)
        missing = [product for product in chosen if product.article_id is None]
        if missing:
            found = await self._stock.articles([product.sku for product in missing])
            mapped = {p.id: found[p.sku].id for p in missing if p.sku in found}
            await self._keep_mapping(mapped)
            self._step.count("mapped", len(mapped))
            self._step.count("unmapped", len(missing) - len(mapped))
            chosen = await self._chosen(skus)
        since = await self._database.read(lambda conn: compared_at(conn, self._rules.shop))
        await self._compare(chosen, await self._facts(since))
        self._step.progress(len(chosen), len(chosen))

    async def _chosen(self, skus: Sequence[str]) -> list[StoredProduct]:
        found = await self._database.read(
            lambda conn: repository.products_of(conn, self._rules.shop, skus)
        )
        known = {article_key(product.sku) for product in found}
        if unknown := [sku for sku in skus if article_key(sku) not in known]:
            raise SkuUnknown("TEMU lists no such SKU", skus=", ".join(unknown[:10]))
        return found


@dataclass(frozen=True, slots=True)
class _Look:
    """Of the chosen ones what may go, and how many wait for a person; where some fall too far,
    these and all that wait already (so many) are asked for together."""

    going: list[Difference]
    held: int
    asked: Held
    waiting: int


class SelectedPush(StockPush):
    """Pushes the chosen SKUs, those apart that wait for a person."""

    asked: Sequence[str] = ()
    chosen: frozenset[str] = frozenset()

    async def run_for(self, skus: Sequence[str]) -> None:
        """As ``run``, for these SKUs."""
        self.asked = skus
        self.chosen = frozenset(map(article_key, skus))
        await self.run()

    async def _let_through(self) -> list[Difference]:
        look = await self._database.read(self._look_at_chosen)
        self._step.count("held", look.held)
        if look.asked.ids:
            # Asked for together with what waits already: the newest list is the only one.
            self._step.count("held", -look.waiting)
            await self._hold(look.asked)
        return look.going

    def _look_at_chosen(self, conn: Connection) -> _Look:
        found, held = repository.differences(conn, self._shop), held_ids(conn)
        first = not first_push_approved(conn, self._shop)
        wanted = [one for one in found if article_key(one.sku) in self.chosen]
        free = [one for one in wanted if not first and one.inventory_id not in held]
        falling: list[Difference] = []
        if not read_switch(conn, Switch.HOLIDAY).on:
            falling = self._falling_too_far(free, repository.count_active(conn, self._shop))
        stopped = {one.inventory_id for one in falling}
        waiting = [one for one in found if one.inventory_id in held] if falling else []
        return _Look(
            going=[one for one in free if one.inventory_id not in stopped],
            held=len(wanted) - len(free),
            waiting=len(waiting),
            asked=held_for(Kind.STOCK_PUSH, [*waiting, *falling]),
        )

    async def _tell(self) -> None:
        now, run, issues = self._context.clock.now(), self._context.run, self._refused
        refused = {issue.subject_key for issue in issues}

        def tell(uow: UnitOfWork) -> None:
            stored = repository.known_products(uow.connection, self.asked)
            over = [row.sku for row in stored if row.sku not in refused]
            close_issues(uow, IssueRule.STOCK_REFUSED, over, now, by=run)
            raise_issues(uow, issues, now, by=run)

        await self._database.write(tell)


def held_ids(conn: Connection) -> frozenset[int]:
    """The stock rows that wait for a person."""
    rows = conn.execute(select(INVENTORY.c.id).where(INVENTORY.c.held_by_run.is_not(None)))
    return frozenset(rows.scalars())
