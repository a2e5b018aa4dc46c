"""Runs and their steps. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from temu_desktop.ids import JobId, RunId

SYNC_ORDERS = JobId("sync_orders_temu")
SYNC_INVENTORY = JobId("sync_inventory_temu")
FULL_INVENTORY = JobId("full_inventory_temu")
FETCH_INVOICES = JobId("fetch_invoices_temu")
MAINTENANCE = JobId("maintenance")
COMMAND_LINE = "command line"
"""Who started a run where nobody is named."""


class RunState(StrEnum):
    """Where a run stands; which state may follow which is in ``states``."""

    SCHEDULED = "scheduled"
    RUNNING = "running"
    RETRYING = "retrying"
    SUCCESS = "success"
    FAILED = "failed"
    CANCELLED = "cancelled"
    TIMED_OUT = "timed_out"
    INTERRUPTED = "interrupted"
    SKIPPED = "skipped"
    MISSED = "missed"


class NotRun(StrEnum):
    """Why a run that was due did not happen, or ended before its time."""

    STILL_RUNNING = "still_running"
    TYPE_BUSY = "type_busy"
    TOO_LATE = "too_late"
    COALESCED = "coalesced"
    PROCESS_DIED = "process_died"
    PROGRAM_STOPPED = "program_stopped"
    LEASE_LOST = "lease_lost"


class Trigger(StrEnum):
    """What made a run start."""

    SCHEDULE = "schedule"
    MANUAL = "manual"
    RERUN = "rerun"


class StepState(StrEnum):
    """Where a step stands; ``skipped``: the stop switch is on, so there was nothing to send."""

    RUNNING = "running"
    SUCCESS = "success"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What is to be run, by whom, with which parameters (of this run alone); ``verbose``: its log
    lines are kept down to the finest."""

    job: JobId
    parameters: Mapping[str, Any] = field(default_factory=dict)
    started_by: str = COMMAND_LINE
    trigger: Trigger = Trigger.MANUAL
    dry_run: bool = False
    from_archive: RunId | None = None
    due_at: datetime | None = None
    due_count: int = 1
    verbose: bool = False


@dataclass(frozen=True, slots=True)
class IntendedWrite:
    """What a dry run would have written outside: ``target`` is ``temu`` or ``jtl``."""

    target: str
    action: str
    subject: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StepResult:
    """How a step ended, with what it counted."""

    name: str
    state: StepState
    started_at: datetime
    ended_at: datetime
    counters: Mapping[str, int]
    error_code: str | None = None
    error_text: str | None = None
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class RunResult:
    """How a run ended. ``retryable`` says whether trying again can help."""

    run: RunId
    job: JobId
    state: RunState
    started_at: datetime
    ended_at: datetime
    steps: tuple[StepResult, ...]
    dry_run: bool = False
    error_code: str | None = None
    error_text: str | None = None
    retryable: bool = False
    intended: tuple[IntendedWrite, ...] = ()
    attempt: int = 1

    def counters(self) -> dict[str, dict[str, int]]:
        """Counters by step name, of the last attempt that came so far."""
        return {step.name: dict(step.counters) for step in self.steps}
