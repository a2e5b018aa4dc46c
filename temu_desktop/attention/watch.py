"""Looks at the facts that nobody's run tells of, and keeps their issues."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select, text

from temu_desktop.attention.facts import Facts, ShipBy, TokenLife, issues_of
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_all_but, raise_issues
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork, schema
from temu_desktop.errors import DatabaseAway, JtlAway, JtlError, TemuError, TokenExpired

if TYPE_CHECKING:
    from temu_desktop.temu.account_api import AccountApi
    from temu_desktop.temu.client import TemuClient

log = logging.getLogger(__name__)

ORDERS = schema.orders
NOT_LEFT = ("wartend", "importiert", "xml_erstellt")
"""The states of an order that is still to leave, as merchants' tables have them."""
TOKEN_SECONDS = 3600.0
"""TEMU is asked about the token so often at most."""
BY = "watch"
OURS, JTL = "operations", "jtl"


@dataclass(frozen=True, slots=True)
class WatchParts:
    """What is looked at; None where no setting names it. ``near``: so long before its ship-by time
    an order that has not left is an issue."""

    database: Database
    clock: Clock
    folder: Path
    near: timedelta
    jtl: Database | None = None
    account: AccountApi | None = None
    client: TemuClient | None = None


class FactWatch:
    """``look`` is called about once a minute by the process that acts."""

    def __init__(self, parts: WatchParts) -> None:
        self._parts = parts
        self._token: tuple[float, TokenLife] | None = None
        self._away_since: dict[str, datetime] = {}

    async def look(self) -> None:
        """Look at everything, raise what is new and close what is over.

        Raises DatabaseError where our own database fails; when it was away, that is kept until it
        is back and then told.
        """
        now = self._parts.clock.now()
        facts = Facts(
            token=await self._token_life(),
            skew_seconds=self._parts.client.clock_skew() if self._parts.client else None,
            free_bytes=await self._free_bytes(),
            away=await self._away(now),
        )
        found = issues_of(facts, now)
        try:
            await self._parts.database.write(lambda uow: self._keep(uow, found, now))
        except DatabaseAway:
            self._away_since.setdefault(OURS, now)
            raise
        self._away_since.pop(OURS, None)

    async def look_at_ours(self) -> None:
        """See whether our own database answers; called every few seconds, because a process that
        does not reach it soon acts no longer, and looks no longer. Raises DatabaseError."""
        try:
            await self._parts.database.read(_ask)
        except DatabaseAway:
            self._away_since.setdefault(OURS, self._parts.clock.now())
            raise

    def _keep(self, uow: UnitOfWork, found: dict[IssueRule, list[Issue]], now: datetime) -> None:
        orders = due_orders(uow.connection, now + self._parts.near)
        for rule, issues in {**found, **issues_of(Facts(orders=orders), now)}.items():
            close_all_but(uow, rule, [issue.subject_key for issue in issues], now, by=BY)
            raise_issues(uow, issues, now, by=BY)

    async def _token_life(self) -> TokenLife | None:
        """What TEMU said within the last hour."""
        account, steady = self._parts.account, self._parts.clock.monotonic()
        if account is None:
            return None
        if self._token is None or steady - self._token[0] >= TOKEN_SECONDS:
            try:
                life = TokenLife((await account.token_info()).expires_at)
            except TokenExpired:
                life = TokenLife(self._parts.clock.now())
            except TemuError as error:
                log.warning("TEMU does not say how long its access lasts: %s", error)
                return None
            self._token = (steady, life)
        return self._token[1]

    async def _free_bytes(self) -> int | None:
        try:
            return (await asyncio.to_thread(shutil.disk_usage, self._parts.folder)).free
        except OSError as error:
            log.warning("The free space of %s cannot be read: %s", self._parts.folder, error)
            return None

    async def _away(self, now: datetime) -> dict[str, datetime | None]:
        """Ours is named in the look that finds it back, and closed by the next one."""
        if self._parts.jtl is not None:
            # Late: where JTL is not set up it is not loaded.
            from temu_desktop.jtl.connection import JtlConnection

            jtl = JtlConnection(self._parts.jtl)
            if await _answers(lambda: jtl.read(_ask)):
                self._away_since.pop(JTL, None)
            else:
                self._away_since.setdefault(JTL, now)
        return dict(self._away_since)


async def _answers(asking: Callable[[], Awaitable[Any]]) -> bool:
    """False: it cannot be reached. What else may be wrong with it is the doctor's subject."""
    try:
        await asking()
    except JtlAway:
        return False
    except JtlError as error:
        log.debug("JTL answers with an error: %s", error)
    return True


def _ask(conn: Connection) -> None:
    conn.execute(text("SELECT 1")).all()


def due_orders(conn: Connection, until: datetime) -> list[ShipBy]:
    """Orders that must have left by then and are neither shipped nor reported."""
    rows = conn.execute(
        select(ORDERS.c.number, ORDERS.c.ship_by_at)
        .where(
            ORDERS.c.status.in_(NOT_LEFT),
            ORDERS.c.cancelled_at.is_(None),
            ORDERS.c.reported_at.is_(None),
            ORDERS.c.ship_by_at <= until,
        )
        .order_by(ORDERS.c.ship_by_at)
    )
    return [ShipBy(row.number, row.ship_by_at) for row in rows]
