"""The play: full inventory, orders, the Wawi ships, tracking, inventory, until all is done."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from temu_desktop.core import Core
from temu_desktop.database import schema
from temu_desktop.demo.model import DemoOptions, DemoResult
from temu_desktop.demo.session import DemoSession
from temu_desktop.demo.setting_up import map_carriers
from temu_desktop.jobs.model import SYNC_INVENTORY, SYNC_ORDERS
from temu_desktop.orders.model import OrderStatus
from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.control_client import Tick
from temu_desktop.sandbox.process import RunningSandbox, running_sandbox

SHORTEST_STEP = 900.0
"""Seconds of sandbox time between two rounds: fewer than a schedule makes, to be done sooner."""
LONGEST_STEP = 6 * 3600.0
QUIET_ROUNDS = 3
MOST_ROUNDS = 400


async def play(options: DemoOptions, on_core: Callable[[Core], None]) -> DemoResult:
    """Play a whole shop through; raises DemoFailed, SandboxError."""
    began = time.monotonic()
    config = SandboxConfig(
        orders=options.orders,
        skus=options.skus,
        seed=options.seed,
        faults=options.faults,
        latency_ms=options.latency_ms,
        qps=options.qps,
        data_dir=options.data_dir / "sandbox",
        manual_clock=True,
        leave_with_parent=True,
    )
    async with (
        running_sandbox(config) as sandbox,
        DemoSession(sandbox, options, on_core) as session,
    ):
        player = Player(sandbox, session)
        await player.open_shop()
        await player.trade()
        return await player.settle(began)


class Player:
    """The rounds of a demo."""

    def __init__(self, sandbox: RunningSandbox, session: DemoSession) -> None:
        self._sandbox = sandbox
        self._session = session

    async def open_shop(self) -> None:
        """Set-up, first full inventory, and the approval that the first push waits for."""
        await map_carriers(self._session)
        await self._session.run(SYNC_INVENTORY, mode="full")
        await self.approve()
        await self._session.run(SYNC_INVENTORY, mode="quick")

    async def trade(self) -> None:
        """Rounds of orders, shipping, tracking and stock until nothing is left to do."""
        quiet = 0
        for _ in range(MOST_ROUNDS):
            moved = await self._round()
            tick = await self._sandbox.control.tick(0)
            await self.approve()
            done = tick.pending_events == 0 and tick.wawi_idle and not moved
            quiet = quiet + 1 if done else 0
            if quiet >= QUIET_ROUNDS:
                return
            await self._advance(tick)

    async def _round(self) -> bool:
        """One round as the schedule makes it; True where anything was written to a neighbour."""
        orders = await self._session.run(SYNC_ORDERS, mode="full")
        stock = await self._session.run(SYNC_INVENTORY, mode="quick")
        counters = {**orders.counters(), **stock.counters()}
        return any(
            counters.get(step, {}).get(name, 0)
            for step, name in (
                ("export", "exported"),
                ("export", "waiting"),
                ("report", "confirmed"),
                ("push", "pushed"),
            )
        )

    async def _advance(self, tick: Tick) -> None:
        """On to the next thing that happens, and a little more."""
        wait = tick.next_event_in if tick.next_event_in is not None else LONGEST_STEP
        await self.let_time_pass(min(max(wait, SHORTEST_STEP), LONGEST_STEP))

    async def let_time_pass(self, seconds: float) -> None:
        """Time passes for everybody."""
        await self._sandbox.control.tick(seconds)
        await self._session.follow_clock()

    async def approve(self) -> None:
        """The operator looks at what the brakes hold back and lets it go."""
        operator = self._session.core.operator
        for run in {approval.run for approval in await operator.waiting()}:
            await operator.approve(run, "demo")

    async def settle(self, began: float) -> DemoResult:
        """A last full comparison with the faults off, then the books."""
        await self._sandbox.control.set_faults("none")
        await self._session.run(SYNC_ORDERS, mode="full")
        await self._session.run(SYNC_INVENTORY, mode="full")
        await self.approve()
        await self._session.run(SYNC_INVENTORY, mode="quick")
        ours = await _our_figures(self._session.core)
        policy = self._session.settings.orders
        books = await self._sandbox.control.books(
            rejected=ours["rejected_numbers"],
            external=ours["external_numbers"],
            orders_from=policy.orders_from.timestamp() if policy.orders_from else None,
        )
        return _result(books, ours, self._session, time.monotonic() - began)


async def _our_figures(core: Core) -> Mapping[str, Any]:
    """What only we know: decision 33's imported, exported, rejected, mapped, unmapped, pushed."""
    orders, products, stock = schema.orders, schema.products, schema.inventory

    def read(conn: Any) -> dict[str, Any]:
        statuses = conn.execute(orders.select()).all()
        listed = conn.execute(products.select().where(products.c.is_active)).all()
        sent = conn.execute(stock.select().where(stock.c.sent_at.is_not(None))).all()
        return {
            "imported": sum(row.status != OrderStatus.EXTERNAL.value for row in statuses),
            "exported": sum(bool(row.exported) for row in statuses),
            "external_numbers": [
                row.number for row in statuses if row.status == OrderStatus.EXTERNAL.value
            ],
            "mapped": sum(row.article_id is not None for row in listed),
            "unmapped": sum(row.article_id is None for row in listed),
            "pushed": len(sent),
        }

    ours = await core.database.read(read)
    rejected = [record.key for record in await core.operator.rejected() if record.kind == "order"]
    return {**ours, "rejected_numbers": rejected}


def _result(
    books: Mapping[str, Any], ours: Mapping[str, Any], session: DemoSession, seconds: float
) -> DemoResult:
    return DemoResult(
        orders={
            "at_temu": books["at_temu"],
            "imported": ours["imported"],
            "exported": ours["exported"],
            "in_jtl": books["in_jtl"],
            "shipped": books["shipped"],
            "reported": books["reported"],
            "cancelled": books["cancelled"],
            "rejected": books["rejected"],
            "external": books["external"],
        },
        inventory={
            "skus": books["skus"],
            "mapped": ours["mapped"],
            "unmapped": ours["unmapped"],
            "pushed": ours["pushed"],
            "equal_at_temu": books["equal_at_temu"],
            "differences": books["differences"],
        },
        duplicates=books["duplicates"],
        lost=books["lost"],
        oversold=books["oversold"],
        reconciled=books["reconciled"],
        http_calls=session.http_calls,
        seconds=seconds,
        runs=session.runs,
        failed_runs=session.failed_runs,
        examples=books["examples"],
    )
