"""Who tells phones of an issue: one of several processes, and another one where that one dies."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from temu_desktop.attention import telling
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_issues, raise_issues
from temu_desktop.database import Database

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
UNTIL = NOW + timedelta(seconds=30)
RULES = (IssueRule.SHIP_BY_NEAR, IssueRule.TOKEN_EXPIRING)


def near(number: int) -> Issue:
    params = {"hours_left": 20, "ship_by_at": "2026-11-27T12:00:00+00:00"}
    return Issue(IssueRule.SHIP_BY_NEAR, "order", f"PO-076-{number}", params)


def token(days_left: int) -> Issue:
    return Issue(IssueRule.TOKEN_EXPIRING, "token", "access", {"days_left": days_left})


async def raised(database: Database, *issues: Issue) -> None:
    await database.write(lambda uow: raise_issues(uow, issues, NOW, by="test"))


async def claimed(database: Database, name: str, now: datetime = NOW) -> list[str]:
    found = await database.write(
        lambda uow: telling.claim(uow.connection, RULES, name, now, now + timedelta(seconds=30))
    )
    return [item.issue.subject_key for item in found]


async def test_of_several_that_claim_at_once_each_issue_is_one_ones(
    any_ops_database: Database,
) -> None:
    await raised(any_ops_database, *map(near, range(40)))
    taken = await asyncio.gather(*(claimed(any_ops_database, f"claim-{n}") for n in range(6)))
    keys = [key for keys in taken for key in keys]
    assert sorted(keys) == sorted(f"PO-076-{number}" for number in range(40))


async def test_a_claim_that_is_not_kept_up_is_anothers(any_ops_database: Database) -> None:
    await raised(any_ops_database, near(1))
    assert await claimed(any_ops_database, "died") == ["PO-076-1"]
    assert await claimed(any_ops_database, "other", NOW + timedelta(seconds=29)) == []
    later = NOW + timedelta(seconds=59)
    await any_ops_database.write(lambda uow: telling.renew(uow.connection, "died", later))
    assert await claimed(any_ops_database, "other", NOW + timedelta(seconds=58)) == []
    assert await claimed(any_ops_database, "other", NOW + timedelta(seconds=60)) == ["PO-076-1"]


async def test_what_has_been_told_is_not_told_again_unless_it_was_over(
    any_ops_database: Database,
) -> None:
    await raised(any_ops_database, near(1))
    await claimed(any_ops_database, "first")
    await any_ops_database.write(lambda uow: telling.note_told(uow.connection, "first", NOW))
    await raised(any_ops_database, near(1))
    assert await claimed(any_ops_database, "second", NOW + timedelta(hours=1)) == []
    await any_ops_database.write(
        lambda uow: close_issues(uow, IssueRule.SHIP_BY_NEAR, ["PO-076-1"], NOW, by="test")
    )
    await raised(any_ops_database, near(1))
    assert await claimed(any_ops_database, "third") == ["PO-076-1"]


async def test_what_gets_worse_while_it_is_told_is_told_once_more(
    any_ops_database: Database,
) -> None:
    await raised(any_ops_database, token(20))
    await claimed(any_ops_database, "first")
    await raised(any_ops_database, token(2))
    await any_ops_database.write(lambda uow: telling.note_told(uow.connection, "first", NOW))
    count = await any_ops_database.read(lambda conn: telling.untold(conn, RULES, NOW))
    assert count == 1
    assert await claimed(any_ops_database, "second") == ["access"]


async def test_what_phones_are_not_told_of_is_left_alone(any_ops_database: Database) -> None:
    await raised(any_ops_database, Issue(IssueRule.UNMAPPED_SKU, "sku", "CRUNCHY-ARMCHAIR"))
    assert await any_ops_database.read(lambda conn: telling.untold(conn, RULES, NOW)) == 0
    assert await claimed(any_ops_database, "first") == []
