"""When the runs of a play are killed."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from temu_desktop.ids import JobId
from temu_desktop.jobs.model import SYNC_ORDERS
from tests.reliability.moments import Blow, Moment

Counts = Sequence[Mapping[str, int]]
"""How many moments of each kind the runs of an undisturbed play had."""

_WEIGHTS = {
    Moment.COMMIT: 4,
    Moment.STATEMENT: 3,
    Moment.HAND_OVER: 1,
    Moment.ANSWER: 2,
    Moment.REQUEST: 1,
}


@dataclass(frozen=True, slots=True)
class AtBorders:
    """At every border of the chosen runs, one after the other."""

    counts: Counts
    chosen: Callable[[int, JobId], bool]

    def of_run(self, number: int, job: JobId) -> Sequence[Blow]:
        """Blows at the first border, the second, and so on."""
        if number >= len(self.counts) or not self.chosen(number, job):
            return ()
        borders = self.counts[number][Moment.BORDER]
        return [Blow(Moment.BORDER, border) for border in range(1, borders + 1)]


@dataclass(frozen=True, slots=True)
class AtRandom:
    """``per_run`` times in every run, at moments that the seed draws."""

    seed: int
    counts: Counts
    per_run: float

    def of_run(self, number: int, job: JobId) -> Sequence[Blow]:
        """Blows at any commit, statement or call; the orders job gets more of them."""
        if number >= len(self.counts):
            return ()
        rng = random.Random(f"kills/{self.seed}/{number}")
        wanted = self.per_run * (1.5 if job == SYNC_ORDERS else 0.5)
        times = int(wanted) + (rng.random() < wanted % 1)
        return [self._draw(rng, self.counts[number]) for _ in range(times)]

    def _draw(self, rng: random.Random, counts: Mapping[str, int]) -> Blow:
        possible = [moment for moment in _WEIGHTS if counts.get(moment)]
        moment = rng.choices(possible, [_WEIGHTS[moment] for moment in possible])[0]
        return Blow(moment, rng.randint(1, counts[moment]))


@dataclass(frozen=True, slots=True)
class InTurn:
    """First the blows of one plan, then those of the others."""

    plans: Sequence[AtBorders | AtRandom]

    def of_run(self, number: int, job: JobId) -> Sequence[Blow]:
        """All blows for this run."""
        return [blow for plan in self.plans for blow in plan.of_run(number, job)]
