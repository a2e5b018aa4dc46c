"""Finds what a scanned or typed code means, from our tables and, for barcodes, from JTL."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from temu_desktop.database import Database
from temu_desktop.errors import JtlError, NotSetUp, TemuDesktopError
from temu_desktop.lookup.codes import Code, Nothing, read_code
from temu_desktop.lookup.queries import Hit, HitKind, articles, hits_of

log = logging.getLogger(__name__)

JTL_SECONDS = 2.0
"""A person with a scanner does not wait longer for JTL."""
SLOW = "jtl_slow"


class Barcodes(Protocol):
    """JTL's articles by barcode."""

    async def articles_by_barcode(self, barcodes: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Article numbers by barcode as asked; raises JtlError or NotSetUp."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """What a code means. ``nothing``: why it cannot be a code at all. ``ean_not_asked``: the error
    code because of which JTL could not be asked for a barcode, so that hits may be missing."""

    hits: tuple[Hit, ...] = ()
    nothing: Nothing | None = None
    ean_not_asked: str | None = None


class LookupService:
    """Codes of one operations database and its JTL."""

    def __init__(
        self, database: Database, barcodes: Barcodes, *, jtl_seconds: float = JTL_SECONDS
    ) -> None:
        self._database = database
        self._barcodes = barcodes
        self._jtl_seconds = jtl_seconds
        self._late: set[asyncio.Task[Mapping[str, Sequence[str]]]] = set()

    async def find(self, code: str) -> Found:
        """Everything the code names, orders before articles; raises DatabaseError only.

        JTL is asked only where the code can be a barcode and no order is found by it.
        """
        read = read_code(code)
        if isinstance(read, Nothing):
            return Found(nothing=read)
        hits = await self._database.read(lambda conn: hits_of(conn, read))
        if hits or not read.eans:
            return Found(tuple(hits))
        return await self._by_barcode(read)

    async def _by_barcode(self, code: Code) -> Found:
        asking = asyncio.create_task(self._ask(code.eans))
        done, _ = await asyncio.wait({asking}, timeout=self._jtl_seconds)
        if not done:
            self._late.add(asking)
            asking.add_done_callback(self._forget)
            return Found(ean_not_asked=SLOW)
        try:
            numbers = asking.result()
        except (JtlError, NotSetUp) as error:
            return Found(ean_not_asked=error.code)
        hits: list[Hit] = []
        for ean, skus in numbers.items():
            hits += await self._listed(ean, skus)
        return Found(tuple(dict.fromkeys(hits)))

    async def _ask(self, eans: Sequence[str]) -> Mapping[str, Sequence[str]]:
        return await self._barcodes.articles_by_barcode(eans)

    async def _listed(self, ean: str, skus: Sequence[str]) -> list[Hit]:
        """The SKUs that TEMU lists of these articles; articles that it does not list alone."""
        listed = await self._database.read(lambda conn: articles(conn, skus, HitKind.EAN, ean))
        return listed or [Hit(HitKind.EAN, None, sku, ean) for sku in skus]

    def _forget(self, asking: asyncio.Task[Mapping[str, Sequence[str]]]) -> None:
        """Nobody waits any more for this answer of JTL."""
        self._late.discard(asking)
        if not asking.cancelled() and (error := asking.exception()) is not None:
            if not isinstance(error, TemuDesktopError):
                log.error("A late look-up of a barcode failed", exc_info=error)
            else:
                log.info("A late look-up of a barcode failed: %s", error)
