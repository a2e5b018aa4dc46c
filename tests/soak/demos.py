"""The demo as a command, and what it prints as a line of a table."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MUST_BE_ZERO = ("duplicates", "lost", "oversold")
TITLES = ("at_temu", "in_jtl", "shipped", "reported", "cancelled", "rejected", "external")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a demo is and how long it may take."""

    orders: int
    skus: int
    qps: int
    limit_seconds: float


@dataclass(frozen=True, slots=True)
class Played:
    """How one demo ended."""

    seed: int
    exit_code: int
    document: Mapping[str, Any]
    said: str

    @property
    def wrong(self) -> dict[str, Any]:
        """What is not as it must be; empty after a good demo."""
        figures = {name: self.document.get(name) for name in MUST_BE_ZERO}
        figures["differences"] = self.document.get("inventory", {}).get("differences")
        wrong = {name: value for name, value in figures.items() if value != 0}
        if self.document.get("reconciled") is not True or self.exit_code != 0:
            wrong |= {"exit": self.exit_code, "document": self.document, "said": self.said[-3000:]}
        return wrong

    def as_row(self) -> str:
        """One line of the soak's table."""
        orders, shelf = self.document.get("orders", {}), self.document.get("inventory", {})
        cells = [self.seed, *(self.document.get(n) for n in ("http_calls", "runs", "failed_runs"))]
        cells += [round(self.document.get("seconds", 0)), *(orders.get(name) for name in TITLES)]
        cells += [shelf.get("skus"), shelf.get("equal_at_temu"), self.document.get("reconciled")]
        return "  ".join(f"{cell!s:>9}" for cell in cells)


def header() -> str:
    """The titles above the rows."""
    titles = ("seed", "calls", "runs", "failed", "seconds", *TITLES, "skus", "equal", "reconciled")
    return "  ".join(f"{title:>9}" for title in titles)


def play_demo(seed: int, size: Size) -> Played:
    """Run ``temu-desktop demo`` in hard weather and wait for its end."""
    options = {"orders": size.orders, "skus": size.skus, "seed": seed, "qps": size.qps}
    words = [sys.executable, "-m", "temu_desktop", "demo", "--once", "--faults=hard", "--json"]
    words += [f"--{name}={value}" for name, value in options.items()]
    done = subprocess.run(
        words, capture_output=True, text=True, timeout=size.limit_seconds, check=False
    )
    lines = done.stdout.splitlines()
    document = json.loads(lines[-1]) if lines else {}
    return Played(seed, done.returncode, document, done.stderr)
