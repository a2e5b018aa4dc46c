"""A real server on a real socket, over a real core, and callers of every role."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from headless.app import create_app
from headless.dependencies import Server
from headless.options import Limits, Options
from headless.server import Server as WebServer
from headless.server import listening, server_of
from temu_desktop.bootstrap import running_core
from temu_desktop.core import Core
from temu_desktop.database import build_engine, migrate
from temu_desktop.database.backup import copy_sqlite
from temu_desktop.devices.model import DeviceRole
from temu_desktop.ids import DeviceId
from temu_desktop.logs import logging_to
from temu_desktop.settings import DatabaseSettings, Settings, TemuSettings
from tests.due_times import nothing_due

Result = TypeVar("Result")
API_KEY = "a-key-of-the-settings-0123456789"
PLAIN: dict[str, Any] = {"verify": False, "timeout": 20}
"""For callers of this machine: reading the certificates takes longer than their calls."""
GENEROUS = Limits(
    address_rate=10_000,
    address_burst=100_000,
    caller_rate=10_000,
    caller_burst=100_000,
    wrong_rate=1_000,
    wrong_burst=10_000,
    auth_seconds=1.0,
)
"""So that no test meets a limit that it is not about."""
ROLES = ("viewer", "operator", "admin")


@dataclass
class House:
    """A server that serves, and what a test does with it."""

    core: Core
    server: Server
    web: WebServer
    port: int
    tokens: dict[str, str] = field(default_factory=dict)
    devices: dict[str, DeviceId] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    @asynccontextmanager
    async def calling(self, role: str | None = None, **headers: str) -> AsyncIterator[Calls]:
        """A client of this role; None: without a token."""
        shown = {name.replace("_", "-"): value for name, value in headers.items()}
        if role is not None:
            shown["Authorization"] = f"Bearer {self.tokens[role]}"
        async with httpx.AsyncClient(**PLAIN, base_url=self.url, headers=shown) as http:
            yield Calls(http)

    @asynccontextmanager
    async def socket(self, **options: Any) -> AsyncIterator[Socket]:
        """A WebSocket that has said nothing yet."""
        options.setdefault("compression", None)
        address = f"ws://127.0.0.1:{self.port}/ws/logs"
        async with connect(address, max_size=2**24, **options) as connection:
            yield Socket(connection)

    @asynccontextmanager
    async def live(self, role: str = "viewer", **asked: Any) -> AsyncIterator[Socket]:
        """A WebSocket that was let in and has its first messages behind it."""
        async with self.socket() as socket:
            await socket.say(type="auth", token=self.tokens[role], **asked)
            await socket.until("hello")
            await socket.until("resumed" if "since" in asked else "jobs_update")
            yield socket


class Calls:
    """Calls of one client."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def get(self, path: str, status: int = 200, **params: Any) -> Any:
        """The JSON of a call that must answer like this."""
        return _checked(await self.http.get(path, params=params), status)

    async def post(self, path: str, body: Any = None, status: int = 200, **params: Any) -> Any:
        """The same for one that does something."""
        return _checked(await self.http.post(path, json=body, params=params), status)


def _checked(answer: httpx.Response, status: int) -> Any:
    assert answer.status_code == status, f"{answer.status_code}: {answer.text}"
    return answer.json()


