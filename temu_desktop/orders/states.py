"""Where an order stands, as far as a person's acts depend on it, and whether they may. Pure but for
one read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from temu_desktop.attention.model import IssueRule, StoredIssue
from temu_desktop.attention.repository import issues_of_subject
from temu_desktop.database import schema
from temu_desktop.errors import OrderActRefused, UnknownOrder
from temu_desktop.orders.model import (
    ExportState,
    HoldReason,
    OrderStatus,
    ReportState,
    TemuStatus,
)

ORDERS = schema.orders
ITEMS = schema.order_items
EXPORTS = schema.exports
PARCELS = schema.parcels
REJECTED = schema.rejected_records

RELEASABLE = frozenset({HoldReason.RISK_CONTROL, HoldReason.ADDRESS_CHANGE})
"""Holds that a person may end; TEMU still takes no shipment until its own examination is over."""


class OrderAct(StrEnum):
    """What a person can do about an order."""

    EXPORT_AGAIN = "export_again"
    LOOK_UP_TRACKING = "look_up_tracking"
    REPORT_AGAIN = "report_again"
    MARK_HANDLED = "mark_handled"
    RELEASE_HOLD = "release_hold"
    AGREE_TO_CANCEL = "agree_to_cancel"
    SHIP_ALL_THE_SAME = "ship_all_the_same"
    REPAIR = "repair"
    GIVE_UP = "give_up"


@dataclass(frozen=True, slots=True)
class Standing:
    """An order's rows, or only the rejected record where it is not stored as an order."""

    number: str
    order: Any | None
    items: Sequence[Any]
    export: Any | None
    parcels: Sequence[Any]
    issues: Sequence[StoredIssue]
    rejected: Any | None

    @property
    def open_rules(self) -> frozenset[IssueRule]:
        """Rules of open issues."""
        return frozenset(item.issue.rule for item in self.issues)

    @property
    def status(self) -> OrderStatus | None:
        """The order's status."""
        return OrderStatus(self.order.status) if self.order is not None else None

    @property
    def hold(self) -> HoldReason | None:
        """Why it is held."""
        reason = self.order.hold_reason if self.order is not None else None
        return HoldReason(reason) if reason else None

    @property
    def in_jtl(self) -> bool:
        """JTL has it, or may have it."""
        if self.export is not None and ExportState(self.export.state).perhaps_in_jtl:
            return True
        return self.order is not None and bool(self.order.exported)

    @property
    def cancelled(self) -> bool:
        """TEMU cancelled it."""
        return self.order is not None and (
            self.order.cancelled_at is not None or self.order.temu_status == TemuStatus.CANCELED
        )

    @property
    def asked_to_cancel(self) -> bool:
        """Its buyer wants to cancel and nobody has answered."""
        return (
            self.hold is HoldReason.BUYER_CANCELLATION
            or IssueRule.CANCELLATION_ASKED in self.open_rules
        )


def standing_of(conn: Connection, number: str) -> Standing:
    """Everything acts decide by; raises UnknownOrder."""
    order = conn.execute(select(ORDERS).where(ORDERS.c.number == number[:50])).first()
    open_record = (REJECTED.c.kind == "order") & REJECTED.c.resolved_at.is_(None)
    rejected = conn.execute(
        select(REJECTED).where(open_record, REJECTED.c.key == number[:200])
    ).first()
    if (order is None or len(number) > 50) and rejected is None:
        raise UnknownOrder("no such order", order=number[:60])
    if order is None:
        return Standing(number, None, (), None, (), _open_issues(conn, number), rejected)
    return Standing(
        number=order.number,
        order=order,
        items=conn.execute(select(ITEMS).where(ITEMS.c.order_id == order.id)).all(),
        export=conn.execute(select(EXPORTS).where(EXPORTS.c.order_id == order.id)).first(),
        parcels=conn.execute(select(PARCELS).where(PARCELS.c.order_id == order.id)).all(),
        issues=_open_issues(conn, order.number),
        rejected=rejected,
    )


def _open_issues(conn: Connection, number: str) -> list[StoredIssue]:
    found = issues_of_subject(conn, "order", number)
    return [item for item in found if item.closed_at is None]


