"""What a check found. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, how it ended, what was found and what to do about it."""

    name: str
    verdict: Verdict
    found: str
    remedy: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """All checks in order."""

    checks: tuple[Check, ...]

    @property
    def healthy(self) -> bool:
        """Nothing failed."""
        return all(check.verdict is not Verdict.FAILED for check in self.checks)
