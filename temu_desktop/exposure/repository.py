"""Measured waiting times, in seconds, kept for the key figures p50 and p95."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, select

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows

EXPOSURE = schema.exposure


class ExposureKind(StrEnum):
    """What waited: stock from JTL to TEMU, an order from TEMU to JTL, a parcel until accepted."""

    STOCK = "stock"
    ORDER = "order"
    TRACKING = "tracking"


@dataclass(frozen=True, slots=True)
class Measured:
    """One wait: it began when the fact arose and ended when the other side had it."""

    subject: str
    started_at: datetime
    ended_at: datetime


def measure(conn: Connection, kind: ExposureKind, waits: Sequence[Measured], run: str) -> None:
    """Keep waits; a start after its end (two clocks) counts as no wait."""
    insert_rows(
        conn,
        EXPOSURE,
        [
            {
                "kind": kind.value,
                "subject_key": wait.subject,
                "started_at": wait.started_at,
                "ended_at": wait.ended_at,
                "seconds": max(0.0, (wait.ended_at - wait.started_at).total_seconds()),
                "run_id": run,
            }
            for wait in waits
        ],
    )


def percentiles(conn: Connection, kind: ExposureKind, since: datetime) -> tuple[float, float]:
    """p50 and p95 in seconds of all waits that ended after ``since``; zeros where there is none."""
    seconds = sorted(
        conn.execute(
            select(EXPOSURE.c.seconds).where(
                EXPOSURE.c.kind == kind.value, EXPOSURE.c.ended_at >= since
            )
        ).scalars()
    )
    if not seconds:
        return 0.0, 0.0
    last = len(seconds) - 1
    return seconds[round(last * 0.50)], seconds[round(last * 0.95)]
