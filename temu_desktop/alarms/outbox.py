"""Which alarms wait, went out or were given up: one row per issue and channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, exists, select

from temu_desktop.attention.catalogue import GUIDES, Severity
from temu_desktop.attention.model import IssueRule
from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows, update_rows
from temu_desktop.fitting import fit

ALARMS, ISSUES = schema.alarms, schema.issues
QUIET = timedelta(hours=1)
"""The same rule and subject is told once in this time."""
LOUD = tuple(rule.value for rule, guide in GUIDES.items() if guide.severity is not Severity.INFO)


class AlarmState(StrEnum):
    """Where an alarm stands; ``folded``: the same was told lately."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm for one channel."""

    id: int
    rule: IssueRule
    subject_type: str
    subject: str
    params: Mapping[str, Any]
    raised_at: datetime
    attempts: int


def enqueue(conn: Connection, channel: str, now: datetime) -> int:
    """Put every loud open issue that this channel has not been given; how many there were.

    An issue about the channel itself is left to the other channels.
    """
    known = exists().where(
        and_(
            ALARMS.c.channel == channel,
            ALARMS.c.rule == ISSUES.c.rule,
            ALARMS.c.subject_type == ISSUES.c.subject_type,
            ALARMS.c.subject_key == ISSUES.c.subject_key,
            ALARMS.c.raised_at == ISSUES.c.since,
        )
    )
    rows = conn.execute(
        select(ISSUES)
        .where(ISSUES.c.closed_at.is_(None), ISSUES.c.rule.in_(LOUD), ~known)
        .order_by(ISSUES.c.since, ISSUES.c.id)
    ).all()
    new = [row for row in rows if (row.rule, row.subject_key) != ("alarm_failed", channel)]
    told = _told_since(conn, channel, now - QUIET) if new else set()
    insert_rows(
        conn,
        ALARMS,
        [
            {
                "rule": row.rule,
                "subject_type": row.subject_type,
                "subject_key": row.subject_key,
                "params": row.params or {},
                "channel": channel,
                "state": _first_state((row.rule, row.subject_key) in told).value,
                "raised_at": row.since,
            }
            for row in new
        ],
    )
    return len(new)


def _first_state(told: bool) -> AlarmState:
    return AlarmState.FOLDED if told else AlarmState.WAITING


def _told_since(conn: Connection, channel: str, since: datetime) -> set[tuple[str, str]]:
    rows = conn.execute(
        select(ALARMS.c.rule, ALARMS.c.subject_key).where(
            ALARMS.c.channel == channel,
            ALARMS.c.state == AlarmState.SENT.value,
            ALARMS.c.settled_at >= since,
        )
    )
    return {(row.rule, row.subject_key) for row in rows}


def waiting(conn: Connection, channel: str) -> list[Alarm]:
    """What waits for a channel, the oldest first."""
    rows = conn.execute(
        select(ALARMS)
        .where(ALARMS.c.channel == channel, ALARMS.c.state == AlarmState.WAITING.value)
        .order_by(ALARMS.c.raised_at, ALARMS.c.id)
    )
    return [
        Alarm(
            id=row.id,
            rule=IssueRule(row.rule),
            subject_type=row.subject_type,
            subject=row.subject_key,
            params=row.params or {},
            raised_at=row.raised_at,
            attempts=row.attempts,
        )
        for row in rows
    ]


def settle(
    conn: Connection, alarms: Sequence[Alarm], state: AlarmState, now: datetime, error: str = ""
) -> None:
    """What became of an attempt to send these."""
    rows = [
        {
            "id": alarm.id,
            "state": state.value,
            "settled_at": None if state is AlarmState.WAITING else now,
            "attempts": alarm.attempts + 1,
            "error_text": fit(error, 500) or None,
        }
        for alarm in alarms
    ]
    update_rows(conn, ALARMS, rows, ["id"])
