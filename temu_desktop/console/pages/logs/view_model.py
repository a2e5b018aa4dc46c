"""What the log page knows and does, without widgets: the filter of last time, export."""

from __future__ import annotations

from pathlib import Path

from temu_desktop.console.memory import Memory
from temu_desktop.core import Core
from temu_desktop.logs.queries import LogFilter, LogLine
from temu_desktop.logs.service import LogForm, Progress

FILTER_KEY = "logs.filter"
_KEPT = ("job", "level", "subject", "search", "area")
"""A run's id is worthless after a restart."""


class LogsModel:
    """The log page's ways to the core and to this computer's memory."""

    def __init__(self, core: Core, memory: Memory) -> None:
        self._logs = core.logs
        self._memory = memory

    def remembered(self) -> LogFilter:
        """The filter of last time."""
        return LogFilter(
            job=self._kept("job"),
            level=self._kept("level"),
            subject=self._kept("subject"),
            search=self._kept("search"),
            area=self._kept("area"),
        )

    def remember(self, wanted: LogFilter) -> None:
        """Keep a filter over a restart."""
        for name in _KEPT:
            self._memory.put(f"{FILTER_KEY}.{name}", getattr(wanted, name) or "")

    async def line(self, number: int) -> LogLine | None:
        """One line in full."""
        return await self._logs.line(number)

    async def export(self, wanted: LogFilter, file: Path, progress: Progress) -> int:
        """Every line that fits a filter, into a file; its ending says the form."""
        form = LogForm.CSV if file.suffix.lower() == ".csv" else LogForm.JSON
        return await self._logs.export(wanted, file, form, progress)

    def _kept(self, name: str) -> str | None:
        return self._memory.text(f"{FILTER_KEY}.{name}") or None
