"""What the stock page knows and does, without widgets."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from temu_desktop.attention.approvals import Kind
from temu_desktop.console.memory import Memory
from temu_desktop.console.pages.inventory.rule_draft import RuleDraft
from temu_desktop.console.table_model import BLOCK
from temu_desktop.core import Core
from temu_desktop.errors import JobDisabled, JobRunning, JtlError, NobodyActs, NotSetUp
from temu_desktop.ids import ArticleId, RunId
from temu_desktop.inventory.details import OwnRule, SkuDetails, holding
from temu_desktop.inventory.model import Decider, Why
from temu_desktop.inventory.parameters import FULL, MOST_SELECTED, QUICK
from temu_desktop.inventory.preview import PushPreview
from temu_desktop.inventory.queries import StockCursor, StockJump, StockRow
from temu_desktop.inventory.rules import publish
from temu_desktop.inventory.selection import StockFilter, StockSort, StockView
from temu_desktop.inventory.service import InventoryService
from temu_desktop.jobs.model import SYNC_INVENTORY
from temu_desktop.jtl.article_search import ArticleHit

AROUND = 2_000
"""So many places before a far row are kept with it, to scroll up from there."""
FALLING = frozenset({StockSort.SENT, StockSort.DIFFERENCE})
"""Sorted the largest first when they are first sorted by."""
_STOCK_KINDS = frozenset({Kind.STOCK_PUSH, Kind.FIRST_PUSH})


class StockRows:
    """The rows of one filter by their number. Paging goes forward from a known place; a jump far
    ahead passes over the places in between without reading what stands there."""

    def __init__(self, inventory: InventoryService, wanted: StockFilter, total: int) -> None:
        self._inventory = inventory
        self.wanted = wanted
        self.total = total
        self._places: dict[int, StockCursor | None] = {0: None}
        self._known = [0]
        self._walking = asyncio.Lock()

    async def fetch(self, offset: int, limit: int) -> Sequence[StockRow]:
        """``limit`` rows from the number ``offset`` on."""
        if offset >= self.total or not await self._reach(offset):
            return ()
        page = await self._inventory.page(self.wanted, self._places[offset], limit)
        if page.following is not None:
            self._remember(offset + len(page.rows), page.following)
        return page.rows

    def first_read(self, rows: int, following: StockCursor | None) -> None:
        """The first page was read already."""
        if following is not None:
            self._remember(rows, following)

    async def _reach(self, offset: int) -> bool:
        """Know the place before a row; False where the rows end sooner."""
        async with self._walking:
            if offset not in self._places:
                first, jump = self._jump(offset)
                found = await self._inventory.places(self.wanted, jump)
                for row, cursor in enumerate(found, start=first + 1):
                    if row % BLOCK == 0:
                        self._remember(row, cursor)
            return offset in self._places

    def _jump(self, offset: int) -> tuple[int, StockJump]:
        """The shortest way to the places around a row, and the number of the first of them."""
        near = self._known[bisect_right(self._known, offset) - 1]
        far = max(near, offset - AROUND)
        if self.total - offset < far - near:
            jump = StockJump(offset - far, self.total - offset, from_end=True)
        else:
            jump = StockJump(offset - far, far - near, self._places[near])
        return far, jump

    def _remember(self, offset: int, cursor: StockCursor) -> None:
        if offset not in self._places:
            self._known.insert(bisect_right(self._known, offset), offset)
        self._places[offset] = cursor


@dataclass(frozen=True, slots=True)
class OpenedSku:
    """One SKU with its article in JTL. ``article`` None: it has none, or it is gone there;
    ``article_error``: the code because of which JTL could not be asked."""

    details: SkuDetails
    article: ArticleHit | None
    article_error: str | None = None


class StockModel:
    """Reads and changes stock through the core, and remembers how the table is looked at."""

    def __init__(self, core: Core, memory: Memory) -> None:
        self._core = core
        self._memory = memory

    @property
    def inventory(self) -> InventoryService:
        """The core's service."""
        return self._core.inventory

    def remembered(self) -> StockFilter:
        """The view and the sorting that this computer last had; what was searched for is over."""
        view = self._memory.text("inventory.view", StockView.ALL.value)
        sort = self._memory.text("inventory.sort", StockSort.SKU.value)
        return StockFilter(
            view=StockView(view) if view in list(StockView) else StockView.ALL,
            sort=StockSort(sort) if sort in list(StockSort) else StockSort.SKU,
            descending=self._memory.switch("inventory.descending", False),
        )

    def remember(self, wanted: StockFilter) -> None:
        """Keep the view and the sorting for the next start."""
        self._memory.put("inventory.view", wanted.view.value)
        self._memory.put("inventory.sort", wanted.sort.value)
        self._memory.put("inventory.descending", wanted.descending)

    async def counts(self) -> Mapping[StockView, int]:
        """How many SKUs every view has."""
        return {view: await self.inventory.count(StockFilter(view)) for view in StockView}

    async def waiting(self) -> RunId | None:
        """The run whose quantities a brake holds; None where none are held."""
        found = await self._core.operator.waiting()
        held = [one for one in found if one.kind in _STOCK_KINDS]
        return RunId(held[-1].run) if held else None

    async def opened(self, sku: str) -> OpenedSku:
        """One SKU; raises SkuUnknown. JTL being away costs the article's name only."""
        details = await self.inventory.details(sku)
        article = details.row.article_id
        if article is None:
            return OpenedSku(details, None)
        try:
            return OpenedSku(details, await self.inventory.article(article))
        except (JtlError, NotSetUp) as error:
            return OpenedSku(details, None, error.code)

    async def found_skus(self, wanted: StockFilter) -> tuple[list[str], bool]:
        """The SKUs of a filter, as many as one run can be given; whether these are all."""
        page = await self.inventory.page(wanted, None, MOST_SELECTED)
        return [row.sku for row in page.rows], page.following is None

    async def preview(self, skus: Sequence[str]) -> PushPreview:
        """What a push of these would change."""
        return await self.inventory.preview(skus)

    async def push(self, skus: Sequence[str], who: str) -> RunId:
        """Compare and push these; raises SkuUnknown, JobRunning, JobDisabled, NobodyActs."""
        return await self.inventory.push(skus, who)

    async def read_again(self, who: str) -> RunId:
        """TEMU's list and JTL's stock anew; raises JobRunning, JobDisabled, NobodyActs."""
        return await self._core.jobs.run_now(SYNC_INVENTORY, who, {"mode": FULL})

    async def send_approved(self, who: str) -> bool:
        """Start the run that sends what was let go; False: the next one that happens does."""
        try:
            await self._core.jobs.run_now(SYNC_INVENTORY, who, {"mode": QUICK})
        except (JobRunning, JobDisabled, NobodyActs):
            return False
        return True

    async def set_rule(self, sku: str | None, rule: OwnRule | None, who: str) -> None:
        """A SKU's own rule, or that of all (``sku`` None); raises SkuUnknown, StockRuleWrong."""
        if sku is None:
            await self.inventory.set_general_rule(rule, who)
        else:
            await self.inventory.set_rule(sku, None if rule is None or rule.is_empty else rule, who)

    async def pause(self, details: SkuDetails, paused: bool, who: str) -> None:
        """Leave a SKU's number at TEMU alone, or no longer; its other figures stay."""
        as_for_all = paused is details.general.paused
        own = replace(details.own, paused=None if as_for_all else paused)
        await self.set_rule(details.row.sku, own, who)

    async def general_rule(self) -> OwnRule:
        """The rule for all SKUs."""
        return (await self.inventory.rules()).general

    async def map(self, sku: str, article: ArticleId, who: str) -> None:
        """Say which article a SKU is; raises SkuUnknown, ArticleUnknown, JtlError, NotSetUp."""
        await self.inventory.map(sku, article, who)


def foreseen(details: SkuDetails, draft: RuleDraft) -> Why | None:
    """The sum with a rule that is being typed, by the figures of the last comparison; None where
    the rule cannot be read or decides nothing."""
    why = details.why
    if why is None or why.decider in {Decider.NO_ARTICLE, Decider.NOT_SOLD}:
        return None
    if draft.problems(details.general):
        return None
    rule = holding(draft.rule(), details.general)
    holiday = why.decider is Decider.HOLIDAY
    return publish(why.available, why.in_flight, why.factor, rule, holiday=holiday)
