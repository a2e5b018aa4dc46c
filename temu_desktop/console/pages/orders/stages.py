"""Where an order stands for a person, worked out from what is stored. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from temu_desktop.orders.details import ExportDetails, OrderDetails
from temu_desktop.orders.filtering import NOT_LEFT
from temu_desktop.orders.model import ExportState, OrderStatus, ReportState
from temu_desktop.orders.rows import OrderRow

NEAR = timedelta(hours=4)
"""So long before its deadline an order is shown as near it."""
_NOT_REPORTED = frozenset({"shipment_refused", "shipment_needs_person"})
_TO_JTL = frozenset({"handing_over", "handed_over"})


class Stage(StrEnum):
    """One word for an order's state."""

    REJECTED = "rejected"
    CANCELLED = "cancelled"
    CANCELLED_IN_JTL = "cancelled_in_jtl"
    EXTERNAL = "external"
    HELD = "held"
    WAITING = "waiting"
    NEW = "new"
    HANDING_OVER = "handing_over"
    EXPORT_FAILED = "export_failed"
    GONE = "gone"
    IN_JTL = "in_jtl"
    SHIPPED = "shipped"
    REFUSED = "refused"
    REPORTED = "reported"


class StepState(StrEnum):
    """How far one step on the way is."""

    DONE = "done"
    NOW = "now"
    WRONG = "wrong"
    OPEN = "open"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step from TEMU to reported."""

    name: str
    state: StepState
    at: datetime | None = None


def stage_of(row: OrderRow | None) -> Stage:
    """The state of an order; a record that is not stored as one is rejected."""
    if row is None:
        return Stage.REJECTED
    if row.cancelled_at is not None or row.status is OrderStatus.CANCELLED:
        return Stage.CANCELLED_IN_JTL if row.exported else Stage.CANCELLED
    if row.rejection_reason is not None and row.status is not OrderStatus.EXTERNAL:
        return Stage.REJECTED
    if row.status is OrderStatus.SHIPPED:
        return _shipped(row)
    if row.status is OrderStatus.EXPORTED:
        return _exported(row)
    if row.status is OrderStatus.IMPORTED:
        return _imported(row)
    return Stage.EXTERNAL if row.status is OrderStatus.EXTERNAL else Stage.WAITING


def _shipped(row: OrderRow) -> Stage:
    if row.reported:
        return Stage.REPORTED
    return Stage.REFUSED if _NOT_REPORTED & set(row.issues) else Stage.SHIPPED


def _exported(row: OrderRow) -> Stage:
    if row.export_state == ExportState.FAILED.value:
        return Stage.EXPORT_FAILED
    return Stage.GONE if "gone_from_jtl" in row.issues else Stage.IN_JTL


def _imported(row: OrderRow) -> Stage:
    if row.hold_reason is not None:
        return Stage.HELD
    if row.export_state == ExportState.FAILED.value:
        return Stage.EXPORT_FAILED
    return Stage.HANDING_OVER if row.export_state in _TO_JTL else Stage.NEW


def still_to_ship(row: OrderRow) -> bool:
    """Its deadline still matters."""
    return row.status in NOT_LEFT and row.cancelled_at is None


def way_of(details: OrderDetails) -> tuple[WayStep, ...]:
    """The five steps from TEMU to reported."""
    row, times = details.row, details.times
    if row is None or times is None:
        seen = details.rejection.first_seen_at if details.rejection else None
        wrong = StepState.NEVER if details.rejection and details.rejection.resolved_at else None
        rest = (WayStep(name, StepState.OPEN) for name in ("in_jtl", "shipped", "reported"))
        taken = WayStep("taken", wrong or StepState.WRONG)
        return (WayStep("temu", StepState.DONE, seen), taken, *rest)
    steps = (
        WayStep("temu", StepState.DONE, times.ordered_at),
        WayStep("taken", _taken(row), times.seen_at),
        WayStep("in_jtl", _in_jtl(row, details.export), _in_jtl_at(details.export)),
        WayStep("shipped", _left(row), times.shipped_at),
        WayStep("reported", _reported(row, details), times.reported_at),
    )
    return steps if not _over(row) else tuple(_ended(step) for step in steps)


def _over(row: OrderRow) -> bool:
    ended = {OrderStatus.CANCELLED, OrderStatus.EXTERNAL}
    return row.cancelled_at is not None or row.status in ended


def _ended(step: WayStep) -> WayStep:
    return step if step.state is StepState.DONE else WayStep(step.name, StepState.NEVER)


def _taken(row: OrderRow) -> StepState:
    if stage_of(row) is Stage.REJECTED:
        return StepState.WRONG
    waits = row.status is OrderStatus.WAITING or row.hold_reason is not None
    return StepState.NOW if waits else StepState.DONE


def _in_jtl(row: OrderRow, export: ExportDetails | None) -> StepState:
    if export is None:
        if row.exported:
            return StepState.DONE
        return StepState.NOW if stage_of(row) is Stage.NEW else StepState.OPEN
    if export.state is ExportState.FAILED or export.gone_at is not None:
        return StepState.WRONG
    return StepState.DONE if export.state is ExportState.IMPORTED else StepState.NOW


def _in_jtl_at(export: ExportDetails | None) -> datetime | None:
    return None if export is None else export.imported_at or export.handed_over_at


def _left(row: OrderRow) -> StepState:
    if row.status is OrderStatus.SHIPPED:
        return StepState.DONE
    return StepState.NOW if row.status is OrderStatus.EXPORTED else StepState.OPEN


def _reported(row: OrderRow, details: OrderDetails) -> StepState:
    wrong = {ReportState.REFUSED, ReportState.NEEDS_PERSON}
    if any(parcel.state in wrong for parcel in details.parcels):
        return StepState.WRONG
    if row.reported:
        return StepState.DONE
    return StepState.NOW if row.status is OrderStatus.SHIPPED else StepState.OPEN
