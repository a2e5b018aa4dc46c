"""What a person can do by hand in the Wawi: for tests and rehearsals of the rare cases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from temu_desktop.sandbox.wawi import order_tables as orders
from temu_desktop.sandbox.wawi.articles import StoredArticle
from temu_desktop.sandbox.wawi.carriers import Method
from temu_desktop.sandbox.wawi.engine import WawiDatabase
from temu_desktop.sandbox.wawi.journal import Journal
from temu_desktop.sandbox.wawi.packing import local
from temu_desktop.sandbox.wawi.state import OrderCard, Parcel, WawiState
from temu_desktop.sandbox.wawi.warehouse import Warehouse

_TILL = 7
_ORDER = 1


class HasNow(Protocol):
    """A clock that can be read."""

    def now(self) -> datetime:
        """Aware, in UTC."""
        ...


class ActsByHand:
    """The base of the Wawi that holds what no schedule does by itself.

    Orders are named by their external number; where several share it, the first open one is meant.
    """

    database: WawiDatabase
    _state: WawiState
    _warehouse: Warehouse
    _clock: HasNow

    def cancel(self, external: str) -> None:
        """Cancel in JTL; raises TooLate when a parcel has left."""
        with self._journal() as journal:
            self._warehouse.corrections.cancel(self._card(external), journal, self._clock.now())

    def complete_without_shipping(self, external: str) -> None:
        """Close the order although nothing was sent."""
        with self._journal() as journal:
            self._warehouse.corrections.close_without_shipping(self._card(external), journal)

    def delete_order(self, external: str) -> None:
        """Remove the order and every trace of it."""
        with self._journal() as journal:
            self._warehouse.corrections.delete(self._card(external), journal)

    def split_order(self, external: str) -> str:
        """Split a waiting order of at least two pieces; the number of the new order."""
        card = self._card(external)
        if not self._warehouse.is_waiting(card):
            raise ValueError(f"{external} is already being packed")
        if sum(position.open for position in card.positions) < 2:
            raise ValueError(f"{external} has no two pieces")
        with self._journal() as journal:
            return self._warehouse.split(card, journal, self._clock.now()).number

    def change_tracking(self, external: str) -> tuple[str, str]:
        """Give the last parcel that left another number; (old, new)."""
        parcel = self._last_parcel(external)
        old = parcel.tracking
        with self._journal() as journal:
            packing = self._warehouse.packing
            packing.label(parcel, packing.new_number(parcel.method), journal)
        return old, parcel.tracking

    def clear_tracking(self, external: str) -> str:
        """Cancel the label of the last parcel that left; the number it had."""
        parcel = self._last_parcel(external)
        old = parcel.tracking
        with self._journal() as journal:
            self._warehouse.packing.label(parcel, "", journal)
        return old

    def add_parcel_later(self, external: str) -> str:
        """One more parcel of a delivery note that has left already; its tracking number."""
        card = next(card for card in self._cards(external) if card.notes)
        note, packing, now = card.notes[-1], self._warehouse.packing, self._clock.now()
        with self._journal() as journal:
            parcel = packing.add_parcel(card, note, note.parcels[0].method, journal, now)
            packing.label(parcel, packing.new_number(parcel.method), journal)
            packing.ship(card, parcel, journal, now)
        return parcel.tracking

    def hand_over_in_person(self, external: str) -> None:
        """The buyer fetches it: shipped, but without a number."""
        card, packing, now = self._card(external), self._warehouse.packing, self._clock.now()
        with self._journal() as journal:
            note = packing.pack(card, None, journal, now)
            packing.ship(
                card, packing.add_parcel(card, note, Method.PICK_UP, journal, now), journal, now
            )

    def sell_elsewhere(self, number: str, quantity: int) -> None:
        """The till sells some pieces of an article; its stock falls at once."""
        with self._journal() as journal:
            self._sell(self._article(number), Decimal(quantity), journal, self._clock.now())

    def receive_goods(self, number: str, quantity: int) -> None:
        """A supplier delivers some pieces into the main warehouse."""
        with self._journal() as journal:
            self._state.ledger.put(self._article(number), Decimal(quantity))
            self._state.ledger.flush(journal)

    def _move(
        self,
        article: StoredArticle,
        pieces: Decimal,
        is_sale: bool,
        journal: Journal,
        now: datetime,
    ) -> None:
        """A movement that another channel or a supplier caused; nobody sells what is promised."""
        if not is_sale:
            self._state.ledger.put(article, pieces)
        elif self._state.ledger.available(article.id) >= pieces:
            self._sell(article, pieces, journal, now)

    def _sell(
        self, article: StoredArticle, pieces: Decimal, journal: Journal, now: datetime
    ) -> None:
        keys = self._state.keys
        order, position = keys.take("order", 300_001), keys.take("position", 400_001)
        journal.insert(
            orders.order,
            kAuftrag=order,
            cAuftragsNr=f"POS-{order}",
            nType=_ORDER,
            cExterneAuftragsnummer=None,
            kPlattform=_TILL,
            dErstellt=local(now),
            dErstelltWawi=local(now),
            nStorno=False,
            nKomplettAusgeliefert=1,
        )
        journal.insert(
            orders.position,
            kAuftragPosition=position,
            kAuftrag=order,
            kArtikel=article.id,
            cArtNr=article.article.number,
            cName=article.article.name,
            fAnzahl=pieces,
            nType=1,
        )
        self._state.ledger.take(article, pieces)

    @contextmanager
    def _journal(self) -> Iterator[Journal]:
        with self.database.write() as connection:
            journal = Journal(connection)
            yield journal
            self._state.ledger.flush(journal)
            journal.flush()

    def _article(self, number: str) -> StoredArticle:
        article = self._state.articles.find(number)
        if article is None:
            raise KeyError(number)
        return article

    def _cards(self, external: str) -> list[OrderCard]:
        return self._state.by_external[external]

    def _card(self, external: str) -> OrderCard:
        return next(card for card in self._cards(external) if card.is_open)

    def _last_parcel(self, external: str) -> Parcel:
        left = [p for card in self._cards(external) for p in card.parcels if p.shipped]
        return left[-1]
