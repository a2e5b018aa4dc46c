"""Some days of a shop, played with a program that may be killed at any moment.

The world moves only between two rounds, and to the same moments in every play, so that two plays of
one seed see the same world: what differs in the end comes from the program.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, func, select

from temu_desktop.database import schema
from temu_desktop.demo.model import DemoOptions
from temu_desktop.demo.session import CREDENTIALS, DemoSession
from temu_desktop.demo.setting_up import map_carriers
from temu_desktop.ids import JobId
from temu_desktop.jobs.model import SYNC_INVENTORY, SYNC_ORDERS
from temu_desktop.orders.model import ExportState, OrderStatus
from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.control_client import Tick
from temu_desktop.sandbox.faults import Level
from temu_desktop.sandbox.process import RunningSandbox
from tests.reliability.moments import Blow
from tests.reliability.program import Ended, Launch, Programs
from tests.sandbox_zygote import running_sandbox

ROUNDS_AT_HOURS = (0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 14, 20, 26, 32)
"""Close together while much happens."""
FEW_ROUNDS = (0.5, 2, 4, 8, 20, 32)
"""For a sample: each has more to do at once."""
QUIET_SECONDS = 30.0
"""Nothing of the scenario is due so soon after a round begins, whatever time its runs take."""
MOST_TRIES = 12
LOST_HAND_OVER_SECONDS = 61.0
"""After so long a hand-over whose process died is looked up and, where it is nowhere, repeated."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What is played. ``pace`` below 1 makes the warehouse quicker; ``operations_url`` names a
    database server where the program's own database is not to be embedded; ``served``: by a program
    that serves, on a schedule that leaves it to the play when what runs; ``rounds_at_hours``: when
    there is a round, from the opening on, and then every twelve hours."""

    seed: int
    orders: int = 40
    skus: int = 120
    faults: Level = Level.NONE
    pace: float = 0.3
    operations_url: str | None = None
    served: bool = False
    rounds_at_hours: tuple[float, ...] = ROUNDS_AT_HOURS


class Blows(Protocol):
    """Decides how often and when the runs of a play are killed."""

    def of_run(self, number: int, job: JobId) -> Sequence[Blow]:
        """The blows for the ``number``-th run of the play, one after the other: after each the run
        is started again, at last without one."""
        ...


class NoBlows:
    """An undisturbed play."""

    def of_run(self, number: int, job: JobId) -> Sequence[Blow]:
        """None."""
        return ()


@dataclass(slots=True)
class Ending:
    """What a play came to: the figures of all books, every order by its fate, and the kills."""

    books: Mapping[str, Any]
    orders: Mapping[str, Any]
    kills: int
    runs: int
    counts: list[Mapping[str, int]] = field(default_factory=list)
    history: list[tuple[str, str, str]] = field(default_factory=list)


async def play(
    programs: Programs, shop: Shop, folder: Path, blows: Blows, *, goes_on: bool = False
) -> Ending:
    """Play a shop to its end. With ``goes_on`` the Wawi works right after every kill, which makes
    another world of it than an undisturbed play has."""
    async with _opened(shop, folder) as (sandbox, session):
        trade = _Trade(programs, sandbox, session, blows, shop, goes_on=goes_on)
        await trade.open_shop()
        await trade.go_on_until_all_is_done()
        return await trade.settle()


@asynccontextmanager
async def _opened(shop: Shop, folder: Path) -> AsyncIterator[tuple[RunningSandbox, DemoSession]]:
    config = SandboxConfig(
        orders=shop.orders,
        skus=shop.skus,
        seed=shop.seed,
        faults=shop.faults,
        pace=shop.pace,
        qps=0,
        data_dir=folder / "sandbox",
        manual_clock=True,
        leave_with_parent=True,
    )
    options = DemoOptions(
        *(shop.orders, shop.skus, shop.seed, 0, 5000, shop.faults, folder, shop.operations_url)
    )
    async with (
        running_sandbox(config) as sandbox,
        DemoSession(sandbox, options, lambda core: None) as session,
    ):
        yield sandbox, session


class _Trade:
    """The rounds of a play."""

    def __init__(
        self,
        programs: Programs,
        sandbox: RunningSandbox,
        session: DemoSession,
        blows: Blows,
        shop: Shop,
        *,
        goes_on: bool,
    ) -> None:
        self._shop = shop
        self._programs = programs
        self._control = sandbox.control
        self._sandbox = sandbox
        self._session = session
        self._blows = blows
        self._goes_on = goes_on
        self._opened_at = 0.0
        self._ending = Ending({}, {}, 0, 0)

    async def open_shop(self) -> None:
        """The first full inventory and the approval that the first push waits for."""
        self._opened_at = (await self._control.tick(0)).now
        if self._shop.served:
            await self._calm_schedule()
        await map_carriers(self._session)
        await self._run(SYNC_INVENTORY, mode="full")
        await self._approve()
        await self._run(SYNC_INVENTORY, mode="quick")

    async def go_on_until_all_is_done(self) -> None:
        """Rounds until the scenario is over, the Wawi has nothing to do and neither have we."""
        hours = self._shop.rounds_at_hours
        for hour in chain(hours, count(hours[-1] + 12, 12)):
            await self._run(SYNC_ORDERS, mode="full")
            await self._run(SYNC_INVENTORY, mode="quick")
            await self._approve()
            tick = await self._advance(hour)
            if tick.pending_events == 0 and tick.wawi_idle and await self._nothing_is_open():
                return
            assert hour < 400, "the shop never came to rest"

    async def settle(self) -> Ending:
        """The last comparison in good weather, and everybody's books."""
        await self._control.set_faults("none")
        await self._run(SYNC_ORDERS, mode="full")
        await self._run(SYNC_INVENTORY, mode="full")
        await self._approve()
        await self._run(SYNC_INVENTORY, mode="quick")
        ours = await self._session.core.database.read(_our_books)
        rejected = await self._session.core.operator.rejected()
        orders_from = self._session.settings.orders.orders_from
        books = await self._control.books(
            rejected=[record.key for record in rejected if record.kind == "order"],
            external=ours.pop("external"),
            orders_from=orders_from.timestamp() if orders_from else None,
        )
        fates = {str(order["number"]): _fate(order) for order in await self._control.orders()}
        books.pop("calls")
        self._ending.history = await self._session.core.database.read(_history)
        return replace(self._ending, books={**books, "ours": ours}, orders=fates)

    async def _run(self, job: JobId, **parameters: Any) -> None:
        """One run of a job, killed as often as the play wants it, then let come to its end."""
        number = len(self._ending.counts)
        for blow in self._blows.of_run(number, job):
            ended = await self._start(self._launch(job, parameters, blow))
            self._ending.kills += ended.killed
            if ended.killed and self._goes_on:
                await self._control.run_wawi()
        ended = await self._to_its_end(self._launch(job, parameters))
        self._ending.counts.append(ended.counts)
        if job == SYNC_ORDERS and await self._open_hand_overs():
            await self._to_its_end(self._launch(job, parameters, ahead=LOST_HAND_OVER_SECONDS))
            assert not await self._open_hand_overs(), "a lost hand-over was not settled"

    def _launch(
        self, job: JobId, parameters: Mapping[str, Any], blow: Blow | None = None, ahead: float = 0
    ) -> Launch:
        return Launch(job, parameters, blow, ahead, self._shop.served)

    async def _calm_schedule(self) -> None:
        """Every job once a week, so that what runs when is the play's to say."""
        jobs = self._session.core.jobs
        for job in await jobs.jobs():
            changes = {"every_minutes": 10_080, "retry_delay_seconds": 0.05}
            await jobs.change(job.definition.id, changes, "reliability")

    async def _to_its_end(self, launch: Launch) -> Ended:
        for _ in range(MOST_TRIES):
            ended = await self._start(launch)
            if ended.succeeded:
                return ended
            if ended.error.get("code") in CREDENTIALS:
                await self._session.refresh_credentials()
                continue
            assert ended.error.get("retry"), ended.document
        raise AssertionError(f"{launch} failed {MOST_TRIES} times: {ended.document}")

    async def _start(self, launch: Launch) -> Ended:
        self._ending.runs += 1
        environ = environment(self._session, self._sandbox)
        return await asyncio.to_thread(self._programs.run, environ, launch)

    async def _advance(self, hour: float) -> Tick:
        """On to this hour, and past everything that would fall into the round's own time."""
        wanted = self._opened_at + hour * 3600
        tick = await self._control.tick(0)
        tick = await self._control.tick(max(0.0, wanted - tick.now))
        while tick.next_event_in is not None and tick.next_event_in < QUIET_SECONDS:
            tick = await self._control.tick(tick.next_event_in + 0.001)
        await self._session.follow_clock()
        return tick

    async def _approve(self) -> None:
        """A person looks at what is held back and lets it go."""
        operator = self._session.core.operator
        for run in {approval.run for approval in await operator.waiting()}:
            await operator.approve(run, "reliability")

    async def _open_hand_overs(self) -> int:
        exports = schema.exports
        wanted = exports.c.state == ExportState.HANDING_OVER.value
        return await self._count(select(func.count()).select_from(exports).where(wanted))

    async def _nothing_is_open(self) -> bool:
        """Everything is with JTL, and everything that has left is reported."""
        exports, orders = schema.exports, schema.orders
        states = [ExportState.PENDING.value, ExportState.HANDED_OVER.value]
        waiting = select(func.count()).select_from(exports).where(exports.c.state.in_(states))
        shipped = (orders.c.status == OrderStatus.SHIPPED.value) & ~orders.c.reported
        unreported = shipped & orders.c.cancelled_at.is_(None)
        late = select(func.count()).select_from(orders).where(unreported)
        return await self._count(waiting) + await self._count(late) == 0

    async def _count(self, statement: Any) -> int:
        read = self._session.core.database.read
        return int(await read(lambda conn: conn.execute(statement).scalar_one()))


