"""What is kept when the console dies or a fault comes up: reports in ``<data>/crashes``."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from temu_desktop import __version__

log = logging.getLogger(__name__)

KEPT = 20
Fault = BaseException


class CrashReports:
    """Writes a report for each fault; secrets and personal data are masked."""

    def __init__(self, data_dir: Path, told: Callable[[Fault], None]) -> None:
        self.folder = data_dir / "crashes"
        self._told = told

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Catch, for a block, what nobody else does: crashes in C, exceptions in slots."""
        self.folder.mkdir(parents=True, exist_ok=True)
        before = sys.excepthook
        with (self.folder / "fatal.log").open("a", encoding="utf-8") as fatal:
            faulthandler.enable(fatal)
            sys.excepthook = self._on_exception
            try:
                yield
            finally:
                sys.excepthook = before
                faulthandler.disable()

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Faults of tasks and callbacks that nobody awaits."""
        loop.set_exception_handler(self._on_loop)

    def write(self, fault: Fault) -> Path:
        """Keep a report; the oldest go."""
        # Brings the database's library, which the first window must not wait for.
        from temu_desktop.logs.masking import Masking

        now = datetime.now(UTC)
        text = "".join(traceback.format_exception(fault))
        file = self.folder / f"{now:%Y%m%d-%H%M%S-%f}.txt"
        file.write_text(
            f"temu-desktop {__version__}\n{now.isoformat()}\n\n{Masking(()).masked(text)}",
            encoding="utf-8",
        )
        for old in sorted(self.folder.glob("2*.txt"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return file

    def _on_exception(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(fault, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        log.critical("A fault in the console", exc_info=(kind, fault, trace))
        self.write(fault)
        self._told(fault)

    def _on_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        fault = context.get("exception")
        log.error("A fault on the loop: %s", context.get("message"), exc_info=fault)
        if isinstance(fault, BaseException):
            self.write(fault)
            self._told(fault)
