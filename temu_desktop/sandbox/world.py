"""Both neighbours, their time and their books in one place; one loop turns it all.

The Wawi's work runs in a thread, because it is a database's. Everything else happens on the loop:
a call of TEMU sees the world either before or after a tick's happenings, never in between.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from temu_desktop.sandbox.audit import StockBooks, WawiView
from temu_desktop.sandbox.books import Claims, books_document, count_orders, count_stock
from temu_desktop.sandbox.catalogue import Catalogue, build_catalogue
from temu_desktop.sandbox.clock import SandboxClock
from temu_desktop.sandbox.config import NO_WAWI, SandboxConfig
from temu_desktop.sandbox.faults import TOKEN_AWAY_SECONDS, Faults
from temu_desktop.sandbox.neighbours import AbsentWawi
from temu_desktop.sandbox.neighbours import Wawi as WawiProtocol
from temu_desktop.sandbox.placing import Placing
from temu_desktop.sandbox.plans import plan_orders
from temu_desktop.sandbox.scenario import Scenario
from temu_desktop.sandbox.temu.model import Status
from temu_desktop.sandbox.temu.platform import Platform
from temu_desktop.sandbox.temu.shelf import Offer
from temu_desktop.sandbox.wawi import Wawi


@dataclass(frozen=True, slots=True)
class TickReport:
    """Where the world stands after a tick; `next_event_in` is seconds, None when all is done."""

    now: float
    offset: float
    pending_events: int
    wawi_idle: bool
    next_event_in: float | None


class World:
    """Everything that is outside the program under test."""

    def __init__(
        self, config: SandboxConfig, clock: SandboxClock, wawi: WawiProtocol, catalogue: Catalogue
    ) -> None:
        self.config = config
        self.clock = clock
        self.wawi = wawi
        self.catalogue = catalogue
        self.books = StockBooks(catalogue, _view(wawi))
        self.platform = Platform(
            catalogue, clock, seed=config.seed, qps=config.qps, witness=self.books
        )
        self.faults = Faults(config.seed, config.faults)
        opened_at = clock.seconds()
        self.placing = Placing(catalogue, self.platform.shelf, opened_at)
        self.scenario = Scenario(self.platform.desk, self.placing, opened_at, self._is_packed)
        plans = plan_orders(config.seed, config.orders, awkward_ones=config.awkward)
        self.scenario.open_with(list(plans))
        self._tick = asyncio.Lock()
        self._looked_at = opened_at
        self._locked: list[Offer] = []
        self.calls = 0

    async def tick(self, advance: float = 0.0) -> TickReport:
        """Move time forward and let everything happen that is due by then."""
        async with self._tick:
            self._note_look()
            self.clock.advance(advance)
            self.scenario.happen_until(self.clock.seconds(), self._looked_at)
            self._unlock_skus()
            await self._let_wawi_work()
            return self.report()

    async def wawi_step(self) -> TickReport:
        """Let only the Wawi do what is due."""
        async with self._tick:
            await self._let_wawi_work()
            return self.report()

    async def by_hand(self, act: str, number: str, quantity: int | None) -> object:
        """One of the Wawi's acts by hand; raises KeyError for one that it does not have."""
        method = getattr(self.wawi, act, None)
        if act.startswith("_") or method is None:
            raise KeyError(act)
        arguments = (number,) if quantity is None else (number, quantity)
        async with self._tick:
            outcome = await asyncio.to_thread(method, *arguments)
            self.books.wawi = await asyncio.to_thread(_view, self.wawi)
            return outcome

    def report(self) -> TickReport:
        """Where the world stands."""
        now = self.clock.now()
        return TickReport(
            now=now.timestamp(),
            offset=self.clock.offset,
            pending_events=len(self.scenario.timeline),
            wawi_idle=self.wawi.idle(now),
            next_event_in=self._next_event_in(now),
        )

    def note_call(self) -> None:
        """A client is looking at the platform now: later happenings must carry a later time."""
        self.calls += 1
        self._note_look()
        if self.faults.token_expires_now():
            self.platform.access.expire_for(TOKEN_AWAY_SECONDS)

    def event_before_call(self) -> None:
        """Let the next thing of the scenario happen between two calls of a client."""
        if not self._tick.locked():
            self.scenario.happen_early(self.clock.seconds())

    def lock_some_sku(self, goods_id: object) -> None:
        """An activity locks a SKU of this goods until the next tick."""
        offers = self.platform.shelf.of_goods(goods_id) if isinstance(goods_id, int) else []
        if offers:
            offers[0].locked = True
            self._locked.append(offers[0])

    def count(self, claims: Claims) -> dict[str, object]:
        """The books of both sides (GET or POST /control/books)."""
        orders = count_orders(self.platform.desk.orders, self.books.wawi, claims)
        stock = count_stock(self.platform.shelf, self.books, self.books.rules)
        document = books_document(orders, stock, self.books.oversold)
        extra = {"not_placed": self.scenario.not_placed, "calls": self.calls}
        return document | extra

    def close(self) -> None:
        """Let go of the Wawi's database."""
        self.wawi.close()

    def _note_look(self) -> None:
        self._looked_at = max(self._looked_at, self.clock.seconds())

    def _is_packed(self, number: str) -> bool:
        book = self.books.wawi.orders.get(number)
        return book is not None and book.started

    def _unlock_skus(self) -> None:
        for offer in self._locked:
            offer.locked = False
        self._locked.clear()

    async def _let_wawi_work(self) -> None:
        cancelled = frozenset(
            order.number for order in self.platform.desk.orders if order.status is Status.CANCELLED
        )
        now = self.clock.now()
        self.books.wawi = await asyncio.to_thread(_work, self.wawi, now, cancelled)

    def _next_event_in(self, now: datetime) -> float | None:
        dues = [self.scenario.timeline.next_due]
        wawi_due = self.wawi.next_due
        dues.append(wawi_due.timestamp() if wawi_due is not None else None)
        known = [due for due in dues if due is not None]
        return max(0.0, min(known) - now.timestamp()) if known else None


def make_world(config: SandboxConfig, folder: Path) -> tuple[World, str]:
    """Build both neighbours; gives the world and the Wawi's URL (empty without one)."""
    clock = SandboxClock(config.clock_offset)
    awkward = config.awkward and max(config.orders, config.skus) >= 50
    catalogue = build_catalogue(config.seed, config.skus, awkward)
    if config.wawi_url == NO_WAWI:
        return World(config, clock, AbsentWawi(catalogue), catalogue), ""
    url = config.wawi_url or f"sqlite:///{folder / 'eazybusiness.db'}"
    wawi = Wawi.create(
        url, catalogue, seed=config.seed, clock=clock, awkward=awkward, pace=config.pace
    )
    return World(config, clock, wawi, catalogue), url


def _work(wawi: WawiProtocol, now: datetime, cancelled: frozenset[str]) -> WawiView:
    wawi.import_inbox(now)
    wawi.work(now, cancelled_at_temu=cancelled)
    return _view(wawi)


def _view(wawi: WawiProtocol) -> WawiView:
    return WawiView(dict(wawi.available()), dict(wawi.buffers()), dict(wawi.orders()))
