"""Which units go into which parcel (decision 15). Pure.

JTL stores quantities per delivery note, TEMU wants them per parcel. Units are dealt out over the
parcels of a note in order, at least one each. With fewer units than parcels the spare parcels are
attached to one that carries a line of quantity 1; TEMU takes at most ten of these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from temu_desktop.ids import OrderSn, PackageKey, article_key

MAX_ATTACHED = 10


class CannotDeal(Exception):
    """The units cannot be dealt out by rule; ``reason`` says why. A person decides."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class LineToShip:
    """A line of the order: ``units`` at TEMU, each of ``factor`` pieces of one article."""

    number: OrderSn
    article: str
    units: int
    factor: int


@dataclass(frozen=True, slots=True)
class Note:
    """A delivery note: delivered pieces by article number, and its parcels in order."""

    pieces: Mapping[str, int]
    parcels: tuple[PackageKey, ...]


@dataclass(frozen=True, slots=True)
class Dealt:
    """What one parcel carries, and the parcels that are attached to it."""

    parcel: PackageKey
    units: tuple[tuple[OrderSn, int], ...]
    attached: tuple[PackageKey, ...] = ()


def delivered_units(
    lines: Sequence[LineToShip], notes: Sequence[Note]
) -> list[list[tuple[OrderSn, int]]]:
    """Units per note and line: pieces are given to the lines of their article in order, and a
    bundle's unit counts with the note that completes it."""
    given: Counter[OrderSn] = Counter()
    told: Counter[OrderSn] = Counter()
    result: list[list[tuple[OrderSn, int]]] = []
    for note in notes:
        left = Counter({article_key(article): n for article, n in note.pieces.items()})
        units: list[tuple[OrderSn, int]] = []
        for line in lines:
            key = article_key(line.article)
            take = min(left[key], line.units * line.factor - given[line.number])
            left[key] -= take
            given[line.number] += take
            complete = given[line.number] // line.factor - told[line.number]
            told[line.number] += complete
            if complete:
                units.append((line.number, complete))
        result.append(units)
    return result


def is_complete(
    lines: Sequence[LineToShip], units: Sequence[Sequence[tuple[OrderSn, int]]]
) -> bool:
    """Every line's units are on delivery notes."""
    total: Counter[OrderSn] = Counter()
    for note in units:
        for number, count in note:
            total[number] += count
    return all(total[line.number] >= line.units for line in lines)


def deal(units: Sequence[tuple[OrderSn, int]], parcels: Sequence[PackageKey]) -> list[Dealt]:
    """Deal the units of one delivery note over its parcels; raises CannotDeal."""
    singles = [number for number, count in units for _ in range(count)]
    if not singles or not parcels:
        raise CannotDeal("nothing_to_deal")
    carrying = min(len(singles), len(parcels))
    share, extra = divmod(len(singles), carrying)
    dealt: list[Dealt] = []
    start = 0
    for index, parcel in enumerate(parcels[:carrying]):
        end = start + share + (1 if index < extra else 0)
        dealt.append(Dealt(parcel, tuple(Counter(singles[start:end]).items())))
        start = end
    return _attach(dealt, tuple(parcels[carrying:]), dict(units))


def _attach(
    dealt: list[Dealt], spare: tuple[PackageKey, ...], totals: Mapping[OrderSn, int]
) -> list[Dealt]:
    if not spare:
        return dealt
    if len(spare) > MAX_ATTACHED:
        raise CannotDeal("too_many_parcels")
    for index, item in enumerate(dealt):
        if all(totals[number] == 1 for number, _ in item.units):
            dealt[index] = Dealt(item.parcel, item.units, spare)
            return dealt
    raise CannotDeal("more_parcels_than_units")


def attach_if_possible(
    dealt: Sequence[Dealt], spare: Sequence[PackageKey], totals: Mapping[OrderSn, int]
) -> list[Dealt]:
    """Attach parcels that carry nothing to one whose lines have a single unit, if there is one."""
    result = list(dealt)
    for index, item in enumerate(result):
        room = MAX_ATTACHED - len(item.attached)
        if spare and len(spare) <= room and all(totals[number] == 1 for number, _ in item.units):
            result[index] = Dealt(item.parcel, item.units, (*item.attached, *spare))
            break
    return result
