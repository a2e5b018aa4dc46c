"""What a demo is asked for and what comes out of it. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from temu_desktop.sandbox.faults import Level


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """Size, seed and weather of a demo. ``qps``: calls a second that TEMU allows and we use;
    ``operations_url`` None: an embedded database in ``data_dir``."""

    orders: int
    skus: int
    seed: int
    latency_ms: float
    qps: float
    faults: Level
    data_dir: Path
    operations_url: str | None = None


@dataclass(frozen=True, slots=True)
class DemoResult:
    """The figures of decision 33: the neighbours' from their books, ours from our tables."""

    orders: Mapping[str, int]
    inventory: Mapping[str, int]
    duplicates: int
    lost: int
    oversold: int
    reconciled: bool
    http_calls: int
    seconds: float
    runs: int
    failed_runs: int
    examples: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The one JSON object that ``demo --json`` prints."""
        return {
            "orders": dict(self.orders),
            "inventory": dict(self.inventory),
            "duplicates": self.duplicates,
            "lost": self.lost,
            "oversold": self.oversold,
            "reconciled": self.reconciled,
            "http_calls": self.http_calls,
            "seconds": round(self.seconds, 2),
            "runs": self.runs,
            "failed_runs": self.failed_runs,
        }
