"""Cancellations and after-sales cases (temu-api.md 7.1 and 7.2)."""

from __future__ import annotations

from temu_desktop.sandbox.clock import SandboxClock
from temu_desktop.sandbox.temu.answer import Answer, result
from temu_desktop.sandbox.temu.codes import Code, Refused
from temu_desktop.sandbox.temu.model import AfterSale, CancelGroup, Cancellation
from temu_desktop.sandbox.temu.order_desk import OrderDesk
from temu_desktop.sandbox.temu.parameters import (
    Params,
    paging,
    required_text,
    texts,
    time_pair,
    whole_number,
)

LARGEST_PAGE = 200
"""`pageSize` of both lists; a larger one is refused."""
_CANCEL_STATUS = {
    CancelGroup.PENDING: 1,
    CancelGroup.APPROVED: 5,
    CancelGroup.REJECTED: 7,
    CancelGroup.REVOKED: 6,
}
_SALE_GROUPS = {1: {1, 3, 8}, 2: {1, 10}, 3: {2}, 4: {11}, 5: {5}, 6: {7}, 7: {6}}


class AfterSalesCalls:
    """Answers the after-sales family."""

    def __init__(self, desk: OrderDesk, clock: SandboxClock) -> None:
        self._desk = desk
        self._clock = clock

    def list_cancellations(self, params: Params) -> Answer:
        """`bg.aftersales.cancel.list.get`, newest first."""
        page, size = _paging(params)
        numbers = _numbers(params, "parentOrderSnList")
        sns = _numbers(params, "parentAfterSalesSnList")
        group = whole_number(params, "afterSalesStatusGroup")
        found = [
            wish
            for wish in reversed(self._desk.cancellations)
            if (group is None or wish.group == group)
            and (not numbers or wish.parent_order_sn in numbers)
            and (not sns or wish.sn in sns)
        ]
        rows = [_cancel_row(wish) for wish in found[(page - 1) * size : page * size]]
        return result({"total": len(found), "pageNumber": page, "data": rows})

    def agree(self, params: Params) -> Answer:
        """`bg.aftersales.cancel.agree`: the order is cancelled; the result is null."""
        sn = required_text(params, "parentAfterSalesSn", Code.AFTER_SALES_BAD_PARAMETER)
        number = required_text(params, "parentOrderSn", Code.AFTER_SALES_BAD_PARAMETER)
        order = self._desk.orders.get(number)
        known = [w for w in self._desk.cancellations if (w.sn, w.parent_order_sn) == (sn, number)]
        if order is None or not known:
            raise Refused(Code.AFTER_SALES_NONE, "after-sales order does not exist")
        if known[0].group is not CancelGroup.PENDING:
            raise Refused(Code.AFTER_SALES_FORBIDDEN, "the operation is not allowed in this state")
        self._desk.answer_wish(order, CancelGroup.APPROVED, self._clock.seconds())
        return result(None)

    def list_after_sales(self, params: Params) -> Answer:
        """`bg.aftersales.parentaftersales.list.get`: at least one time window or number list."""
        page, size = _paging(params)
        created = time_pair(params, "createAtStart", "createAtEnd")
        updated = time_pair(params, "updateAtStart", "updateAtEnd")
        numbers = _numbers(params, "parentOrderSnList")
        sns = _numbers(params, "parentAfterSalesSnList")
        if created is None and updated is None and not numbers and not sns:
            raise Refused(Code.AFTER_SALES_BAD_PARAMETER, "give at least one pair of times")
        group = whole_number(params, "afterSalesStatusGroup")
        statuses = None if group is None else _SALE_GROUPS.get(group, set())
        found = [
            case
            for case in reversed(self._desk.after_sales)
            if (created is None or created[0] <= int(case.created_at) <= created[1])
            and (updated is None or updated[0] <= int(case.updated_at) <= updated[1])
            and (not numbers or case.parent_order_sn in numbers)
            and (not sns or case.sn in sns)
            and (statuses is None or case.status in statuses)
        ]
        rows = [_case_row(case) for case in found[(page - 1) * size : page * size]]
        return result({"total": len(found), "pageNumber": page, "data": rows})


def _paging(params: Params) -> tuple[int, int]:
    page, size = paging(params, "pageNo", Code.AFTER_SALES_BAD_PARAMETER)
    if size > LARGEST_PAGE:
        raise Refused(Code.AFTER_SALES_BAD_PARAMETER, "pageSize can not be greater than 200")
    return page, size


def _numbers(params: Params, name: str) -> frozenset[str]:
    numbers = texts(params, name) or []
    if len(numbers) > LARGEST_PAGE:
        raise Refused(Code.AFTER_SALES_BAD_PARAMETER, f"{name} holds more than 200 numbers")
    return frozenset(numbers)


def _cancel_row(wish: Cancellation) -> dict[str, object]:
    return {
        "parentAfterSalesSn": wish.sn,
        "parentAfterSalesStatus": _CANCEL_STATUS[wish.group],
        "afterSalesInfoList": [
            {
                "afterSalesSn": f"{wish.sn}-{position}",
                "orderSn": order_sn,
                "parentOrderSn": wish.parent_order_sn,
                "goodsId": goods_id,
                "productSkuId": product_sku_id,
                "applyGoodsNumber": pieces,
                "createAtMillis": int(wish.created_at * 1000),
                "productList": [],
            }
            for position, (order_sn, goods_id, product_sku_id, _sku_id, pieces) in enumerate(
                wish.lines, start=1
            )
        ],
    }


def _case_row(case: AfterSale) -> dict[str, object]:
    return {
        "parentAfterSalesSn": case.sn,
        "parentOrderSn": case.parent_order_sn,
        "afterSalesType": case.type,
        "parentAfterSalesStatus": case.status,
        "afterSalesStatusGroup": next(
            (group for group, states in _SALE_GROUPS.items() if case.status in states), None
        ),
        "createAt": int(case.created_at),
        "updateAt": int(case.updated_at),
        "operateExpireTimeMs": None,
        "availableOperateList": [],
        "returnDeliveryType": None,
    }
