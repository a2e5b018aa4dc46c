"""Two neighbours over a real socket: a door that answers as a test tells it to, and the sandbox."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

import httpx
import pytest

from temu_desktop.clock import SystemClock
from temu_desktop.sandbox.config import NO_WAWI, SandboxConfig
from temu_desktop.temu.client import TemuClient, TemuConfig
from tests.sandbox_zygote import start_sandbox


@dataclass
class Reply:
    """What the door does with one request; ``drop`` closes without a word, ``silence`` in seconds
    comes before the answer."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    silence: float = 0.0
    drop: bool = False

    @classmethod
    def yes(cls, result: object = None, **headers: str) -> Reply:
        envelope = {"success": True, "errorCode": 1000000, "errorMsg": "", "requestId": "eu-1"}
        return cls(json.dumps({**envelope, "result": result}).encode(), headers=headers)

    @classmethod
    def no(cls, code: int, text: str = "no") -> Reply:
        envelope = {"success": False, "errorCode": code, "errorMsg": text, "requestId": "eu-1"}
        return cls(json.dumps({**envelope, "result": None}).encode())


@dataclass
class Door:
    """Answers with ``replies`` in turn and with yes when they are used up."""

    reply: ClassVar[type[Reply]] = Reply

    endpoint: str
    replies: list[Reply] = field(default_factory=list)
    always: Reply = field(default_factory=Reply.yes)
    bodies: list[bytes] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    connections: int = 0
    open_calls: int = 0
    most_open_calls: int = 0

    @property
    def calls(self) -> list[str]:
        """The types that were asked for, in order."""
        return [json.loads(body)["type"] for body in self.bodies]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept alive."""
        self.connections += 1
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = next(
            int(line.split(":")[1])
            for line in head.split("\r\n")
            if line.lower().startswith("content-length:")
        )
        self.heads.append(head)
        self.bodies.append(await reader.readexactly(length))
        self.asked.set()
        reply = self.replies.pop(0) if self.replies else self.always
        self.open_calls += 1
        self.most_open_calls = max(self.most_open_calls, self.open_calls)
        try:
            if reply.silence:
                await asyncio.sleep(reply.silence)
        finally:
            self.open_calls -= 1
        if reply.drop:
            return False
        extra = "".join(f"{name}: {value}\r\n" for name, value in reply.headers.items())
        start = f"HTTP/1.1 {reply.status} X\r\nContent-Length: {len(reply.body)}\r\n{extra}\r\n"
        writer.write(start.encode("latin-1") + reply.body)
        await writer.drain()
        return True


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    """An open door on a free port of this machine."""
    opened = Door("")
    server = await asyncio.start_server(opened.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    opened.endpoint = f"http://127.0.0.1:{port}/openapi/router"
    yield opened
    server.close()


@dataclass
class Sandbox:
    """A running TEMU platform, and the hand that moves it."""

    config: TemuConfig
    hand: httpx.Client

    def act(self, path: str, **body: object) -> Any:
        """Do something by hand; gives the sandbox's answer."""
        reply = self.hand.post(path, json=body)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def see(self, path: str) -> Any:
        """Look something up."""
        return self.hand.get(path).raise_for_status().json()

    def faults(self, *script: tuple[str, str], times: int = 1) -> None:
        """The next calls of a type fail so; without a script nothing does."""
        lines = [{"type": call, "fault": fault, "times": times} for call, fault in script]
        self.act("faults", script=lines)

    def an_order(self, **wishes: object) -> Any:
        """Place an order that is to be shipped, by default one piece of one SKU; gives
        what the sandbox shows of it."""
        sku = next(sku for sku in self.see("skus") if sku["status"] == 2 and sku["stock"] > 9)
        one = [{"sku_id": sku["sku_id"], "quantity": 1}]
        order = {"status": 2, "lines": one, **wishes}
        return self.see(f"orders/{self.act('orders', **order)['number']}")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """TEMU's side alone, in a process of its own, where nothing happens by itself."""
    wanted = {"orders": 30, "skus": 150, "seed": 7, "qps": 0, "manual_clock": True}
    forked = start_sandbox(SandboxConfig(wawi_url=NO_WAWI, **wanted))
    address = forked.address
    config = TemuConfig(
        endpoint=address.endpoint,
        app_key=address.app_key,
        app_secret=address.app_secret,
        access_token=address.access_token,
        qps=2000,
        timeout_seconds=10,
        backoff_seconds=0.05,
    )
    with httpx.Client(base_url=address.control_url) as hand:
        yield Sandbox(config, hand)
    forked.end()


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[TemuClient]:
    """A client with the sandbox's own credentials, in fine weather."""
    sandbox.faults()
    opened = TemuClient(sandbox.config, clock=SystemClock())
    yield opened
    await opened.aclose()
