"""A person's consent to cancel goes to TEMU, before the order list is read (decision 12)."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from temu_desktop.database import UnitOfWork
from temu_desktop.errors import CallRefused, OutcomeUnknown, ScopeMissing, WritesStopped
from temu_desktop.events import OrdersChanged
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.orders.ports import CancellationDesk
from temu_desktop.orders.repair_store import StoredRepair, answered, end_repairs
from temu_desktop.orders.repairs import agreed
from temu_desktop.temu.orders_api import CANCELLATIONS_PENDING
from temu_desktop.temu.payloads import parse_cancellations
from temu_desktop.timeline.model import Entry, Subject
from temu_desktop.timeline.repository import record

log = logging.getLogger(__name__)

STEP = "fetch"
AT_ONCE = 100
"""Orders that one page of the cancel list is asked for."""


class CancellationAnswers:
    """Agrees where a person agreed. Whatever leaves the outcome in doubt is settled by reading
    which wishes still wait; those are tried again in the next run."""

    def __init__(self, context: RunContext, step: Step, desk: CancellationDesk) -> None:
        self._context = context
        self._step = step
        self._desk = desk

    async def run(self) -> None:
        """Give every answer that waits; raises TemuError where no call can succeed."""
        waiting = await self._context.database.read(lambda conn: answered(conn, agreed))
        if not waiting:
            return
        if self._context.dry_run:
            for number in sorted(waiting):
                self._context.intend("temu", "cancel.agree", number)
            return
        try:
            await self._answer(waiting)
        except WritesStopped:
            log.info("The stop switch is on: %d answers to buyers wait", len(waiting))
        except ScopeMissing as missing:
            log.warning("TEMU's token may not answer wishes to cancel: %s", missing)

    async def _answer(self, waiting: Mapping[str, StoredRepair]) -> None:
        numbers = sorted(waiting)
        for start in range(0, len(numbers), AT_ONCE):
            batch = numbers[start : start + AT_ONCE]
            before = await self._pending(batch)
            for number, cases in before.items():
                for case in cases:
                    await self._agree(number, case)
            after = await self._pending(list(before)) if before else {}
            done = [number for number in batch if number not in after]
            await self._settle({number: waiting[number] for number in done}, before)
            self._step.count("cancellations_agreed", sum(number in before for number in done))

    async def _agree(self, number: str, case: str) -> None:
        await self._context.before_write()
        try:
            await self._desk.agree_cancellation(parent_after_sales_sn=case, parent_order_sn=number)
        except OutcomeUnknown as lost:
            log.info("Whether TEMU took the consent for %s is read back: %s", number, lost)
        except CallRefused as refusal:
            log.warning("TEMU refuses the consent for %s: %s", number, refusal)

    async def _pending(self, numbers: Sequence[str]) -> dict[str, list[str]]:
        """Wishes of these orders that still wait, by order."""
        found: dict[str, list[str]] = {}
        answer = await self._desk.cancel_list(
            1, status_group=CANCELLATIONS_PENDING, numbers=numbers
        )
        for wish in parse_cancellations(answer.result).cases:
            found.setdefault(wish.number, []).append(wish.case)
        return found

    async def _settle(
        self, done: Mapping[str, StoredRepair], before: Mapping[str, Sequence[str]]
    ) -> None:
        """What waits no longer: granted by us, or withdrawn by the buyer before."""
        now, run = self._context.clock.now(), self._context.run
        entries = [
            Entry(
                Subject.ORDER,
                number,
                "cancellation_agreed" if number in before else "cancellation_over",
                {"by": stored.by},
            )
            for number, stored in done.items()
        ]

        def settle(uow: UnitOfWork) -> None:
            end_repairs(uow.connection, [stored.id for stored in done.values()], now)
            record(uow.connection, entries, run=run, step=STEP, now=now)
            if done:
                uow.record(OrdersChanged(tuple(done), run))

        await self._context.database.write(settle)
