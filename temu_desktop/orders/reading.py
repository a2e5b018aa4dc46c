"""From an archive back to orders: the newest answer per order, with what belongs to it.

The same code reads the archive of a run that has just fetched and one that is replayed
(``--from-archive``), so a replay proves what the run did. Reading blocks: call it in a thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from temu_desktop.errors import RecordRejected
from temu_desktop.orders.assess import Answers
from temu_desktop.temu.archive import Family
from temu_desktop.temu.payloads import (
    AfterSalesCase,
    TemuOrder,
    Unreadable,
    parse_address,
    parse_after_sales,
    parse_amounts,
    parse_cancellations,
    parse_order_page,
)
from temu_desktop.temu.replay import Archived, RunArchive


@dataclass(slots=True)
class Fetched:
    """What one run read about orders.

    ``cancellations`` are the orders that the cancel list names, with its cases.
    """

    orders: dict[str, TemuOrder] = field(default_factory=dict)
    answers: dict[str, Answers] = field(default_factory=dict)
    unreadable: dict[str, Unreadable] = field(default_factory=dict)
    cancellations: dict[str, set[str]] = field(default_factory=dict)
    after_sales: dict[str, AfterSalesCase] = field(default_factory=dict)

    def add_page(self, result: object) -> None:
        """Take one page of the order list in; the newest version of an order stays."""
        page = parse_order_page(result)
        for order in page.orders:
            known = self.orders.get(order.number)
            if known is None or known.updated_at <= order.updated_at:
                self.orders[order.number] = order
        self.unreadable.update({record.key: record for record in page.unreadable})

    def answers_of(self, number: str) -> Answers:
        """What was read about this order beside the list."""
        answers = self.answers.get(number, Answers())
        cases = frozenset(self.cancellations.get(number, ()))
        return replace(answers, cancellation_pending=bool(cases), cancellation_cases=cases)

    def add_address(self, entry: Archived) -> None:
        """Take an address answer in, or the reason why there is none."""
        if entry.failure is not None:
            self._put(entry, address_error=entry.failure.code)
            return
        try:
            self._put(entry, address=parse_address(entry.result), address_error=None)
        except RecordRejected as problem:
            self._put(entry, address_error=problem.reason)

    def add_amounts(self, entry: Archived) -> None:
        """Take an amounts answer in, or the reason why there is none."""
        if entry.failure is not None:
            self._put(entry, amounts_error=entry.failure.code)
            return
        try:
            self._put(entry, amounts=parse_amounts(entry.result), amounts_error=None)
        except RecordRejected as problem:
            self._put(entry, amounts_error=problem.reason)

    def _put(self, entry: Archived, **changes: Any) -> None:
        number = str(entry.params.get("parentOrderSn", ""))
        self.answers[number] = replace(self.answers.get(number, Answers()), **changes)


def read_archive(archive: RunArchive) -> Fetched:
    """Everything about orders that an archive holds; raises ArchiveError."""
    fetched = Fetched()
    for entry in archive.stream(Family.ORDERS):
        if entry.failure is None:
            fetched.add_page(entry.result)
    for entry in archive.stream(Family.ADDRESSES):
        fetched.add_address(entry)
    for entry in archive.stream(Family.AMOUNTS):
        fetched.add_amounts(entry)
    for entry in archive.stream(Family.CANCELLATIONS):
        if entry.failure is None:
            for wish in parse_cancellations(entry.result).cases:
                fetched.cancellations.setdefault(wish.number, set()).add(wish.case)
    for entry in archive.stream(Family.AFTER_SALES):
        if entry.failure is None:
            cases = parse_after_sales(entry.result).cases
            fetched.after_sales.update({case.case: case for case in cases})
    return fetched
