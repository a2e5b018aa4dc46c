"""The list of what needs a person: open issues, acting on one, what became of earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from temu_desktop.attention.catalogue import GUIDES, Guide
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.audit.repository import Act, record_act
from temu_desktop.bus import EventBus
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork, schema
from temu_desktop.database.batching import update_rows
from temu_desktop.errors import UnknownIssue
from temu_desktop.events import IssuesChanged
from temu_desktop.fitting import fit

ISSUES = schema.issues


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue as a list shows it; ``acted_by`` is who did something about it, or took note."""

    id: int
    issue: Issue
    since: datetime
    last_seen_at: datetime
    closed_at: datetime | None
    acted_by: str | None
    acted_at: datetime | None
    action: str | None

    @property
    def guide(self) -> Guide:
        """How grave it is and what can be done."""
        return GUIDES[self.issue.rule]


class IssueService:
    """Issues of one operations database."""

    def __init__(self, database: Database, clock: Clock, bus: EventBus) -> None:
        self._database = database
        self._clock = clock
        self._bus = bus
        self._seen: dict[int, str] | None = None

    async def open(self) -> list[IssueRow]:
        """What needs a person now: the gravest first, then the oldest."""
        rows = await self._database.read(
            lambda conn: _rows(conn, select(ISSUES).where(ISSUES.c.closed_at.is_(None)))
        )
        order = ["critical", "warning", "info"]
        return sorted(rows, key=lambda row: (order.index(row.guide.severity), row.since, row.id))

    async def history(self, limit: int = 100, before: int | None = None) -> list[IssueRow]:
        """Issues that are over, the last one closed first; ``before``: below this id."""
        statement = select(ISSUES).where(ISSUES.c.closed_at.is_not(None))
        if before is not None:
            statement = statement.where(ISSUES.c.id < before)
        page = statement.order_by(ISSUES.c.closed_at.desc(), ISSUES.c.id.desc()).limit(limit)
        return await self._database.read(lambda conn: _rows(conn, page))

    async def act(self, issue: int, who: str, action: str = "noted") -> None:
        """Record that a person acted on an issue; it closes when its fact is gone.

        Raises UnknownIssue where there is none, or it is closed.
        """
        now = self._clock.now()

        def work(uow: UnitOfWork) -> None:
            conn = uow.connection
            row = conn.execute(
                select(ISSUES).where(ISSUES.c.id == issue, ISSUES.c.closed_at.is_(None))
            ).one_or_none()
            if row is None:
                raise UnknownIssue("no such open issue", issue=issue)
            acted = {"acted_by": fit(who, 100), "acted_at": now, "action": fit(action, 60)}
            update_rows(conn, ISSUES, [{"id": issue, **acted}], ["id"])
            details = {"rule": row.rule, "subject": row.subject_key, "action": action}
            record_act(conn, Act(who, "act_on_issue", str(issue), details), now)
            uow.record(IssuesChanged((row.rule,), who))

        await self._database.write(work)

    async def look(self) -> None:
        """Tell on the bus which issues came and went since the last look, whoever raised them."""
        rows = await self._database.read(
            lambda conn: conn.execute(
                select(ISSUES.c.id, ISSUES.c.rule).where(ISSUES.c.closed_at.is_(None))
            ).all()
        )
        now = {row.id: row.rule for row in rows}
        before, self._seen = self._seen, now
        if before is None or before == now:
            return
        changed = {rule for key, rule in (before | now).items() if (key in before) != (key in now)}
        self._bus.publish(IssuesChanged(tuple(sorted(changed)), "issues"))


def _rows(conn: Connection, statement: object) -> list[IssueRow]:
    return [
        IssueRow(
            id=row.id,
            issue=Issue(IssueRule(row.rule), row.subject_type, row.subject_key, row.params or {}),
            since=row.since,
            last_seen_at=row.last_seen_at,
            closed_at=row.closed_at,
            acted_by=row.acted_by,
            acted_at=row.acted_at,
            action=row.action,
        )
        for row in conn.execute(statement)  # type: ignore[call-overload]
    ]
