"""What the platform offers for sale: quantities and states of the listings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from temu_desktop.sandbox.catalogue import ACTIVE, INACTIVE, Catalogue, Listing

LARGEST_STOCK = 1_000_000
"""The highest quantity that a SKU may have."""


class StockWitness(Protocol):
    """Whoever keeps the books about what was published and sold."""

    def published(self, listing: Listing, quantity: int) -> None:
        """A client's edit was accepted."""
        ...

    def sold(self, listing: Listing, quantity: int) -> None:
        """Units were sold."""
        ...


@dataclass(slots=True)
class Offer:
    """A listing as it stands now: its quantity, whether it is on sale, since when."""

    listing: Listing
    stock: int
    status: int
    created_at: float
    changed_at: float
    locked: bool = False
    """An activity holds it: edits of its stock are refused one by one (150010233)."""


class Shelf:
    """All offers by SKU id, by goods and by state."""

    def __init__(self, catalogue: Catalogue, opened_at: float, witness: StockWitness) -> None:
        self._witness = witness
        self._offers: dict[int, Offer] = {}
        self._goods: dict[int, list[int]] = {}
        self._by_status: dict[int, list[Offer]] = {ACTIVE: [], INACTIVE: []}
        self.used_keys: set[str] = set()
        for listing in catalogue.listings:
            self._put(Offer(listing, listing.stock, listing.status, opened_at, opened_at))

    def __iter__(self) -> Iterator[Offer]:
        return iter(self._offers.values())

    def offer(self, sku_id: object) -> Offer | None:
        """The offer of that SKU id, or None."""
        return self._offers.get(sku_id) if isinstance(sku_id, int) else None

    def of_goods(self, goods_id: int) -> list[Offer]:
        """The offers of one goods; empty for an unknown one."""
        return [self._offers[sku_id] for sku_id in self._goods.get(goods_id, ())]

    def in_status(self, status: int) -> list[Offer]:
        """The offers in one state, in a stable order."""
        return self._by_status.get(status, [])

    def sell(self, listing: Listing, quantity: int) -> None:
        """A buyer takes units off the shelf; never below zero."""
        offer = self._offers[listing.sku_id]
        self._witness.sold(listing, quantity)
        offer.stock = max(0, offer.stock - quantity)

    def take(self, listing: Listing, quantity: int) -> None:
        """Units that were sold before the sandbox opened."""
        offer = self._offers[listing.sku_id]
        offer.stock = max(0, offer.stock - quantity)

    def publish(self, targets: Mapping[int, int]) -> None:
        """Set the quantities that a client sent."""
        for sku_id, quantity in targets.items():
            offer = self._offers[sku_id]
            offer.stock = quantity
            self._witness.published(offer.listing, quantity)

    def set_status(self, offer: Offer, status: int, at: float) -> None:
        """Put a SKU on sale or take it off."""
        self._by_status[offer.status].remove(offer)
        offer.status = status
        offer.changed_at = at
        self._by_status[status].append(offer)

    def remove(self, offer: Offer) -> None:
        """The seller deletes a SKU: no list shows it any more."""
        listing = offer.listing
        self._by_status[offer.status].remove(offer)
        self._goods[listing.goods_id].remove(listing.sku_id)
        del self._offers[listing.sku_id]

    def _put(self, offer: Offer) -> None:
        listing = offer.listing
        self._offers[listing.sku_id] = offer
        self._goods.setdefault(listing.goods_id, []).append(listing.sku_id)
        self._by_status[offer.status].append(offer)
