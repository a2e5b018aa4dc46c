"""The list of what needs a person, and what a person does about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from temu_desktop.attention import repository, telling
from temu_desktop.attention.catalogue import CATALOGUE, Action, Severity, severity_of
from temu_desktop.attention.model import IssueRule, StoredIssue, Untold, Waiting
from temu_desktop.audit.repository import Act, record_act
from temu_desktop.bus import EventBus
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork
from temu_desktop.errors import ActionNotOffered, UnknownIssue
from temu_desktop.events import IssueRef, IssuesChanged

PAGE = 100
CLAIM = timedelta(seconds=30)
"""So long after it was last kept up a claim to tell phones of issues counts."""
BY = "database"
"""Who is named for a change that was only seen in the database."""


class IssueService:
    """Issues of one operations database."""

    def __init__(self, database: Database, clock: Clock, bus: EventBus) -> None:
        self._database = database
        self._clock = clock
        self._bus = bus
        self._seen: frozenset[IssueRef] | None = None
        self._news = database.news()

    async def open(
        self, rules: Collection[IssueRule] = (), severities: Collection[Severity] = ()
    ) -> list[StoredIssue]:
        """What needs a person now, oldest first; nothing named means all."""
        found = await self._database.read(lambda conn: repository.open_issues(conn, rules))
        return [item for item in found if not severities or severity_of(item.issue) in severities]

    async def history(
        self, rules: Collection[IssueRule] = (), *, before: int | None = None, limit: int = PAGE
    ) -> list[StoredIssue]:
        """A page of what is over, the newest first: until when, and who did what.

        The next page is the one ``before`` the last id of this one.
        """
        return await self._database.read(
            lambda conn: repository.closed_issues(conn, rules, before=before, limit=limit)
        )

    async def claim_untold(self, rules: Collection[IssueRule], name: str) -> list[Untold]:
        """Open issues that phones have not been told of, or not all, for this one telling and
        nobody else; they are others' again where the claim is not kept up."""
        now = self._clock.now()
        if not await self._database.read(lambda conn: telling.untold(conn, rules, now)):
            return []

        def work(uow: UnitOfWork) -> list[Untold]:
            found = telling.claim(uow.connection, rules, name, now, now + CLAIM)
            waiting = telling.waiting_in(uow.connection, name)
            return [Untold(item, waiting.get(item.id)) for item in found]

        return await self._database.write(work)

    async def keep_claim(self, name: str) -> None:
        """The telling is still under way."""
        until = self._clock.now() + CLAIM
        await self._database.write(lambda uow: telling.renew(uow.connection, name, until))

    async def note_reached(self, name: str, waiting: Mapping[int, Waiting]) -> None:
        """The telling is still under way, and only these phones still wait for these issues."""
        until = dict.fromkeys(waiting, self._clock.now() + CLAIM)
        await self._database.write(
            lambda uow: telling.note_waiting(uow.connection, name, waiting, until)
        )

    async def note_told(
        self, name: str, waiting: Mapping[int, Waiting], again: Mapping[int, datetime]
    ) -> None:
        """The telling is done but for these issues, which are to be told again at these moments."""
        now = self._clock.now()

        def work(uow: UnitOfWork) -> None:
            telling.note_told(uow.connection, name, now)
            telling.note_waiting(uow.connection, name, waiting, again)

        await self._database.write(work)

    async def act(self, key: int, action: Action, who: str) -> StoredIssue:
        """Write down that a person did this about an issue; doing it is the caller's part.

        The issue stays open until its fact is gone. Raises UnknownIssue, and ActionNotOffered for
        what helps against issues of another rule.
        """

        def work(uow: UnitOfWork) -> StoredIssue:
            now = self._clock.now()
            found = repository.issue_by_id(uow.connection, key)
            if found is None:
                raise UnknownIssue("no such issue", issue=key)
            offered = offered_actions(found.issue.rule)
            if action not in offered:
                known = ", ".join(offered)
                raise ActionNotOffered("not for this issue", action=action.value, offered=known)
            repository.note_act(uow, found, action.value, who, now)
            details = {"rule": found.issue.rule.value, "subject": found.issue.subject_key}
            act = Act(who, f"issue_{action.value}", str(key), details)
            record_act(uow.connection, act, now)
            return repository.issue_by_id(uow.connection, key) or found

        return await self._database.write(work)

    async def look(self) -> None:
        """Tell on the bus which issues came and went since the last look by another process' hand.

        What this process raises and closes is told at its commit; telling it again is harmless, so
        only the difference between two looks counts.
        """
        with self._news.look() as some:
            if not some:
                return
            before = self._seen
            self._seen, changed = await self._database.read(lambda conn: _change(conn, before))
        if changed is not None:
            self._bus.publish(changed)


def _change(
    conn: Connection, before: frozenset[IssueRef] | None
) -> tuple[frozenset[IssueRef], IssuesChanged | None]:
    """What is open, and what has come and gone; thousands may have, and to sort them takes time."""
    found = repository.open_refs(conn)
    if before is None or before == found:
        return found, None
    raised, closed = tuple(sorted(found - before)), tuple(sorted(before - found))
    return found, IssuesChanged(BY, raised, closed=closed)


def offered_actions(rule: IssueRule) -> tuple[Action, ...]:
    """What a person can do about an issue of this rule."""
    own = CATALOGUE[rule].action
    return (Action.ACKNOWLEDGE,) if own is Action.NONE else (own, Action.ACKNOWLEDGE)
