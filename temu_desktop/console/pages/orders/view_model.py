"""What the orders page knows and does, without widgets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from temu_desktop.console.memory import Memory
from temu_desktop.core import Core
from temu_desktop.errors import JobDisabled, JobRunning, NobodyActs
from temu_desktop.jtl.article_search import ArticleHit
from temu_desktop.orders.details import OrderDetails
from temu_desktop.orders.filtering import OrderFilter, OrderView, SortBy
from temu_desktop.orders.queries import Count, OrderPage, Place, Span
from temu_desktop.orders.repairs import Repair
from temu_desktop.orders.rows import OrderRow
from temu_desktop.orders.service import Follow, OrderService
from temu_desktop.orders.states import OrderAct

MOST_COUNTED = 999
"""A filter chip counts no further."""
EVERY = 100_000_000
FALLING = frozenset({SortBy.ORDERED_AT})
"""Sorted the newest first when they are first sorted by."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One order with what can be done about it."""

    details: OrderDetails
    acts: frozenset[OrderAct]
    read_at: datetime


class OrderRows:
    """The rows of one filter by their number, read from the nearest place that is known."""

    def __init__(self, orders: OrderService, wanted: OrderFilter, total: Count) -> None:
        self._orders = orders
        self.wanted = wanted
        self.total = total
        self._places: dict[int, Place] = {}

    async def fetch(self, offset: int, limit: int) -> Sequence[OrderRow]:
        """``limit`` rows from the number ``offset`` on."""
        if self.total.exact and offset >= self.total.number:
            return ()
        page = await self._orders.page(self.wanted, self.span(offset, limit))
        self.remember(offset, page)
        return page.rows

    def remember(self, offset: int, page: OrderPage) -> None:
        """Where the rows of a page stand, to go on from there."""
        if page.first is not None and page.last is not None:
            self._places[offset] = page.first
            self._places[offset + len(page.rows) - 1] = page.last

    def span(self, offset: int, limit: int) -> Span:
        """The shortest way to these rows: from the top, the end, or a place seen before."""
        end = offset + limit
        ways = [(offset, Span(skip=offset, limit=limit))]
        if self.total.exact:
            rest = min(limit, self.total.number - offset)
            below = max(0, self.total.number - end)
            ways.append((below, Span(from_end=True, skip=below, limit=max(1, rest))))
        for row, place in self._places.items():
            if row < offset:
                skip = offset - row - 1
                ways.append((skip, Span(after=place, skip=skip, limit=limit)))
            elif row >= end:
                skip = row - end
                ways.append((skip, Span(before=place, skip=skip, limit=limit)))
        return min(ways, key=lambda way: way[0])[1]


class OrdersModel:
    """Reads orders through the core, and remembers how the table is looked at."""

    def __init__(self, core: Core, memory: Memory) -> None:
        self._core = core
        self._memory = memory

    def now(self) -> datetime:
        """The core's time."""
        return self._core.clock.now()

    def remembered(self) -> OrderFilter:
        """The view and the sorting that this computer last had; what was searched for is over."""
        view = self._memory.text("orders.view", OrderView.ALL.value)
        sort = self._memory.text("orders.sort", SortBy.ORDERED_AT.value)
        return OrderFilter(
            view=OrderView(view) if view in list(OrderView) else OrderView.ALL,
            sort=SortBy(sort) if sort in list(SortBy) else SortBy.ORDERED_AT,
            descending=self._memory.switch("orders.descending", True),
        )

    def remember(self, wanted: OrderFilter) -> None:
        """Keep the view and the sorting for the next start."""
        self._memory.put("orders.view", wanted.view.value)
        self._memory.put("orders.sort", wanted.sort.value)
        self._memory.put("orders.descending", wanted.descending)

    async def rows(self, wanted: OrderFilter, *, exact: bool = False) -> OrderRows:
        """The rows of a filter; their number is counted to the end only where it must be exact."""
        if exact:
            total = await self._core.orders.count(wanted, at_most=EVERY)
        else:
            total = await self._core.orders.count(wanted)
        return OrderRows(self._core.orders, wanted, total)

    async def counts(self) -> Mapping[OrderView, Count]:
        """How many orders every view has, up to what a chip shows."""
        return {
            view: await self._core.orders.count(OrderFilter(view), at_most=MOST_COUNTED)
            for view in OrderView
        }

    async def opened(self, number: str) -> Opened:
        """One order; raises UnknownOrder."""
        details = await self._core.orders.details(number)
        acts = await self._core.orders.possible_acts(number)
        return Opened(details, acts, self.now())

    async def find_articles(self, text: str) -> list[ArticleHit]:
        """JTL's articles by number, name or EAN; raises JtlError, NotSetUp."""
        return await self._core.inventory.find_articles(text)

    async def do(self, act: OrderAct, number: str, who: str) -> bool:
        """Do what needs no more words, and start what makes it effective (see ``follow``)."""
        orders = self._core.orders
        if act is OrderAct.MARK_HANDLED:
            await orders.mark_handled(number, who)
            return True
        plain: Mapping[OrderAct, Callable[[str, str], Awaitable[Follow]]] = {
            OrderAct.EXPORT_AGAIN: orders.export_again,
            OrderAct.LOOK_UP_TRACKING: orders.look_up_tracking,
            OrderAct.REPORT_AGAIN: orders.report_again,
            OrderAct.RELEASE_HOLD: orders.release_hold,
            OrderAct.AGREE_TO_CANCEL: self._agree,
            OrderAct.SHIP_ALL_THE_SAME: self._deny,
        }
        return await self._follow(await plain[act](number, who), who)

    async def repair(self, number: str, repairs: Sequence[Repair], who: str) -> bool:
        """Set values in place of TEMU's; raises RepairInvalid, OrderActRefused."""
        return await self._follow(await self._core.orders.repair(number, repairs, who), who)

    async def give_up(self, number: str, reason: str, who: str) -> None:
        """Let a rejected record go; raises RepairInvalid, OrderActRefused."""
        await self._core.orders.give_up(number, reason, who)

    async def _agree(self, number: str, who: str) -> Follow:
        return await self._core.orders.answer_cancellation(number, who, agree=True)

    async def _deny(self, number: str, who: str) -> Follow:
        return await self._core.orders.answer_cancellation(number, who, agree=False)

    async def _follow(self, follow: Follow, who: str) -> bool:
        """Start the run that carries it out; False: the next one that happens does."""
        try:
            await self._core.jobs.run_now(follow.job, who, follow.parameters)
        except (JobRunning, JobDisabled, NobodyActs):
            return False
        return True
