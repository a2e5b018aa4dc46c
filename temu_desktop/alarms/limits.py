"""Which alarms may leave now, so that a flood of them is still read. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from temu_desktop.alarms.model import Alarm, Outgoing, Sent
from temu_desktop.attention.catalogue import Severity, severity_of

SAME_AGAIN = timedelta(hours=1)
"""The same rule about the same thing is told once in this time."""
SPAN = timedelta(minutes=10)
MOST_IN_SPAN = 10


def plan(waiting: Sequence[Alarm], sent: Sequence[Sent], now: datetime) -> list[Outgoing]:
    """The messages of one channel that may leave now, the gravest first.

    ``sent`` are the channel's messages of the last hour. What is above the limits goes as a number
    with the last message; where none may leave, it waits.
    """
    told = {message.key for message in sent if abs(now - message.at) < SAME_AGAIN}
    left = MOST_IN_SPAN - sum(abs(now - message.at) < SPAN for message in sent)
    fresh: list[Alarm] = []
    again: list[Alarm] = []
    for alarm in sorted(waiting, key=_urgency):
        (again if alarm.key in told else fresh).append(alarm)
        told.add(alarm.key)
    if left <= 0 or not fresh:
        return []
    *alone, last = fresh[:left]
    return [*map(Outgoing, alone), Outgoing(last, (*fresh[left:], *again))]


def _urgency(alarm: Alarm) -> tuple[bool, int]:
    return severity_of(alarm.issue) is not Severity.CRITICAL, alarm.id
