"""Orders as a person meets them: a table, one order, and what can be done about it.

No act here talks to TEMU or JTL: each changes what the next run decides by, so that the run's
exactly-once rules hold for a person's acts as well. Every act is written down with who did it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork
from temu_desktop.ids import JobId
from temu_desktop.jobs.model import SYNC_ORDERS
from temu_desktop.orders import acts, cases, queries, states
from temu_desktop.orders.cases import AfterSalesRow, CaseFilter
from temu_desktop.orders.details import OrderDetails, order_details
from temu_desktop.orders.filtering import OrderFilter
from temu_desktop.orders.parameters import TRACKING_ONLY
from temu_desktop.orders.queries import Count, OrderPage, Span
from temu_desktop.orders.repairs import Repair
from temu_desktop.orders.states import OrderAct


@dataclass(frozen=True, slots=True)
class Follow:
    """The job whose next run carries an act out; a front end may start it at once."""

    job: JobId
    parameters: Mapping[str, Any] = field(default_factory=dict)


_WHOLE = Follow(SYNC_ORDERS)
_TRACKING = Follow(SYNC_ORDERS, {"mode": TRACKING_ONLY})


class OrderService:
    """The orders of one operations database. Reads raise DatabaseError; acts also UnknownOrder,
    and OrderActRefused where the order's state does not allow them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def page(self, wanted: OrderFilter, span: Span | None = None) -> OrderPage:
        """A page of the table of orders."""
        now = self._clock.now()
        return await self._database.read(lambda conn: queries.page(conn, wanted, now, span))

    async def count(self, wanted: OrderFilter, *, at_most: int = queries.FEW) -> Count:
        """How many orders the table has, exactly up to a bound."""
        now = self._clock.now()
        return await self._database.read(
            lambda conn: queries.count(conn, wanted, now, at_most=at_most)
        )

    async def details(self, number: str) -> OrderDetails:
        """Everything about one order; raises UnknownOrder."""
        return await self._database.read(lambda conn: order_details(conn, number))

    async def possible_acts(self, number: str) -> frozenset[OrderAct]:
        """What a person can do about an order as it stands; nothing where it is not known."""
        return await self._database.read(lambda conn: states.acts_on(conn, number))

    async def cases(self, wanted: CaseFilter | None = None) -> list[AfterSalesRow]:
        """A page of after-sales cases, the newest first."""
        asked = wanted or CaseFilter()
        return await self._database.read(lambda conn: cases.cases(conn, asked))

    async def export_again(self, number: str, who: str) -> Follow:
        """Hand over anew what JTL failed to make an order of, or has lost; JTL is asked first."""
        await self._act(lambda uow: acts.export_again(uow, number, who, self._clock.now()))
        return _WHOLE

    async def look_up_tracking(self, number: str, who: str) -> Follow:
        """Ask JTL for this order's parcels."""
        await self._act(lambda uow: acts.look_up_tracking(uow, number, who, self._clock.now()))
        return _TRACKING

    async def report_again(self, number: str, who: str) -> Follow:
        """Try parcels again that TEMU refused or that needed a person."""
        await self._act(lambda uow: acts.report_again(uow, number, who, self._clock.now()))
        return _TRACKING

    async def mark_handled(self, number: str, who: str) -> None:
        """A person has seen to everything that is open about this order. What tells of an event is
        closed by this, what tells of a fact when the fact is gone."""
        await self._act(lambda uow: acts.mark_handled(uow, number, who, self._clock.now()))

    async def release_hold(self, number: str, who: str) -> Follow:
        """Let a held order go to JTL although TEMU still examines it."""
        await self._act(lambda uow: acts.release_hold(uow, number, who, self._clock.now()))
        return _WHOLE

    async def answer_cancellation(self, number: str, who: str, *, agree: bool) -> Follow:
        """Grant a buyer's wish to cancel, or ship all the same (decision 12)."""
        await self._act(
            lambda uow: acts.answer_cancellation(uow, number, who, self._clock.now(), agree=agree)
        )
        return _WHOLE

    async def repair(self, number: str, repairs: Sequence[Repair], who: str) -> Follow:
        """Set country, articles, prices or quantities in place of TEMU's; raises RepairInvalid for
        a line that the order does not have."""
        await self._act(lambda uow: acts.repair(uow, number, repairs, who, self._clock.now()))
        return _WHOLE

    async def give_up(self, number: str, reason: str, who: str) -> None:
        """Let a rejected record go: it is none of ours from now on. Raises RepairInvalid without a
        reason."""
        await self._act(
            lambda uow: acts.give_up_record(uow, number, reason, who, self._clock.now())
        )

    async def _act(self, work: Callable[[UnitOfWork], None]) -> None:
        await self._database.write(work)
