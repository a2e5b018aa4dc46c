"""Callers that are no callers: the right status or close code, and nobody else notices."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from temu_desktop.devices.model import DeviceRole
from temu_desktop.errors import DatabaseAway
from temu_desktop.events import RunStateChanged
from temu_desktop.ids import JobId, RunId
from tests.headless.house import House

RUBBISH = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
    b"\x00" * 5000,
    b"SSH-2.0-OpenSSH_9.2\r\n",
    b"GET /api/health HTTP/9.9\r\n\r\n",
    b"GET /api/health HTTP/1.1\r\nContent-Length: minus\r\n\r\n",
    b"GET / HTTP/1.1\r\nConnection: close\r\nX: " + b"y" * 200_000 + b"\r\n\r\n",
    "GÄT /ürgend/wäs\r\n\r\n".encode(),
)


@pytest.mark.parametrize("rubbish", RUBBISH, ids=range(len(RUBBISH)))
async def test_rubbish_on_the_port_is_refused_and_nobody_else_notices(
    house: House, rubbish: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with house.live() as phone:
        reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
        writer.write(rubbish)
        async with asyncio.timeout(10):
            try:
                answer = await reader.read()
            except ConnectionResetError:
                answer = b""
        writer.close()
        assert answer == b"" or answer.split()[1].startswith(b"4"), answer[:100]
        house.core.bus.publish(RunStateChanged(RunId("r"), JobId("maintenance"), "running"))
        await phone.until("run", run="r")
        async with house.calling("viewer") as calls:
            await calls.get("/api/jobs")
    assert "Traceback" not in caplog.text


async def test_a_head_that_does_not_end_is_refused_before_it_fills_the_memory(
    house: House,
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    writer.write(b"GET /api/jobs HTTP/1.1\r\nX: ")
    sent = 0
    async with asyncio.timeout(20):
        while not reader.at_eof() and sent < 50_000_000:
            try:
                writer.write(b"y" * 10_000)
                await writer.drain()
            except ConnectionError:
                break
            sent += 10_000
            await asyncio.sleep(0.001)
    assert sent < 5_000_000
    async with house.calling("viewer") as calls:
        await calls.get("/api/jobs")


async def test_a_head_that_is_too_long_is_answered(house: House) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    writer.write(b"GET /api/jobs HTTP/1.1\r\nX: " + b"y" * 40_000)
    async with asyncio.timeout(10):
        answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 431 ")


async def test_while_the_database_is_away_a_phone_is_told_to_come_back_later(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away() -> None:
        raise DatabaseAway("cut off")

    async with house.live("operator") as other:
        with monkeypatch.context() as cut:
            cut.setattr(type(house.core.database), "read", lambda self, work: away())
            async with house.socket() as phone:
                await phone.say(type="auth", token=house.tokens["viewer"])
                assert await phone.closed() == (1013, "database_away")
        async with house.live() as phone:
            assert phone.heard[0]["type"] == "hello"
        house.core.bus.publish(RunStateChanged(RunId("r"), JobId("maintenance"), "running"))
        await other.until("run", run="r")


async def test_an_open_socket_ends_with_its_token(house: House) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=2)
    new = await house.core.devices.make_key("Monitor", DeviceRole.VIEWER, "Jana", expires_at=soon)
    async with house.socket() as machine:
        await machine.say(type="auth", token=new.token)
        await machine.until("hello")
        assert await machine.closed(15) == (4401, "access_refused")
    async with house.socket() as machine:
        await machine.say(type="auth", token=new.token)
        assert (await machine.closed())[0] == 4401


async def test_two_windows_of_one_phone_hear_the_same_and_end_apart(house: House) -> None:
    async with house.live() as one:
        async with house.live() as other:
            house.core.bus.publish(RunStateChanged(RunId("r"), JobId("maintenance"), "running"))
            assert await one.until("run", run="r") == await other.until("run", run="r")
        house.core.bus.publish(RunStateChanged(RunId("s"), JobId("maintenance"), "running"))
        await one.until("run", run="s")
