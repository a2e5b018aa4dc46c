"""Step 1: TEMU → archive. All pages of the list, then address and amounts of whom it concerns."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from temu_desktop.clock import Clock
from temu_desktop.errors import CredentialsRefused, ScopeMissing, TemuError
from temu_desktop.jobs.context import Step
from temu_desktop.orders.ports import OrderSource
from temu_desktop.side_by_side import side_by_side
from temu_desktop.temu import calls
from temu_desktop.temu.archive import ArchiveWriter
from temu_desktop.temu.client import Answer
from temu_desktop.temu.orders_api import Window
from temu_desktop.temu.payloads import (
    OrderPage,
    TemuOrder,
    parse_after_sales,
    parse_cancellations,
    parse_order_page,
)

log = logging.getLogger(__name__)

_DetailCall = Callable[[str], Awaitable[Answer]]

PAGE_SIZE = 100
NUMBERS_PER_CALL = 20
DETAIL_WORKERS = 16


@dataclass(frozen=True, slots=True)
class ListQuery:
    """One reading of the order list: a closed window of update or creation time."""

    updated: Window | None = None
    created: Window | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class FetchPlan:
    """What a run reads: windows, orders by number, and after-sales cases of a window."""

    queries: tuple[ListQuery, ...]
    numbers: tuple[str, ...]
    after_sales: Window | None


@dataclass(frozen=True, slots=True)
class Needs:
    """Orders whose address or amounts must be read."""

    addresses: tuple[str, ...]
    amounts: tuple[str, ...]


class OrderFetcher:
    """Reads orders from TEMU into an archive."""

    def __init__(
        self, source: OrderSource, archive: ArchiveWriter, step: Step, clock: Clock
    ) -> None:
        self._source = source
        self._archive = archive
        self._step = step
        self._clock = clock
        self._orders: dict[str, TemuOrder] = {}

    async def fetch(
        self, plan: FetchPlan, needs: Callable[[Sequence[TemuOrder]], Awaitable[Needs]]
    ) -> None:
        """Everything of the plan; raises TemuError where the list itself cannot be read."""
        for query in plan.queries:
            await self._read_query(query)
        for start in range(0, len(plan.numbers), NUMBERS_PER_CALL):
            await self._page(1, numbers=plan.numbers[start : start + NUMBERS_PER_CALL])
        await self._read_cancellations()
        if plan.after_sales is not None:
            await self._read_after_sales(plan.after_sales)
        self._step.count("orders", len(self._orders))
        # What was read so far must outlive a run that is killed while it reads the details.
        await self._archive.flush()
        await self._read_details(await needs(tuple(self._orders.values())))

    async def _read_query(self, query: ListQuery) -> None:
        """All pages of one closed window.

        The list is descending and an order that is updated while we read leaves the window, so
        later ones move up and one may slip from an unread page onto a read one. Where the total
        changed or numbers are missing the pages are read again from the last to the first: what
        moves up then moves onto pages that are still to be read.
        """
        first = await self._page(1, query)
        pages = ceil(first.total / PAGE_SIZE)
        others = await _gather([self._page(page, query) for page in range(2, pages + 1)])
        numbers = {
            number
            for page in (first, *others)
            for number in (*(o.number for o in page.orders), *(u.key for u in page.unreadable))
        }
        if all(page.total == first.total for page in others) and len(numbers) >= first.total:
            return
        log.info("The order list moved while it was read; reading it again from its end")
        for page_number in range(pages + 1, 0, -1):
            await self._page(page_number, query)

    async def _page(
        self, page: int, query: ListQuery | None = None, numbers: Sequence[str] = ()
    ) -> OrderPage:
        query = query or ListQuery()
        answer = await self._source.list_page(
            page,
            PAGE_SIZE,
            status=query.status,
            updated=query.updated,
            created=query.created,
            numbers=numbers,
        )
        await self._keep(answer)
        read = parse_order_page(answer.result)
        for order in read.orders:
            known = self._orders.get(order.number)
            if known is None or known.updated_at <= order.updated_at:
                self._orders[order.number] = order
        self._step.count("pages")
        return read

    async def _read_cancellations(self) -> None:
        """Orders whose buyer asked to cancel; a token without that scope must not stop orders."""
        page = 1
        while True:
            try:
                answer = await self._source.cancel_list(page)
            except ScopeMissing as missing:
                log.warning("The cancel list is not read: %s", missing)
                return
            await self._keep(answer)
            if parse_cancellations(answer.result).read < PAGE_SIZE:
                return
            page += 1

    async def _read_after_sales(self, window: Window) -> None:
        page = 1
        while True:
            try:
                answer = await self._source.after_sales_list(page, window)
            except ScopeMissing as missing:
                log.warning("After-sales cases are not read: %s", missing)
                return
            await self._keep(answer)
            if parse_after_sales(answer.result).read < PAGE_SIZE:
                return
            page += 1

    async def _read_details(self, needs: Needs) -> None:
        """Addresses and amounts side by side, as fast as the rate limit lets them."""
        work = [
            *((calls.ADDRESS, self._source.address, number) for number in needs.addresses),
            *((calls.AMOUNTS, self._source.amounts, number) for number in needs.amounts),
        ]
        # By order, so that a run that is cut short has whole orders rather than halves.
        work.sort(key=lambda item: item[2])
        done = 0

        async def read(item: tuple[str, _DetailCall, str]) -> None:
            nonlocal done
            await self._detail(*item)
            done += 1
            self._step.progress(done, len(work))

        await side_by_side(work, read, at_once=DETAIL_WORKERS)

    async def _detail(self, kind: str, call: _DetailCall, number: str) -> None:
        """One detail call. Its failure is kept as the reason why this order waits; only a token
        that is no good stops the run, because then every call would fail."""
        try:
            answer = await call(number)
        except TemuError as error:
            if isinstance(error, CredentialsRefused) and not isinstance(error, ScopeMissing):
                raise
            params = {"parentOrderSn": number}
            await self._archive.add_failure(kind, params, error, self._clock.now())
            self._step.count("calls")
        else:
            await self._keep(answer)

    async def _keep(self, answer: Answer) -> None:
        await self._archive.add(answer)
        self._step.count("calls")


async def _gather(reading: Sequence[Coroutine[Any, Any, OrderPage]]) -> list[OrderPage]:
    """All at once; the first failure cancels the others."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(page) for page in reading]
    return [task.result() for task in tasks]
