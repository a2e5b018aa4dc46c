"""Codes of orders as words and signs, in the language of now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from temu_desktop.console.formatting import Formats
from temu_desktop.console.pages.orders.stages import NEAR, Stage, StepState, still_to_ship
from temu_desktop.console.theme import Tone
from temu_desktop.orders.filtering import OrderView
from temu_desktop.orders.model import ReportState
from temu_desktop.orders.repairs import RepairField
from temu_desktop.orders.rows import OrderRow
from temu_desktop.orders.states import OrderAct

_STAGES: Mapping[Stage, tuple[Tone, str]] = {
    Stage.REJECTED: (Tone.BAD, "octagon-alert"),
    Stage.CANCELLED: (Tone.NEUTRAL, "ban"),
    Stage.CANCELLED_IN_JTL: (Tone.BAD, "ban"),
    Stage.EXTERNAL: (Tone.NEUTRAL, "external-link"),
    Stage.HELD: (Tone.WARN, "hand"),
    Stage.WAITING: (Tone.NEUTRAL, "hourglass"),
    Stage.NEW: (Tone.INFO, "circle-dot"),
    Stage.HANDING_OVER: (Tone.INFO, "send"),
    Stage.EXPORT_FAILED: (Tone.BAD, "circle-x"),
    Stage.GONE: (Tone.BAD, "package-x"),
    Stage.IN_JTL: (Tone.INFO, "warehouse"),
    Stage.SHIPPED: (Tone.WARN, "truck"),
    Stage.REFUSED: (Tone.BAD, "triangle-alert"),
    Stage.REPORTED: (Tone.GOOD, "circle-check"),
}
_STEP_SIGNS: Mapping[StepState, tuple[Tone, str]] = {
    StepState.DONE: (Tone.GOOD, "circle-check"),
    StepState.NOW: (Tone.INFO, "circle-dot"),
    StepState.WRONG: (Tone.BAD, "octagon-alert"),
    StepState.OPEN: (Tone.NEUTRAL, "circle"),
    StepState.NEVER: (Tone.NEUTRAL, "minus"),
}
_REPORTS: Mapping[ReportState, tuple[Tone, str]] = {
    ReportState.FOUND: (Tone.INFO, "clock"),
    ReportState.SENDING: (Tone.INFO, "send"),
    ReportState.REPORTED: (Tone.GOOD, "circle-check"),
    ReportState.REFUSED: (Tone.BAD, "circle-x"),
    ReportState.NEEDS_PERSON: (Tone.WARN, "hand"),
}
_ACT_ICONS: Mapping[OrderAct, str] = {
    OrderAct.EXPORT_AGAIN: "send",
    OrderAct.LOOK_UP_TRACKING: "package-search",
    OrderAct.REPORT_AGAIN: "upload",
    OrderAct.MARK_HANDLED: "check",
    OrderAct.RELEASE_HOLD: "lock-open",
    OrderAct.AGREE_TO_CANCEL: "ban",
    OrderAct.SHIP_ALL_THE_SAME: "truck",
    OrderAct.REPAIR: "wrench",
    OrderAct.GIVE_UP: "log-out",
}


def stage_sign(stage: Stage) -> tuple[Tone, str]:
    """Tone and icon of a state."""
    return _STAGES[stage]


def step_sign(state: StepState) -> tuple[Tone, str]:
    """Tone and icon of a step."""
    return _STEP_SIGNS[state]


def report_sign(state: ReportState) -> tuple[Tone, str]:
    """Tone and icon of a parcel."""
    return _REPORTS[state]


def act_icon(act: OrderAct) -> str:
    """The icon of an act."""
    return _ACT_ICONS[act]


def stage_name(stage: Stage) -> str:
    """A state in a word or two."""
    translate = QCoreApplication.translate
    return {
        Stage.REJECTED: translate("OrderWords", "Rejected"),
        Stage.CANCELLED: translate("OrderWords", "Cancelled"),
        Stage.CANCELLED_IN_JTL: translate("OrderWords", "Cancelled, in JTL"),
        Stage.EXTERNAL: translate("OrderWords", "External"),
        Stage.HELD: translate("OrderWords", "Held"),
        Stage.WAITING: translate("OrderWords", "Waiting"),
        Stage.NEW: translate("OrderWords", "New"),
        Stage.HANDING_OVER: translate("OrderWords", "On its way to JTL"),
        Stage.EXPORT_FAILED: translate("OrderWords", "Not in JTL"),
        Stage.GONE: translate("OrderWords", "Gone from JTL"),
        Stage.IN_JTL: translate("OrderWords", "In JTL"),
        Stage.SHIPPED: translate("OrderWords", "Shipped"),
        Stage.REFUSED: translate("OrderWords", "Not reported"),
        Stage.REPORTED: translate("OrderWords", "Reported"),
    }[stage]


def step_name(name: str) -> str:
    """A step on the way."""
    translate = QCoreApplication.translate
    return {
        "temu": translate("OrderWords", "Ordered at TEMU"),
        "taken": translate("OrderWords", "Taken over"),
        "in_jtl": translate("OrderWords", "In JTL"),
        "shipped": translate("OrderWords", "Shipped"),
        "reported": translate("OrderWords", "Reported to TEMU"),
    }[name]


def step_state_name(state: StepState) -> str:
    """How far a step is."""
    translate = QCoreApplication.translate
    return {
        StepState.DONE: translate("OrderWords", "done"),
        StepState.NOW: translate("OrderWords", "under way"),
        StepState.WRONG: translate("OrderWords", "needs a person"),
        StepState.OPEN: translate("OrderWords", "to come"),
        StepState.NEVER: translate("OrderWords", "does not happen"),
    }[state]


def view_name(view: OrderView) -> str:
    """A slice of the orders, for its chip."""
    translate = QCoreApplication.translate
    return {
        OrderView.ALL: translate("OrderWords", "All"),
        OrderView.NEW: translate("OrderWords", "New"),
        OrderView.WAITING: translate("OrderWords", "Waiting"),
        OrderView.HELD: translate("OrderWords", "Held"),
        OrderView.IN_JTL: translate("OrderWords", "In JTL"),
        OrderView.DUE_TODAY: translate("OrderWords", "Due today"),
        OrderView.OVERDUE: translate("OrderWords", "Overdue"),
        OrderView.SHIPPED_NOT_REPORTED: translate("OrderWords", "To be reported"),
        OrderView.REPORTED: translate("OrderWords", "Reported"),
        OrderView.REJECTED: translate("OrderWords", "Rejected"),
        OrderView.CANCELLED: translate("OrderWords", "Cancelled"),
        OrderView.EXTERNAL: translate("OrderWords", "External"),
        OrderView.NEEDS_PERSON: translate("OrderWords", "Needs a person"),
    }[view]


def act_name(act: OrderAct) -> str:
    """What the button of an act says."""
    translate = QCoreApplication.translate
    return {
        OrderAct.EXPORT_AGAIN: translate("OrderWords", "Export again"),
        OrderAct.LOOK_UP_TRACKING: translate("OrderWords", "Look up tracking"),
        OrderAct.REPORT_AGAIN: translate("OrderWords", "Report again"),
        OrderAct.MARK_HANDLED: translate("OrderWords", "Mark as handled"),
        OrderAct.RELEASE_HOLD: translate("OrderWords", "Release"),
        OrderAct.AGREE_TO_CANCEL: translate("OrderWords", "Agree to cancel"),
        OrderAct.SHIP_ALL_THE_SAME: translate("OrderWords", "Ship all the same"),
        OrderAct.REPAIR: translate("OrderWords", "Repair"),
        OrderAct.GIVE_UP: translate("OrderWords", "Give up"),
    }[act]


def field_name(field: RepairField) -> str:
    """What was repaired."""
    translate = QCoreApplication.translate
    return {
        RepairField.COUNTRY: translate("OrderWords", "Country"),
        RepairField.SKU: translate("OrderWords", "Article"),
        RepairField.PRICE: translate("OrderWords", "Price"),
        RepairField.QUANTITY: translate("OrderWords", "Quantity"),
        RepairField.GIVEN_UP: translate("OrderWords", "Given up"),
        RepairField.RELEASED: translate("OrderWords", "Hold released"),
        RepairField.CANCELLATION: translate("OrderWords", "Answer to the buyer"),
    }[field]


def deadline_words(
    row: OrderRow, formats: Formats, now: datetime
) -> tuple[str, Tone | None, str | None]:
    """The time that is left, or the deadline itself once it matters no more; tone and icon."""
    if row.ship_by_at is None or not still_to_ship(row):
        return formats.short(row.ship_by_at, now), None, None
    words = formats.until(row.ship_by_at, now)
    left = row.ship_by_at - now
    if left.total_seconds() < 0:
        return words, Tone.BAD, "triangle-alert"
    return words, (Tone.WARN if left <= NEAR else None), ("clock" if left <= NEAR else None)
