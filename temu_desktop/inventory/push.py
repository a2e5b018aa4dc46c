"""Step 4: ``temu_inventory`` → TEMU. Only differences, one call per goods, then read back."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from temu_desktop.attention.approvals import Kind, request
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_all_but, raise_issues
from temu_desktop.database import UnitOfWork, schema
from temu_desktop.errors import CallRefused, OutcomeUnknown, RepeatedKey
from temu_desktop.events import InventoryChanged
from temu_desktop.exposure.repository import ExposureKind, Measured, measure
from temu_desktop.fitting import fit
from temu_desktop.ids import GoodsId, ShopId
from temu_desktop.inventory import repository
from temu_desktop.inventory.compare import compared_at
from temu_desktop.inventory.model import Difference
from temu_desktop.inventory.ports import Listings
from temu_desktop.inventory.rules import brake_pulled, falls_steeply
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.logs import bound
from temu_desktop.responsiveness import let_go
from temu_desktop.settings import StockPolicy
from temu_desktop.side_by_side import side_by_side
from temu_desktop.switches.model import Switch
from temu_desktop.switches.repository import read_switch
from temu_desktop.temu.errors import reason_of
from temu_desktop.temu.payloads import StockEditAnswer
from temu_desktop.timeline.model import Entry, Subject
from temu_desktop.timeline.repository import record

log = logging.getLogger(__name__)

STEP = "push"
CALLS_AT_ONCE = 16
GOODS_PER_COMMIT = 50
FIRST_PUSH_KEY = "first_push_approved"


@dataclass(slots=True)
class _Outcome:
    """What TEMU said about some goods, before it is written."""

    taken: list[Difference] = field(default_factory=list)
    refused: list[tuple[Difference, str, str]] = field(default_factory=list)
    doubtful: list[Difference] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Held:
    """What waits for a person: the stock rows, and what the person is shown of each."""

    kind: Kind
    ids: list[int] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)


class StockPush:
    """Sends quantities to TEMU; what TEMU took is marked with the quantity that was sent."""

    def __init__(
        self,
        context: RunContext,
        step: Step,
        listings: Listings,
        shop: ShopId,
        policy: StockPolicy,
    ) -> None:
        self._context = context
        self._database = context.database
        self._step = step
        self._listings = listings
        self._shop = shop
        self._policy = policy
        self._refused: list[Issue] = []

    async def run(self) -> None:
        """Everything of step 4.

        Raises TemuError where no call can succeed and WritesStopped with the stop switch on; what
        was not sent stays different and goes out with the next run.
        """
        for name in ("pushed", "refused", "calls", "held"):
            self._step.count(name, 0)
        going = await self._let_through()
        # A whole shop's list is grouped beside the loop.
        goods = await asyncio.to_thread(_by_goods, going)
        for start in range(0, len(goods), GOODS_PER_COMMIT):
            await self._push(goods[start : start + GOODS_PER_COMMIT])
            self._step.progress(min(start + GOODS_PER_COMMIT, len(goods)), len(goods))
        await self._prove(going)
        await self._tell()

    async def _let_through(self) -> list[Difference]:
        """What may go now; the brake holds back falls that are too many (decision 22), and the
        very first push of an installation altogether (decision 8)."""
        going, held = await self._database.read(self._look)
        await self._hold(held)
        return going

    def _look(self, conn: Connection) -> tuple[list[Difference], Held]:
        """What may go, and what waits for a person."""
        found = repository.differences(conn, self._shop)
        if not first_push_approved(conn, self._shop):
            return [], held_for(Kind.FIRST_PUSH, found)
        if read_switch(conn, Switch.HOLIDAY).on:  # a person decided that everything goes to zero
            return found, Held(Kind.STOCK_PUSH)
        falling = self._falling_too_far(found, repository.count_active(conn, self._shop))
        waiting = {difference.inventory_id for difference in falling}
        going = [difference for difference in found if difference.inventory_id not in waiting]
        return going, held_for(Kind.STOCK_PUSH, falling)

    def _falling_too_far(self, found: Sequence[Difference], total: int) -> list[Difference]:
        falling = [
            difference
            for difference in found
            if not difference.approved and falls_steeply(difference.temu_stock, difference.target)
        ]
        pulled = brake_pulled(
            len(falling),
            total,
            minimum=self._policy.brake_minimum,
            share_percent=self._policy.brake_share_percent,
        )
        return falling if pulled else []

    async def _hold(self, held: Held) -> None:
        run, now = self._context.run, self._context.clock.now()

        def hold(uow: UnitOfWork) -> None:
            conn = uow.connection
            repository.set_held(conn, held.ids, run)
            close_all_but(uow, IssueRule.BRAKE, (run,) if held.ids else (), now, by=run)
            if held.ids:
                request(conn, run, held.kind, held.items, now)
                params = {"skus": len(held.ids), "kind": held.kind.value}
                raise_issues(uow, [Issue(IssueRule.BRAKE, "run", run, params)], now, by=run)

        await self._database.write(hold)
        self._step.count("held", len(held.ids))
        # A whole shop's list is let go of beside the loop.
        await asyncio.to_thread(let_go, held.items)

    async def _push(self, goods: Sequence[tuple[GoodsId, list[Difference]]]) -> None:
        """Some goods side by side, then one commit with what TEMU said about them."""
        outcome = _Outcome()

        async def edit(item: tuple[GoodsId, list[Difference]]) -> None:
            with bound(subject=str(item[0])):
                await self._edit(*item, outcome)

        try:
            await side_by_side(goods, edit, at_once=CALLS_AT_ONCE)
        finally:
            # What TEMU took before a failure must not be lost with it.
            await self._keep(outcome)

    async def _edit(
        self, goods_id: GoodsId, differences: Sequence[Difference], outcome: _Outcome
    ) -> None:
        await self._context.before_write()
        targets = {difference.sku_id: difference.target for difference in differences}
        self._step.count("calls")
        try:
            answer = await self._listings.edit_stock(
                goods_id, targets, f"{self._context.run}-{goods_id}"
            )
        except (OutcomeUnknown, RepeatedKey):
            outcome.doubtful.extend(differences)
        except CallRefused as refusal:
            reason = reason_of(refusal)
            log.warning("TEMU refuses the quantities (%s): %s", reason, refusal)
            outcome.refused.extend((d, reason, str(refusal)) for d in differences)
        else:
            _sort(answer, differences, outcome)

    async def _keep(self, outcome: _Outcome) -> None:
        now, run = self._context.clock.now(), self._context.run
        self._step.count("pushed", len(outcome.taken))
        self._step.count("refused", len(outcome.refused))
        self._refused += [
            Issue(IssueRule.STOCK_REFUSED, "sku", d.sku, {"reason": reason})
            for d, reason, _ in outcome.refused
        ]

        def keep(uow: UnitOfWork) -> None:
            conn = uow.connection
            repository.update_inventory(conn, [_taken_row(d, now) for d in outcome.taken])
            repository.update_inventory(conn, [_refused_row(*item) for item in outcome.refused])
            repository.forget_temu_stock(conn, [d.inventory_id for d in outcome.doubtful])
            record(conn, _entries(outcome), run=run, step=STEP, now=now)
            uow.record(InventoryChanged(tuple(d.sku for d in outcome.taken), run))

        await self._database.write(keep)

    async def _prove(self, sent: Sequence[Difference]) -> None:
        """Read back what was sent (decision 21): 'sent' and 'proven' are two states."""
        if not sent:
            return
        at_temu = await self._listings.stock([difference.sku_id for difference in sent])
        now, run = self._context.clock.now(), self._context.run

        def prove(uow: UnitOfWork) -> int:
            conn = uow.connection
            proven = [d for d in sent if at_temu.get(d.sku_id) == d.target]
            other = [d for d in sent if d.sku_id in at_temu and at_temu[d.sku_id] != d.target]
            repository.update_inventory(conn, [_proven_row(d, now) for d in proven])
            repository.update_inventory(
                conn, [_other_row(d, at_temu[d.sku_id], now) for d in other]
            )
            since = compared_at(conn, self._shop) or now
            measure(conn, ExposureKind.STOCK, [Measured(d.sku, since, now) for d in proven], run)
            return len(proven)

        self._step.count("proven", await self._database.write(prove))

    async def _tell(self) -> None:
        now, run, issues = self._context.clock.now(), self._context.run, self._refused

        def tell(uow: UnitOfWork) -> None:
            still = [issue.subject_key for issue in issues]
            close_all_but(uow, IssueRule.STOCK_REFUSED, still, now, by=run)
            raise_issues(uow, issues, now, by=run)

        await self._database.write(tell)


def first_push_approved(conn: Connection, shop: ShopId) -> bool:
    """A person has let the first push of this installation go."""
    table = schema.operator_settings
    key = f"{FIRST_PUSH_KEY}:{shop}"
    return conn.execute(select(table.c.key).where(table.c.key == key)).first() is not None


def held_for(kind: Kind, differences: list[Difference]) -> Held:
    """What the person is shown of these; empties the list, or a whole shop's would be there
    twice."""
    held = Held(kind)
    differences.reverse()
    while differences:
        item = differences.pop()
        held.ids.append(item.inventory_id)
        held.items.append({"sku": item.sku, "from": item.temu_stock, "to": item.target})
    return held


def _by_goods(differences: Iterable[Difference]) -> list[tuple[GoodsId, list[Difference]]]:
    groups: dict[GoodsId, list[Difference]] = defaultdict(list)
    for difference in differences:
        groups[difference.goods_id].append(difference)
    return list(groups.items())


def _sort(answer: StockEditAnswer, differences: Sequence[Difference], outcome: _Outcome) -> None:
    """Per SKU: outer success does not imply inner success."""
    for difference in differences:
        if difference.sku_id in answer.ok:
            outcome.taken.append(difference)
        elif (refusal := answer.refused.get(difference.sku_id)) is not None:
            outcome.refused.append((difference, refusal.reason, refusal.message))
        else:
            outcome.doubtful.append(difference)


def _taken_row(difference: Difference, now: datetime) -> dict[str, Any]:
    return {
        "id": difference.inventory_id,
        "temu_stock": difference.target,
        "temu_stock_known": True,
        "needs_sync": False,
        "sent_quantity": difference.target,
        "sent_at": now,
        "last_pushed_at": now,
        "held_by_run": None,
        "approved_by_run": None,
        "refused_code": None,
        "refused_text": None,
        "updated_at": now,
    }


def _refused_row(difference: Difference, reason: str, text: str) -> dict[str, Any]:
    return {
        "id": difference.inventory_id,
        "refused_code": fit(reason, 40),
        "refused_text": fit(text, 500),
    }


def _proven_row(difference: Difference, now: datetime) -> dict[str, Any]:
    return {
        "id": difference.inventory_id,
        "proven_at": now,
        "temu_stock": difference.target,
        "temu_stock_known": True,
        "needs_sync": False,
    }


def _other_row(difference: Difference, at_temu: int, now: datetime) -> dict[str, Any]:
    """TEMU shows something else: it sold in between, or did not take what it said it took."""
    return {
        "id": difference.inventory_id,
        "temu_stock": at_temu,
        "temu_stock_known": True,
        "needs_sync": True,
        "read_at": now,
    }


def _entries(outcome: _Outcome) -> Iterable[Entry]:
    for difference in outcome.taken:
        yield Entry(Subject.SKU, difference.sku, "stock_sent", _figures(difference))
    for difference, reason, _ in outcome.refused:
        data = {**_figures(difference), "reason": reason}
        yield Entry(Subject.SKU, difference.sku, "stock_refused", data)
    for difference in outcome.doubtful:
        yield Entry(Subject.SKU, difference.sku, "stock_outcome_unknown", _figures(difference))


def _figures(difference: Difference) -> Mapping[str, Any]:
    return {"from": difference.temu_stock, "to": difference.target}
