"""The command line: ``temu-desktop``."""

from __future__ import annotations

from temu_desktop.cli import sandboxes
from temu_desktop.cli.app import main

__all__ = ["main", "sandboxes"]
