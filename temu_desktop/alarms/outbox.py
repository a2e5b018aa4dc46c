"""The outbox in the database: one row per alarm and channel.

A row is committed with its issue and settled after its message has left, so that a process that
dies between the two sends twice and never loses.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from temu_desktop.alarms.model import Alarm, AlarmState, Channel, Outgoing, Sent
from temu_desktop.attention.catalogue import Severity, severity_of, told_params
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import open_by_refs
from temu_desktop.database import UnitOfWork, schema
from temu_desktop.database.batching import insert_rows, update_rows
from temu_desktop.events import IssuesChanged
from temu_desktop.fitting import fit

ALARMS = schema.alarms
MOST_ATTEMPTS = 5


def note_raised(uow: UnitOfWork, channels: Sequence[Channel], now: datetime) -> None:
    """Put what this transaction raised, or made critical, into the outbox.

    A channel that takes nothing is not told so.
    """
    events = [event for event in uow.events if isinstance(event, IssuesChanged)]
    refs = {ref for event in events for ref in (*event.raised, *event.worsened)}
    if not refs or not channels:
        return
    grave = [
        stored.issue
        for stored in open_by_refs(uow.connection, refs)
        if severity_of(stored.issue) is not Severity.INFO
    ]
    insert_rows(
        uow.connection,
        ALARMS,
        [
            _row(issue, channel, now)
            for issue in grave
            for channel in channels
            if (issue.rule, issue.subject_key) != (IssueRule.ALARM_FAILED, channel.value)
        ],
    )


def waiting(conn: Connection, channel: Channel) -> list[Alarm]:
    """What one channel has still to be told, oldest first."""
    is_waiting = ALARMS.c.state == AlarmState.WAITING.value
    of_channel = ALARMS.c.channel == channel.value
    rows = conn.execute(select(ALARMS).where(is_waiting, of_channel).order_by(ALARMS.c.id))
    return [_alarm(row) for row in rows]


def sent_since(conn: Connection, channel: Channel, moment: datetime) -> list[Sent]:
    """The messages that left by one channel since a moment."""
    rows = conn.execute(
        select(ALARMS).where(
            ALARMS.c.state == AlarmState.SENT.value,
            ALARMS.c.channel == channel.value,
            ALARMS.c.settled_at >= moment,
        )
    )
    return [Sent(_alarm(row).key, row.settled_at) for row in rows]


def settle(conn: Connection, outgoing: Outgoing, now: datetime) -> None:
    """The message has left, and what was folded into it is told with it."""
    alarm = outgoing.alarm
    states = [(alarm, AlarmState.SENT), *((one, AlarmState.FOLDED) for one in outgoing.folded)]
    rows = [
        {"id": one.id, "state": state.value, "settled_at": now, "attempts": one.attempts + 1}
        for one, state in states
    ]
    update_rows(conn, ALARMS, rows, ["id"])


def note_failure(conn: Connection, alarm: Alarm, reason: str, now: datetime) -> bool:
    """The channel did not take it. True: it was the last attempt."""
    attempts = alarm.attempts + 1
    last = attempts >= MOST_ATTEMPTS
    row = {
        "id": alarm.id,
        "attempts": attempts,
        "error_text": fit(reason, 500),
        "state": (AlarmState.FAILED if last else AlarmState.WAITING).value,
        "settled_at": now if last else None,
    }
    update_rows(conn, ALARMS, [row], ["id"])
    return last


def _row(issue: Issue, channel: Channel, now: datetime) -> dict[str, object]:
    return {
        "rule": issue.rule.value,
        "subject_type": issue.subject_type,
        "subject_key": issue.subject_key,
        "params": told_params(issue),
        "channel": channel.value,
        "state": AlarmState.WAITING.value,
        "raised_at": now,
    }


def _alarm(row: Row[Any]) -> Alarm:
    issue = Issue(IssueRule(row.rule), row.subject_type, row.subject_key, row.params or {})
    return Alarm(row.id, issue, row.raised_at, row.attempts)
