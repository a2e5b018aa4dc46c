"""A phone that was away: asleep, out of reach, for an hour or for a night."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from pathlib import Path
from typing import Any

from headless.app import create_app
from headless.options import Options
from headless.server import listening, server_of
from temu_desktop.bootstrap import running_core
from temu_desktop.devices.model import DeviceRole
from temu_desktop.events import (
    IssueRef,
    IssuesChanged,
    OrdersChanged,
    RunFinished,
    RunStateChanged,
    StepFinished,
    StepProgressed,
    StepStarted,
)
from temu_desktop.ids import JobId, RunId
from tests.headless.house import API_KEY, GENEROUS, House, migrated_copy, open_house, settings_in
from tests.headless.test_slow_readers import late_client

ORDERS, STOCK = JobId("sync_orders_temu"), JobId("quick_inventory_temu")
CHANNELS = ["jobs", "orders", "inventory", "issues"]
STEPS = ("fetch", "import", "export", "tracking", "report")


async def an_hour(house: House) -> tuple[list[str], list[str]]:
    """What a server tells in an hour: both jobs every five minutes; runs and order numbers."""
    bus, hub = house.core.bus, house.server.hub
    runs, numbers = [], []
    for minute in range(0, 60, 5):
        for job in (ORDERS, STOCK):
            run = RunId(f"20261126-09{minute:02}00-{job[:6]}")
            runs.append(run)
            bus.publish(RunStateChanged(run, job, "running"))
            for step in STEPS:
                bus.publish(StepStarted(run, step))
                for done in range(100):
                    hub._tell_progress(StepProgressed(run, step, done, 100))
                bus.publish(StepFinished(run, step, "success", (("orders", 1),)))
            numbers.append(f"PO-076-{minute:02}-{job[:5]}")
            bus.publish(OrdersChanged((numbers[-1],), run))
            bus.publish(RunStateChanged(run, job, "success"))
            bus.publish(RunFinished(run, job, "success"))
        await asyncio.sleep(0.05)
    bus.publish(IssuesChanged("test", raised=(IssueRef("job_failed", "job", ORDERS),)))
    return runs, numbers


def of(messages: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [message["data"] for message in messages if message["type"] == kind]


async def test_a_phone_that_was_offline_for_an_hour_gets_what_it_missed_within_2_s_and_once(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path) as house:
        async with house.live(channels=CHANNELS) as phone:
            stream, since = phone.heard[0]["data"]["stream"], phone.heard[-1]["seq"]
        before = {message["seq"] for message in phone.heard}
        runs, numbers = await an_hour(house)
        began = time.perf_counter()
        async with house.live(channels=CHANNELS, since=since, stream=stream) as phone:
            assert time.perf_counter() - began < 2
            assert phone.heard[-1]["data"]["full"] is False
            missed = phone.heard[1:-1]
            after = await phone.silence(1)
    assert [state["run"] for state in of(missed, "run") if state["state"] == "success"] == runs
    assert [change["numbers"][0] for change in of(missed, "orders") if change["numbers"]] == numbers
    ended = Counter((step["run"], step["step"]) for step in of(missed, "step") if step["counters"])
    assert ended == {(run, step): 1 for run in runs for step in STEPS}
    assert len(of(missed, "issues")) == 1
    seqs = [message["seq"] for message in missed + after]
    assert len(seqs) == len(set(seqs))
    assert not before & set(seqs)


async def test_after_a_night_asleep_the_phone_gets_everything_as_it_stands(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        async with house.live(channels=CHANNELS) as phone:
            stream, since = phone.heard[0]["data"]["stream"], phone.heard[-1]["seq"]
        for _ in range(8):
            await an_hour(house)
        began = time.perf_counter()
        async with house.live(channels=CHANNELS, since=since, stream=stream) as phone:
            assert phone.heard[-1]["data"] == {"full": True, "replayed": 0}
            update = await phone.until("jobs_update")
            assert time.perf_counter() - began < 2
            assert update["data"]["full"] is True
            house.core.bus.publish(RunStateChanged(RunId("r"), ORDERS, "running"))
            await phone.until("run", run="r")


async def test_a_phone_that_fell_asleep_is_let_go_and_holds_nothing(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    await asyncio.to_thread(migrated_copy, tmp_path / "toci.db")
    async with running_core(settings) as core:
        app = create_app(core, Options(api_key=API_KEY, limits=GENEROUS))
        listener = listening("127.0.0.1", 0)
        web = server_of(app, ws_ping_interval=0.3, ws_ping_timeout=0.3)
        running = asyncio.create_task(web.serve(sockets=[listener]))
        while not web.started:  # noqa: ASYNC110 - seen from outside
            await asyncio.sleep(0.01)
        house = House(core, app.state.server, web, listener.getsockname()[1])
        code = await core.devices.pair(DeviceRole.VIEWER, "test", "Pixel 7")
        house.tokens["viewer"] = (await core.devices.exchange(code.code)).token
        try:
            # It answers no ping: the screen is off, and the network goes nowhere.
            asleep = await asyncio.to_thread(late_client, house)
            async with asyncio.timeout(20):
                while house.server.hub.clients or web.server_state.connections:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            async with house.live() as phone:
                assert phone.heard[0]["type"] == "hello"
            asleep.close()
        finally:
            web.leave()
            await running
            listener.close()
