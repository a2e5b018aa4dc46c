"""What a log line belongs to: bound by context variables, so that it holds in every task and worker
thread that a run starts, and never in another run's."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Belonging:
    """Where a line belongs; ``subject`` is an order or a SKU. Empty where it belongs nowhere."""

    run: str = ""
    job: str = ""
    job_type: str = ""
    step: str = ""
    subject: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.run, self.step, self.subject) if part)


_NOWHERE = Belonging()
_BELONGING: ContextVar[Belonging] = ContextVar("belonging", default=_NOWHERE)


@contextmanager
def bound(**parts: str) -> Iterator[None]:
    """Every line of the block belongs to these parts (fields of ``Belonging``) as well."""
    token = _BELONGING.set(replace(_BELONGING.get(), **parts))
    try:
        yield
    finally:
        _BELONGING.reset(token)


def belonging() -> Belonging:
    """Where a line that is written now belongs."""
    return _BELONGING.get()


class Binding(logging.Filter):
    """Notes on each record where it belongs; in the thread that wrote it, before any queue."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Note it; always let the record pass."""
        record.belonging = _BELONGING.get()
        return True
