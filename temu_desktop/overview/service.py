"""What a front end asks for its first page; every figure of it is of one moment."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from temu_desktop.clock import Clock
from temu_desktop.database import Database
from temu_desktop.exposure.repository import ExposureKind
from temu_desktop.ids import JobId, ShopId
from temu_desktop.overview import queries
from temu_desktop.overview.days import last_days
from temu_desktop.overview.model import DayCount, DayExposure, RunDuration, Tiles

DAYS = 30
RUNS = 50


class OverviewService:
    """Figures of one operations database; days are those of ``zone``."""

    def __init__(self, database: Database, clock: Clock, shop: ShopId, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._shop = shop
        self._zone = zone

    async def tiles(self) -> Tiles:
        """Orders, stock and issues at a glance; raises DatabaseError."""
        now = self._clock.now()
        return await self._database.read(
            lambda conn: queries.tiles(conn, self._shop, now, self._zone)
        )

    async def orders_per_day(self, days: int = DAYS) -> list[DayCount]:
        """How many orders were placed on each of the last days, today last (at most a year)."""
        wanted = last_days(self._clock.now(), days, self._zone)
        return await self._database.read(lambda conn: queries.orders_per_day(conn, wanted))

    async def run_durations(self, job: JobId, last: int = RUNS) -> list[RunDuration]:
        """How long the last ended runs of a job took, oldest first."""
        return await self._database.read(lambda conn: queries.run_durations(conn, job, last))

    async def exposure(self, kind: ExposureKind, days: int = DAYS) -> list[DayExposure]:
        """How long changes were on their way, day by day, today last (at most a year)."""
        wanted = last_days(self._clock.now(), days, self._zone)
        return await self._database.read(lambda conn: queries.exposure_by_day(conn, kind, wanted))
