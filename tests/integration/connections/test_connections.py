"""Connections that are really cut: noticed, told once, and told once more when they are back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import Engine

from temu_desktop.bus import EventBus
from temu_desktop.clock import SettableClock, SystemClock
from temu_desktop.connections.model import Connection, Neighbour, Seen, Standing
from temu_desktop.connections.monitor import ConnectionMonitor
from temu_desktop.connections.probes import DatabaseProbe, TemuProbe, operations_probe
from temu_desktop.connections.wiring import connection_monitor
from temu_desktop.database import Database, build_engine
from temu_desktop.errors import DatabaseAway, TemuAway, TemuError, TokenExpired
from temu_desktop.events import ConnectionChanged
from temu_desktop.temu import calls
from temu_desktop.temu.contact import ContactClient
from tests.core_fixtures import OpenShop, Shop
from tests.database_fixtures import NOW
from tests.outage import away


def of(monitor: ConnectionMonitor, neighbour: Neighbour) -> Connection:
    return next(one for one in monitor.states() if one.neighbour is neighbour)


def standings(heard: list[ConnectionChanged]) -> list[str]:
    return [event.standing for event in heard]


@asynccontextmanager
async def watched(
    database: Database, bus: EventBus, every: float
) -> AsyncIterator[tuple[ConnectionMonitor, asyncio.Queue[ConnectionChanged]]]:
    monitor = connection_monitor(SystemClock(), bus, database, None, None, every)
    heard: asyncio.Queue[ConnectionChanged] = asyncio.Queue()
    with bus.subscribe(heard.put_nowait, ConnectionChanged):
        async with monitor.watching():
            yield monitor, heard


@pytest.mark.postgres
async def test_a_database_that_is_cut_off_is_noticed_told_once_and_told_when_it_is_back(
    any_ops_engine: Engine, event_bus: EventBus
) -> None:
    if any_ops_engine.dialect.name != "postgresql":
        pytest.skip("an embedded database is a file: see the next test")
    database = Database(any_ops_engine, bus=event_bus)
    async with watched(database, event_bus, 0.05) as (monitor, heard), asyncio.timeout(30):
        assert (await heard.get()).standing == "up"
        with away(any_ops_engine):
            down = await heard.get()
            assert (down.neighbour, down.standing, down.error_code) == (
                "operations",
                "down",
                "database_away",
            )
            await asyncio.sleep(0.5)
            assert heard.empty()
            state = of(monitor, Neighbour.OPERATIONS)
            assert (state.since, state.standing) == (down.since, Standing.DOWN)
            assert state.last_good_at is not None
            assert state.last_good_at < down.since
        assert (await heard.get()).standing == "up"
        assert of(monitor, Neighbour.OPERATIONS).error_code is None
        assert heard.empty()
    await database.close()


async def test_an_embedded_database_whose_folder_is_gone_is_down(
    tmp_path: object, event_bus: EventBus
) -> None:
    database = Database(build_engine(f"sqlite:///{tmp_path}/not-there/toci.db"), bus=event_bus)
    monitor = connection_monitor(SystemClock(), event_bus, database, None, None)
    await monitor.look()
    state = of(monitor, Neighbour.OPERATIONS)
    assert (state.standing, state.error_code) == (Standing.DOWN, "database_away")
    await database.close()


async def test_a_question_that_hangs_counts_as_away_and_is_not_asked_twice() -> None:
    asked = 0
    answered = asyncio.Event()

    async def ask() -> None:
        nonlocal asked
        asked += 1
        await answered.wait()

    probe = DatabaseProbe(ask, lambda: DatabaseAway("late"), SystemClock(), patience=0.05)
    first, second = await probe.look(), await probe.look()
    assert first is not None
    assert second is not None
    assert isinstance(first.error, DatabaseAway)
    assert isinstance(second.error, DatabaseAway)
    assert asked == 1
    answered.set()
    back = await probe.look()
    assert back is not None
    assert back.error is None
    assert asked == 1


async def test_a_slow_database_does_not_hold_up_the_others(
    ops_database: Database, event_bus: EventBus
) -> None:
    hanging = threading.Event()

    async def ask() -> None:
        await asyncio.to_thread(hanging.wait, 20)

    clock = SystemClock()
    probes = {
        Neighbour.TEMU: None,
        Neighbour.JTL: DatabaseProbe(ask, lambda: DatabaseAway("late"), clock, patience=15),
        Neighbour.OPERATIONS: operations_probe(ops_database, clock),
    }
    monitor = ConnectionMonitor(clock, event_bus, probes, every=0.02)
    heard: asyncio.Queue[ConnectionChanged] = asyncio.Queue()
    with event_bus.subscribe(heard.put_nowait, ConnectionChanged):
        async with monitor.watching(), asyncio.timeout(10):
            assert (await heard.get()).neighbour == "operations"
            assert of(monitor, Neighbour.JTL).standing is Standing.UNKNOWN
            assert of(monitor, Neighbour.TEMU).standing is Standing.NOT_SET_UP
            hanging.set()
            assert (await heard.get()).neighbour == "jtl"


async def test_a_probe_that_breaks_does_not_end_the_watching(event_bus: EventBus) -> None:
    class Broken:
        looks = 0

        async def look(self) -> Seen | None:
            self.looks += 1
            if self.looks == 1:
                raise RuntimeError("a fault of the program")
            return Seen(NOW, 0.001)

    monitor = ConnectionMonitor(SystemClock(), event_bus, {Neighbour.JTL: Broken()}, every=0.01)
    heard: asyncio.Queue[ConnectionChanged] = asyncio.Queue()
    with event_bus.subscribe(heard.put_nowait, ConnectionChanged):
        async with monitor.watching(), asyncio.timeout(5):
            assert (await heard.get()).standing == "up"


async def all_up(shop: Shop) -> None:
    await shop.core.connections.look()
    assert {one.standing for one in shop.core.connections.states()} == {Standing.UP}


async def test_in_a_shop_all_three_are_up_and_have_a_latency(open_shop: OpenShop) -> None:
    shop = await open_shop(in_step=False, skus=3)
    assert {one.standing for one in shop.core.connections.states()} == {Standing.UNKNOWN}
    await all_up(shop)
    assert [one.neighbour for one in shop.core.connections.states()] == list(Neighbour)
    assert of(shop.core.connections, Neighbour.OPERATIONS).latency is not None


async def test_jtls_database_that_vanishes_is_down_with_its_reason(open_shop: OpenShop) -> None:
    shop = await open_shop(in_step=False, skus=3)
    settings = shop.core.settings
    gone = Database(build_engine("sqlite:////nowhere/eazybusiness.db"))
    heard: list[ConnectionChanged] = []
    monitor = connection_monitor(SystemClock(), shop.core.bus, shop.core.database, gone, None)
    with shop.core.bus.subscribe(heard.append, ConnectionChanged):
        await monitor.look()
        await monitor.look()
    assert settings.database.jtl_url is not None
    assert of(monitor, Neighbour.JTL).error_code == "jtl_away"
    assert sorted(standings(heard)) == ["down", "up"]
    await gone.close()


async def test_temu_is_judged_by_the_calls_of_others_and_asked_only_after_silence(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop(skus=3)
    client = shop.core.temu
    assert isinstance(client, ContactClient)
    assert client.contact is not None
    before = client.requests_sent
    clock = SettableClock(client.contact.at)
    probe = TemuProbe(client, clock)
    clock.advance(299)
    seen = await probe.look()
    assert seen is not None
    assert (seen.at, seen.error, client.requests_sent) == (client.contact.at, None, before)
    clock.advance(2)
    asked = await probe.look()
    assert asked is not None
    assert (asked.error, client.requests_sent) == (None, before + 1)
    assert asked.seconds is not None


async def test_a_token_that_is_no_longer_good_is_an_outage_of_temu(open_shop: OpenShop) -> None:
    shop = await open_shop(in_step=False, skus=3)
    await all_up(shop)
    await shop.temu.expire_token()
    heard: list[ConnectionChanged] = []
    with shop.core.bus.subscribe(heard.append, ConnectionChanged):
        result = await shop.run_orders()
        assert result.error_code == TokenExpired.code
        await shop.core.connections.look()
        await shop.core.connections.look()
    assert [(one.neighbour, one.standing) for one in heard] == [("temu", "down")]
    assert of(shop.core.connections, Neighbour.TEMU).error_code == TokenExpired.code


async def test_a_refusal_of_one_call_is_an_answer_and_no_outage(open_shop: OpenShop) -> None:
    shop = await open_shop(in_step=False, skus=3)
    client = shop.core.temu
    assert isinstance(client, ContactClient)
    with pytest.raises(TemuError) as refused:
        await client.call(calls.AMOUNTS, {"parentOrderSn": "PO-076-00000000000000000"})
    assert not isinstance(refused.value, TemuAway)
    assert client.contact is not None
    assert client.contact.error is None
    await shop.core.connections.look()
    assert of(shop.core.connections, Neighbour.TEMU).standing is Standing.UP


async def test_a_platform_that_fails_is_down_and_up_again_with_the_next_good_call(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop(in_step=False, skus=3)
    await all_up(shop)
    client = shop.core.temu
    assert isinstance(client, ContactClient)
    await shop.temu.script_faults({"type": "*", "fault": "bad_gateway_502", "times": 4})
    heard: list[ConnectionChanged] = []
    with shop.core.bus.subscribe(heard.append, ConnectionChanged):
        with pytest.raises(TemuAway):
            await client.call(calls.TOKEN_INFO, {})
        await shop.core.connections.look()
        assert of(shop.core.connections, Neighbour.TEMU).error_code == "temu_away"
        await client.call(calls.TOKEN_INFO, {})
        await shop.core.connections.look()
    assert standings(heard) == ["down", "up"]
