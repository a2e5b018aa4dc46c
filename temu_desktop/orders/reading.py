"""From an archive back to orders: the newest answer per order, with what belongs to it.

The same code reads the archive of a run that has just fetched and one that is replayed
(``--from-archive``), so a replay proves what the run did.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from temu_desktop.errors import RecordRejected
from temu_desktop.orders.assess import Answers
from temu_desktop.temu.after_sales import AfterSalesCase, parse_after_sales, parse_cancellations
from temu_desktop.temu.archive import ArchivedAnswer
from temu_desktop.temu.payloads import (
    TemuOrder,
    Unreadable,
    parse_address,
    parse_amounts,
    parse_order_page,
)

ORDER_LIST = "bg.order.list.v2.get"
ADDRESSES = ("bg.order.decryptshippinginfo.get", "bg.order.shippinginfo.v2.get")
AMOUNTS = "bg.order.amount.query"
CANCEL_LIST = "bg.aftersales.cancel.list.get"
AFTER_SALES = "bg.aftersales.parentaftersales.list.get"


@dataclass(slots=True)
class Fetched:
    """What one run read about orders.

    ``cancellations`` are the orders that the cancel list names, ``None`` where it was not read.
    """

    orders: dict[str, TemuOrder] = field(default_factory=dict)
    answers: dict[str, Answers] = field(default_factory=dict)
    unreadable: dict[str, Unreadable] = field(default_factory=dict)
    cancellations: set[str] | None = None
    after_sales: dict[str, AfterSalesCase] = field(default_factory=dict)
    pages: int = 0

    def add_page(self, result: Any) -> None:
        """Take one page of the order list in; the newest version of an order stays."""
        page = parse_order_page(result)
        self.pages += 1
        for order in page.orders:
            known = self.orders.get(order.number)
            if known is None or known.updated_at <= order.updated_at:
                self.orders[order.number] = order
        self.unreadable.update({record.key: record for record in page.unreadable})

    def answers_of(self, number: str) -> Answers:
        """What was read about this order beside the list."""
        answers = self.answers.get(number, Answers())
        pending = self.cancellations is not None and number in self.cancellations
        return replace(answers, cancellation_pending=pending) if pending else answers

    def _put(self, number: str, **changes: Any) -> None:
        self.answers[number] = replace(self.answers.get(number, Answers()), **changes)

    def add_address(self, entry: ArchivedAnswer) -> None:
        """Take an address answer in, or the reason why there is none."""
        number = str(entry.params["parentOrderSn"])
        if entry.error_code is not None:
            self._put(number, address_error=entry.error_code)
            return
        try:
            self._put(number, address=parse_address(entry.result), address_error=None)
        except RecordRejected as problem:
            self._put(number, address_error=problem.reason)

    def add_amounts(self, entry: ArchivedAnswer) -> None:
        """Take an amounts answer in, or the reason why there is none."""
        number = str(entry.params["parentOrderSn"])
        if entry.error_code is not None:
            self._put(number, amounts_error=entry.error_code)
            return
        try:
            self._put(number, amounts=parse_amounts(entry.result), amounts_error=None)
        except RecordRejected as problem:
            self._put(number, amounts_error=problem.reason)

    def add_cancellations(self, result: Any) -> None:
        """Take one page of the cancel list in."""
        if self.cancellations is None:
            self.cancellations = set()
        self.cancellations.update(parse_cancellations(result))

    def add_after_sales(self, result: Any) -> None:
        """Take one page of after-sales cases in."""
        self.after_sales.update({case.number: case for case in parse_after_sales(result)})


def read_archive(entries: Iterable[ArchivedAnswer]) -> Fetched:
    """Everything about orders that an archive holds."""
    fetched = Fetched()
    for entry in entries:
        if entry.type in ADDRESSES:
            fetched.add_address(entry)
        elif entry.type == AMOUNTS:
            fetched.add_amounts(entry)
        elif entry.error_code is not None:
            continue  # a page that failed stopped its run; nothing of it is there to import
        elif entry.type == ORDER_LIST:
            fetched.add_page(entry.result)
        elif entry.type == CANCEL_LIST:
            fetched.add_cancellations(entry.result)
        elif entry.type == AFTER_SALES:
            fetched.add_after_sales(entry.result)
    return fetched
