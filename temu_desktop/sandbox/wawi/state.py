"""What the Wawi knows about its orders while it works: the same as its tables, quicker at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from temu_desktop.sandbox.neighbours import WawiBook
from temu_desktop.sandbox.wawi.articles import ArticleIndex, StoredArticle
from temu_desktop.sandbox.wawi.carriers import Method
from temu_desktop.sandbox.wawi.ledger import Ledger


@dataclass(slots=True)
class OpenPosition:
    """A goods line; ``parts`` are (position key, pieces per set) of an exploded set."""

    id: int
    article: StoredArticle | None
    number: str
    ordered: Decimal
    open: Decimal
    parts: tuple[tuple[int, Decimal], ...] = ()


@dataclass(slots=True)
class Parcel:
    """One row of ``tVersand``."""

    id: int
    note: int
    method: Method
    tracking: str = ""
    shipped: datetime | None = None


@dataclass(slots=True)
class Note:
    """One delivery note; ``pieces`` is what it delivers of each order position."""

    id: int
    pieces: dict[int, Decimal]
    parcels: list[Parcel] = field(default_factory=list)


@dataclass(slots=True)
class OrderCard:
    """One row of ``tAuftrag`` with everything below it."""

    id: int
    number: str
    external: str
    positions: list[OpenPosition]
    address: str
    notes: list[Note] = field(default_factory=list)
    cancelled: bool = False
    closed: bool = False
    split_off: bool = False

    @property
    def parcels(self) -> list[Parcel]:
        """All parcels of all delivery notes."""
        return [parcel for note in self.notes for parcel in note.parcels]

    @property
    def is_open(self) -> bool:
        """Whether the warehouse may still work on it."""
        return not (self.cancelled or self.closed)

    @property
    def is_delivered(self) -> bool:
        """Whether every piece is on a delivery note (``nKomplettAusgeliefert`` = 1)."""
        return not self.closed and all(position.open == 0 for position in self.positions)

    @property
    def has_left(self) -> bool:
        """Whether everything left with a tracking number."""
        parcels = self.parcels
        return (
            self.is_delivered
            and not self.cancelled
            and bool(parcels)
            and all(parcel.shipped and parcel.tracking for parcel in parcels)
        )


class Keys:
    """The next key of each table; starts apart so that no key is taken for another kind."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}

    def take(self, kind: str, first: int) -> int:
        """A key that was never used."""
        key = self._next.get(kind, first)
        self._next[kind] = key + 1
        return key


@dataclass(slots=True)
class WawiState:
    """Articles, stock, orders and counters of one Wawi."""

    articles: ArticleIndex
    ledger: Ledger
    keys: Keys = field(default_factory=Keys)
    orders: dict[int, OrderCard] = field(default_factory=dict)
    by_external: dict[str, list[OrderCard]] = field(default_factory=dict)
    order_numbers: set[str] = field(default_factory=set)
    customers: dict[str, int] = field(default_factory=dict)

    def add(self, card: OrderCard) -> None:
        """A new order."""
        self.orders[card.id] = card
        self.order_numbers.add(card.number.casefold())
        self.by_external.setdefault(card.external, []).append(card)

    def remove(self, card: OrderCard) -> None:
        """An order that staff deleted."""
        del self.orders[card.id]
        self.by_external[card.external].remove(card)
        if not self.by_external[card.external]:
            del self.by_external[card.external]

    def book(self, cards: list[OrderCard]) -> WawiBook:
        """What the books say about the orders of one external number."""
        alive = [card for card in cards if not card.cancelled]
        return WawiBook(
            orders=sum(not card.split_off for card in cards),
            cancelled=not alive,
            started=any(card.notes for card in cards),
            shipped=bool(alive) and all(card.has_left for card in alive),
            tracking=tuple(
                sorted({p.tracking for c in cards for p in c.parcels if p.shipped and p.tracking})
            ),
        )
