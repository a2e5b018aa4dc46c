"""How grave each kind of issue is, and what a person can do about it with one button. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from temu_desktop.attention.model import IssueRule


class Severity(StrEnum):
    """``info``: worth a look. ``warning``: today. ``critical``: now, or it costs money."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


class Remedy(StrEnum):
    """What the button at an issue does."""

    NONE = "none"
    RUN_JOB = "run_job"
    SHOW_RUN = "show_run"
    APPROVE = "approve"
    MAP_CARRIER = "map_carrier"
    OPEN_ORDER = "open_order"
    OPEN_SKU = "open_sku"
    REPAIR = "repair"
    ANSWER_BUYER = "answer_buyer"
    CHECK_SYSTEM = "check_system"
    TEST_ALARMS = "test_alarms"


@dataclass(frozen=True, slots=True)
class Guide:
    """What belongs to a rule."""

    severity: Severity
    remedy: Remedy


_INFO, _WARNING, _CRITICAL = Severity.INFO, Severity.WARNING, Severity.CRITICAL

GUIDES: Mapping[IssueRule, Guide] = {
    IssueRule.CANCELLED_AFTER_EXPORT: Guide(_CRITICAL, Remedy.OPEN_ORDER),
    IssueRule.QUANTITY_REDUCED_AFTER_EXPORT: Guide(_CRITICAL, Remedy.OPEN_ORDER),
    IssueRule.ADDRESS_CHANGED_AFTER_EXPORT: Guide(_CRITICAL, Remedy.OPEN_ORDER),
    IssueRule.CANCELLATION_ASKED: Guide(_WARNING, Remedy.ANSWER_BUYER),
    IssueRule.SHIPPED_ELSEWHERE: Guide(_WARNING, Remedy.OPEN_ORDER),
    IssueRule.ORDER_WARNING: Guide(_INFO, Remedy.OPEN_ORDER),
    IssueRule.MASS_CANCELLATION: Guide(_CRITICAL, Remedy.APPROVE),
    IssueRule.MASS_DEACTIVATION: Guide(_WARNING, Remedy.APPROVE),
    IssueRule.RECORD_REJECTED: Guide(_WARNING, Remedy.REPAIR),
    IssueRule.EXPORT_WAITING: Guide(_WARNING, Remedy.OPEN_ORDER),
    IssueRule.EXPORT_FAILED: Guide(_CRITICAL, Remedy.OPEN_ORDER),
    IssueRule.GONE_FROM_JTL: Guide(_WARNING, Remedy.OPEN_ORDER),
    IssueRule.JTL_RESTORED: Guide(_CRITICAL, Remedy.APPROVE),
    IssueRule.CANCELLED_IN_JTL: Guide(_WARNING, Remedy.OPEN_ORDER),
    IssueRule.CLOSED_WITHOUT_SHIPPING: Guide(_WARNING, Remedy.OPEN_ORDER),
    IssueRule.PARTIAL_NEAR_DEADLINE: Guide(_CRITICAL, Remedy.OPEN_ORDER),
    IssueRule.UNMAPPED_METHOD: Guide(_CRITICAL, Remedy.MAP_CARRIER),
    IssueRule.SHIPMENT_REFUSED: Guide(_WARNING, Remedy.OPEN_ORDER),
    IssueRule.SHIPMENT_NEEDS_PERSON: Guide(_WARNING, Remedy.OPEN_ORDER),
    IssueRule.TRACKING_GONE: Guide(_WARNING, Remedy.OPEN_ORDER),
    IssueRule.UNMAPPED_SKU: Guide(_INFO, Remedy.OPEN_SKU),
    IssueRule.STOCK_REFUSED: Guide(_WARNING, Remedy.OPEN_SKU),
    IssueRule.BRAKE: Guide(_WARNING, Remedy.APPROVE),
    IssueRule.JOB_FAILED: Guide(_CRITICAL, Remedy.RUN_JOB),
    IssueRule.RUN_MISSED: Guide(_WARNING, Remedy.RUN_JOB),
    IssueRule.RUN_LATE: Guide(_INFO, Remedy.SHOW_RUN),
    IssueRule.RUN_STUCK: Guide(_CRITICAL, Remedy.SHOW_RUN),
    IssueRule.SHIP_BY_NEAR: Guide(_CRITICAL, Remedy.OPEN_ORDER),
    IssueRule.TOKEN_EXPIRING: Guide(_WARNING, Remedy.CHECK_SYSTEM),
    IssueRule.CLOCK_OFF: Guide(_CRITICAL, Remedy.CHECK_SYSTEM),
    IssueRule.DISK_LOW: Guide(_CRITICAL, Remedy.CHECK_SYSTEM),
    IssueRule.DATABASE_AWAY: Guide(_CRITICAL, Remedy.CHECK_SYSTEM),
    IssueRule.ALARM_FAILED: Guide(_WARNING, Remedy.TEST_ALARMS),
}
