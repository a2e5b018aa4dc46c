"""What a newer answer of TEMU's changes in an order that is stored already. Pure.

The rules are decisions 1, 3, 9 and 12: workflow status and tracking stay, TEMU's fields follow
TEMU, the address follows until hand-over, and what happens after hand-over is told to a person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from temu_desktop.ids import OrderSn
from temu_desktop.orders.model import Address, HoldReason, Order, OrderStatus, TemuStatus


class Notice(StrEnum):
    """Something about a stored order that a person must learn."""

    CANCELLED_AFTER_EXPORT = "cancelled_after_export"
    QUANTITY_REDUCED_AFTER_EXPORT = "quantity_reduced_after_export"
    ADDRESS_CHANGED_AFTER_EXPORT = "address_changed_after_export"
    CANCELLATION_ASKED_AFTER_EXPORT = "cancellation_asked_after_export"
    SHIPPED_ELSEWHERE = "shipped_elsewhere"


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line as stored: its row and what is left to ship."""

    row_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class StoredOrder:
    """What the decision needs to know about the stored order."""

    row_id: int
    status: OrderStatus
    temu_status: int | None
    updated_at: datetime | None
    address_hash: str | None
    has_prices: bool
    hold_reason: HoldReason | None
    handed_over: bool
    cancelled_at: datetime | None
    lines: Mapping[OrderSn, StoredLine]


@dataclass(frozen=True, slots=True)
class Merged:
    """The order to write and the notices it causes; ``changed`` False: write nothing."""

    order: Order
    status: OrderStatus
    keep_address: bool
    keep_prices: bool
    cancelled: bool
    notices: tuple[tuple[Notice, Mapping[str, object]], ...]
    changed: bool


def address_hash(address: Address | None) -> str | None:
    """A short name for an address, to see whether it changed without comparing its parts."""
    if address is None:
        return None
    parts = "\x1f".join(
        (
            *(address.first_name, address.last_name, address.street, address.extra),
            *(address.post_code, address.city, address.state, address.country_iso),
            *(address.phone, address.mail),
        )
    )
    return hashlib.sha256(parts.encode()).hexdigest()


def one_line(address: Address | None) -> str:
    """An address for a person to compare; the stored one, which JTL has, stays beside it."""
    if address is None:
        return ""
    place = f"{address.post_code} {address.city}".strip()
    parts = (address.name, address.street, address.extra, place, address.country)
    return ", ".join(part for part in parts if part)


def is_older(order: Order, stored: StoredOrder) -> bool:
    """Never put an older ``updateTime`` over a newer one (decision 9)."""
    return stored.updated_at is not None and order.updated_at < stored.updated_at


def merge(order: Order, stored: StoredOrder) -> Merged:
    """Decide what of ``order`` replaces what of ``stored``."""
    if is_older(order, stored) or stored.status is OrderStatus.EXTERNAL:
        return _unchanged(order, stored)
    if stored.handed_over or stored.status in {OrderStatus.EXPORTED, OrderStatus.SHIPPED}:
        return _after_export(order, stored)
    return _before_export(order, stored)


def _unchanged(order: Order, stored: StoredOrder) -> Merged:
    return Merged(order, stored.status, True, True, False, (), False)


def _before_export(order: Order, stored: StoredOrder) -> Merged:
    status, notices = _status_before_export(order, stored)
    return Merged(
        order=order,
        status=status,
        keep_address=order.address is None,
        keep_prices=all(line.unit_net is None for line in order.lines),
        cancelled=status is OrderStatus.CANCELLED and stored.status is not OrderStatus.CANCELLED,
        notices=notices,
        changed=True,
    )


def _status_before_export(
    order: Order, stored: StoredOrder
) -> tuple[OrderStatus, tuple[tuple[Notice, Mapping[str, object]], ...]]:
    if order.temu_status == TemuStatus.CANCELED:
        return OrderStatus.CANCELLED, ()
    if order.temu_status > TemuStatus.CANCELED:
        if stored.status is OrderStatus.CANCELLED:
            return OrderStatus.EXTERNAL, ()
        return OrderStatus.EXTERNAL, ((Notice.SHIPPED_ELSEWHERE, {}),)
    complete = order.rejection is None and order.temu_status == TemuStatus.UN_SHIPPING
    return (OrderStatus.IMPORTED if complete else OrderStatus.WAITING), ()


def _after_export(order: Order, stored: StoredOrder) -> Merged:
    notices: list[tuple[Notice, Mapping[str, object]]] = []
    cancelled = order.temu_status == TemuStatus.CANCELED and stored.cancelled_at is None
    if cancelled:
        notices.append((Notice.CANCELLED_AFTER_EXPORT, {}))
    elif order.temu_status == TemuStatus.UN_SHIPPING:
        notices.extend(_notices_while_open(order, stored))
    return Merged(
        order=replace(order, rejection=None),
        status=stored.status,
        keep_address=True,
        keep_prices=True,
        cancelled=cancelled,
        notices=tuple(notices),
        changed=True,
    )


def _notices_while_open(
    order: Order, stored: StoredOrder
) -> list[tuple[Notice, Mapping[str, object]]]:
    notices: list[tuple[Notice, Mapping[str, object]]] = []
    reduced = {
        line.number: (stored.lines[line.number].quantity, line.quantity)
        for line in order.lines
        if line.number in stored.lines and line.quantity < stored.lines[line.number].quantity
    }
    if reduced:
        pieces = {number: f"{before} → {now}" for number, (before, now) in reduced.items()}
        notices.append((Notice.QUANTITY_REDUCED_AFTER_EXPORT, {"pieces": pieces}))
    new_hash = address_hash(order.address)
    if new_hash is not None and stored.address_hash not in (None, new_hash):
        notices.append((Notice.ADDRESS_CHANGED_AFTER_EXPORT, {"new": one_line(order.address)}))
    if order.hold_reason is HoldReason.BUYER_CANCELLATION:
        notices.append((Notice.CANCELLATION_ASKED_AFTER_EXPORT, {}))
    return notices
