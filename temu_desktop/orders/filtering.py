"""Which orders a front end asks for, and in what order: plain data and the conditions it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, union_all

from temu_desktop.attention.catalogue import Action
from temu_desktop.clock import BERLIN
from temu_desktop.database import schema
from temu_desktop.orders.model import OrderStatus

ORDERS = schema.orders
ISSUES = schema.issues
REJECTED = schema.rejected_records
NOT_LEFT = (OrderStatus.WAITING, OrderStatus.IMPORTED, OrderStatus.EXPORTED)
"""Orders that the warehouse still has to send."""
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


class OrderView(StrEnum):
    """A slice of all orders; an order can be in several."""

    ALL = "all"
    NEW = "new"
    WAITING = "waiting"
    HELD = "held"
    IN_JTL = "in_jtl"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    SHIPPED_NOT_REPORTED = "shipped_not_reported"
    REPORTED = "reported"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    EXTERNAL = "external"
    NEEDS_PERSON = "needs_person"


class SortBy(StrEnum):
    """What a table of orders can be sorted by; orders without a value come last."""

    ORDERED_AT = "ordered_at"
    SHIP_BY_AT = "ship_by_at"
    NUMBER = "number"
    BUYER = "buyer"


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders, and how sorted. Every word of ``search`` must begin a number (order, line,
    parcel, JTL's order), a SKU, a post code, a first or a last name of the order.

    ``ship_by_from`` is included, ``ship_by_until`` is not.
    """

    view: OrderView = OrderView.ALL
    search: str = ""
    sort: SortBy = SortBy.ORDERED_AT
    descending: bool = True
    ship_by_from: datetime | None = None
    ship_by_until: datetime | None = None

    @property
    def by_one_status(self) -> OrderStatus | None:
        """The status that all orders of the view share, where there is one."""
        return _STATUS_OF_VIEW.get(self.view)


_STATUS_OF_VIEW = {
    OrderView.NEW: OrderStatus.IMPORTED,
    OrderView.WAITING: OrderStatus.WAITING,
    OrderView.HELD: OrderStatus.IMPORTED,
    OrderView.IN_JTL: OrderStatus.EXPORTED,
    OrderView.REPORTED: OrderStatus.SHIPPED,
    OrderView.EXTERNAL: OrderStatus.EXTERNAL,
}


def condition(wanted: OrderFilter, now: datetime, *, indexed: bool) -> ColumnElement[bool] | None:
    """What the view and the dates ask of an order; None: nothing.

    ``indexed`` False forms it so that no engine looks the status or the date up in an index:
    where something else leads to the rows more quickly.
    """
    parts = [*_view(wanted, now, indexed=indexed), *_dates(wanted, indexed=indexed)]
    return and_(*parts) if parts else None


def _hidden(column: Any) -> Any:
    """The column, so that no engine takes an index for it."""
    return func.coalesce(column, column)


def _dates(wanted: OrderFilter, *, indexed: bool) -> list[ColumnElement[bool]]:
    ship_by = ORDERS.c.ship_by_at if indexed else _hidden(ORDERS.c.ship_by_at)
    parts: list[ColumnElement[bool]] = []
    if wanted.ship_by_from is not None:
        parts.append(ship_by >= wanted.ship_by_from)
    if wanted.ship_by_until is not None:
        parts.append(ship_by < wanted.ship_by_until)
    return parts


def _view(wanted: OrderFilter, now: datetime, *, indexed: bool) -> list[ColumnElement[bool]]:
    one = wanted.by_one_status
    status = ORDERS.c.status if indexed else _hidden(ORDERS.c.status)
    ship_by = ORDERS.c.ship_by_at if indexed else _hidden(ORDERS.c.ship_by_at)
    cancelled = ORDERS.c.cancelled_at if indexed else _hidden(ORDERS.c.cancelled_at)
    parts: list[ColumnElement[bool]] = [] if one is None else [status == one.value]
    match wanted.view:
        case OrderView.NEW:
            parts += [ORDERS.c.hold_reason.is_(None), _alive()]
        case OrderView.HELD:
            parts += [ORDERS.c.hold_reason.is_not(None), _alive()]
        case OrderView.WAITING:
            parts.append(ORDERS.c.number.not_in(_rejected_numbers()))
        case OrderView.IN_JTL:
            parts.append(_alive())
        case OrderView.SHIPPED_NOT_REPORTED:
            parts += [_unreported(status, indexed=indexed), _alive()]
        case OrderView.REPORTED:
            parts.append(~_not(ORDERS.c.reported))
        case OrderView.DUE_TODAY:
            parts += [*_still_here(status), ship_by >= now, ship_by < _midnight(now)]
        case OrderView.OVERDUE:
            parts += [*_still_here(status), ship_by < now]
        case OrderView.CANCELLED:
            parts.append(or_(status == OrderStatus.CANCELLED.value, cancelled >= _EVER))
        case OrderView.REJECTED:
            parts.append(ORDERS.c.number.in_(_rejected_numbers()))
        case OrderView.NEEDS_PERSON:
            parts.append(ORDERS.c.number.in_(_numbers_with_issue()))
    return parts


def _alive() -> ColumnElement[bool]:
    # The index of cancelled_at is for the few that are; nearly all orders have no value there.
    alive: ColumnElement[bool] = _hidden(ORDERS.c.cancelled_at).is_(None)
    return alive


def _still_here(status: Any) -> list[ColumnElement[bool]]:
    return [status.in_([state.value for state in NOT_LEFT]), _alive()]


def _not(flag: Any) -> ColumnElement[bool]:
    """Rows of the program before this one may have no value there."""
    return func.coalesce(flag, false()) == false()


def _rejected_numbers() -> Any:
    return select(REJECTED.c.key).where(
        REJECTED.c.kind == "order", REJECTED.c.resolved_at.is_(None)
    )


def _numbers_with_issue() -> Any:
    return select(ISSUES.c.subject_key).where(unattended())


def _unreported(status: Any, *, indexed: bool) -> ColumnElement[bool]:
    """Few at the end of very many that are reported: found by an index of their own."""
    if not indexed:
        return and_(status == OrderStatus.SHIPPED.value, _not(ORDERS.c.reported))
    other = ORDERS.alias()
    shipped = select(other.c.id).where(other.c.status == OrderStatus.SHIPPED.value)
    two = (other.c.reported == false(), other.c.reported.is_(None))
    found = union_all(*(shipped.where(one) for one in two)).subquery()
    return ORDERS.c.id.in_(select(found.c.id))


def unattended() -> ColumnElement[bool]:
    """Open issues of orders that nobody has acknowledged."""
    return and_(
        ISSUES.c.closed_marker == "",
        ISSUES.c.subject_type == "order",
        func.coalesce(ISSUES.c.action, "") != Action.ACKNOWLEDGE.value,
    )


def _midnight(now: datetime) -> datetime:
    """The end of the warehouse's day."""
    tomorrow = now.astimezone(BERLIN) + timedelta(days=1)
    return tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)
