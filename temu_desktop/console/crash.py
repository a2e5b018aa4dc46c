"""What is kept when the console dies or a fault comes up: reports in ``<data>/crashes``."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from temu_desktop import __version__
from temu_desktop.errors import TemuDesktopError

log = logging.getLogger(__name__)

KEPT = 20
Fault = BaseException


class CrashReports:
    """Writes a report for each fault; ``secrets`` and personal data are masked."""

    def __init__(self, data_dir: Path, told: Callable[[Fault], None]) -> None:
        self.folder = data_dir / "crashes"
        self.secrets: Iterable[str] = ()
        self._fatal = self.folder / "fatal.log"
        self._told = told

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Catch, for a block, what nobody else does: crashes in C, exceptions in slots, and what
        ends the block itself. What the last crash in C left becomes a report."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._take_over()
        before = sys.excepthook
        with self._fatal.open("w", encoding="utf-8") as fatal:
            faulthandler.enable(fatal)
            sys.excepthook = self._on_exception
            try:
                yield
            except Exception as fault:
                self.keep(fault)
                raise
            finally:
                sys.excepthook = before
                faulthandler.disable()

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Faults of tasks and callbacks that nobody awaits."""
        loop.set_exception_handler(self._on_loop)

    def keep(self, fault: Fault) -> None:
        """Write a report, unless it is an error that the program raises on purpose. Where none
        can be written, the log has the fault."""
        if isinstance(fault, TemuDesktopError):
            return
        try:
            self.write(fault)
        except OSError as error:
            log.error("No report can be written: %s", error, exc_info=fault)

    def write(self, fault: Fault) -> Path:
        """Keep a report; the oldest go."""
        return self._report("".join(traceback.format_exception(fault)), datetime.now(UTC))

    def _report(self, text: str, at: datetime) -> Path:
        # Brings the database's library, which the first window must not wait for.
        from temu_desktop.logs.masking import Masking

        masked = Masking(self.secrets).masked(text)
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"{at:%Y%m%d-%H%M%S-%f}.txt"
        file.write_text(f"temu-desktop {__version__}\n{at.isoformat()}\n\n{masked}", "utf-8")
        for old in sorted(self.folder.glob("2*.txt"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return file

    def _take_over(self) -> None:
        """Make a report of the stacks that a crash in C left, of the time when it happened."""
        try:
            if self._fatal.is_file() and (left := self._fatal.read_text("utf-8", "replace")):
                self._report(left, datetime.fromtimestamp(self._fatal.stat().st_mtime, UTC))
        except OSError as error:
            log.error("What the last crash left cannot be kept: %s", error)

    def _on_exception(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(fault, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        log.critical("A fault in the console", exc_info=(kind, fault, trace))
        self.keep(fault)
        self._told(fault)

    def _on_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        fault = context.get("exception")
        log.error("A fault on the loop: %s", context.get("message"), exc_info=fault)
        if isinstance(fault, BaseException):
            self.keep(fault)
            self._told(fault)
