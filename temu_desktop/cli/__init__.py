"""The command line: ``temu-desktop``."""

from __future__ import annotations

from temu_desktop.cli import (
    alarms,
    devices,
    front_ends,
    insight,
    issues,
    jobs,
    logs,
    orders,
    people,
    sandboxes,
    stock,
)
from temu_desktop.cli.app import main

__all__ = [
    "alarms",
    "devices",
    "front_ends",
    "insight",
    "issues",
    "jobs",
    "logs",
    "main",
    "orders",
    "people",
    "sandboxes",
    "stock",
]
