"""Cancellations and after-sales cases (temu-api.md 7.1, 7.2) as plain data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from temu_desktop.errors import RecordRejected
from temu_desktop.ids import GoodsId, OrderSn, ParentOrderSn
from temu_desktop.temu.reading import Record, Unreadable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CancelledLine:
    """Pieces of one order line that the buyer wants to cancel."""

    order_sn: OrderSn
    quantity: int | None
    goods_id: GoodsId | None
    asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A buyer's wish to cancel; unanswered it is granted by TEMU after 24 hours."""

    case: str
    number: ParentOrderSn
    status: int | None
    lines: tuple[CancelledLine, ...]


@dataclass(frozen=True, slots=True)
class CancellationPage:
    """One page of cancellations; ``total`` is 0 where TEMU does not say."""

    total: int
    cases: tuple[Cancellation, ...]
    unreadable: tuple[Unreadable, ...]

    @property
    def read(self) -> int:
        """How many records the page held, readable or not."""
        return len(self.cases) + len(self.unreadable)


@dataclass(frozen=True, slots=True)
class AfterSalesCase:
    """A return or refund. ``kind`` 1 refund only, 2 return and refund; ``status`` and ``group`` are
    TEMU's numbers; ``act_by`` is when the seller's time to act ends."""

    case: str
    number: ParentOrderSn
    kind: int | None
    status: int | None
    group: int | None
    created_at: datetime | None
    updated_at: datetime | None
    act_by: datetime | None


@dataclass(frozen=True, slots=True)
class AfterSalesPage:
    """One page of after-sales cases; ``total`` is 0 where TEMU does not say."""

    total: int
    cases: tuple[AfterSalesCase, ...]
    unreadable: tuple[Unreadable, ...]

    @property
    def read(self) -> int:
        """How many records the page held, readable or not."""
        return len(self.cases) + len(self.unreadable)


def parse_cancellations(result: object) -> CancellationPage:
    """Read ``bg.aftersales.cancel.list.get``; a broken case does not stop the others. Raises
    RecordRejected where the page itself is not one."""
    return CancellationPage(*_page(result, _cancellation))


def parse_after_sales(result: object) -> AfterSalesPage:
    """Read ``bg.aftersales.parentaftersales.list.get``; a broken case does not stop the others.
    Raises RecordRejected where the page itself is not one."""
    return AfterSalesPage(*_page(result, _case))


def _page(
    result: object, parse: Callable[[Record], T]
) -> tuple[int, tuple[T, ...], tuple[Unreadable, ...]]:
    page = Record({}) if result is None else Record.of(result, "result")
    cases: list[T] = []
    unreadable: list[Unreadable] = []
    for position, item in enumerate(page.items("data")):
        try:
            cases.append(parse(Record.of(item, "data")))
        except RecordRejected as problem:
            key = str(item.get("parentAfterSalesSn", "")) if isinstance(item, dict) else ""
            unreadable.append(Unreadable(key or f"#{position}", problem.reason, problem.params))
    return page.integer("total") or 0, tuple(cases), tuple(unreadable)


def _cancellation(item: Record) -> Cancellation:
    lines = item.records("afterSalesInfoList")
    numbers = [item, *lines]
    number = next((text for record in numbers if (text := record.text("parentOrderSn"))), "")
    if not number:
        raise RecordRejected("bad_field", field="parentOrderSn", found="nothing")
    return Cancellation(
        case=item.required_text("parentAfterSalesSn"),
        number=ParentOrderSn(number),
        status=item.integer("parentAfterSalesStatus"),
        lines=tuple(map(_cancelled_line, lines)),
    )


def _cancelled_line(line: Record) -> CancelledLine:
    goods_id = line.integer("goodsId")
    return CancelledLine(
        order_sn=OrderSn(line.required_text("orderSn")),
        quantity=line.integer("applyGoodsNumber"),
        goods_id=None if goods_id is None else GoodsId(goods_id),
        asked_at=line.moment("createAtMillis"),
    )


def _case(item: Record) -> AfterSalesCase:
    return AfterSalesCase(
        case=item.required_text("parentAfterSalesSn"),
        number=ParentOrderSn(item.required_text("parentOrderSn")),
        kind=item.integer("afterSalesType"),
        status=item.integer("parentAfterSalesStatus"),
        group=item.integer("afterSalesStatusGroup"),
        created_at=item.moment("createAt"),
        updated_at=item.moment("updateAt"),
        act_by=item.moment("operateExpireTimeMs"),
    )
