"""What staff do to an order instead of shipping it: cancel, close, delete, split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa

from temu_desktop.sandbox.wawi import order_tables as tables
from temu_desktop.sandbox.wawi.journal import Journal
from temu_desktop.sandbox.wawi.packing import local, write_progress, write_quantities
from temu_desktop.sandbox.wawi.state import OpenPosition, OrderCard, WawiState

WITHOUT_SHIPPING = 2

_OF_AN_ORDER: tuple[tuple[sa.Table, str], ...] = (
    (tables.order, "kAuftrag"),
    (tables.order_totals, "kAuftrag"),
    (tables.position, "kAuftrag"),
    (tables.position_totals, "kAuftrag"),
    (tables.order_address, "kAuftrag"),
    (tables.cancellation, "kAuftrag"),
)
_OF_A_NOTE: tuple[tuple[sa.Table, str], ...] = (
    (tables.note, "kLieferschein"),
    (tables.note_position, "kLieferschein"),
    (tables.note_totals, "kLieferschein"),
    (tables.package, "kLieferschein"),
)


class TooLate(Exception):
    """Part of the order has left the house already."""


class Corrections:
    """Acts that take an order out of the warehouse's hands."""

    def __init__(self, state: WawiState) -> None:
        self._state = state

    def cancel(self, card: OrderCard, journal: Journal, now: datetime) -> None:
        """``nStorno`` with its record; notes and labels are undone, the goods are free again.

        Raises TooLate when a parcel has left.
        """
        self._unpack(card, journal)
        self._release(card)
        card.cancelled = True
        journal.update(tables.order, {"kAuftrag": card.id}, nStorno=True)
        journal.insert(
            tables.cancellation,
            kAuftrag=card.id,
            dStorniert=local(now),
            cKommentar="Vom Käufer storniert",
        )

    def close_without_shipping(self, card: OrderCard, journal: Journal) -> None:
        """``nKomplettAusgeliefert`` = 2: no tracking number will ever come."""
        self._unpack(card, journal)
        self._release(card)
        card.closed = True
        journal.update(tables.order, {"kAuftrag": card.id}, nKomplettAusgeliefert=WITHOUT_SHIPPING)

    def delete(self, card: OrderCard, journal: Journal) -> None:
        """Every trace of the order goes, as after a deletion or a restored backup."""
        self._unpack(card, journal)
        self._release(card)
        for table, column in _OF_AN_ORDER:
            journal.delete(table, column, card.id)
        card.cancelled = True
        self._state.remove(card)

    def split(self, card: OrderCard, share: Sequence[int], journal: Journal) -> OrderCard:
        """Move this share of the lines to a new order of the same external number."""
        keys = self._state.keys
        other = OrderCard(
            id=keys.take("order", 300_001),
            number=f"{card.number}-{len(self._state.by_external[card.external]) + 1}",
            external=card.external,
            positions=[],
            address=card.address,
            split_off=True,
        )
        _copy_order(card, other, journal)
        for position, count in zip(card.positions, share, strict=True):
            if count:
                other.positions.append(self._move(position, Decimal(count), other, journal))
        for emptied in [position for position in card.positions if not position.ordered]:
            card.positions.remove(emptied)
            for position_id in (emptied.id, *(part for part, _ in emptied.parts)):
                journal.delete(tables.position, "kAuftragPosition", position_id)
                journal.delete(tables.position_totals, "kAuftragPosition", position_id)
        self._state.add(other)
        write_progress(card, journal)
        return other

    def _move(
        self, position: OpenPosition, count: Decimal, other: OrderCard, journal: Journal
    ) -> OpenPosition:
        keys = self._state.keys
        position.ordered -= count
        position.open -= count
        new = replace(
            position, id=keys.take("position", 400_001), ordered=count, open=count, parts=()
        )
        pairs = [(position.id, new.id, Decimal(1))]
        for part, pieces in position.parts:
            pairs.append((part, keys.take("position", 400_001), pieces))
        new.parts = tuple((mine, pieces) for _, mine, pieces in pairs[1:])
        for old_id, new_id, pieces in pairs:
            _copy_position(old_id, new_id, other.id, new.id if new.parts else None, journal)
            for position_id, quantity in ((old_id, position.ordered), (new_id, count)):
                _set_quantity(position_id, quantity * pieces, journal)
        return new

    def _unpack(self, card: OrderCard, journal: Journal) -> None:
        if any(parcel.shipped for parcel in card.parcels):
            raise TooLate(f"part of {card.external} has left")
        by_id = {position.id: position for position in card.positions}
        for note in card.notes:
            for position_id, quantity in note.pieces.items():
                position = by_id[position_id]
                position.open += quantity
                if position.article is not None:
                    self._state.ledger.put(position.article, quantity)
                    self._state.ledger.reserve(position.article, quantity)
            for table, column in _OF_A_NOTE:
                journal.delete(table, column, note.id)
        card.notes.clear()
        write_progress(card, journal)
        write_quantities(card, journal)

    def _release(self, card: OrderCard) -> None:
        for position in card.positions:
            if position.article is not None:
                self._state.ledger.reserve(position.article, -position.open)


def _copy(table: sa.Table, column: str, old: int, journal: Journal, **new: object) -> None:
    """One row again under a new key; ``new`` names what differs."""
    values = [sa.literal(new[c.name], c.type) if c.name in new else c for c in table.c]
    rows = sa.select(*values).where(table.c[column] == old)
    journal.execute(sa.insert(table).from_select([c.name for c in table.c], rows))


def _copy_order(card: OrderCard, other: OrderCard, journal: Journal) -> None:
    _copy(
        tables.order,
        "kAuftrag",
        card.id,
        journal,
        kAuftrag=other.id,
        cAuftragsNr=other.number,
    )
    _copy(tables.order_totals, "kAuftrag", card.id, journal, kAuftrag=other.id)
    _copy(tables.order_address, "kAuftrag", card.id, journal, kAuftrag=other.id)


def _copy_position(old: int, new: int, order: int, owner: int | None, journal: Journal) -> None:
    key = "kAuftragPosition"
    _copy(
        tables.position,
        key,
        old,
        journal,
        kAuftragPosition=new,
        kAuftrag=order,
        kAuftragStueckliste=owner,
    )
    _copy(tables.position_totals, key, old, journal, kAuftragPosition=new, kAuftrag=order)


def _set_quantity(position: int, quantity: Decimal, journal: Journal) -> None:
    key = {"kAuftragPosition": position}
    journal.update(tables.position, key, fAnzahl=quantity)
    journal.update(tables.position_totals, key, fAnzahlOffen=quantity, fAnzahlGeliefert=Decimal(0))
