"""Issues in the database: raised once, kept while the fact is there, closed when it is gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows, select_in, update_rows
from temu_desktop.fitting import fit

ISSUES = schema.issues


def raise_issues(conn: Connection, issues: Iterable[Issue], now: datetime) -> None:
    """Raise each issue once; one that is open already gets its parameters and its last sight."""
    wanted = {(i.rule.value, i.subject_type, i.subject_key): i for i in issues}
    if not wanted:
        return
    open_rows = select_in(
        conn,
        select(ISSUES.c.id, ISSUES.c.rule, ISSUES.c.subject_type, ISSUES.c.subject_key).where(
            ISSUES.c.closed_at.is_(None)
        ),
        ISSUES.c.subject_key,
        sorted({key for _, _, key in wanted}),
    )
    known = {(row.rule, row.subject_type, row.subject_key): row.id for row in open_rows}
    update_rows(
        conn,
        ISSUES,
        [
            {"id": known[key], "last_seen_at": now, "params": dict(issue.params)}
            for key, issue in wanted.items()
            if key in known
        ],
        ["id"],
    )
    insert_rows(
        conn,
        ISSUES,
        [
            {
                "rule": issue.rule.value,
                "subject_type": issue.subject_type,
                "subject_key": fit(issue.subject_key, 200),
                "params": dict(issue.params),
                "since": now,
                "last_seen_at": now,
            }
            for key, issue in wanted.items()
            if key not in known
        ],
    )


def close_issues(
    conn: Connection, rule: IssueRule, subject_keys: Sequence[str], now: datetime
) -> None:
    """The fact behind these issues is gone."""
    rows = select_in(
        conn,
        select(ISSUES.c.id).where(ISSUES.c.rule == rule.value, ISSUES.c.closed_at.is_(None)),
        ISSUES.c.subject_key,
        subject_keys,
    )
    _close(conn, [row.id for row in rows], now)


def close_all_but(
    conn: Connection, rule: IssueRule, still_there: Iterable[str], now: datetime
) -> None:
    """Close every open issue of a rule whose subject is not in ``still_there``."""
    rows = conn.execute(
        select(ISSUES.c.id, ISSUES.c.subject_key).where(
            ISSUES.c.rule == rule.value, ISSUES.c.closed_at.is_(None)
        )
    )
    keep = set(still_there)
    _close(conn, [row.id for row in rows if row.subject_key not in keep], now)


def _close(conn: Connection, ids: Sequence[int], now: datetime) -> None:
    """The marker makes room for the next issue of the same kind under the unique key."""
    marker = now.isoformat()
    rows = [{"id": key, "closed_at": now, "closed_marker": marker} for key in ids]
    update_rows(conn, ISSUES, rows, ["id"])
