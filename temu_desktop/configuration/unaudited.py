"""Changes of settings that were made while no database was open: told to the audit later.

Names and people only, never values.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from temu_desktop.audit.repository import Act

_NAME = "settings.changes"
ACTION = "save_settings"


def act_of(names: tuple[str, ...], who: str) -> Act:
    """What the audit keeps of a change."""
    return Act(who, ACTION, f"{len(names)} settings", {"names": list(names)})


def keep(file: Path, names: tuple[str, ...], who: str, now: datetime) -> None:
    """Write a change beside the file of settings."""
    line = json.dumps({"at": now.isoformat(), "who": who, "names": list(names)})
    path = file.with_name(_NAME)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as changes:
        changes.write(line + "\n")


def waiting(file: Path) -> list[tuple[Act, datetime]]:
    """What waits to be told."""
    path = file.with_name(_NAME)
    if not path.is_file():
        return []
    found = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [
        (act_of(tuple(entry["names"]), entry["who"]), datetime.fromisoformat(entry["at"]))
        for entry in found
    ]


def forget(file: Path) -> None:
    """Everything was told."""
    file.with_name(_NAME).unlink(missing_ok=True)
