"""Facts that nobody's run tells of become issues: what the doctor finds, and ship-by times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, select

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_all_but, close_issues, raise_issues
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork, schema
from temu_desktop.doctor.model import Check, Verdict
from temu_desktop.doctor.service import Doctor

ORDERS = schema.orders
RULES: Mapping[str, IssueRule] = {
    "disk": IssueRule.DISK_LOW,
    "operations_database": IssueRule.DATABASE_AWAY,
    "jtl": IssueRule.DATABASE_AWAY,
    "temu_token": IssueRule.TOKEN_EXPIRING,
    "temu_scopes": IssueRule.TOKEN_EXPIRING,
    "clock": IssueRule.CLOCK_OFF,
}
"""The doctor's check → the issue that it raises; the subject is the check."""
EXAMINE_EVERY = timedelta(minutes=5)
AWAITED = ("importiert", "wartend", "xml_erstellt")
"""The states of an order that has not left yet."""


class FactWatch:
    """Looks at the facts; called by the acting process about once a minute."""

    def __init__(self, database: Database, clock: Clock, doctor: Doctor, hours: int) -> None:
        self._database = database
        self._clock = clock
        self._doctor = doctor
        self._near = timedelta(hours=hours)
        self._examined: float | None = None

    async def look(self) -> None:
        """Raise and close; raises DatabaseError where that cannot be written."""
        await self._database.write(self._watch_ship_by)
        steady = self._clock.monotonic()
        if self._examined is None or steady - self._examined >= EXAMINE_EVERY.total_seconds():
            self._examined = steady
            report = await self._doctor.examine()
            await self._database.write(lambda uow: self._keep(uow, report.checks))

    def _keep(self, uow: UnitOfWork, checks: Iterable[Check]) -> None:
        conn, now = uow.connection, self._clock.now()
        raised, fine = issues_of(checks)
        raise_issues(conn, raised, now)
        for rule in sorted(set(RULES.values())):
            close_issues(conn, rule, [key for known, key in fine if known == rule], now)

    def _watch_ship_by(self, uow: UnitOfWork) -> None:
        conn, now = uow.connection, self._clock.now()
        issues = [
            Issue(IssueRule.SHIP_BY_NEAR, "order", number, {"ship_by": ship_by.isoformat()})
            for number, ship_by in _near(conn, now + self._near)
        ]
        close_all_but(conn, IssueRule.SHIP_BY_NEAR, [i.subject_key for i in issues], now)
        raise_issues(conn, issues, now)


def issues_of(checks: Iterable[Check]) -> tuple[list[Issue], list[tuple[IssueRule, str]]]:
    """What the checks raise, and which subjects of which rules are fine. A check that was skipped
    says nothing."""
    found: dict[str, Issue] = {}
    fine: list[tuple[IssueRule, str]] = []
    for check in checks:
        rule = RULES.get(check.name)
        if rule is None or check.verdict is Verdict.SKIPPED:
            continue
        if check.verdict is Verdict.OK:
            fine.append((rule, check.name))
        elif check.name not in found:
            params = {"found": check.found, "remedy": check.remedy, "verdict": check.verdict.value}
            found[check.name] = Issue(rule, "check", check.name, params)
    return list(found.values()), fine


def _near(conn: Connection, until: datetime) -> list[tuple[str, datetime]]:
    waiting = and_(
        ORDERS.c.status.in_(AWAITED), ORDERS.c.cancelled_at.is_(None), ORDERS.c.ship_by_at <= until
    )
    rows = conn.execute(select(ORDERS.c.number, ORDERS.c.ship_by_at).where(waiting))
    return [(row.number, row.ship_by_at) for row in rows]