class Socket:
    """One WebSocket; remembers everything it heard."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.heard: list[dict[str, Any]] = []

    async def say(self, **message: Any) -> None:
        """Send a message."""
        await self.connection.send(json.dumps(message))

    async def next(self, seconds: float = 10) -> dict[str, Any]:
        """The next message."""
        async with asyncio.timeout(seconds):
            message: dict[str, Any] = json.loads(await self.connection.recv())
        self.heard.append(message)
        return message

    async def until(self, kind: str, seconds: float = 10, **data: Any) -> dict[str, Any]:
        """The next message of this type, with this in its data."""
        async with asyncio.timeout(seconds):
            while True:
                message = await self.next(seconds)
                if message["type"] == kind and data.items() <= message["data"].items():
                    return message

    async def silence(self, seconds: float) -> list[dict[str, Any]]:
        """Everything that comes in so long, pings left out."""
        found: list[dict[str, Any]] = []
        try:
            async with asyncio.timeout(seconds):
                while True:
                    message = await self.next(seconds + 1)
                    found += [message] if message["type"] != "ping" else []
        except TimeoutError:
            return found

    async def closed(self, seconds: float = 10) -> tuple[int | None, str | None]:
        """Code and reason with which the server closes. What comes before is read: a client whose
        queue is full reads no further, and would not see the end."""
        async with asyncio.timeout(seconds):
            with contextlib.suppress(ConnectionClosed):
                while True:
                    await self.connection.recv()
            await self.connection.wait_closed()
        return self.connection.close_code, self.connection.close_reason


_TEMPLATES: list[Path] = []


def migrated_copy(target: Path) -> None:
    """An empty database of now; the first one is made, the others are its copies."""
    if not _TEMPLATES:
        template = Path(tempfile.mkdtemp(prefix="temu-headless-")) / "toci.db"
        engine = build_engine(f"sqlite:///{template}")
        migrate(engine, now=datetime.now(UTC))
        engine.dispose()
        atexit.register(shutil.rmtree, template.parent, True)
        _TEMPLATES.append(template)
    copy_sqlite(_TEMPLATES[0], target)


async def eventually(ask: Callable[[], Awaitable[Result]], seconds: float = 20) -> Result:
    """The first answer that is neither empty nor false; asked again until it comes."""
    async with asyncio.timeout(seconds):
        while True:
            if found := await ask():
                return found
            await asyncio.sleep(0.02)


def settings_in(folder: Path, temu: TemuSettings | None = None) -> Settings:
    """The embedded database, no neighbours unless given."""
    folder.mkdir(parents=True, exist_ok=True)
    database = DatabaseSettings(f"sqlite:///{folder / 'toci.db'}", None)
    return Settings(data_dir=folder, database=database, temu=temu)


@asynccontextmanager
async def served(core: Core, limits: Limits = GENEROUS, **options: Any) -> AsyncIterator[House]:
    """Serve a core for a block; a device of each role is paired."""
    options.setdefault("api_key", API_KEY)
    app = create_app(core, Options(limits=limits, **options))
    listener = listening("127.0.0.1", 0)
    server = server_of(app)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    house = House(core, app.state.server, server, listener.getsockname()[1])
    try:
        async with asyncio.timeout(20):
            while not server.started and not running.done():  # noqa: ASYNC110 - seen from outside
                await asyncio.sleep(0.01)
        for role in ROLES:
            code = await core.devices.pair(DeviceRole(role), "test", f"Phone {role}")
            new = await core.devices.exchange(code.code)
            house.tokens[role], house.devices[role] = new.token, new.device.id
        yield house
    finally:
        server.leave()
        await running
        listener.close()


@asynccontextmanager
async def open_house(
    folder: Path, temu: TemuSettings | None = None, *, acts: bool = False, **options: Any
) -> AsyncIterator[House]:
    """A core of its own and a server over it; ``acts``: it runs the jobs as well."""
    settings = settings_in(folder, temu)
    await asyncio.to_thread(migrated_copy, folder / "toci.db")
    with logging_to(settings):
        async with running_core(settings) as core, _serving(core, acts, options) as house:
            yield house


@asynccontextmanager
async def _serving(core: Core, acts: bool, options: dict[str, Any]) -> AsyncIterator[House]:
    if not acts:
        async with served(core, **options) as house:
            yield house
        return
    await nothing_due(core)
    async with core.serving.serving("headless"), served(core, **options) as house:
        async with asyncio.timeout(20):
            while not core.serving.acting:  # noqa: ASYNC110 - looked at from outside
                await asyncio.sleep(0.01)
        yield house