def environment(session: DemoSession, sandbox: RunningSandbox) -> dict[str, str]:
    """The environment variables of a program on this sandbox."""
    settings, temu = session.settings, session.settings.require_temu()
    orders_from = settings.orders.orders_from
    return {
        "TEMU_DATA_DIR": str(settings.data_dir),
        "TOCI_DATABASE_URL": settings.database.operations_url,
        "JTL_DATABASE_URL": sandbox.address.wawi_url,
        "TEMU_APP_KEY": temu.app_key,
        "TEMU_APP_SECRET": temu.app_secret,
        "TEMU_ACCESS_TOKEN": temu.access_token,
        "TEMU_API_ENDPOINT": temu.endpoint,
        "TEMU_CALLS_PER_SECOND": str(temu.calls_per_second),
        "TEMU_TIMEOUT_SECONDS": str(temu.timeout_seconds),
        "TEMU_PRACTICE_URL": sandbox.address.control_url,
        "TEMU_ORDERS_FROM": orders_from.isoformat() if orders_from else "",
        "TEMU_DAYS_BACK": str(settings.orders.days_back),
        "LOG_LEVEL": "ERROR",
    }


def _history(conn: Connection) -> list[tuple[str, str, str]]:
    """Job, state and trigger of every run, the oldest first."""
    runs = schema.job_runs
    rows = conn.execute(select(runs).order_by(runs.c.started_at, runs.c.run_id))
    return [(row.job_id, row.state, row.trigger) for row in rows]


def _our_books(conn: Connection) -> dict[str, Any]:
    """What our tables say: orders by status, what is exported and reported, what is mapped."""
    orders, products = schema.orders, schema.products
    rows = conn.execute(select(orders)).all()
    listed = conn.execute(select(products).where(products.c.is_active)).all()
    external = OrderStatus.EXTERNAL.value
    return {
        "status": {row.number: row.status for row in rows},
        "exported": sum(bool(row.exported) for row in rows),
        "reported": sum(bool(row.reported) for row in rows),
        "mapped": sum(row.article_id is not None for row in listed),
        "unmapped": sum(row.article_id is None for row in listed),
        "external": [row.number for row in rows if row.status == external],
    }


def _fate(order: Mapping[str, Any]) -> dict[str, Any]:
    """What became of an order on both sides, without what no two plays have in common."""
    wawi = order["wawi"]
    return {
        "status": order["status"],
        "reported": order["reported"],
        "packages": len(order["packages"]),
        "lines": {line["order_sn"]: line["quantity"] for line in order["lines"]},
        "wawi": wawi
        and {name: wawi[name] for name in ("orders", "cancelled", "started", "shipped")},
    }
