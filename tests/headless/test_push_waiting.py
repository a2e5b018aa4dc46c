"""Which phones an issue still waits for, on every engine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from temu_desktop.attention import telling
from temu_desktop.attention.model import Issue, IssueRule, Waiting
from temu_desktop.attention.repository import close_issues, raise_issues
from temu_desktop.database import Database

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=3)
CLAIM = timedelta(seconds=30)
RULES = (IssueRule.TOKEN_EXPIRING,)
LAGER, OFFICE = "a" * 16, "b" * 16


def token(days_left: int, key: str = "access") -> Issue:
    return Issue(IssueRule.TOKEN_EXPIRING, "token", key, {"days_left": days_left})


async def raised(database: Database, *issues: Issue) -> None:
    await database.write(lambda uow: raise_issues(uow, issues, NOW, by="test"))


async def claimed(database: Database, name: str, now: datetime) -> dict[str, int]:
    found = await database.write(
        lambda uow: telling.claim(uow.connection, RULES, name, now, now + CLAIM)
    )
    return {item.issue.subject_key: item.id for item in found}


async def told(database: Database, name: str, waiting: dict[int, Waiting]) -> None:
    """Told, but for what waits until later."""
    again = dict.fromkeys(waiting, LATER)
    await database.write(lambda uow: telling.note_told(uow.connection, name, NOW))
    await database.write(lambda uow: telling.note_waiting(uow.connection, name, waiting, again))


async def waiting_in(database: Database, name: str) -> dict[int, Waiting]:
    return await database.read(lambda conn: telling.waiting_in(conn, name))


def waits(*phones: str) -> Waiting:
    return Waiting(NOW, frozenset(phones))


async def test_what_waits_is_anybodys_when_it_is_to_be_tried_again_and_not_before(
    any_ops_database: Database,
) -> None:
    await raised(any_ops_database, token(20), token(20, "refresh"))
    ids = await claimed(any_ops_database, "first", NOW)
    await told(any_ops_database, "first", {ids["access"]: waits(LAGER, OFFICE)})
    assert await claimed(any_ops_database, "second", LATER - timedelta(seconds=1)) == {}
    after = LATER + timedelta(seconds=1)
    assert await claimed(any_ops_database, "second", after) == {"access": ids["access"]}
    assert await waiting_in(any_ops_database, "second") == {ids["access"]: waits(LAGER, OFFICE)}
    await told(any_ops_database, "second", {})
    assert await claimed(any_ops_database, "third", after + timedelta(days=1)) == {}


async def test_what_got_worse_is_told_to_every_phone_at_once(any_ops_database: Database) -> None:
    await raised(any_ops_database, token(20))
    ids = await claimed(any_ops_database, "first", NOW)
    await told(any_ops_database, "first", {ids["access"]: waits(LAGER)})
    await raised(any_ops_database, token(2))
    assert await claimed(any_ops_database, "second", NOW) == ids
    assert await waiting_in(any_ops_database, "second") == {}


async def test_what_got_worse_or_was_over_while_it_was_told_does_not_wait(
    any_ops_database: Database,
) -> None:
    await raised(any_ops_database, token(20), token(20, "refresh"))
    ids = await claimed(any_ops_database, "first", NOW)
    await raised(any_ops_database, token(2))
    await any_ops_database.write(
        lambda uow: close_issues(uow, IssueRule.TOKEN_EXPIRING, ["refresh"], NOW, by="test")
    )
    await told(any_ops_database, "first", {key: waits(LAGER) for key in ids.values()})
    assert await waiting_in(any_ops_database, "first") == {}
    assert await claimed(any_ops_database, "second", NOW) == {"access": ids["access"]}
    assert await claimed(any_ops_database, "third", LATER + timedelta(seconds=1)) == {
        "access": ids["access"]
    }
