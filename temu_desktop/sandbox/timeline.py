"""What is still to come, in order of time; the seed decides it, nobody else."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from enum import StrEnum

from temu_desktop.sandbox.plans import Incident, OrderPlan


class Kind(StrEnum):
    """What an appointment is for."""

    ORDER = "order"
    CONFIRMATION = "confirmation"
    INCIDENT = "incident"
    CANCELLATION_ENDS = "cancellation_ends"
    DATA_READY = "data_ready"


@dataclass(frozen=True, slots=True)
class Appointment:
    """One thing that happens to one order; `plan` belongs to ORDER, `incident` to INCIDENT.

    `withdraws` tells of CANCELLATION_ENDS whether the buyer takes the wish back.
    """

    kind: Kind
    number: str
    plan: OrderPlan | None = None
    incident: Incident | None = None
    withdraws: bool = False


class Timeline:
    """A queue of appointments by unix seconds; equal times keep the order they were made in."""

    def __init__(self) -> None:
        self._queue: list[tuple[float, int, Appointment]] = []
        self._made = 0

    def __len__(self) -> int:
        return len(self._queue)

    def add(self, due: float, appointment: Appointment) -> None:
        """Make an appointment."""
        self._made += 1
        heapq.heappush(self._queue, (due, self._made, appointment))

    @property
    def next_due(self) -> float | None:
        """When the next thing happens; None when nothing is left."""
        return self._queue[0][0] if self._queue else None

    def pop_due(self, now: float) -> tuple[float, Appointment] | None:
        """The next appointment that is due, with its time; None when there is none."""
        if not self._queue or self._queue[0][0] > now:
            return None
        due, _, appointment = heapq.heappop(self._queue)
        return due, appointment

    def pop_early(self, until: float) -> Appointment | None:
        """The next appointment ahead of its time, when it is due by `until` and may come early."""
        if not self._queue or self._queue[0][0] > until:
            return None
        if self._queue[0][2].kind in (Kind.CANCELLATION_ENDS, Kind.DATA_READY):
            return None
        return heapq.heappop(self._queue)[2]