def may_export_again(it: Standing) -> None:
    """Raises OrderActRefused unless JTL failed to make the order, or has lost it."""
    if it.order is None or it.export is None:
        raise _refused(it, "export_again", "never_exported")
    if it.cancelled:
        raise _refused(it, "export_again", "cancelled")
    if it.status is OrderStatus.SHIPPED or it.parcels:
        raise _refused(it, "export_again", "shipped")
    if it.order.temu_status != TemuStatus.UN_SHIPPING:
        raise _refused(it, "export_again", "not_open_at_temu")
    gone = it.export.state == ExportState.IMPORTED.value and it.export.gone_at is not None
    if it.export.state != ExportState.FAILED.value and not gone:
        raise _refused(it, "export_again", "still_in_jtl")


def may_look_up(it: Standing) -> None:
    """Raises OrderActRefused unless the order is with JTL."""
    if it.status not in {OrderStatus.EXPORTED, OrderStatus.SHIPPED}:
        raise _refused(it, "look_up_tracking", "not_in_jtl")


def to_report_again(it: Standing) -> list[Any]:
    """Parcels that TEMU refused or that need a person; raises OrderActRefused where none does."""
    if it.cancelled:
        raise _refused(it, "report_again", "cancelled")
    states = {ReportState.REFUSED.value, ReportState.NEEDS_PERSON.value}
    found = [parcel for parcel in it.parcels if parcel.report_state in states]
    if not found:
        raise _refused(it, "report_again", "nothing_refused")
    return found


def hold_to_release(it: Standing) -> HoldReason:
    """The hold that a person may end; raises OrderActRefused."""
    if it.hold is None:
        raise _refused(it, "release", "not_held")
    if it.hold not in RELEASABLE:
        raise _refused(it, "release", it.hold.value)
    return it.hold


def may_answer(it: Standing, agree: bool) -> None:
    """Raises OrderActRefused where no buyer waits for this answer."""
    if it.cancelled:
        raise _refused(it, "answer_cancellation", "cancelled")
    if not it.asked_to_cancel:
        raise _refused(it, "answer_cancellation", "not_asked")
    if agree and (it.status is OrderStatus.SHIPPED or it.parcels):
        raise _refused(it, "answer_cancellation", "shipped")


def may_repair(it: Standing) -> None:
    """Raises OrderActRefused where TEMU or JTL has gone on already."""
    if it.in_jtl:
        raise _refused(it, "repair", "in_jtl")
    if it.cancelled or it.status in {OrderStatus.CANCELLED, OrderStatus.EXTERNAL}:
        raise _refused(it, "repair", "settled")


def may_give_up(it: Standing) -> None:
    """Raises OrderActRefused unless the record is rejected and not with JTL."""
    if it.rejected is None:
        raise _refused(it, "give_up", "not_rejected")
    may_repair(it)


def may_mark_handled(it: Standing) -> None:
    """Raises OrderActRefused where nothing is open."""
    if not it.issues:
        raise OrderActRefused("nothing_open", order=it.number, act="mark_handled")


_MAY: Mapping[OrderAct, Callable[[Standing], object]] = {
    OrderAct.EXPORT_AGAIN: may_export_again,
    OrderAct.LOOK_UP_TRACKING: may_look_up,
    OrderAct.REPORT_AGAIN: to_report_again,
    OrderAct.MARK_HANDLED: may_mark_handled,
    OrderAct.RELEASE_HOLD: hold_to_release,
    OrderAct.AGREE_TO_CANCEL: lambda it: may_answer(it, agree=True),
    OrderAct.SHIP_ALL_THE_SAME: lambda it: may_answer(it, agree=False),
    OrderAct.REPAIR: may_repair,
    OrderAct.GIVE_UP: may_give_up,
}


def acts_on(conn: Connection, number: str) -> frozenset[OrderAct]:
    """What would not be refused now, for a front end to offer."""
    try:
        it = standing_of(conn, number)
    except UnknownOrder:
        return frozenset()
    return frozenset(act for act, may in _MAY.items() if _allowed(it, may))


def _allowed(it: Standing, may: Callable[[Standing], object]) -> bool:
    try:
        may(it)
    except OrderActRefused:
        return False
    return True


def _refused(it: Standing, act: str, reason: str) -> OrderActRefused:
    return OrderActRefused(reason, order=it.number, act=act)
