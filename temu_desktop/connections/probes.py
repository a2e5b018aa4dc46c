"""How a connection is looked at: as cheaply as it can be, and never longer than a few seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection, text

from temu_desktop.clock import Clock
from temu_desktop.connections.model import Seen
from temu_desktop.database import Database
from temu_desktop.errors import (
    DatabaseAway,
    DatabaseError,
    JtlAway,
    JtlError,
    TemuDesktopError,
    TemuError,
)

if TYPE_CHECKING:
    from temu_desktop.temu.contact import ContactClient

PATIENCE = 10.0
"""A database that says nothing for so long counts as away."""
QUIET = timedelta(minutes=5)
"""TEMU is asked where nobody else has called it for so long,"""
QUIET_WHEN_DOWN = timedelta(minutes=1)
"""or for so long after a call that failed."""


class Probe(Protocol):
    """Looks at one connection."""

    async def look(self) -> Seen | None:
        """What it found; None: nothing new."""
        ...


class DatabaseProbe:
    """Asks a database for nothing much. A question that hangs is waited for by the next look, too,
    so that a dead server does not use up the connections."""

    def __init__(
        self,
        ask: Callable[[], Awaitable[None]],
        late: Callable[[], TemuDesktopError],
        clock: Clock,
        patience: float = PATIENCE,
    ) -> None:
        self._ask = ask
        self._late = late
        self._clock = clock
        self._patience = patience
        self._asking: asyncio.Task[Seen] | None = None

    async def look(self) -> Seen | None:
        """One question, or the one that still hangs."""
        if self._asking is None:
            self._asking = asyncio.create_task(self._asked())
        try:
            done, _ = await asyncio.wait({self._asking}, timeout=self._patience)
        except asyncio.CancelledError:
            self._asking.cancel()
            raise
        if not done:
            return Seen(self._clock.now(), error=self._late())
        answered, self._asking = self._asking, None
        return answered.result()

    async def _asked(self) -> Seen:
        began = self._clock.monotonic()
        try:
            await self._ask()
        except (DatabaseError, JtlError) as error:
            return Seen(self._clock.now(), error=error)
        return Seen(self._clock.now(), self._clock.monotonic() - began)


def operations_probe(database: Database, clock: Clock) -> DatabaseProbe:
    """Looks at our own database."""

    def late() -> TemuDesktopError:
        return DatabaseAway("no answer in time", seconds=PATIENCE)

    return DatabaseProbe(lambda: database.read(_ask), late, clock)


def jtl_probe(database: Database, clock: Clock) -> DatabaseProbe:
    """Looks at JTL's database."""
    # Late, here and below: a neighbour that is not set up is not loaded.
    from temu_desktop.jtl.connection import JtlConnection

    jtl = JtlConnection(database)

    def late() -> TemuDesktopError:
        return JtlAway("no answer in time", seconds=PATIENCE)

    return DatabaseProbe(lambda: jtl.read(_ask), late, clock)


class TemuProbe:
    """Takes the outcome of the last call of anybody; where nobody calls, it asks itself."""

    def __init__(self, client: ContactClient, clock: Clock) -> None:
        from temu_desktop.temu.account_api import AccountApi

        self._client = client
        self._account = AccountApi(client)
        self._clock = clock

    async def look(self) -> Seen | None:
        """The last call, or the token's state where that is long ago."""
        contact = self._client.contact
        quiet = QUIET if contact is None or contact.error is None else QUIET_WHEN_DOWN
        if contact is not None and self._clock.now() - contact.at < quiet:
            return Seen(contact.at, error=contact.error)
        return await self._asked()

    async def _asked(self) -> Seen:
        began = self._clock.monotonic()
        try:
            await self._account.token_info()
        except TemuError:
            # The client knows whether a refusal means that nothing gets through.
            contact = self._client.contact
            if contact is not None and contact.error is not None:
                return Seen(contact.at, error=contact.error)
        return Seen(self._clock.now(), self._clock.monotonic() - began)


def _ask(conn: Connection) -> None:
    conn.execute(text("SELECT 1")).all()
