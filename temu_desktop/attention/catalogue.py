"""How grave an issue of each rule is, which button helps, and what of it may be told. Pure.

The words are in ``texts/issues.<language>.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from temu_desktop.attention.model import Issue, IssueRule

TOKEN_CRITICAL_DAYS = 7
CLOCK_CRITICAL_SECONDS = 300
"""TEMU refuses calls from here on."""


class Severity(StrEnum):
    """How grave: ``info`` is for the list alone, the others leave the building."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


class Action(StrEnum):
    """What the button of an issue does; a front end knows how."""

    NONE = "none"
    ACKNOWLEDGE = "acknowledge"
    RUN_JOB = "run_job"
    APPROVE = "approve"
    MAP_CARRIER = "map_carrier"
    REPAIR_RECORD = "repair_record"
    OPEN_ORDER = "open_order"
    OPEN_SKU = "open_sku"
    OPEN_SETTINGS = "open_settings"
    EXAMINE = "examine"
    AUTHORISE = "authorise"


Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One rule. ``told`` names the parameters that its words or its gravity use and that may leave
    the building: never personal data. ``critical_when`` makes an issue of it critical."""

    severity: Severity
    action: Action
    told: frozenset[str] = frozenset()
    critical_when: Callable[[Params], bool] | None = None


def _at_most(name: str, limit: float) -> Callable[[Params], bool]:
    return lambda params: params.get(name) is not None and params[name] <= limit


def _beyond(name: str, limit: float) -> Callable[[Params], bool]:
    return lambda params: params.get(name) is not None and abs(params[name]) > limit


def _entry(
    severity: Severity,
    action: Action,
    told: str = "",
    critical_when: Callable[[Params], bool] | None = None,
) -> RuleEntry:
    return RuleEntry(severity, action, frozenset(told.split()), critical_when)


_INFO, _WARNING, _CRITICAL = Severity.INFO, Severity.WARNING, Severity.CRITICAL

CATALOGUE: Mapping[IssueRule, RuleEntry] = {
    IssueRule.CANCELLED_AFTER_EXPORT: _entry(_CRITICAL, Action.OPEN_ORDER),
    IssueRule.QUANTITY_REDUCED_AFTER_EXPORT: _entry(_CRITICAL, Action.OPEN_ORDER),
    IssueRule.ADDRESS_CHANGED_AFTER_EXPORT: _entry(_WARNING, Action.OPEN_ORDER),
    IssueRule.CANCELLATION_ASKED: _entry(_WARNING, Action.OPEN_ORDER),
    IssueRule.SHIPPED_ELSEWHERE: _entry(_INFO, Action.OPEN_ORDER),
    IssueRule.ORDER_WARNING: _entry(_INFO, Action.OPEN_ORDER),
    IssueRule.MASS_CANCELLATION: _entry(_CRITICAL, Action.APPROVE, "orders"),
    IssueRule.MASS_DEACTIVATION: _entry(_CRITICAL, Action.APPROVE, "skus"),
    IssueRule.RECORD_REJECTED: _entry(_WARNING, Action.REPAIR_RECORD, "reason"),
    IssueRule.EXPORT_WAITING: _entry(_WARNING, Action.EXAMINE),
    IssueRule.EXPORT_FAILED: _entry(_CRITICAL, Action.OPEN_ORDER),
    IssueRule.GONE_FROM_JTL: _entry(_CRITICAL, Action.OPEN_ORDER),
    IssueRule.JTL_RESTORED: _entry(_CRITICAL, Action.APPROVE),
    IssueRule.CANCELLED_IN_JTL: _entry(_WARNING, Action.OPEN_ORDER),
    IssueRule.CLOSED_WITHOUT_SHIPPING: _entry(_WARNING, Action.OPEN_ORDER),
    IssueRule.PARTIAL_NEAR_DEADLINE: _entry(_WARNING, Action.OPEN_ORDER),
    IssueRule.UNMAPPED_METHOD: _entry(_WARNING, Action.MAP_CARRIER),
    IssueRule.SHIPMENT_REFUSED: _entry(_WARNING, Action.OPEN_ORDER, "reason"),
    IssueRule.SHIPMENT_NEEDS_PERSON: _entry(_WARNING, Action.OPEN_ORDER, "reason"),
    IssueRule.TRACKING_GONE: _entry(_WARNING, Action.OPEN_ORDER),
    IssueRule.UNMAPPED_SKU: _entry(_INFO, Action.OPEN_SKU),
    IssueRule.STOCK_REFUSED: _entry(_WARNING, Action.OPEN_SKU, "reason"),
    IssueRule.BRAKE: _entry(_CRITICAL, Action.APPROVE, "skus"),
    IssueRule.JOB_FAILED: _entry(_CRITICAL, Action.RUN_JOB, "error_code error_text"),
    IssueRule.RUN_MISSED: _entry(_WARNING, Action.RUN_JOB, "due_at count"),
    IssueRule.RUN_LATE: _entry(_INFO, Action.NONE, "run minutes usual_minutes"),
    IssueRule.RUN_STUCK: _entry(_CRITICAL, Action.EXAMINE, "run minutes"),
    IssueRule.SHIP_BY_NEAR: _entry(
        _WARNING, Action.OPEN_ORDER, "ship_by_at hours_left", _at_most("hours_left", 0)
    ),
    IssueRule.TOKEN_EXPIRING: _entry(
        _WARNING, Action.AUTHORISE, "days_left", _at_most("days_left", TOKEN_CRITICAL_DAYS)
    ),
    IssueRule.CLOCK_OFF: _entry(
        _WARNING, Action.EXAMINE, "seconds", _beyond("seconds", CLOCK_CRITICAL_SECONDS)
    ),
    IssueRule.DISK_LOW: _entry(_WARNING, Action.NONE, "free_megabytes"),
    IssueRule.DATABASE_AWAY: _entry(_CRITICAL, Action.EXAMINE, "since_at"),
    IssueRule.ALARM_FAILED: _entry(_WARNING, Action.OPEN_SETTINGS, "reason"),
}


def severity_of(issue: Issue) -> Severity:
    """How grave this issue is, by its rule and its parameters."""
    entry = CATALOGUE[issue.rule]
    if entry.critical_when is not None and entry.critical_when(issue.params):
        return Severity.CRITICAL
    return entry.severity


def told_params(issue: Issue) -> dict[str, Any]:
    """The parameters that may leave the building."""
    told = CATALOGUE[issue.rule].told
    return {name: value for name, value in issue.params.items() if name in told}
