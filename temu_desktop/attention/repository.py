"""Issues in the database: raised once, kept while the fact is there, closed when it is gone.

What changes is recorded on the unit of work, so that everybody hears of it after the commit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from temu_desktop.attention.catalogue import Severity, severity_of
from temu_desktop.attention.model import Issue, IssueRule, StoredIssue
from temu_desktop.database import UnitOfWork, schema
from temu_desktop.database.batching import insert_rows, select_in, update_rows
from temu_desktop.events import IssueRef, IssuesChanged
from temu_desktop.fitting import fit

ISSUES = schema.issues
_OPEN = ISSUES.c.closed_at.is_(None)


def raise_issues(
    uow: UnitOfWork, issues: Iterable[Issue], now: datetime, *, by: str
) -> tuple[IssueRef, ...]:
    """Raise each issue once; one that is open already gets its parameters and its last sight.

    ``by`` is the run or the part of the program that found them. Returns what is new.
    """
    wanted = dict(map(_fitted, issues))
    keys = sorted({ref.subject_key for ref in wanted})
    found = select_in(uow.connection, select(ISSUES).where(_OPEN), ISSUES.c.subject_key, keys)
    known = {_ref(row): row for row in found if _ref(row) in wanted}
    update_rows(
        uow.connection,
        ISSUES,
        [
            {"id": row.id, "last_seen_at": now, "params": dict(wanted[ref].params)}
            for ref, row in known.items()
        ],
        ["id"],
    )
    new = tuple(ref for ref in wanted if ref not in known)
    insert_rows(uow.connection, ISSUES, [_new_row(wanted[ref], now) for ref in new])
    worse = tuple(ref for ref, row in known.items() if _is_worse(wanted[ref], row))
    # Phones hear of it again, whoever is just telling them of what it was.
    again = {"pushed_at": None, "push_claim": None, "push_waiting": None}
    update_rows(uow.connection, ISSUES, [{"id": known[ref].id, **again} for ref in worse], ["id"])
    if new or worse:
        uow.record(IssuesChanged(by, raised=new, worsened=worse))
    return new


def close_issues(
    uow: UnitOfWork, rule: IssueRule, subject_keys: Sequence[str], now: datetime, *, by: str
) -> tuple[IssueRef, ...]:
    """The fact behind these issues is gone. Returns what was open."""
    statement = select(ISSUES).where(ISSUES.c.rule == rule.value, _OPEN)
    rows = select_in(uow.connection, statement, ISSUES.c.subject_key, subject_keys)
    return _close(uow, rows, now, by)


def close_all_but(
    uow: UnitOfWork, rule: IssueRule, still_there: Iterable[str], now: datetime, *, by: str
) -> tuple[IssueRef, ...]:
    """Close every open issue of a rule whose subject is not in ``still_there``; returns them."""
    rows = uow.connection.execute(select(ISSUES).where(ISSUES.c.rule == rule.value, _OPEN))
    keep = {fit(key, 200) for key in still_there}
    return _close(uow, [row for row in rows if row.subject_key not in keep], now, by)


def _close(
    uow: UnitOfWork, rows: Sequence[Row[Any]], now: datetime, by: str
) -> tuple[IssueRef, ...]:
    """The marker makes room for the next issue of the same kind under the unique key."""
    marker = now.isoformat()
    over = {"closed_at": now, "closed_marker": marker, "push_waiting": None}
    changes = [{"id": row.id, **over} for row in rows]
    update_rows(uow.connection, ISSUES, changes, ["id"])
    closed = tuple(_ref(row) for row in rows)
    if closed:
        uow.record(IssuesChanged(by, closed=closed))
    return closed


def open_issues(conn: Connection, rules: Collection[IssueRule] = ()) -> list[StoredIssue]:
    """What needs a person now (by these rules; none named: by all), oldest first."""
    statement = _of_rules(select(ISSUES).where(_OPEN), rules)
    return stored_issues(conn.execute(statement.order_by(ISSUES.c.since, ISSUES.c.id)).all())


def open_refs(conn: Connection) -> frozenset[IssueRef]:
    """Which are open."""
    rows = conn.execute(
        select(ISSUES.c.rule, ISSUES.c.subject_type, ISSUES.c.subject_key).where(_OPEN)
    )
    return frozenset(IssueRef(*row) for row in rows)


def open_by_refs(conn: Connection, refs: Collection[IssueRef]) -> list[StoredIssue]:
    """The open ones among these."""
    keys = sorted({ref.subject_key for ref in refs})
    rows = select_in(conn, select(ISSUES).where(_OPEN), ISSUES.c.subject_key, keys)
    return stored_issues(row for row in rows if _ref(row) in refs)


def issues_of_subject(conn: Connection, subject_type: str, key: str) -> list[StoredIssue]:
    """All issues of one subject, open or closed, the oldest first."""
    mine = (ISSUES.c.subject_type == subject_type) & (ISSUES.c.subject_key == fit(key, 200))
    return stored_issues(
        conn.execute(select(ISSUES).where(mine).order_by(ISSUES.c.since, ISSUES.c.id))
    )


def closed_issues(
    conn: Connection, rules: Collection[IssueRule] = (), *, before: int | None, limit: int
) -> list[StoredIssue]:
    """Issues of the past, the newest first; ``before``: only ids below."""
    statement = _of_rules(select(ISSUES).where(ISSUES.c.closed_at.is_not(None)), rules)
    if before is not None:
        statement = statement.where(ISSUES.c.id < before)
    return stored_issues(conn.execute(statement.order_by(ISSUES.c.id.desc()).limit(limit)))


def issue_by_id(conn: Connection, key: int) -> StoredIssue | None:
    """One issue, open or closed."""
    found = stored_issues(conn.execute(select(ISSUES).where(ISSUES.c.id == key)))
    return found[0] if found else None


def note_act(uow: UnitOfWork, issue: StoredIssue, action: str, who: str, now: datetime) -> None:
    """A person did something about an issue; the newest act is kept with it."""
    row = {"id": issue.id, "acted_by": fit(who, 100), "acted_at": now, "action": action}
    update_rows(uow.connection, ISSUES, [row], ["id"])
    kind = issue.issue
    ref = IssueRef(kind.rule.value, kind.subject_type, kind.subject_key)
    uow.record(IssuesChanged(who, acted=(ref,)))


def _of_rules(statement: Select[Any], rules: Collection[IssueRule]) -> Select[Any]:
    if not rules:
        return statement
    return statement.where(ISSUES.c.rule.in_(sorted(rule.value for rule in rules)))


def _fitted(issue: Issue) -> tuple[IssueRef, Issue]:
    fitted = replace(issue, subject_key=fit(issue.subject_key, 200))
    return IssueRef(issue.rule.value, issue.subject_type, fitted.subject_key), fitted


def _new_row(issue: Issue, now: datetime) -> dict[str, object]:
    return {
        "rule": issue.rule.value,
        "subject_type": issue.subject_type,
        "subject_key": issue.subject_key,
        "params": dict(issue.params),
        "since": now,
        "last_seen_at": now,
    }


def _is_worse(issue: Issue, row: Row[Any]) -> bool:
    before = replace(issue, params=row.params or {})
    return severity_of(issue) is Severity.CRITICAL is not severity_of(before)


def _ref(row: Row[Any]) -> IssueRef:
    return IssueRef(row.rule, row.subject_type, row.subject_key)


def stored_issues(rows: Iterable[Row[Any]]) -> list[StoredIssue]:
    """Rows as issues."""
    return [
        StoredIssue(
            id=row.id,
            issue=Issue(IssueRule(row.rule), row.subject_type, row.subject_key, row.params or {}),
            since=row.since,
            last_seen_at=row.last_seen_at,
            closed_at=row.closed_at,
            acted_by=row.acted_by,
            acted_at=row.acted_at,
            action=row.action,
        )
        for row in rows
    ]
