"""Which issues phones have been told of; of several processes one claims each telling.

A claim is one statement, so that two never get the same issue, and it ends by itself, so that the
issues of a process that has died are told by another one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from temu_desktop.attention.model import IssueRule, StoredIssue
from temu_desktop.attention.repository import ISSUES, stored_issues

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
    told = {ISSUES.c.pushed_at: now, ISSUES.c.push_claim: None}
    conn.execute(update(ISSUES).where(ISSUES.c.push_claim == name).values(told))


def _free(rules: Collection[IssueRule], now: datetime) -> ColumnElement[bool]:
    claimed_until = ISSUES.c.push_claimed_until
    return and_(
        _OPEN,
        ISSUES.c.pushed_at.is_(None),
        ISSUES.c.rule.in_(sorted(rule.value for rule in rules)),
        or_(ISSUES.c.push_claim.is_(None), claimed_until.is_(None), claimed_until < now),
    )
