"""The hand-over of documents to JTL: exactly once, whatever is killed when.

The outbox row is written and committed before JTL is asked to take anything. A row that a crash
left in ``handing_over`` is looked up in JTL's inbox and then among JTL's orders, in that order,
because a row moves from the inbox to the orders: whoever looks the other way round can miss it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_all_but, raise_issues
from temu_desktop.database import UnitOfWork
from temu_desktop.exposure.repository import ExposureKind, Measured, measure
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.jtl.model import InboxDocument, WawiOrder
from temu_desktop.orders import outbox
from temu_desktop.orders.journal import Journal
from temu_desktop.orders.model import ExportState
from temu_desktop.orders.outbox import ExportRow
from temu_desktop.orders.ports import OrderSink
from temu_desktop.settings import OrderPolicy

BATCH = 200
UNKNOWN_WAIT = timedelta(seconds=60)
"""How long a lost hand-over may still arrive: longer than any statement of ours lives."""


class HandOver:
    """Moves outbox rows from ``pending`` to ``imported``."""

    def __init__(
        self,
        context: RunContext,
        step: Step,
        journal: Journal,
        sink: OrderSink,
        policy: OrderPolicy,
    ) -> None:
        self._context = context
        self._database = context.database
        self._step = step
        self._journal = journal
        self._sink = sink
        self._policy = policy

    async def settle_unknown(self) -> None:
        """Look up what a crash left between 'handing over' and JTL's answer."""
        rows = await self._rows(ExportState.HANDING_OVER)
        if not rows:
            return
        numbers = [row.number for row in rows]
        in_inbox = await self._sink.find_in_inbox(numbers)
        in_orders = await self._sink.existing(numbers)
        now = self._context.clock.now()
        imported = [(row, in_orders[row.number][0]) for row in rows if row.number in in_orders]
        arrived = [
            (row, in_inbox[row.number])
            for row in rows
            if row.number in in_inbox and row.number not in in_orders
        ]
        nowhere = [
            row
            for row in rows
            if row.number not in in_inbox
            and row.number not in in_orders
            and now - row.state_at >= UNKNOWN_WAIT
        ]

        def settle(uow: UnitOfWork) -> None:
            outbox.mark_imported(uow.connection, imported, now)
            outbox.mark_handed_over(uow.connection, arrived, now)
            outbox.mark_pending(uow.connection, nowhere, now)

        await self._journal.write(settle, [row.number for row in rows], "handover_looked_up")
        self._step.count("already_there", len(imported))

    async def send(self) -> None:
        """JTL is asked first, then written to, a batch at a time."""
        rows = await self._rows(ExportState.PENDING, with_xml=True)
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            there = await self._sink.existing([row.number for row in batch])
            await self._adopt(batch, there)
            await self._insert([row for row in batch if row.number not in there])
            self._step.progress(start + len(batch), len(rows))

    async def _adopt(
        self, batch: Sequence[ExportRow], there: Mapping[str, Sequence[WawiOrder]]
    ) -> None:
        found = [(row, there[row.number][0]) for row in batch if row.number in there]
        if not found:
            return
        now = self._context.clock.now()
        await self._journal.write(
            lambda uow: outbox.mark_imported(uow.connection, found, now),
            [row.number for row, _ in found],
            "already_in_jtl",
        )
        self._step.count("already_there", len(found))

    async def _insert(self, batch: Sequence[ExportRow]) -> None:
        await self._context.before_write()
        now = self._context.clock.now()

        def start(uow: UnitOfWork) -> list[ExportRow]:
            allowed = outbox.may_be_sent(uow.connection, batch)
            going = [row for row in batch if row.order_id in allowed]
            outbox.mark_handing_over(uow.connection, going, now)
            outbox.withdraw(uow.connection, [row for row in batch if row.order_id not in allowed])
            return going

        going = await self._database.write(start)
        if not going:
            return
        # The commit may have taken long (a suspended computer): whose lock is old writes nothing.
        await self._context.before_write()
        documents = [InboxDocument(external_number=row.number, xml=row.xml) for row in going]
        keys = await self._sink.hand_over(documents)
        done = self._context.clock.now()
        pairs = [(row, keys[row.number]) for row in going]
        await self._journal.write(
            lambda uow: outbox.mark_handed_over(uow.connection, pairs, done),
            [row.number for row in going],
            "handed_over",
        )
        self._step.count("exported", len(going))

    async def follow(self) -> None:
        """Has JTL taken what lies in its inbox? Inbox first, then orders."""
        rows = await self._rows(ExportState.HANDED_OVER)
        if not rows:
            return
        keys = [row.inbox_key for row in rows if row.inbox_key is not None]
        present = await self._sink.inbox_keys_present(keys)
        there = await self._sink.existing([row.number for row in rows])
        now = self._context.clock.now()
        grace = timedelta(minutes=self._policy.handover_grace_minutes)
        imported = [(row, there[row.number][0]) for row in rows if row.number in there]
        missing = [row for row in rows if row.number not in there]
        failed = [
            row for row in missing if row.inbox_key not in present and now - row.state_at >= grace
        ]
        waits = [Measured(row.number, row.available_at or now, now) for row, _ in imported]
        run = self._context.run

        def arrived(uow: UnitOfWork) -> None:
            outbox.mark_imported(uow.connection, imported, now)
            measure(uow.connection, ExposureKind.ORDER, waits, run)

        await self._journal.write(arrived, [row.number for row, _ in imported], "in_jtl")
        await self._fail(failed)
        await self._alarm([row for row in missing if row not in failed])

    async def _fail(self, rows: Sequence[ExportRow]) -> None:
        if not rows:
            return
        now = self._context.clock.now()

        def fail(uow: UnitOfWork) -> None:
            outbox.mark_failed(uow.connection, rows, "inbox_row_gone_without_order", now)
            issues = [Issue(IssueRule.EXPORT_FAILED, "order", row.number) for row in rows]
            raise_issues(uow, issues, now, by=self._context.run)

        await self._journal.write(fail, [row.number for row in rows], "handover_failed")
        self._step.count("failed", len(rows))

    async def _alarm(self, waiting: Sequence[ExportRow]) -> None:
        """JTL has not taken these for too long: its worker may have stopped."""
        now = self._context.clock.now()
        limit = timedelta(minutes=self._policy.handover_alarm_minutes)
        late = [row for row in waiting if now - row.state_at >= limit]

        def alarm(uow: UnitOfWork) -> None:
            numbers = [row.number for row in late]
            close_all_but(uow, IssueRule.EXPORT_WAITING, numbers, now, by=self._context.run)
            issues = [Issue(IssueRule.EXPORT_WAITING, "order", row.number) for row in late]
            raise_issues(uow, issues, now, by=self._context.run)

        await self._database.write(alarm)

    async def count_waiting(self) -> None:
        """How many lie in JTL's inbox."""
        self._step.count("waiting", len(await self._rows(ExportState.HANDED_OVER)))

    async def _rows(self, state: ExportState, with_xml: bool = False) -> list[ExportRow]:
        return await self._database.read(
            lambda conn: outbox.in_states(conn, [state], with_xml=with_xml)
        )
