"""Ten thousand connections one after another leave nothing behind."""

from __future__ import annotations

import asyncio
import gc
import json
import os
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from tests.headless.house import House, open_house

MANY, SAMPLE = 10_000, 300
WARM = 100
OBJECTS = 3_000
"""So many objects more or less are what caches and the log's writer hold by chance."""


async def call(house: House) -> None:
    """One call on a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    token = house.tokens["viewer"]
    writer.write(
        f"GET /api/jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
        "Connection: close\r\n\r\n".encode()
    )
    assert (await reader.read()).startswith(b"HTTP/1.1 200")
    writer.close()
    await writer.wait_closed()


async def listen(house: House) -> None:
    """One WebSocket that is let in, hears how everything stands and leaves as it should."""
    async with connect(f"ws://127.0.0.1:{house.port}/ws/logs", compression=None) as connection:
        await connection.send(json.dumps({"type": "auth", "token": house.tokens["viewer"]}))
        assert json.loads(await connection.recv())["type"] == "hello"


async def break_off(house: House) -> None:
    """One WebSocket that is gone in the middle of its first words."""
    connection = await connect(f"ws://127.0.0.1:{house.port}/ws/logs", compression=None)
    await connection.send(json.dumps({"type": "auth", "token": house.tokens["viewer"]}))
    connection.transport.abort()
    await connection.wait_closed()


async def come_and_go(house: House, times: int) -> None:
    """Calls, WebSockets, and WebSockets that break off, in turn."""
    for number in range(times):
        await (call, listen, call, break_off)[number % 4](house)


async def held(house: House) -> dict[str, int]:
    """What the process holds once everybody has left."""
    async with asyncio.timeout(30):
        while house.web.server_state.connections or house.server.hub.clients:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)
    gc.collect()
    return {
        "files": len(os.listdir("/proc/self/fd")),  # noqa: PTH208 - numbers, not paths
        "tasks": len(asyncio.all_tasks()),
        "requests": len(house.web.server_state.tasks),
        "objects": len(gc.get_objects()),
    }


async def come_and_go_without_a_trace(folder: Path, times: int) -> dict[str, int]:
    """Compare what is held before and after; returns what was added."""
    async with open_house(folder) as house:
        await come_and_go(house, WARM)
        before = await held(house)
        await come_and_go(house, times)
        after = await held(house)
        await call(house)
    added = {name: after[name] - before[name] for name in before}
    assert added["files"] <= 0
    assert added["tasks"] <= 0
    assert added["requests"] <= 0
    assert added["objects"] < OBJECTS, added
    return added


async def test_hundreds_of_connections_leave_nothing_behind(tmp_path: Path) -> None:
    await come_and_go_without_a_trace(tmp_path, SAMPLE)


@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_ten_thousand_connections_leave_nothing_behind(tmp_path: Path) -> None:
    added = await come_and_go_without_a_trace(tmp_path, MANY)
    print(f"connections    {MANY}: {added}")  # noqa: T201 - the table of the soak
