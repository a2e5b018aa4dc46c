"""The command line: ``temu-desktop``."""

from __future__ import annotations

from temu_desktop.cli import alarms, insight, issues, jobs, logs, sandboxes
from temu_desktop.cli.app import main

__all__ = ["alarms", "insight", "issues", "jobs", "logs", "main", "sandboxes"]
