"""What a log line belongs to: bound by context variables, so that it holds in every task and worker
thread that a run starts, and never in another run's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Belonging:
    """Where a line belongs; ``subject`` is an order or a SKU, ``request`` the id of a call over
    HTTP. Empty where it belongs nowhere. ``verbose``: lines below the usual level are kept too."""

    run: str = ""
    job: str = ""
    job_type: str = ""
    step: str = ""
    subject: str = ""
    request: str = ""
    verbose: bool = False
    text: str = field(init=False, repr=False, compare=False)
    """As a file shows it; made once, for thousands of lines."""

    def __post_init__(self) -> None:
        shown = " ".join(part for part in (self.request, self.run, self.step, self.subject) if part)
        object.__setattr__(self, "text", shown)

    def __str__(self) -> str:
        return self.text


_NOWHERE = Belonging()
_BELONGING: ContextVar[Belonging] = ContextVar("belonging", default=_NOWHERE)


@contextmanager
def bound(**parts: str | bool) -> Iterator[None]:
    """Every line of the block belongs to these parts (fields of ``Belonging``) as well."""
    token = _BELONGING.set(replace(_BELONGING.get(), **parts))  # type: ignore[arg-type]
    try:
        yield
    finally:
        _BELONGING.reset(token)


def belonging() -> Belonging:
    """Where a line that is written now belongs."""
    return _BELONGING.get()
