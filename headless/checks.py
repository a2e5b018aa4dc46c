"""What must be well for headless mode to be of use: asked briefly, kept for a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from headless.board import JobBoard
from headless.schemas.health import ActingOut, CheckOut, HealthOut, LastRunOut
from temu_desktop import __version__
from temu_desktop.connections.model import Connection, Neighbour, Standing
from temu_desktop.core import Core
from temu_desktop.errors import DatabaseAway, DatabaseError, TemuDesktopError
from temu_desktop.jobs.lease import Holder
from temu_desktop.jobs.service import JobStatus

DATABASE_SECONDS = 3.0
FRESH_SECONDS = 1.0


class HealthDesk:
    """Says how everything is; asked a thousand times a second it looks once."""

    def __init__(self, core: Core, board: JobBoard) -> None:
        self._core = core
        self._board = board
        self._started_at = core.clock.now()
        self._looking = asyncio.Lock()
        self._known: tuple[float, HealthOut] | None = None

    async def health(self) -> HealthOut:
        """How everything is now, or was a moment ago."""
        async with self._looking:
            now = self._core.clock.monotonic()
            if self._known is None or now - self._known[0] >= FRESH_SECONDS:
                self._known = (now, await self._examined())
            return self._known[1]

    async def _examined(self) -> HealthOut:
        core = self._core
        jobs: Sequence[JobStatus] = ()
        holder: Holder | None = None
        error: TemuDesktopError | None = None
        try:
            async with asyncio.timeout(DATABASE_SECONDS):
                holder = await core.jobs.acting()
                jobs = (await self._board.standing()).jobs
        except TimeoutError:
            error = DatabaseAway("no answer in time")
        except DatabaseError as refused:
            error = refused
        database = CheckOut(name="database", ok=error is None, detail=error.code if error else "")
        neighbours = [_neighbour(one) for one in core.connections.states() if _is_foreign(one)]
        checks = [database, *neighbours, _lease(core, holder)]
        return HealthOut(
            status="ok" if all(check.ok for check in checks) else "down",
            version=__version__,
            time=core.clock.now(),
            started_at=self._started_at,
            checks=checks,
            acting=_acting(core, holder),
            last_runs=_last_runs(jobs),
        )


def _is_foreign(connection: Connection) -> bool:
    return connection.neighbour is not Neighbour.OPERATIONS


def _neighbour(connection: Connection) -> CheckOut:
    details = {
        Standing.UP: "",
        Standing.UNKNOWN: "not asked yet",
        Standing.NOT_SET_UP: "not set up",
        Standing.DOWN: f"{connection.error_code} since {_minute(connection.since)}",
    }
    return CheckOut(
        name=connection.neighbour.value,
        ok=connection.standing is not Standing.DOWN,
        detail=details[connection.standing],
    )


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _lease(core: Core, holder: Holder | None) -> CheckOut:
    here = core.serving.acting
    detail = "acts here" if here else f"held by {holder.kind}" if holder else "nobody acts"
    return CheckOut(name="lease", ok=here or holder is not None, detail=detail)


def _acting(core: Core, holder: Holder | None) -> ActingOut | None:
    if holder is None:
        return None
    return ActingOut(
        here=core.serving.acting, kind=holder.kind, owner=holder.owner, since=holder.acquired_at
    )


def _last_runs(jobs: Sequence[JobStatus]) -> dict[str, LastRunOut]:
    return {
        job.definition.id: LastRunOut(
            run=job.last.run,
            state=job.last.state.value,
            started_at=job.last.started_at,
            ended_at=job.last.ended_at,
        )
        for job in jobs
        if job.last is not None
    }
