"""Which log lines a WebSocket wants to hear. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from temu_desktop.logs.queries import LEVELS, LogFilter, LogLine


@dataclass(frozen=True, slots=True)
class LogSelection:
    """``job`` takes a prefix with %; ``level`` is the lowest one."""

    job: str | None = None
    run: str | None = None
    level: str | None = None
    search: str | None = None

    def takes(self, line: LogLine) -> bool:
        """Whether a line is among them."""
        if self.level is not None and _rank(line.level) < _rank(self.level):
            return False
        if self.run is not None and line.run != self.run:
            return False
        if self.job is not None and not self._is_of_job(line.job):
            return False
        return self.search is None or self.search.lower() in line.message.lower()

    def filter(self) -> LogFilter:
        """The same as a question to the database."""
        return LogFilter(job=self.job, run=self.run, level=self.level, search=self.search)

    def _is_of_job(self, job: str) -> bool:
        wanted = self.job or ""
        return job.startswith(wanted[:-1]) if wanted.endswith("%") else job == wanted


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else 0
