"""The order family of calls: list, detail, address, decrypted address, amounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from temu_desktop.sandbox.clock import SandboxClock
from temu_desktop.sandbox.temu.amounts import amount_answer
from temu_desktop.sandbox.temu.answer import Answer, rendered, result
from temu_desktop.sandbox.temu.codes import Code, Refused
from temu_desktop.sandbox.temu.model import Order
from temu_desktop.sandbox.temu.order_desk import OrderDesk
from temu_desktop.sandbox.temu.order_payloads import (
    address_fields,
    detail,
    list_item,
    order_labels,
)
from temu_desktop.sandbox.temu.parameters import (
    Params,
    paging,
    required_text,
    text,
    texts,
    time_pair,
    whole_number,
)

LARGEST_PAGE = 100
"""A larger `pageSize` of the order list is cut to this (what the platform does is unpublished)."""
_LONGEST_NUMBER_LIST = 20

_Condition = Callable[[Order], bool]


class OrderCalls:
    """Answers the order family; `served` is told of every order that a client really received."""

    def __init__(
        self, desk: OrderDesk, clock: SandboxClock, served: Callable[[Iterable[Order]], None]
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._served = served
        self._rendered: dict[str, tuple[float, frozenset[str], bytes]] = {}

    def list_orders(self, params: Params) -> Answer:
        """`bg.order.list.v2.get`: filters of temu-api.md 3.1, newest first, closed windows."""
        page, size = paging(params, "pageNumber", Code.ORDER_BAD_PARAMETER)
        size = min(size, LARGEST_PAGE)
        by_update = self._sorts_by_update(params)
        created = time_pair(params, "createAfter", "createBefore")
        updated = time_pair(params, "updateAtStart", "updateAtEnd")
        conditions = _plain_conditions(params)
        window, other = (updated, created) if by_update else (created, updated)
        if other is not None:
            conditions.append(_within(other, by_update=not by_update))
        conditions.extend(self._label_conditions(params))
        numbers = _asked_numbers(params)
        if numbers:
            if window is not None:
                conditions.append(_within(window, by_update=by_update))
            matching = self._desk.orders.among(
                numbers, by_update=by_update, wanted=_all_of(conditions) or _anything
            )
            total, orders = len(matching), matching[(page - 1) * size : page * size]
        else:
            total, orders = self._desk.orders.page(
                by_update=by_update,
                window=window,
                wanted=_all_of(conditions),
                page=page,
                size=size,
            )
        return self._order_page(total, orders)

    def _order_page(self, total: int, orders: list[Order]) -> Answer:
        rows = b",".join(self._item(order) for order in orders)
        body = b'{"totalItemNum":%d,"pageItems":[%s]}' % (total, rows)
        return Answer(body, delivered=lambda: self._served(orders))

    def detail(self, params: Params) -> Answer:
        """`bg.order.detail.v2.get`."""
        order = self._find(params, Code.ORDER_BAD_PARAMETER)
        labels = order_labels(order, self._clock.seconds())
        return Answer(rendered(detail(order, labels)), delivered=lambda: self._served([order]))

    def address(self, params: Params) -> Answer:
        """`bg.order.shippinginfo.v2.get`: virtual phone number, warning about restrictions."""
        order = self._find(params, Code.ADDRESS_BAD_PARAMETER)
        return result(address_fields(order, self._clock.seconds(), decrypted=False))

    def decrypted_address(self, params: Params) -> Answer:
        """`bg.order.decryptshippinginfo.get`: the real values, no warning."""
        order = self._find(params, Code.ADDRESS_BAD_PARAMETER)
        return result(address_fields(order, self._clock.seconds(), decrypted=True))

    def amounts(self, params: Params) -> Answer:
        """`bg.order.amount.query`: 140020008 until they are calculated."""
        order = self._find(params, Code.ORDER_BAD_PARAMETER)
        if self._clock.seconds() < order.amounts_ready_at:
            raise Refused(
                Code.AMOUNTS_CALCULATING, "The order amount is being calculated, try again later"
            )
        return result(amount_answer(order))

    def _find(self, params: Params, bad_parameter: Code) -> Order:
        number = required_text(params, "parentOrderSn", bad_parameter)
        order = self._desk.orders.get(number)
        if order is None:
            raise Refused(Code.ORDER_NOT_FOUND, "Order not found")
        return order

    def _sorts_by_update(self, params: Params) -> bool:
        order = text(params, "sortby") or "createTime"
        if order not in ("createTime", "updateTime"):
            raise Refused(Code.ORDER_BAD_PARAMETER, "sortby must be createTime or updateTime")
        return order == "updateTime"

    def _label_conditions(self, params: Params) -> list[_Condition]:
        labels = texts(params, "parentOrderLabel")
        if not labels:
            return []
        wanted = frozenset(labels)
        now = self._clock.seconds()
        return [lambda order: not wanted.isdisjoint(order_labels(order, now))]

    def _item(self, order: Order) -> bytes:
        """The rendered list item, kept until the order changes or one of its labels does."""
        labels = order_labels(order, self._clock.seconds())
        known = self._rendered.get(order.number)
        if known is None or known[0] != order.updated_at or known[1] != labels:
            known = (order.updated_at, labels, rendered(list_item(order, labels)))
            self._rendered[order.number] = known
        return known[2]

    def forget_rendering(self, order: Order) -> None:
        """An order changed: render it anew when it is asked for next."""
        self._rendered.pop(order.number, None)


def _asked_numbers(params: Params) -> list[str]:
    numbers = texts(params, "parentOrderSnList") or []
    if len(numbers) > _LONGEST_NUMBER_LIST:
        raise Refused(Code.ORDER_BAD_PARAMETER, "parentOrderSnList holds more than 20 numbers")
    return numbers


def _anything(_order: Order) -> bool:
    return True


def _plain_conditions(params: Params) -> list[_Condition]:
    """Conditions on what an order is, besides its times of creation and update."""
    conditions: list[_Condition] = []
    status = whole_number(params, "parentOrderStatus") or 0
    if status:
        conditions.append(lambda order: order.status == status)
    region = whole_number(params, "regionId")
    if region is not None:
        conditions.append(lambda order: order.region_id == region)
    sku_id = whole_number(params, "skuId")
    if sku_id is not None:
        conditions.append(lambda o: any(line.listing.sku_id == sku_id for line in o.lines))
    fulfilment = texts(params, "fulfillmentTypeList")
    if fulfilment and "fulfillBySeller" not in fulfilment:
        conditions.append(lambda _order: False)
    if texts(params, "packageAbnormalTypeList"):
        conditions.append(lambda _order: False)
    for name, moment in _FURTHER_TIMES.items():
        window = time_pair(params, f"{name}Start", f"{name}End")
        if window is not None:
            conditions.append(_between(window, moment))
    return conditions


_FURTHER_TIMES: dict[str, Callable[[Order], float | None]] = {
    "parentConfirmTime": lambda order: order.confirmed_at,
    "expectShipLatestTime": lambda order: order.ship_by,
}


def _between(window: tuple[int, int], moment: Callable[[Order], float | None]) -> _Condition:
    def holds(order: Order) -> bool:
        value = moment(order)
        return value is not None and window[0] <= int(value) <= window[1]

    return holds


def _within(window: tuple[int, int], *, by_update: bool) -> _Condition:
    if by_update:
        return _between(window, lambda order: order.updated_at)
    return _between(window, lambda order: order.created_at)


def _all_of(conditions: list[_Condition]) -> _Condition | None:
    if not conditions:
        return None
    if len(conditions) == 1:
        return conditions[0]
    return lambda order: all(condition(order) for condition in conditions)
