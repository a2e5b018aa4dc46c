"""The look around: real databases, disks and answers become issues and end by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from temu_desktop.attention import watch as watching
from temu_desktop.attention.model import StoredIssue
from temu_desktop.attention.service import IssueService
from temu_desktop.attention.watch import TOKEN_SECONDS, FactWatch, WatchParts
from temu_desktop.bus import EventBus
from temu_desktop.clock import SettableClock
from temu_desktop.database import Database, build_engine, schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.errors import DatabaseAway, TemuAway, TokenExpired
from temu_desktop.orders.model import OrderStatus
from temu_desktop.temu.account_api import AccountApi, TokenInfo
from temu_desktop.temu.client import TemuClient

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("statements_are_tsql")


class Account:
    """TEMU's word about the token."""

    def __init__(self, *answers: datetime | Exception | None) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def token_info(self) -> TokenInfo:
        """The next answer; the last one stays."""
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return TokenInfo(None, None, answer, frozenset())


class Skewed:
    """A client that has heard TEMU's clock."""

    def __init__(self, seconds: float | None) -> None:
        self.seconds = seconds

    def clock_skew(self) -> float | None:
        """As the client says it."""
        return self.seconds


class Post:
    """A watch on a database, with a clock that is moved by hand."""

    def __init__(self, database: Database, folder: Path, **parts: Any) -> None:
        self.clock = SettableClock(NOW)
        self.database = database
        known = WatchParts(database, self.clock, folder, timedelta(hours=24), **parts)
        self.watch = FactWatch(known)
        self.issues = IssueService(database, self.clock, EventBus())

    async def looks(self, seconds: float = 60) -> list[StoredIssue]:
        """Time passes; what is open after a look."""
        self.clock.advance(seconds)
        await self.watch.look()
        return await self.issues.open()


async def placed(database: Database, orders: Sequence[dict[str, Any]]) -> None:
    rows = [
        {"number": number, "status": "importiert", "ship_by_at": NOW, "reported_at": None, **order}
        for number, order in ((f"PO-{n}", order) for n, order in enumerate(orders))
    ]
    rows = [{"cancelled_at": None, **row} for row in rows]
    await database.write(lambda uow: insert_rows(uow.connection, schema.orders, rows))


async def test_orders_that_must_leave_soon_are_issues_until_they_have_left(
    any_ops_database: Database, tmp_path: Path
) -> None:
    soon, later = NOW + timedelta(hours=10), NOW + timedelta(hours=30)
    await placed(
        any_ops_database,
        [
            {"ship_by_at": NOW - timedelta(hours=1), "status": "wartend"},
            {"ship_by_at": soon, "status": "xml_erstellt"},
            {"ship_by_at": later},
            {"ship_by_at": soon, "status": "versendet"},
            {"ship_by_at": soon, "status": "storniert"},
            {"ship_by_at": soon, "status": "extern"},
            {"ship_by_at": soon, "cancelled_at": NOW},
            {"ship_by_at": soon, "reported_at": NOW},
            {"ship_by_at": None},
        ],
    )
    post = Post(any_ops_database, tmp_path)
    assert [i.issue.subject_key for i in await post.looks()] == ["PO-0", "PO-1"]
    orders = schema.orders
    left = orders.update().where(orders.c.number == "PO-1").values(status="versendet")
    await any_ops_database.write(lambda uow: uow.connection.execute(left))
    assert [i.issue.subject_key for i in await post.looks(7 * 3600)] == ["PO-0", "PO-2"]


async def test_the_token_is_asked_for_once_an_hour_and_its_end_is_foreseen(
    any_ops_database: Database, tmp_path: Path
) -> None:
    account = Account(NOW + timedelta(days=20), NOW + timedelta(days=200))
    post = Post(any_ops_database, tmp_path, account=cast(AccountApi, account))
    (found,) = await post.looks()
    assert (found.issue.rule.value, found.issue.params) == ("token_expiring", {"days_left": 19})
    assert len(await post.looks()) == 1
    assert account.asked == 1
    assert await post.looks(TOKEN_SECONDS) == []


async def test_an_expired_token_is_an_issue_and_a_silent_temu_is_none(
    any_ops_database: Database, tmp_path: Path
) -> None:
    account = Account(TemuAway(), TokenExpired(), TemuAway(), NOW + timedelta(days=90))
    post = Post(any_ops_database, tmp_path, account=cast(AccountApi, account))
    assert await post.looks() == []
    (found,) = await post.looks()
    assert found.issue.params == {"days_left": 0}
    assert len(await post.looks(TOKEN_SECONDS)) == 1, "silence is no proof that it was mended"
    assert await post.looks() == []


async def test_a_clock_and_a_disk(
    any_ops_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Skewed(-400)
    post = Post(any_ops_database, tmp_path, client=cast(TemuClient, client))
    monkeypatch.setattr("temu_desktop.attention.facts.LOW_DISK_BYTES", 1 << 62)
    assert [i.issue.rule.value for i in await post.looks()] == ["clock_off", "disk_low"]
    client.seconds = None
    monkeypatch.setattr("temu_desktop.attention.facts.LOW_DISK_BYTES", 0)
    assert [i.issue.rule.value for i in await post.looks()] == ["clock_off"]
    client.seconds = 2
    assert await post.looks() == []


async def test_jtl_that_is_away_is_an_issue_until_it_is_back(
    any_ops_database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "wawi"
    jtl = Database(build_engine(f"sqlite:///{folder / 'jtl.db'}"))
    post = Post(any_ops_database, tmp_path, jtl=jtl)
    (found,) = await post.looks()
    assert (found.issue.subject_key, found.issue.rule.value) == ("jtl", "database_away")
    since = found.issue.params["since_at"]
    (again,) = await post.looks()
    assert again.issue.params["since_at"] == since
    folder.mkdir()
    assert await post.looks() == []
    await jtl.close()


async def test_our_own_database_that_was_away_is_told_once_it_is_back(
    any_ops_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = Post(any_ops_database, tmp_path)

    async def away(work: object) -> None:
        raise DatabaseAway("gone")

    with monkeypatch.context() as patched:
        patched.setattr(any_ops_database, "write", away)
        patched.setattr(any_ops_database, "read", away)
        post.clock.advance(60)
        with pytest.raises(DatabaseAway):
            await post.watch.look_at_ours()
        for _ in range(3):
            with pytest.raises(DatabaseAway):
                await post.looks()
    await post.watch.look_at_ours()
    (found,) = await post.looks()
    assert found.issue.subject_key == "operations"
    assert found.issue.params == {"since_at": (NOW + timedelta(seconds=60)).isoformat()}
    assert await post.looks() == []
    (past,) = await post.issues.history()
    assert past.id == found.id


def test_the_states_of_orders_are_those_of_the_tables() -> None:
    still = {OrderStatus.WAITING, OrderStatus.IMPORTED, OrderStatus.EXPORTED}
    assert set(watching.NOT_LEFT) == {status.value for status in still}
