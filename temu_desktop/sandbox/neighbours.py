"""What the sandbox's world asks of a Wawi: one protocol, and its books as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from temu_desktop.sandbox.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class WawiBook:
    """What the Wawi has under one external order number (`cExterneAuftragsnummer`).

    `orders` counts its orders that the Wawi itself did not split off, so more than one is a
    duplicate. `started` means a delivery note exists, `shipped` that everything left with tracking
    numbers and can be reported; `tracking` holds the numbers of the parcels that left.
    """

    orders: int
    cancelled: bool
    started: bool
    shipped: bool
    tracking: tuple[str, ...] = ()


class Wawi(Protocol):
    """The other neighbour: a database in JTL's shape, its worker and its warehouse."""

    def import_inbox(self, now: datetime) -> object:
        """Let the worker import what lies in the XML inbox."""
        ...

    def work(self, now: datetime, *, cancelled_at_temu: frozenset[str]) -> object:
        """A warehouse day: delivery notes, parcels, shipping; staff cancel what TEMU cancelled."""
        ...

    def available(self) -> Mapping[str, Decimal]:
        """`fVerfuegbar` by article number; articles without a stock row are left out."""
        ...

    def buffers(self) -> Mapping[str, int]:
        """`nPuffer` by article number."""
        ...

    def orders(self) -> Mapping[str, WawiBook]:
        """The Wawi's books by external order number."""
        ...

    def idle(self, now: datetime) -> bool:
        """Whether nothing is left that the worker or the warehouse could do."""
        ...

    @property
    def next_due(self) -> datetime | None:
        """When something happens next by itself; None when nothing does."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


class AbsentWawi:
    """No Wawi at all: stock stays as the catalogue has it, nobody imports or ships anything.

    For clients that only talk to TEMU, and for measuring them.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def import_inbox(self, now: datetime) -> object:
        """Nobody reads an inbox here."""

    def work(self, now: datetime, *, cancelled_at_temu: frozenset[str]) -> object:
        """Nobody works here."""

    def available(self) -> Mapping[str, Decimal]:
        """The catalogue's own stock of ordinary, stock-managed articles."""
        return {
            article.number: Decimal(article.stock)
            for article in self._catalogue.articles
            if not article.components
        }

    def buffers(self) -> Mapping[str, int]:
        """The catalogue's buffers."""
        return {article.number: article.buffer for article in self._catalogue.articles}

    def orders(self) -> Mapping[str, WawiBook]:
        """No orders, ever."""
        return {}

    def idle(self, now: datetime) -> bool:
        """Always: there is nobody who could do anything."""
        return True

    @property
    def next_due(self) -> datetime | None:
        """Nothing ever happens."""
        return None

    def close(self) -> None:
        """There is nothing to let go of."""
