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
    "people",
    "sandboxes",
    "stock",
]
