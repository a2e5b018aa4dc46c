"""An issue: something that needs a person, until the fact behind it is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class IssueRule(StrEnum):
    """What kind of thing needs a person."""

    CANCELLED_AFTER_EXPORT = "cancelled_after_export"
    QUANTITY_REDUCED_AFTER_EXPORT = "quantity_reduced_after_export"
    ADDRESS_CHANGED_AFTER_EXPORT = "address_changed_after_export"
    CANCELLATION_ASKED = "cancellation_asked"
    SHIPPED_ELSEWHERE = "shipped_elsewhere"
    ORDER_WARNING = "order_warning"
    MASS_CANCELLATION = "mass_cancellation"
    MASS_DEACTIVATION = "mass_deactivation"
    RECORD_REJECTED = "record_rejected"
    EXPORT_WAITING = "export_waiting"
    EXPORT_FAILED = "export_failed"
    GONE_FROM_JTL = "gone_from_jtl"
    JTL_RESTORED = "jtl_restored"
    CANCELLED_IN_JTL = "cancelled_in_jtl"
    CLOSED_WITHOUT_SHIPPING = "closed_without_shipping"
    PARTIAL_NEAR_DEADLINE = "partial_near_deadline"
    UNMAPPED_METHOD = "unmapped_method"
    SHIPMENT_REFUSED = "shipment_refused"
    SHIPMENT_NEEDS_PERSON = "shipment_needs_person"
    TRACKING_GONE = "tracking_gone"
    UNMAPPED_SKU = "unmapped_sku"
    STOCK_REFUSED = "stock_refused"
    BRAKE = "brake"
    JOB_FAILED = "job_failed"
    RUN_MISSED = "run_missed"
    RUN_LATE = "run_late"
    RUN_STUCK = "run_stuck"
    SHIP_BY_NEAR = "ship_by_near"
    TOKEN_EXPIRING = "token_expiring"  # noqa: S105 - the name of a rule
    CLOCK_OFF = "clock_off"
    DISK_LOW = "disk_low"
    DATABASE_AWAY = "database_away"
    ALARM_FAILED = "alarm_failed"


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that needs a person. ``subject_key`` names the order, SKU, method or run."""

    rule: IssueRule
    subject_type: str
    subject_key: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredIssue:
    """An issue as stored: since when, until when, and who did what about it last."""

    id: int
    issue: Issue
    since: datetime
    last_seen_at: datetime
    closed_at: datetime | None = None
    acted_by: str | None = None
    acted_at: datetime | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Phones that a message has been tried for since a moment, and that have not taken it."""

    since: datetime
    phones: frozenset[str]


@dataclass(frozen=True, slots=True)
class Untold:
    """An issue that phones are to be told of: those that wait, or all where nobody was yet."""

    item: StoredIssue
    waiting: Waiting | None = None
