"""What staff do with an order, row by row: delivery notes, parcels, labels, shipping.

A package row exists before it has a number and before it leaves; the goods leave the shelf with
the delivery note. Times in the tables are the merchant's local ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from temu_desktop.clock import to_berlin_naive
from temu_desktop.sandbox.wawi import order_tables as tables
from temu_desktop.sandbox.wawi.carriers import Method, tracking_number
from temu_desktop.sandbox.wawi.journal import Journal
from temu_desktop.sandbox.wawi.state import Note, OrderCard, Parcel, WawiState

COMPLETE = 1
_SHIPPED_STATUS = 2
_LABELLED_STATUS = 1


def local(moment: datetime) -> datetime:
    """A moment as JTL writes it: naive Berlin time, whole seconds."""
    return to_berlin_naive(moment).replace(microsecond=0)


class Packing:
    """The acts of the packing table on one order at a time."""

    def __init__(self, state: WawiState) -> None:
        self._state = state

    def pack(
        self, card: OrderCard, share: Sequence[int] | None, journal: Journal, now: datetime
    ) -> Note:
        """A delivery note for this share of the lines, or for all that is left."""
        pieces = _pieces(card, share)
        keys = self._state.keys
        note = Note(keys.take("note", 500_001), pieces)
        card.notes.append(note)
        journal.insert(
            tables.note,
            kLieferschein=note.id,
            kBestellung=card.id,
            cLieferscheinNr=f"LS-{note.id}",
            dErstellt=local(now),
        )
        journal.insert(tables.note_totals, kLieferschein=note.id, dErstellt=local(now))
        for position in card.positions:
            quantity = pieces.get(position.id, Decimal(0))
            if not quantity:
                continue
            position.open -= quantity
            rows = [(position.id, Decimal(1)), *position.parts]
            for position_id, per_unit in rows:
                journal.insert(
                    tables.note_position,
                    kLieferscheinPos=keys.take("note_position", 700_001),
                    kLieferschein=note.id,
                    kBestellPos=position_id,
                    fAnzahl=quantity * per_unit,
                )
            if position.article is not None:
                self._state.ledger.take(position.article, quantity)
                self._state.ledger.reserve(position.article, -quantity)
        write_quantities(card, journal)
        return note

    def add_parcel(
        self, card: OrderCard, note: Note, method: Method, journal: Journal, now: datetime
    ) -> Parcel:
        """A package without a number, still in the house."""
        parcel = Parcel(self._state.keys.take("package", 900_001), note.id, method)
        note.parcels.append(parcel)
        journal.insert(
            tables.package,
            kVersand=parcel.id,
            kLieferschein=note.id,
            kVersandArt=int(method),
            cIdentCode=None,
            cLogistiker="",
            dErstellt=local(now),
        )
        write_progress(card, journal)
        return parcel

    def new_number(self, method: Method) -> str:
        """A tracking number nobody has."""
        return tracking_number(method, self._state.keys.take("tracking", 4_711_001))

    def label(self, parcel: Parcel, tracking: str, journal: Journal) -> None:
        """The label is printed (or, with '', cancelled)."""
        parcel.tracking = tracking
        journal.update(
            tables.package,
            {"kVersand": parcel.id},
            cIdentCode=tracking or None,
            nStatus=_LABELLED_STATUS if tracking else 0,
        )

    def ship(self, card: OrderCard, parcel: Parcel, journal: Journal, now: datetime) -> None:
        """The parcel leaves the house."""
        parcel.shipped = now
        journal.update(
            tables.package,
            {"kVersand": parcel.id},
            dVersendet=local(now),
            kVersandArt=int(parcel.method),
        )
        write_progress(card, journal)


def write_progress(card: OrderCard, journal: Journal) -> None:
    """Bring the cached figures of an order and its notes up to date."""
    parcels = card.parcels
    left = [parcel.shipped for parcel in parcels if parcel.shipped]
    delivered = COMPLETE if card.is_delivered else 0
    journal.update(tables.order, {"kAuftrag": card.id}, nKomplettAusgeliefert=delivered)
    journal.update(
        tables.order_totals,
        {"kAuftrag": card.id},
        nAnzahlPakete=len(parcels),
        nAnzahlVersendetePakete=len(left),
        dLetzterVersand=local(max(left)) if left else None,
    )
    for note in card.notes:
        _write_note(note, journal)


def write_quantities(card: OrderCard, journal: Journal) -> None:
    """Bring open and delivered pieces of every line up to date."""
    for position in card.positions:
        for position_id, per_unit in [(position.id, Decimal(1)), *position.parts]:
            journal.update(
                tables.position_totals,
                {"kAuftragPosition": position_id},
                fAnzahlOffen=position.open * per_unit,
                fAnzahlGeliefert=(position.ordered - position.open) * per_unit,
            )


def _write_note(note: Note, journal: Journal) -> None:
    left = [parcel.shipped for parcel in note.parcels if parcel.shipped]
    whole = bool(left) and len(left) == len(note.parcels)
    journal.update(
        tables.note_totals,
        {"kLieferschein": note.id},
        nAnzahlPakete=len(note.parcels),
        nAnzahlVersendetePakete=len(left),
        nVersandStatus=_SHIPPED_STATUS if whole else int(bool(left)),
        dVersendet=local(max(left)) if whole else None,
        kVersandArt=int(note.parcels[-1].method) if note.parcels else 0,
    )


def _pieces(card: OrderCard, share: Sequence[int] | None) -> dict[int, Decimal]:
    if share is None:
        return {position.id: position.open for position in card.positions if position.open}
    wanted = zip(card.positions, share, strict=True)
    return {p.id: min(Decimal(count), p.open) for p, count in wanted if count and p.open}
