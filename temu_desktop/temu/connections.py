"""Connections to one host: several small pools behind one door.

httpx's pool looks at every connection for every idle one, so that one client with 64 connections
is eight times slower than eight clients with 8.
"""

from __future__ import annotations

import asyncio
import functools
import importlib
import ipaddress
import ssl
from dataclasses import dataclass

import httpx

from temu_desktop.temu.errors import translated

_PER_POOL = 8
_KEEP_SECONDS = 4.0
"""Idle connections are given up before common servers close theirs (after 5 s), so that no write
is sent into a connection that is being closed."""
_CONNECT_SECONDS = 10.0
_NEEDED_LATER = ("anyio", "anyio._backends._asyncio")
"""What httpx imports with the first request, on the loop, which would stand still for 40 ms."""


@dataclass(slots=True)
class _Pool:
    client: httpx.AsyncClient
    busy: int = 0


class Connections:
    """Posts to one address over at most ``limit`` connections; used from one event loop."""

    def __init__(
        self,
        endpoint: str,
        *,
        limit: int,
        timeout_seconds: float,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        if limit < 1:
            raise ValueError("at least one connection is needed")
        for module in _NEEDED_LATER:
            importlib.import_module(module)
        self._endpoint = endpoint
        self._free = asyncio.Semaphore(limit)
        count = 1 if transport else -(-limit // _PER_POOL)
        # A given transport brings its own.
        tls = True if transport else _trusted()
        self._pools = [
            _Pool(
                httpx.AsyncClient(
                    transport=transport,
                    verify=tls,
                    limits=httpx.Limits(
                        max_connections=_PER_POOL,
                        max_keepalive_connections=_PER_POOL,
                        keepalive_expiry=_KEEP_SECONDS,
                    ),
                    timeout=httpx.Timeout(
                        timeout_seconds, connect=min(_CONNECT_SECONDS, timeout_seconds)
                    ),
                    # A proxy of the environment is for the way out, not for this machine.
                    trust_env=not _is_this_machine(endpoint),
                )
            )
            for _ in range(count)
        ]

    @property
    def free(self) -> asyncio.Semaphore:
        """To be held around everything that ends in a `post`."""
        return self._free

    async def post(self, call: str, body: bytes) -> httpx.Response:
        """Post JSON bytes as they are; raises TemuAway (`NeverSent` where nothing was sent)."""
        pool = min(self._pools, key=lambda candidate: candidate.busy)
        pool.busy += 1
        try:
            with translated(call):
                return await pool.client.post(
                    self._endpoint,
                    content=body,
                    headers={"Content-Type": "application/json; charset=utf-8"},
                )
        finally:
            pool.busy -= 1

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._pools:
            await pool.client.aclose()


def _is_this_machine(endpoint: str) -> bool:
    host = httpx.URL(endpoint).host
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Whom every client of this process trusts: reading the certificates takes as long as several
    calls."""
    return httpx.create_ssl_context()
