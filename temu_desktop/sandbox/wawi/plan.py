"""What the warehouse will do with one order: a pure function of chance and the order's pieces."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from temu_desktop.sandbox.wawi.carriers import Method, choose_method

MINUTE = 60.0
HOUR = 3600.0


class Manner(StrEnum):
    """How an order leaves the house."""

    PLAIN = "plain"
    AT_ONCE = "at_once"
    LATE_LABEL = "late_label"
    RELABELLED = "relabelled"
    TWO_PARCELS = "two_parcels"
    BULKY = "bulky"
    PARTIAL = "partial"
    SPLIT = "split"
    MERGED = "merged"


_SHARES = {
    Manner.PLAIN: 34,
    Manner.AT_ONCE: 12,
    Manner.LATE_LABEL: 6,
    Manner.RELABELLED: 8,
    Manner.TWO_PARCELS: 12,
    Manner.BULKY: 2,
    Manner.PARTIAL: 10,
    Manner.SPLIT: 4,
    Manner.MERGED: 12,
}
_NEEDS_TWO_PIECES = frozenset({Manner.TWO_PARCELS, Manner.PARTIAL, Manner.SPLIT})


@dataclass(frozen=True, slots=True)
class ParcelPlan:
    """Seconds after packing: number known, number cancelled (a new one follows), handed over."""

    labelled: float
    shipped: float
    cancelled: float | None = None


@dataclass(frozen=True, slots=True)
class NotePlan:
    """One delivery note: when it is packed (seconds after the import), which pieces of each line
    (None: whatever is left), its parcels and its carrier."""

    packed: float
    share: tuple[int, ...] | None
    parcels: tuple[ParcelPlan, ...]
    method: Method


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything about one order; the first share of a split one becomes an order of its own."""

    manner: Manner
    notes: tuple[NotePlan, ...]


def make_plan(rng: random.Random, pieces: Sequence[int], *, awkward: bool, pace: float) -> Plan:
    """Choose a manner that fits the pieces per line; ``pace`` stretches every duration."""
    manner = rng.choices(list(_SHARES), list(_SHARES.values()))[0] if awkward else Manner.PLAIN
    if sum(pieces) < 2 and manner in _NEEDS_TWO_PIECES:
        manner = Manner.PLAIN
    if manner is Manner.BULKY and max(pieces) > 1:
        # One parcel more than units can be reported for single pieces only (120011045).
        manner = Manner.PLAIN
    first = NotePlan(
        packed=rng.uniform(5 * MINUTE, 2 * HOUR),
        share=None,
        parcels=_parcels(rng, manner, sum(pieces)),
        method=choose_method(rng),
    )
    notes: tuple[NotePlan, ...] = (first,)
    if manner in (Manner.PARTIAL, Manner.SPLIT):
        later = replace(first, packed=first.packed + rng.uniform(HOUR, 5 * HOUR))
        notes = (replace(first, share=_share(rng, pieces)), later)
    return Plan(manner, tuple(_paced(note, pace) for note in notes))


def _parcels(rng: random.Random, manner: Manner, pieces: int) -> tuple[ParcelPlan, ...]:
    count = {Manner.TWO_PARCELS: 2, Manner.BULKY: pieces + 1}
    return tuple(_parcel(rng, manner) for _ in range(min(count.get(manner, 1), 9)))


def _parcel(rng: random.Random, manner: Manner) -> ParcelPlan:
    labelled = rng.uniform(MINUTE, 20 * MINUTE)
    if manner is Manner.LATE_LABEL:
        labelled = rng.uniform(HOUR, 3 * HOUR)
    shipped = labelled + rng.uniform(20 * MINUTE, 4 * HOUR)
    if manner is Manner.AT_ONCE:
        return ParcelPlan(labelled, labelled)
    if manner is Manner.RELABELLED:
        return ParcelPlan(labelled, shipped + HOUR, cancelled=labelled + 5 * MINUTE)
    return ParcelPlan(labelled, shipped)


def _share(rng: random.Random, pieces: Sequence[int]) -> tuple[int, ...]:
    """At least one piece for the first delivery and at least one for the second."""
    units = [line for line, count in enumerate(pieces) for _ in range(count)]
    chosen = rng.sample(units, rng.randint(1, len(units) - 1))
    return tuple(chosen.count(line) for line in range(len(pieces)))


def _paced(note: NotePlan, pace: float) -> NotePlan:
    parcels = tuple(
        ParcelPlan(
            p.labelled * pace, p.shipped * pace, None if p.cancelled is None else p.cancelled * pace
        )
        for p in note.parcels
    )
    return replace(note, packed=note.packed * pace, parcels=parcels)
