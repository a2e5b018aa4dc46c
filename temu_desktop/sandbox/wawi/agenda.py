"""What is to happen when: a queue by time that is worked off piece by piece."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from temu_desktop.sandbox.wawi.journal import Journal

Act = Callable[[Journal, datetime], None]


@dataclass(order=True, slots=True)
class _Appointment:
    due: datetime
    serial: int
    act: Act = field(compare=False)


class Agenda:
    """Appointments in order of time; those of one moment in the order they were made."""

    def __init__(self) -> None:
        self._queue: list[_Appointment] = []
        self._serial = 0

    def add(self, due: datetime, act: Act) -> None:
        """Let something happen at a moment (aware UTC)."""
        self._serial += 1
        heapq.heappush(self._queue, _Appointment(due, self._serial, act))

    def run(self, now: datetime, journal: Journal, limit: int) -> int:
        """Do at most ``limit`` things that are due, each at its own time; tells how many."""
        done = 0
        while done < limit and self._queue and self._queue[0].due <= now:
            appointment = heapq.heappop(self._queue)
            appointment.act(journal, appointment.due)
            done += 1
        return done

    @property
    def next_due(self) -> datetime | None:
        """When the next thing happens, None when there is nothing left."""
        return self._queue[0].due if self._queue else None

    def __len__(self) -> int:
        return len(self._queue)
