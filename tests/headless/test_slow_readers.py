"""Phones that read late: what waits for them, and what they are spared."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from pathlib import Path
from typing import Any

from temu_desktop.events import OrdersChanged, RunStateChanged, StepProgressed
from temu_desktop.ids import JobId, RunId
from tests.headless.house import House, open_house
from tests.headless.test_live import frame

JOB, RUN = JobId("sync_orders_temu"), RunId("20261126-093000-aaaaaa")


async def test_who_reads_late_gets_every_change_in_order_and_of_progress_the_newest(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path) as house:
        late = await asyncio.to_thread(late_client, house)
        (client,) = house.server.hub._clients
        many = tuple(f"PO-076-{number:017}" for number in range(200))
        filled = 0
        while client.waiting == 0:
            filled += 1
            house.core.bus.publish(OrdersChanged(many, f"filling-{filled}"))
            await asyncio.sleep(0)
        house.core.bus.publish(RunStateChanged(RUN, JOB, "running"))
        for done in range(50):
            house.server.hub._tell_progress(StepProgressed(RUN, "import", done, 50))
        for number in range(5):
            house.core.bus.publish(OrdersChanged((str(number),), "after"))
        assert client.waiting < 20
        messages = await asyncio.to_thread(read_until, late, "after", 5)
        late.close()
    numbers = [message["seq"] for message in messages]
    assert numbers == sorted(numbers)
    orders = [message["data"]["by"] for message in messages if message["type"] == "orders"]
    assert orders == [f"filling-{number + 1}" for number in range(filled)] + ["after"] * 5
    progress = [message["data"]["done"] for message in messages if message["type"] == "progress"]
    assert progress[-1] == 49
    assert len(progress) == 1


async def test_a_message_is_made_once_for_all_who_hear_it(house: House) -> None:
    async with house.live() as one, house.live("operator") as other:
        house.core.bus.publish(RunStateChanged(RUN, JOB, "running"))
        assert await one.until("run") == await other.until("run")
        made = house.server.hub._kept[-1]
        assert made.draft.type == "run"
        first, second = house.server.hub._clients
        assert made.frame(first.language) is made.frame(second.language)


def late_client(house: House) -> socket.socket:
    """A client that says who it is, subscribes, and has not read a message yet."""
    connection = socket.create_connection(("127.0.0.1", house.port), timeout=20)
    connection.sendall(
        f"GET /ws/logs HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        f"Sec-WebSocket-Protocol: temu.v1, token.{house.tokens['viewer']}\r\n\r\n".encode()
    )
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += connection.recv(1)
    connection.sendall(frame('{"type":"subscribe","channel":"orders"}'))
    time.sleep(0.5)
    return connection


def read_until(connection: socket.socket, by: str, count: int) -> list[dict[str, Any]]:
    """Every message up to so many of these."""
    connection.settimeout(20)
    raw, found = b"", []
    while sum(message["data"].get("by") == by for message in found) < count:
        came = connection.recv(65_536)
        assert came, "the server has closed"
        raw += came
        texts, raw = unframed(raw)
        found += [json.loads(text) for text in texts]
    return found


def unframed(raw: bytes) -> tuple[list[bytes], bytes]:
    """The texts of whole frames of a server, and what is left over."""
    texts = []
    while len(raw) >= 2:
        size, head = raw[1], 2
        if size == 126:
            size, head = int.from_bytes(raw[2:4], "big"), 4
        elif size == 127:
            size, head = int.from_bytes(raw[2:10], "big"), 10
        if len(raw) < head + size:
            break
        if raw[0] == 0x81:
            texts.append(raw[head : head + size])
        raw = raw[head + size :]
    return texts, raw
