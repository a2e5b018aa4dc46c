"""One process acts: taking, keeping, losing and giving back the lease, on every engine."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from temu_desktop.database import Database, schema
from temu_desktop.errors import AnotherActs, LeaseLost
from temu_desktop.jobs import lease as leases
from temu_desktop.jobs.lease import TTL_SECONDS, LeaseKeeper

pytestmark = pytest.mark.usefixtures("statements_are_tsql")

LEASE = schema.scheduler_lease


class Steady:
    """A steady clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def held_by(database: Database, owner: str, age: timedelta = timedelta()) -> None:
    """Somebody holds the lease and was last heard of so long ago, by his own clock."""
    then = datetime.now(UTC) - age
    row = {"name": leases.NAME, "owner": owner, "kind": "serve", "fence": 7, "beat": 3}
    row |= {"acquired_at": then, "beaten_at": then}
    await database.write(lambda uow: uow.connection.execute(LEASE.insert().values(row)))


def elsewhere() -> str:
    return f"another-computer:{os.getpid()}:1"


async def test_a_second_process_is_refused_while_the_first_acts(any_ops_database: Database) -> None:
    first, second = LeaseKeeper(any_ops_database, "serve"), LeaseKeeper(any_ops_database)
    async with first.acting():
        with pytest.raises(AnotherActs):
            async with second.acting():
                raise AssertionError("two at once")
        holder = await second.holder()
        assert holder is not None
        assert holder.kind == "serve"
    async with second.acting() as lease:
        assert lease.fence == 2


async def test_within_a_process_blocks_overlap_and_the_last_one_gives_it_back(
    any_ops_database: Database,
) -> None:
    keeper, other = LeaseKeeper(any_ops_database), LeaseKeeper(any_ops_database)
    async with keeper.acting() as outer:
        async with keeper.acting() as inner:
            assert inner is outer
        assert keeper.held is outer
        assert await other.holder() is not None
    assert keeper.held is None
    assert await other.holder() is None


async def test_a_dead_process_of_this_computer_is_replaced_at_once(
    any_ops_database: Database,
) -> None:
    dead = await asyncio.create_subprocess_exec(sys.executable, "-c", "")
    await dead.wait()
    await held_by(any_ops_database, f"{socket.gethostname()}:{dead.pid}:1")
    async with LeaseKeeper(any_ops_database).acting() as lease:
        assert lease.fence == 8


async def test_a_holder_whose_beat_stands_still_is_replaced_after_the_time(
    any_ops_database: Database,
) -> None:
    steady = Steady()
    keeper = LeaseKeeper(any_ops_database, monotonic=steady)
    await held_by(any_ops_database, elsewhere())
    assert await keeper.holder() is not None
    steady.now += TTL_SECONDS - 1
    assert await keeper.holder() is not None
    steady.now += 1
    assert await keeper.holder() is None
    async with keeper.acting() as lease:
        assert lease.fence == 8


async def test_a_holder_that_beats_is_never_replaced_however_wrong_its_clock_is(
    any_ops_database: Database,
) -> None:
    steady = Steady()
    keeper = LeaseKeeper(any_ops_database, monotonic=steady)
    await held_by(any_ops_database, elsewhere(), age=timedelta(hours=1))
    for _ in range(5):
        assert await keeper.holder() is not None
        steady.now += TTL_SECONDS - 5
        await any_ops_database.write(
            lambda uow: uow.connection.execute(update(LEASE).values(beat=LEASE.c.beat + 1))
        )


async def test_a_command_does_not_wait_for_one_who_beat_just_now(
    any_ops_database: Database,
) -> None:
    await held_by(any_ops_database, elsewhere())
    async with asyncio.timeout(5):
        with pytest.raises(AnotherActs):
            async with LeaseKeeper(any_ops_database).acting():
                raise AssertionError("two at once")


async def test_whoever_was_replaced_can_write_no_more(any_ops_database: Database) -> None:
    first = LeaseKeeper(any_ops_database)
    async with first.acting() as lease:
        guarded = any_ops_database.guarded(lease.renew)
        await guarded.write(lambda uow: keep(uow, "before"))
        await any_ops_database.write(
            lambda uow: uow.connection.execute(
                update(LEASE).values(owner=elsewhere(), fence=LEASE.c.fence + 1)
            )
        )
        with pytest.raises(LeaseLost):
            await guarded.write(lambda uow: keep(uow, "after"))
        with pytest.raises(LeaseLost):
            await first._beat(lease)
        assert first.held is None
        with pytest.raises(LeaseLost):
            await first.secure()
    kept = await any_ops_database.read(
        lambda conn: conn.execute(select(schema.sync_state.c.key)).scalars().all()
    )
    assert kept == ["before"]
    row = await any_ops_database.read(lambda conn: conn.execute(select(LEASE)).one())
    assert row.owner == elsewhere(), "giving back must not touch another's lease"


def keep(uow: object, key: str) -> None:
    row = {"key": key, "value": {}, "updated_at": datetime.now(UTC)}
    uow.connection.execute(schema.sync_state.insert().values(row))  # type: ignore[attr-defined]


async def test_the_lease_is_made_to_outlast_a_write_to_a_neighbour(
    any_ops_database: Database,
) -> None:
    steady = Steady()
    keeper = LeaseKeeper(any_ops_database, monotonic=steady)
    async with keeper.acting() as lease:
        steady.now += 5
        await keeper.secure()
        assert lease.age == 5, "it still outlasts a write, so nothing is written"
        steady.now += 10
        await keeper.secure()
        assert lease.age == 0
        assert TTL_SECONDS - lease.age > leases.WRITE_SECONDS


async def test_of_many_that_wait_one_gets_it(any_ops_database: Database) -> None:
    steady = Steady()
    keepers = [LeaseKeeper(any_ops_database, monotonic=steady) for _ in range(6)]
    await held_by(any_ops_database, elsewhere())
    for keeper in keepers:
        await keeper.holder()
    steady.now += TTL_SECONDS
    entered: list[int] = []

    async def enter(keeper: LeaseKeeper) -> None:
        try:
            async with keeper.acting() as lease:
                entered.append(lease.fence)
                await asyncio.sleep(1)
        except AnotherActs:
            pass

    await asyncio.gather(*map(enter, keepers))
    assert entered == [8]
