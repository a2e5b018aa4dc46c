"""Stock as JTL keeps it: physical per warehouse, reserved by orders, and the cached 'available'.

``fVerfuegbar`` is worked out as jtl-wawi.md 2.2 describes: own stock of all warehouses plus
supplier stock, minus blocked bins, open orders and external reservations. The buffer is not in it,
and it can be negative. A bill of materials has what its scarcest part allows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from temu_desktop.sandbox.wawi.articles import ArticleIndex, StoredArticle
from temu_desktop.sandbox.wawi.journal import Journal
from temu_desktop.sandbox.wawi.tables import stock, stock_per_warehouse

ZERO = Decimal(0)


@dataclass(slots=True)
class StockCard:
    """Everything that makes up one article's stock, in pieces; ``lying`` is by warehouse."""

    lying: dict[int, Decimal] = field(default_factory=dict)
    blocked: Decimal = ZERO
    reserved: Decimal = ZERO
    supplier: Decimal = ZERO
    external: Decimal = ZERO
    has_row: bool = True

    @property
    def own(self) -> Decimal:
        """Physical pieces in all warehouses."""
        return sum(self.lying.values(), ZERO)


class Ledger:
    """The stock cards, and what of them has to be written."""

    def __init__(self, articles: ArticleIndex, cards: dict[int, StockCard], main: int) -> None:
        self._articles = articles
        self._cards = cards
        self._main = main
        self._stored = {(id_, house) for id_, card in cards.items() for house in card.lying}
        self._touched: set[int] = set()
        self._moved: set[tuple[int, int]] = set()

    def card(self, article: int) -> StockCard:
        """The card of one article."""
        return self._cards[article]

    def reserve(self, article: StoredArticle, quantity: Decimal) -> None:
        """An order takes (or, negative, gives back) pieces that are still on the shelf."""
        for id_, pieces in article.needs(quantity):
            if self._articles.by_id[id_].reserves:
                card = self._cards[id_]
                card.reserved = max(ZERO, card.reserved + pieces)
                self._touched.add(id_)

    def take(self, article: StoredArticle, quantity: Decimal) -> None:
        """Pieces leave the shelf; what is missing was received a moment before."""
        for id_, pieces in article.needs(quantity):
            if self._articles.by_id[id_].reserves:
                self._take(id_, pieces)

    def put(self, article: StoredArticle, quantity: Decimal) -> None:
        """Pieces come (back) onto the shelf of the main warehouse."""
        for id_, pieces in article.needs(quantity):
            if self._articles.by_id[id_].reserves:
                self._move(id_, self._main, pieces)

    def available(self, article: int) -> Decimal:
        """``fVerfuegbar``: may be negative, buffer not taken off."""
        stored = self._articles.by_id[article]
        if stored.article.is_father:
            # Stands for the sum over its children, which the catalogue does not list.
            return Decimal(stored.article.stock)
        if not stored.article.stock_managed:
            return ZERO
        return self._sets(stored) if stored.parts else self._single(article)

    def flush(self, journal: Journal) -> None:
        """Write every cached row that a movement since the last call made wrong."""
        for id_, house in sorted(self._moved):
            values = {"fBestand": self._cards[id_].lying[house]}
            if (id_, house) in self._stored:
                journal.update(
                    stock_per_warehouse, {"kArtikel": id_, "kWarenlager": house}, **values
                )
            else:
                journal.insert(stock_per_warehouse, kArtikel=id_, kWarenlager=house, **values)
                self._stored.add((id_, house))
        for id_ in sorted(self._articles.with_sets(self._touched)):
            if self._cards[id_].has_row:
                journal.update(stock, {"kArtikel": id_}, **self.figures(id_))
        self._moved.clear()
        self._touched.clear()

    def figures(self, article: int) -> dict[str, Decimal]:
        """The columns of ``tlagerbestand`` that follow from the card."""
        card = self._cards[article]
        return {
            "fLagerbestand": card.own + card.supplier,
            "fLagerbestandEigen": card.own,
            "fVerfuegbar": self.available(article),
            "fVerfuegbarGesperrt": card.blocked,
            "fInAuftraegen": card.reserved,
        }

    def _single(self, article: int) -> Decimal:
        card = self._cards[article]
        return card.own + card.supplier - card.blocked - card.reserved - card.external

    def _sets(self, owner: StoredArticle) -> Decimal:
        parts = [(self._articles.by_id[id_], pieces) for id_, pieces in owner.parts]
        tracked = [(part, pieces) for part, pieces in parts if part.article.stock_managed]
        strict = [(part, pieces) for part, pieces in tracked if not part.article.oversell]
        limits = strict or tracked
        return min((self._whole_sets(part, pieces) for part, pieces in limits), default=ZERO)

    def _whole_sets(self, part: StoredArticle, pieces: int) -> Decimal:
        return Decimal(math.floor((self._single(part.id) - part.article.buffer) / pieces))

    def _take(self, article: int, pieces: Decimal) -> None:
        card = self._cards[article]
        if (missing := pieces - card.own) > 0:
            self._move(article, self._main, missing)
        for house in sorted(card.lying, key=lambda house: (house != self._main, house)):
            taken = min(pieces, card.lying[house])
            if taken > 0:
                self._move(article, house, -taken)
                pieces -= taken

    def _move(self, article: int, house: int, pieces: Decimal) -> None:
        lying = self._cards[article].lying
        lying[house] = lying.get(house, ZERO) + pieces
        self._moved.add((article, house))
        self._touched.add(article)


def all_figures(ledger: Ledger, ids: Iterable[int]) -> list[dict[str, object]]:
    """First content of ``tlagerbestand``."""
    return [{"kArtikel": id_, **ledger.figures(id_)} for id_ in ids if ledger.card(id_).has_row]
