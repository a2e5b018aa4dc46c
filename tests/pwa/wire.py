"""A wire between phone and server that counts what goes over it, encryption and all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass
class Wire:
    """Connections and bytes so far."""

    port: int
    connections: int = 0
    up: int = 0
    down: int = 0


@asynccontextmanager
async def wire_to(port: int) -> AsyncIterator[Wire]:
    """A port that leads to another one; its connections are cut at the end of the block."""
    wire = Wire(0)
    open_ends: set[asyncio.StreamWriter] = set()

    async def carry(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, direction: str
    ) -> None:
        try:
            while content := await reader.read(65536):
                setattr(wire, direction, getattr(wire, direction) + len(content))
                writer.write(content)
                await writer.drain()
        except ConnectionError:
            return  # One end is gone, as phones do; what was counted was carried.
        finally:
            writer.close()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner, outer = await asyncio.open_connection("127.0.0.1", port)
        open_ends.update((writer, outer))
        wire.connections += 1
        await asyncio.gather(carry(reader, outer, "up"), carry(inner, writer, "down"))

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    wire.port = server.sockets[0].getsockname()[1]
    try:
        yield wire
    finally:
        server.close()
        for writer in open_ends:
            writer.close()
        await asyncio.sleep(0.05)
