"""Which issues phones have been told of; of several processes one claims each telling.

A claim is one statement, so that two never get the same issue, and it ends by itself, so that the
issues of a process that has died are told by another one. What a phone could not be told waits: its
claim ends when it is to be tried again, by whoever is first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from temu_desktop.attention.model import IssueRule, StoredIssue, Waiting
from temu_desktop.attention.repository import ISSUES, stored_issues
from temu_desktop.database.batching import update_rows

_OPEN = ISSUES.c.closed_marker == ""


def untold(conn: Connection, rules: Collection[IssueRule], now: datetime) -> int:
    """How many open issues nobody has told of, and nobody is telling."""
    statement = select(func.count()).select_from(ISSUES).where(_free(rules, now))
    return int(conn.execute(statement).scalar_one())


def claim(
    conn: Connection, rules: Collection[IssueRule], name: str, now: datetime, until: datetime
) -> list[StoredIssue]:
    """Take them for oneself up to a moment; ``name`` is of this one telling."""
    mine = {ISSUES.c.push_claim: name, ISSUES.c.push_claimed_until: until}
    conn.execute(update(ISSUES).where(_free(rules, now)).values(mine))
    claimed = select(ISSUES).where(_OPEN, ISSUES.c.push_claim == name)
    return stored_issues(conn.execute(claimed.order_by(ISSUES.c.since, ISSUES.c.id)))


def renew(conn: Connection, name: str, until: datetime) -> None:
    """Keep them a little longer."""
    mine = ISSUES.c.push_claim == name
    conn.execute(update(ISSUES).where(mine).values({ISSUES.c.push_claimed_until: until}))


def note_told(conn: Connection, name: str, now: datetime) -> None:
    """They have been told; one that got worse meanwhile is no longer of this telling."""
    told = {ISSUES.c.pushed_at: now, ISSUES.c.push_waiting: None}
    conn.execute(update(ISSUES).where(ISSUES.c.push_claim == name).values(told))


def note_waiting(
    conn: Connection, name: str, waiting: Mapping[int, Waiting], until: Mapping[int, datetime]
) -> None:
    """Of this telling these, by their ids, are not told yet where they are still open; up to a
    moment each they are nobody else's."""
    rows = [
        {
            "id": key,
            "push_claim": name,
            "closed_marker": "",
            "pushed_at": None,
            "push_claimed_until": until[key],
            "push_waiting": {"since": item.since.isoformat(), "phones": sorted(item.phones)},
        }
        for key, item in waiting.items()
    ]
    update_rows(conn, ISSUES, rows, ["id", "push_claim", "closed_marker"])


def waiting_in(conn: Connection, name: str) -> dict[int, Waiting]:
    """Whom the claimed ones wait for, by their ids, where some phones were told already."""
    mine = and_(ISSUES.c.push_claim == name, ISSUES.c.push_waiting.is_not(None))
    return {
        row.id: Waiting(
            datetime.fromisoformat(row.push_waiting["since"]), frozenset(row.push_waiting["phones"])
        )
        for row in conn.execute(select(ISSUES.c.id, ISSUES.c.push_waiting).where(mine))
    }


def _free(rules: Collection[IssueRule], now: datetime) -> ColumnElement[bool]:
    claimed_until = ISSUES.c.push_claimed_until
    return and_(
        _OPEN,
        ISSUES.c.pushed_at.is_(None),
        ISSUES.c.rule.in_(sorted(rule.value for rule in rules)),
        or_(ISSUES.c.push_claim.is_(None), claimed_until.is_(None), claimed_until < now),
    )
