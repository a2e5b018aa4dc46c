"""Records of our loggers at half the cost: without what no line shows, which is where in the code a
line was written and by which process (Python's Logging HOWTO, Optimization)."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

_GIVEN = 3
_NOT_KNOWN = {
    **dict.fromkeys(("pathname", "filename", "module", "funcName"), ""),
    **dict.fromkeys(("process", "processName", "exc_text", "stack_info")),
    **dict.fromkeys(("lineno", "relativeCreated"), 0),
}
_UNUSED = ("_srcfile", "logProcesses", "logMultiprocessing")


class PlainRecord(logging.LogRecord):
    """A record whose place in the code is not known; everything else is as in any other."""

    def __init__(self, name: str, level: int, msg: object, args: Any, exc_info: Any) -> None:
        # Into the record itself: a formatter looks there and not at the class.
        self.__dict__.update(_NOT_KNOWN)
        self.name = name
        self.msg = msg
        # One mapping gives its fields by name, as everywhere in logging.
        by_name = args and len(args) == 1 and isinstance(args[0], Mapping) and args[0]
        self.args = by_name or args
        self.levelno = level
        self.levelname = logging.getLevelName(level)
        self.exc_info = exc_info
        self.created = now = time.time()
        self.msecs = now % 1 * 1000
        self.thread = threading.get_ident()
        self.threadName = threading.current_thread().name


@contextmanager
def plain_records(root: str) -> Iterator[None]:
    """Loggers below ``root`` make plain records for a block. Nobody's records know their place
    then, and nobody's ``stack_info`` is gathered."""
    usual = logging.getLogRecordFactory()

    def make(name: Any, level: Any, path: Any, line: Any, msg: Any, args: Any, *rest: Any) -> Any:
        # The rest of what a logger gives: exception, function, stack.
        if name and name.startswith(root) and len(rest) == _GIVEN:
            return PlainRecord(name, level, msg, args, rest[0])
        return usual(name, level, path, line, msg, args, *rest)

    before = {name: getattr(logging, name) for name in _UNUSED}
    logging.setLogRecordFactory(make)
    for name in _UNUSED:
        setattr(logging, name, None)
    try:
        yield
    finally:
        logging.setLogRecordFactory(usual)
        for name, value in before.items():
            setattr(logging, name, value)
