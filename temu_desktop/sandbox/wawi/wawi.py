"""A JTL-Wawi to practise on: its database, its worker and its warehouse in one object.

Everything the program under test may see is in the database. Calls come from one thread at a
time; each is one or a few short transactions.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from temu_desktop.sandbox.catalogue import Catalogue
from temu_desktop.sandbox.neighbours import WawiBook
from temu_desktop.sandbox.wawi.acts import ActsByHand, HasNow
from temu_desktop.sandbox.wawi.articles import ArticleIndex
from temu_desktop.sandbox.wawi.engine import WawiDatabase
from temu_desktop.sandbox.wawi.importer import Importer, ImportResult
from temu_desktop.sandbox.wawi.ledger import Ledger
from temu_desktop.sandbox.wawi.masters import (
    MAIN_WAREHOUSE,
    insert_articles,
    insert_masters,
    stock_cards,
)
from temu_desktop.sandbox.wawi.plan import HOUR
from temu_desktop.sandbox.wawi.schema import create_schema
from temu_desktop.sandbox.wawi.state import OrderCard, WawiState
from temu_desktop.sandbox.wawi.warehouse import Temper, Warehouse

_ACTS_AT_ONCE = 500
_OTHER_CHANNELS_FOR = 8 * HOUR
_MOST_MOVEMENTS = 400


class Wawi(ActsByHand):
    """The second neighbour; ``create`` makes a fresh one."""

    def __init__(
        self, database: WawiDatabase, state: WawiState, clock: HasNow, temper: Temper
    ) -> None:
        self.database = database
        self._state = state
        self._clock = clock
        self._warehouse = Warehouse(state, temper)
        self._importer = Importer(database, state, self._warehouse)

    @classmethod
    def create(
        cls,
        url: str,
        catalogue: Catalogue,
        *,
        seed: int,
        clock: HasNow,
        awkward: bool,
        pace: float = 1.0,
    ) -> Wawi:
        """An ``eazybusiness`` with this catalogue in an empty database.

        Raises NotEmpty when the database holds tables of one already. ``awkward`` lets the odd
        things of a warehouse happen by seed; without it every order is one plain parcel.
        """
        database = WawiDatabase(url)
        articles = ArticleIndex(catalogue.articles)
        cards = stock_cards(articles, random.Random(f"wawi-stock/{seed}"), awkward)
        ledger = Ledger(articles, cards, MAIN_WAREHOUSE)
        with database.write() as connection:
            create_schema(connection)
            insert_masters(connection)
            insert_articles(connection, articles, ledger, clock.now())
        wawi = cls(database, WawiState(articles, ledger), clock, Temper(seed, awkward, pace))
        if awkward:
            wawi._plan_other_channels(random.Random(f"wawi-channels/{seed}"), pace)
        return wawi

    def import_inbox(self, now: datetime) -> ImportResult:
        """Let the worker import what lies in the XML inbox (nothing while it is stopped)."""
        return self._importer.run(now)

    def work(self, now: datetime, *, cancelled_at_temu: frozenset[str] = frozenset()) -> int:
        """Everything that is due in the warehouse; tells how many things were done."""
        with self._journal() as journal:
            self._warehouse.cancel_at_request(cancelled_at_temu, journal, now)
        total = 0
        while True:
            with self._journal() as journal:
                done = self._warehouse.agenda.run(now, journal, _ACTS_AT_ONCE)
            total += done
            if done < _ACTS_AT_ONCE:
                return total

    def available(self) -> Mapping[str, Decimal]:
        """``fVerfuegbar`` by article number; articles without a stock row are left out."""
        ledger = self._state.ledger
        return {
            stored.article.number: ledger.available(id_)
            for id_, stored in self._state.articles.by_id.items()
            if ledger.card(id_).has_row
        }

    def buffers(self) -> Mapping[str, int]:
        """``nPuffer`` by article number."""
        stored = self._state.articles.by_id.values()
        return {article.article.number: article.article.buffer for article in stored}

    def orders(self) -> Mapping[str, WawiBook]:
        """The books by external order number."""
        known = self._state.by_external.items()
        return {external: self._state.book(cards) for external, cards in known}

    def cards(self, external: str) -> tuple[OrderCard, ...]:
        """Every order of one external number with notes and parcels, for a closer look."""
        return tuple(self._state.by_external.get(external, ()))

    def idle(self, now: datetime) -> bool:
        """Whether nothing lies in the inbox and no appointment is left."""
        return not self._warehouse.agenda and self._importer.waiting() == 0

    @property
    def next_due(self) -> datetime | None:
        """When the warehouse does something next."""
        return self._warehouse.agenda.next_due

    def stop_worker(self) -> None:
        """Nobody imports any more; the warehouse goes on."""
        self._importer.is_running = False

    def start_worker(self) -> None:
        """The worker runs again."""
        self._importer.is_running = True

    def close(self) -> None:
        """Close the connections; the database stays."""
        self.database.close()

    def _plan_other_channels(self, rng: random.Random, pace: float) -> None:
        """Sales at the till and goods receipts over the first hours."""
        numbers = [s for s in self._state.articles.by_id.values() if s.reserves and s.is_sellable]
        start = self._clock.now()
        for _ in range(min(_MOST_MOVEMENTS, 4 + len(numbers) // 25) if numbers else 0):
            article, is_sale = rng.choice(numbers), rng.random() < 0.6
            due = start + timedelta(seconds=rng.uniform(0, _OTHER_CHANNELS_FOR) * pace)
            pieces = Decimal(rng.randint(1, 3) if is_sale else rng.randint(5, 40))
            self._warehouse.agenda.add(due, partial(self._move, article, pieces, is_sale))
