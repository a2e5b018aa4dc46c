"""Orders that JTL had and has no longer (decision 13)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from temu_desktop.attention import approvals
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_all_but, raise_issues
from temu_desktop.database import UnitOfWork
from temu_desktop.jobs.context import RunContext
from temu_desktop.orders import outbox
from temu_desktop.orders.outbox import ExportRow
from temu_desktop.orders.ports import OrderSink

MANY = 3


class RestoredBackup:
    """Looks for orders that vanished from JTL. One is an issue; many look like a restored backup,
    and then nothing is handed over until a person has said what happened."""

    def __init__(self, context: RunContext, sink: OrderSink) -> None:
        self._context = context
        self._database = context.database
        self._sink = sink

    async def found(self) -> bool:
        """True: so many are gone that exports must stop. Merged orders are found by JTL's key."""
        approved = await self._database.read(_approved_numbers)
        rows = await self._database.read(outbox.open_imported)
        there = await self._sink.existing([row.number for row in rows])
        missing = [row for row in rows if row.number not in there]
        ids = [row.wawi_order_id for row in missing if row.wawi_order_id is not None]
        still = {order.id for order in await self._sink.by_ids(ids)} if ids else set()
        gone = [row for row in missing if row.wawi_order_id not in still]
        unapproved = [row for row in gone if row.number not in approved]
        many = len(unapproved) >= MANY or (
            len(unapproved) > 1 and len(unapproved) * 100 > len(rows)
        )
        back = [row for row in rows if row.gone_at is not None and row not in gone]
        await self._note_gone(gone, back, many)
        return many

    async def _note_gone(
        self, gone: Sequence[ExportRow], back: Sequence[ExportRow], many: bool
    ) -> None:
        now, run = self._context.clock.now(), self._context.run

        def note(uow: UnitOfWork) -> None:
            conn = uow.connection
            outbox.set_gone(conn, [row for row in gone if row.gone_at is None], now)
            outbox.set_gone(conn, back, None)
            numbers = [row.number for row in gone]
            single = [] if many else numbers
            close_all_but(uow, IssueRule.GONE_FROM_JTL, single, now, by=run)
            gone_issues = [Issue(IssueRule.GONE_FROM_JTL, "order", number) for number in single]
            raise_issues(uow, gone_issues, now, by=run)
            if many:
                issue = Issue(IssueRule.JTL_RESTORED, "jtl", "orders", {"orders": numbers[:100]})
                raise_issues(uow, [issue], now, by=run)
                approvals.request(
                    conn,
                    run,
                    approvals.Kind.JTL_RESTORED,
                    [{"order": number} for number in numbers],
                    now,
                )
            else:
                close_all_but(uow, IssueRule.JTL_RESTORED, (), now, by=run)

        await self._database.write(note)


def _approved_numbers(conn: Connection) -> frozenset[str]:
    return frozenset(
        str(item["order"])
        for approval in approvals.approved(conn, approvals.Kind.JTL_RESTORED)
        for item in approval.items
    )
