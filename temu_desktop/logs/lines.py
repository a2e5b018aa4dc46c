"""A record becomes a line once, in the thread that logs: bound, masked, plain text."""

from __future__ import annotations

import logging

from temu_desktop.logs.context import Belonging, belonging
from temu_desktop.logs.masking import Masking
from temu_desktop.logs.writer import Line

_KEPT = "temu_line"


class LineHandler(logging.Handler):
    """A handler that collects lines. It takes no lock and asks no filters: what it does with a line
    is one step that no other thread can come between.

    ``lowest`` is the usual level; lines below it are kept where they belong to a verbose run.
    """

    def __init__(self, masking: Masking, lowest: int = logging.NOTSET) -> None:
        super().__init__()
        self._masking = masking
        self._lowest = lowest

    def handle(self, record: logging.LogRecord) -> bool:
        """Take the record's line; the first handler makes it for all."""
        where = belonging()
        if record.levelno < self._lowest and not where.verbose:
            return False
        known: Line | None = record.__dict__.get(_KEPT)
        if known is None:
            known = record.__dict__[_KEPT] = self._line(record, where)
        self.take(known, where, record.levelno)
        return True

    def take(self, line: Line, where: Belonging, level: int) -> None:
        """Keep a line; must never wait."""
        raise NotImplementedError

    def _line(self, record: logging.LogRecord, where: Belonging) -> Line:
        message, trace = self._masking.texts(record)
        thread = record.threadName or ""
        return (record.created, record.levelname, thread, record.name, where.text, message, trace)
