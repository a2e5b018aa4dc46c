"""The sandbox's own books: what the stock rules gave, what was published and sold, who has what.

Definitions (decisions.md 19, 20 and 33), as exact as they are counted here:

* A client *knows* an order from the moment an answer that holds it was delivered in full. Orders
  that nobody was served do not count anywhere below.
* *Pieces in flight* of an article: of every known order in status 1 or 2 that the Wawi has no order
  for, per unshipped line its quantity (not below 0) times `soldFactor`, for each product of the
  line whose `extCode` means that article.
* *What the rules give* for a listing, in units: 0 for a father, a deleted, inactive, not
  stock-managed or oversellable article; else floor(max(0, fVerfuegbar - nPuffer)) - pieces in
  flight - buffer, not below 0, at most the cap, divided by the bundle's factor and rounded down; 0
  when that is below the minimum. A bundle's factor is 1 until an order line with it was served,
  because no other call tells it.
* Not judged: listings without an article, paused ones, and listings whose SKU code another listing
  has, too (up to case and trailing blanks): nobody can say which one a client has to believe.
* *Oversold*: units sold of a listing whose last accepted edit set it above what the rules gave at
  that moment. A listing that was never edited cannot be oversold.
* *Differences*: active, judged listings whose quantity at TEMU is not what the rules give now.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from temu_desktop.sandbox.catalogue import Catalogue, Listing, spelling_key
from temu_desktop.sandbox.neighbours import WawiBook
from temu_desktop.sandbox.placing import is_plain
from temu_desktop.sandbox.temu.model import Order, Status

_UNSHIPPED = (Status.PENDING, Status.TO_SHIP)


@dataclass(frozen=True, slots=True)
class PublishRules:
    """The operator's rules for all SKUs, in pieces; `paused` holds SKU codes left alone."""

    buffer: int = 0
    cap: int | None = None
    minimum: int = 0
    paused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WawiView:
    """The Wawi's books as they were after its last step."""

    available: Mapping[str, Decimal]
    buffers: Mapping[str, int]
    orders: Mapping[str, WawiBook]


class StockBooks:
    """Keeps what clients know, what they published and what was sold above the rules."""

    def __init__(self, catalogue: Catalogue, wawi: WawiView) -> None:
        self._catalogue = catalogue
        self._wawi = wawi
        self._codes = Counter(spelling_key(listing.sku) for listing in catalogue.listings)
        self._open: dict[str, Order] = {}
        self._factor_known: set[int] = set()
        self._last_edit: dict[int, tuple[int, int]] = {}
        self._in_flight: Counter[str] | None = None
        self.rules = PublishRules()
        self.oversold = 0
        self.accepted_edits = 0

    @property
    def wawi(self) -> WawiView:
        """The Wawi's books that are judged by."""
        return self._wawi

    @wawi.setter
    def wawi(self, view: WawiView) -> None:
        """Judge by newer books."""
        self._wawi = view
        self._in_flight = None

    def changed(self, order: Order) -> None:
        """An order was placed or changed its status or quantities."""
        if order.status in _UNSHIPPED:
            self._open[order.number] = order
        else:
            self._open.pop(order.number, None)
        self._in_flight = None

    def served(self, orders: Iterable[Order]) -> None:
        """A client has received these orders in full."""
        for order in orders:
            if order.first_served_status is None:
                order.first_served_status = order.status
                self._in_flight = None
                self._factor_known.update(line.listing.sku_id for line in order.lines)

    def published(self, listing: Listing, quantity: int) -> None:
        """An edit was accepted: keep what the rules give at this moment."""
        self.accepted_edits += 1
        given = self.given(listing)
        self._last_edit[listing.sku_id] = (quantity, quantity if given is None else given)

    def sold(self, listing: Listing, quantity: int) -> None:
        """Units were sold: count them when they should not have been offered."""
        published, given = self._last_edit.get(listing.sku_id, (0, 0))
        if published > given:
            self.oversold += quantity

    def given(self, listing: Listing, rules: PublishRules | None = None) -> int | None:
        """What the rules give for a listing now; None when it is not judged."""
        rules = rules or self.rules
        article = self._catalogue.find_article(listing.sku)
        if article is None or not self.is_judged(listing, rules):
            return None
        if not is_plain(article):
            return 0
        available = self._wawi.available.get(article.number, Decimal(0))
        buffer = self._wawi.buffers.get(article.number, article.buffer)
        pieces = math.floor(max(Decimal(0), available - buffer))
        pieces -= self.pieces_in_flight()[spelling_key(article.number)] + rules.buffer
        pieces = max(0, pieces if rules.cap is None else min(pieces, rules.cap))
        factor = listing.sold_factor if listing.sku_id in self._factor_known else 1
        units = pieces // factor
        return units if units >= rules.minimum else 0

    def is_judged(self, listing: Listing, rules: PublishRules | None = None) -> bool:
        """Whether the listing has one meaning and is not paused."""
        paused = (rules or self.rules).paused
        return self._codes[spelling_key(listing.sku)] == 1 and listing.sku not in paused

    def has_article(self, listing: Listing) -> bool:
        """Whether JTL has the article that the listing's code means."""
        return self._catalogue.find_article(listing.sku) is not None

    def pieces_in_flight(self) -> Counter[str]:
        """Unshipped pieces that clients know of and the Wawi does not, by article key."""
        if self._in_flight is None:
            self._in_flight = Counter()
            for order in self._open.values():
                if order.first_served_status is None or order.number in self._wawi.orders:
                    continue
                for line in order.lines:
                    if line.status not in _UNSHIPPED:
                        continue
                    for product in line.products:
                        key = spelling_key(product.ext_code)
                        pieces = max(0, line.quantity) * product.sold_factor
                        self._in_flight[key] += pieces
        return self._in_flight
