"""Why this number: the sum step by step, as codes and figures that ``StockWords`` puts into words.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from temu_desktop.inventory.model import Decider, Why
from temu_desktop.inventory.rules import MOST


class StepCode(StrEnum):
    """One step of the sum."""

    AVAILABLE = "available"
    IN_FLIGHT = "in_flight"
    BUFFER = "buffer"
    FACTOR = "factor"
    CAP = "cap"
    MOST = "most"
    MINIMUM = "minimum"
    NOT_SOLD = "not_sold"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    NO_ARTICLE = "no_article"
    RESULT = "result"
    LEFT_ALONE = "left_alone"


SUBTRACTS = frozenset({StepCode.IN_FLIGHT, StepCode.BUFFER})


@dataclass(frozen=True, slots=True)
class ExplainStep:
    """One step: its figure (None where it has none), and what remains after it.

    Pieces up to ``factor``, sold units from there on.
    """

    code: StepCode
    amount: int | None
    remains: int | None


def explain(why: Why) -> tuple[ExplainStep, ...]:
    """From what JTL can promise to the number at TEMU; the last step is ``result``, or
    ``left_alone`` where TEMU's quantity is not touched."""
    steps = list(_sum(why))
    last = StepCode.LEFT_ALONE if why.result is None else StepCode.RESULT
    return (*steps, ExplainStep(last, why.result, why.result))


def _sum(why: Why) -> Iterator[ExplainStep]:
    if why.decider in {Decider.NO_ARTICLE, Decider.NOT_SOLD}:
        yield ExplainStep(StepCode(why.decider.value), None, why.result)
        return
    rest = why.available
    yield ExplainStep(StepCode.AVAILABLE, why.available, rest)
    for code, taken in ((StepCode.IN_FLIGHT, why.in_flight), (StepCode.BUFFER, why.buffer)):
        if taken:
            rest = max(0, rest - taken)
            yield ExplainStep(code, taken, rest)
    if why.factor > 1:
        rest //= why.factor
        yield ExplainStep(StepCode.FACTOR, why.factor, rest)
    yield from _limits(why, rest)


def _limits(why: Why, rest: int) -> Iterator[ExplainStep]:
    """What the rules make of the units that are left; a rule that changes nothing is left out."""
    if rest > MOST:
        rest = MOST
        yield ExplainStep(StepCode.MOST, MOST, rest)
    if why.cap is not None and rest > why.cap:
        rest = why.cap
        yield ExplainStep(StepCode.CAP, why.cap, rest)
    if rest < why.minimum:
        rest = 0
        yield ExplainStep(StepCode.MINIMUM, why.minimum, rest)
    if why.decider in {Decider.HOLIDAY, Decider.PAUSED}:
        yield ExplainStep(StepCode(why.decider.value), None, why.result)
