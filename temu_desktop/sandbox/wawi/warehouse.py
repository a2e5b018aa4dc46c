"""The warehouse: turns each order's plan into appointments and carries them out.

Everything follows from the seed and the order's external number, so that the same orders are
packed the same way whatever else happens.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from temu_desktop.sandbox.wawi.agenda import Act, Agenda
from temu_desktop.sandbox.wawi.corrections import Corrections
from temu_desktop.sandbox.wawi.journal import Journal
from temu_desktop.sandbox.wawi.packing import Packing
from temu_desktop.sandbox.wawi.plan import Manner, NotePlan, ParcelPlan, Plan, make_plan
from temu_desktop.sandbox.wawi.state import Note, OrderCard, Parcel, WawiState


@dataclass(frozen=True, slots=True)
class Temper:
    """How the staff work: the seed, whether awkward things happen, how slowly (1 is normal)."""

    seed: int
    awkward: bool
    pace: float = 1.0


class Warehouse:
    """Staff who pack and ship by appointment."""

    def __init__(self, state: WawiState, temper: Temper) -> None:
        self.agenda = Agenda()
        self.packing = Packing(state)
        self.corrections = Corrections(state)
        self._state = state
        self._temper = temper
        self._waiting: dict[str, dict[int, Plan]] = {}
        self._cancelled: set[str] = set()

    def accept(self, card: OrderCard, now: datetime) -> None:
        """Plan a freshly imported order."""
        rng = random.Random(f"wawi/{self._temper.seed}/{card.external}/{card.number}")
        pieces = [int(position.open) for position in card.positions]
        plan = make_plan(rng, pieces, awkward=self._temper.awkward, pace=self._temper.pace)
        self._waiting.setdefault(card.address, {})[card.id] = plan
        self._at(now, plan.notes[0].packed, self._start(card, plan))

    def cancel_at_request(self, numbers: frozenset[str], journal: Journal, now: datetime) -> None:
        """Staff cancel what the buyer cancelled at TEMU, as long as nothing of it has left."""
        for external in numbers - self._cancelled:
            cards = self._state.by_external.get(external)
            if not cards:
                continue
            self._cancelled.add(external)
            for card in cards:
                if card.is_open and not any(parcel.shipped for parcel in card.parcels):
                    self.corrections.cancel(card, journal, now)

    def is_waiting(self, card: OrderCard) -> bool:
        """Whether nobody has started packing it."""
        return card.is_open and card.id in self._waiting.get(card.address, {})

    def split(self, card: OrderCard, journal: Journal, now: datetime) -> OrderCard:
        """Split a waiting order of several pieces in two, which then go their own ways."""
        plan = self._waiting[card.address][card.id]
        share = _half(card)
        other = self.corrections.split(card, share, journal)
        single = Plan(Manner.PLAIN, (plan.notes[-1],))
        self._waiting[card.address][card.id] = single
        self._at(now, plan.notes[-1].packed, self._start(other, single))
        return other

    def _start(self, card: OrderCard, plan: Plan) -> Act:
        def start(journal: Journal, now: datetime) -> None:
            waiting = self._waiting.get(card.address, {})
            current = waiting.pop(card.id, None if not card.split_off else plan)
            if current is None or not card.is_open:
                return
            self._carry_out(card, current, journal, now)

        return start

    def _carry_out(self, card: OrderCard, plan: Plan, journal: Journal, now: datetime) -> None:
        first = plan.notes[0]
        if plan.manner is Manner.SPLIT and first.share is not None:
            other = self.corrections.split(card, first.share, journal)
            self._pack(card, _whole(first), journal, now)
            self._later(now, plan, other)
        elif plan.manner is Manner.MERGED and (partner := self._partner(card)) is not None:
            self._pack_together(card, partner, first, journal, now)
        else:
            self._pack(card, first, journal, now)
            if len(plan.notes) > 1:
                self._later(now, plan, card)

    def _later(self, now: datetime, plan: Plan, card: OrderCard) -> None:
        first, second = plan.notes

        def pack_rest(journal: Journal, moment: datetime) -> None:
            if card.is_open:
                self._pack(card, _whole(second), journal, moment)

        self._at(now, second.packed - first.packed, pack_rest)

    def _pack(self, card: OrderCard, plan: NotePlan, journal: Journal, now: datetime) -> None:
        note = self.packing.pack(card, plan.share, journal, now)
        for parcel_plan in plan.parcels:
            parcel = self.packing.add_parcel(card, note, plan.method, journal, now)
            number = self.packing.new_number(plan.method)
            self._schedule(_Trip(card, note, parcel, number), parcel_plan, now)

    def _partner(self, card: OrderCard) -> OrderCard | None:
        """Another order for the same door that nobody has started on."""
        for other in self._waiting.get(card.address, {}):
            partner = self._state.orders.get(other)
            if partner and partner.is_open and partner.external != card.external:
                return partner
        return None

    def _pack_together(
        self, card: OrderCard, partner: OrderCard, plan: NotePlan, journal: Journal, now: datetime
    ) -> None:
        """Two complete orders in one box: two package rows, one tracking number."""
        del self._waiting[partner.address][partner.id]
        number = self.packing.new_number(plan.method)
        for packed in (card, partner):
            note = self.packing.pack(packed, None, journal, now)
            parcel = self.packing.add_parcel(packed, note, plan.method, journal, now)
            self._schedule(_Trip(packed, note, parcel, number), plan.parcels[0], now)

    def _schedule(self, trip: _Trip, plan: ParcelPlan, now: datetime) -> None:
        self._at(now, plan.labelled, self._labelling(trip, trip.number))
        if plan.cancelled is not None:
            self._at(now, plan.cancelled, self._labelling(trip, ""))
            replacement = self.packing.new_number(trip.parcel.method)
            again = (plan.cancelled + plan.shipped) / 2
            self._at(now, again, self._labelling(trip, replacement))
        self._at(now, plan.shipped, self._shipping(trip))

    def _labelling(self, trip: _Trip, number: str) -> Act:
        def label(journal: Journal, now: datetime) -> None:
            if trip.is_on:
                self.packing.label(trip.parcel, number, journal)

        return label

    def _shipping(self, trip: _Trip) -> Act:
        def ship(journal: Journal, now: datetime) -> None:
            if trip.is_on:
                self.packing.ship(trip.card, trip.parcel, journal, now)

        return ship

    def _at(self, now: datetime, seconds: float, act: Act) -> None:
        self.agenda.add(now + timedelta(seconds=max(0.0, seconds)), act)


@dataclass(frozen=True, slots=True)
class _Trip:
    """One parcel on its way out of the house, with the number it will get."""

    card: OrderCard
    note: Note
    parcel: Parcel
    number: str

    @property
    def is_on(self) -> bool:
        """Whether the parcel still waits: the order was not cancelled and nobody shipped it."""
        return self.card.is_open and self.note in self.card.notes and self.parcel.shipped is None


def _whole(plan: NotePlan) -> NotePlan:
    return NotePlan(plan.packed, None, plan.parcels, plan.method)


def _half(card: OrderCard) -> list[int]:
    """About half of the pieces, at least one, never all."""
    left = max(1, sum(int(position.open) for position in card.positions) // 2)
    share = []
    for position in card.positions:
        taken = min(left, int(position.open))
        share.append(taken)
        left -= taken
    return share
