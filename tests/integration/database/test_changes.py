"""A database that says whether anything was committed, so that nobody has to look in vain."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, func, select, update

from temu_desktop.database import Database, UnitOfWork, insert_rows, schema
from temu_desktop.database.changes import News

orders = schema.orders


def add(unit: UnitOfWork) -> None:
    insert_rows(unit.connection, orders, [{"number": f"PO-{count(unit.connection)}"}])


def count(conn: Connection) -> int:
    return int(conn.scalar(select(func.count()).select_from(orders)) or 0)


async def test_a_commit_changes_the_version_and_a_look_does_not(ops_database: Database) -> None:
    await ops_database.read(count)
    before = ops_database.version()
    assert before is not None
    await ops_database.read(count)
    assert ops_database.version() == before
    await ops_database.write(add)
    after = ops_database.version()
    assert after != before
    assert ops_database.version() == after


async def test_what_was_rolled_back_changes_nothing(ops_database: Database) -> None:
    def fail(unit: UnitOfWork) -> None:
        add(unit)
        raise LookupError

    await ops_database.read(count)
    before = ops_database.version()
    with pytest.raises(LookupError):
        await ops_database.write(fail)
    assert ops_database.version() == before


async def test_a_commit_of_a_stranger_changes_it_and_an_open_write_does_not(
    ops_database: Database,
) -> None:
    await ops_database.write(add)
    before = ops_database.version()
    with ops_database.engine.connect() as stranger:
        stranger.execute(update(orders).values(city="Köln"))
        assert ops_database.version() == before
        stranger.commit()
    assert ops_database.version() != before


async def test_a_server_cannot_tell(any_ops_database: Database) -> None:
    embedded = any_ops_database.engine.dialect.name == "sqlite"
    assert (any_ops_database.version() is not None) == embedded


async def test_a_file_that_is_not_there_cannot_tell_and_is_not_made(tmp_path: Path) -> None:
    file = tmp_path / "none.db"
    database = Database(create_engine(f"sqlite:///{file}"))
    assert database.version() is None
    assert not file.exists()
    file.touch()
    assert database.version() is not None
    await database.close()


async def test_news_are_seen_once_by_each_and_not_by_who_failed(ops_database: Database) -> None:
    await ops_database.read(count)
    one, other = ops_database.news(), ops_database.news()

    def something_new(news: News) -> bool:
        with news.look() as some:
            return some

    assert [something_new(one), something_new(one), something_new(other)] == [True, False, True]
    await ops_database.write(add)
    with pytest.raises(LookupError), one.look() as some:
        assert some
        raise LookupError
    assert [something_new(one), something_new(one)] == [True, False]


async def test_on_a_server_there_may_always_be_news(any_ops_database: Database) -> None:
    news = any_ops_database.news()
    found = []
    for _ in range(2):
        with news.look() as some:
            found.append(some)
    embedded = any_ops_database.engine.dialect.name == "sqlite"
    assert found == [True, not embedded]
