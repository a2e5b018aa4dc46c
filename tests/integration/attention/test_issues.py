"""Issues over the database: raised once, closed by themselves, acted on, told to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from temu_desktop.attention.catalogue import Action, Severity
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_all_but, close_issues, raise_issues
from temu_desktop.attention.service import IssueService
from temu_desktop.bus import EventBus
from temu_desktop.clock import SettableClock
from temu_desktop.database import Database, schema
from temu_desktop.errors import ActionNotOffered, UnknownIssue
from temu_desktop.events import IssueRef, IssuesChanged

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
REJECTED = Issue(IssueRule.RECORD_REJECTED, "order", "PO-1", {"reason": "unknown_country"})
FAILED = Issue(IssueRule.JOB_FAILED, "job", "sync_orders_temu", {"error_code": "temu_away"})
REJECTED_REF = IssueRef("record_rejected", "order", "PO-1")
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def told(event_bus: EventBus) -> Iterator[list[IssuesChanged]]:
    """What everybody hears about issues."""
    heard: list[IssuesChanged] = []
    with event_bus.subscribe(heard.append, IssuesChanged):
        yield heard


def service(database: Database, clock: SettableClock | None = None) -> IssueService:
    return IssueService(database, clock or SettableClock(NOW), EventBus())


async def test_an_issue_is_raised_once_and_told_once(
    any_ops_database: Database, told: list[IssuesChanged], statements_are_tsql: None
) -> None:
    for moment in (NOW, LATER):
        await any_ops_database.write(
            lambda uow, at=moment: raise_issues(uow, [REJECTED, REJECTED], at, by="run-1")  # type: ignore[misc]
        )
    (found,) = await service(any_ops_database).open()
    assert (found.since, found.last_seen_at) == (NOW, LATER)
    assert told == [IssuesChanged("run-1", raised=(REJECTED_REF,))]


async def test_what_gets_critical_is_told_again(
    any_ops_database: Database, told: list[IssuesChanged]
) -> None:
    for hours in (5, 4, 0, -1):
        near = Issue(IssueRule.SHIP_BY_NEAR, "order", "PO-1", {"hours_left": hours})
        await any_ops_database.write(
            lambda uow, one=near: raise_issues(uow, [one], NOW, by="watch")  # type: ignore[misc]
        )
    ref = IssueRef("ship_by_near", "order", "PO-1")
    assert told == [
        IssuesChanged("watch", raised=(ref,)),
        IssuesChanged("watch", worsened=(ref,)),
    ]


async def test_an_issue_closes_with_its_fact_and_stays_in_the_history(
    any_ops_database: Database, told: list[IssuesChanged], statements_are_tsql: None
) -> None:
    issues = service(any_ops_database)
    await any_ops_database.write(lambda uow: raise_issues(uow, [REJECTED, FAILED], NOW, by="r"))
    await any_ops_database.write(
        lambda uow: close_issues(uow, REJECTED.rule, ["PO-1"], LATER, by="r2")
    )
    await any_ops_database.write(lambda uow: close_all_but(uow, FAILED.rule, (), LATER, by="r2"))
    assert await issues.open() == []
    assert told[1] == IssuesChanged("r2", closed=(REJECTED_REF,))
    assert told[1].rules == {"record_rejected"}
    newest, oldest = await issues.history()
    assert newest.closed_at == oldest.closed_at == LATER
    assert await issues.history(before=oldest.id) == []
    assert [item.id for item in await issues.history(limit=1)] == [newest.id]
    await any_ops_database.write(
        lambda uow: close_issues(uow, REJECTED.rule, ["PO-1"], LATER, by="r3")
    )
    assert len(told) == 3


async def test_the_list_can_be_narrowed_by_rule_and_severity(any_ops_database: Database) -> None:
    issues = service(any_ops_database)
    await any_ops_database.write(lambda uow: raise_issues(uow, [REJECTED, FAILED], NOW, by="r"))
    assert [i.issue.rule for i in await issues.open([FAILED.rule])] == [FAILED.rule]
    critical = await issues.open(severities=[Severity.CRITICAL])
    assert [i.issue.rule for i in critical] == [FAILED.rule]
    await any_ops_database.write(lambda uow: close_all_but(uow, FAILED.rule, (), LATER, by="r"))
    assert [i.issue.rule for i in await issues.history([REJECTED.rule])] == []


async def test_who_acted_is_recorded(
    any_ops_database: Database, told: list[IssuesChanged], statements_are_tsql: None
) -> None:
    issues = service(any_ops_database)
    await any_ops_database.write(lambda uow: raise_issues(uow, [REJECTED], NOW, by="r"))
    (found,) = await issues.open()
    acted = await issues.act(found.id, Action.ACKNOWLEDGE, "Lager")
    assert (acted.acted_by, acted.acted_at, acted.action) == ("Lager", NOW, "acknowledge")
    assert (await issues.open())[0] == acted
    assert told[-1] == IssuesChanged("Lager", acted=(REJECTED_REF,))
    audit = await any_ops_database.read(lambda conn: conn.execute(select(schema.audit)).all())
    assert [(row.who, row.action, row.subject) for row in audit] == [
        ("Lager", "issue_acknowledge", str(found.id))
    ]


async def test_what_does_not_help_is_refused(any_ops_database: Database) -> None:
    issues = service(any_ops_database)
    await any_ops_database.write(lambda uow: raise_issues(uow, [REJECTED], NOW, by="r"))
    (found,) = await issues.open()
    with pytest.raises(UnknownIssue):
        await issues.act(found.id + 1, Action.ACKNOWLEDGE, "Lager")
    with pytest.raises(ActionNotOffered, match="repair_record, acknowledge"):
        await issues.act(found.id, Action.MAP_CARRIER, "Lager")


async def test_thousands_of_issues_are_raised_and_closed_in_batches(
    any_ops_database: Database, statements_are_tsql: None
) -> None:
    many = [Issue(IssueRule.UNMAPPED_SKU, "sku", f"SKU-{n}" + "x" * 250) for n in range(3000)]
    new = await any_ops_database.write(lambda uow: raise_issues(uow, many, NOW, by="r"))
    again = await any_ops_database.write(lambda uow: raise_issues(uow, many, LATER, by="r"))
    keep = [issue.subject_key for issue in many[:10]]
    closed = await any_ops_database.write(
        lambda uow: close_all_but(uow, IssueRule.UNMAPPED_SKU, keep, LATER, by="r")
    )
    assert (len(new), len(again), len(closed)) == (3000, 0, 2990)
