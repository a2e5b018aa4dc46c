"""A sandbox as a process: its first line, its control client, its end."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
from pathlib import Path

import httpx
import pytest

from temu_desktop.sandbox.config import NO_WAWI, SandboxConfig
from temu_desktop.sandbox.control_client import SandboxError
from temu_desktop.sandbox.process import command_line, running_sandbox, start_sandbox


def test_the_first_line_tells_a_client_in_any_language_everything():
    config = SandboxConfig(orders=4, skus=8, wawi_url=NO_WAWI)
    with subprocess.Popen(command_line(config), stdout=subprocess.PIPE, text=True) as process:
        line = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert set(line) == {
        "endpoint",
        "app_key",
        "app_secret",
        "access_token",
        "wawi_url",
        "control_url",
    }
    assert line["endpoint"].endswith("/openapi/router")
    assert len(line["app_key"]) == 32


async def test_its_wawi_is_a_database_that_anybody_can_open_and_vanishes_with_it(sandbox):
    running = await sandbox(orders=4, skus=8)
    assert running.address.wawi_url.startswith("sqlite:///")
    path = running.address.wawi_url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        count = connection.execute("SELECT COUNT(*) FROM tArtikel").fetchone()[0]
    connection.close()
    assert count >= 8
    own = start_sandbox(SandboxConfig(orders=0, skus=4))
    folder = Path(own.address.wawi_url.removeprefix("sqlite:///")).parent
    assert folder.exists()
    own.end()
    assert not folder.exists()


async def test_time_stands_at_the_systems_until_it_is_moved(sandbox):
    running = await sandbox(orders=4, skus=8, wawi_url=NO_WAWI)
    control = running.control
    assert await control.offset() == 0
    tick = await control.tick(3600)
    assert tick.offset == 3600
    await control.set_offset(7200)
    assert await control.offset() == 7200
    with pytest.raises(SandboxError, match="forward"):
        await control.tick(-5)


async def test_a_tick_tells_what_is_still_to_come(sandbox):
    running = await sandbox(orders=10, skus=40)
    first = await running.control.tick()
    assert first.pending_events > 0
    assert first.next_event_in is not None
    last = first
    while last.next_event_in is not None:
        last = await running.control.tick(last.next_event_in + 1)
    assert (last.pending_events, last.wawi_idle) == (0, True)
    assert (await running.control.books())["at_temu"] == 10


async def test_orders_placed_by_hand_can_be_looked_at_and_changed(sandbox):
    running = await sandbox(orders=0, skus=20)
    control = running.control
    number = await control.place_order(country="Ελλάδα", number="PO-079-12345678901234567")
    order = await control.order(number)
    assert (order["status"], order["country"], order["wawi"]) == (2, "Ελλάδα", None)
    assert [o["number"] for o in await control.orders()] == [number]
    assert (await control.order_act(number, "cancel"))["status"] == 3
    with pytest.raises(SandboxError, match="not possible"):
        await control.order_act(number, "cancel")
    with pytest.raises(SandboxError, match="unknown act"):
        await control.order_act(number, "explode")
    with pytest.raises(SandboxError, match="no order"):
        await control.order("PO-1")
    with pytest.raises(SandboxError, match="there already"):
        await control.place_order(number=number)
    with pytest.raises(SandboxError, match="no SKU"):
        await control.place_order(lines=[{"sku": "NIRGENDS"}])


@pytest.mark.parametrize("kind", ["no_lines", "long_number", "absurd_quantity", "price_zero"])
async def test_awkward_orders_can_be_placed_by_hand(sandbox, kind):
    running = await sandbox(orders=0, skus=20, wawi_url=NO_WAWI)
    number = await running.control.place_order(awkward=kind)
    assert (await running.control.order(number))["awkward"] == kind


async def test_stock_moves_in_the_wawi_by_hand(sandbox):
    running = await sandbox(orders=0, skus=20, awkward=False)
    control = running.control
    sku = next(s for s in await control.skus() if s["article"] and (s["given"] or 0) > 3)
    await control.wawi_act("sell_elsewhere", str(sku["article"]), 2)
    after = next(s for s in await control.skus() if s["sku_id"] == sku["sku_id"])
    assert after["given"] == sku["given"] - 2
    with pytest.raises(SandboxError, match="has no"):
        await control.wawi_act("fly", "away")


async def test_a_moving_sandbox_ticks_by_itself(sandbox):
    running = await sandbox(orders=10, skus=40, wawi_url=NO_WAWI, manual_clock=False)
    control = running.control
    await control.set_offset(6 * 3600)
    for _ in range(200):
        if (await control.books())["at_temu"] == 10:
            return
        await control.get("clock")
    # The background task looks once a second; the calls above took less.
    tick = await control.tick()
    assert tick.pending_events < 10
    assert (await control.books())["at_temu"] == 10


async def test_a_port_that_is_taken_is_an_error_with_its_reason(sandbox):
    running = await sandbox(orders=0, skus=4, wawi_url=NO_WAWI)
    port = int(running.address.endpoint.split(":")[2].split("/")[0])
    config = SandboxConfig(temu_port=port, orders=0, skus=4, wawi_url=NO_WAWI)
    with pytest.raises(SandboxError, match="did not start"):
        async with running_sandbox(config):
            pass


async def test_bad_control_bodies_are_named(sandbox):
    running = await sandbox(orders=0, skus=4, wawi_url=NO_WAWI)
    url = running.address.control_url
    async with httpx.AsyncClient(trust_env=False) as http:
        for path, body in [
            ("tick", b'{"advance":"soon"}'),
            ("tick", b"not json"),
            ("tick", b"[]"),
            ("token", b'{"action":"steal"}'),
            ("books", b'{"rejected":"all"}'),
            ("stock", b'{"sku_id":51480000000001,"status":9}'),
        ]:
            response = await http.post(f"{url}/{path}", content=body)
            assert response.status_code == 400, path
            assert response.json()["error"]
        assert (await http.get(f"{url}/nothing")).status_code == 404
