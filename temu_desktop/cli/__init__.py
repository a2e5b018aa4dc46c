"""The command line: ``temu-desktop``."""

from __future__ import annotations

from temu_desktop.cli import alarms, devices, insight, issues, jobs, logs, people, sandboxes
from temu_desktop.cli.app import main

__all__ = ["alarms", "devices", "insight", "issues", "jobs", "logs", "main", "people", "sandboxes"]
