"""What all wire models have in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from headless.words import Speech
from temu_desktop.timeline.model import StoredEntry

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class Out(BaseModel):
    """Something that is answered; every field is always there."""

    # Built when first used: a start builds what it says, not everything that can be said.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class In(BaseModel):
    """Something that is sent to us: exactly these fields, exactly these types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _is_text(value: object) -> object:
    if not isinstance(value, str | datetime):
        raise ValueError("a time is text, e.g. 2026-11-26T09:30:00Z")
    return value


def _in_our_time(moment: datetime) -> datetime:
    if not _FIRST_YEAR <= moment.year < _LAST_YEAR:
        raise ValueError(f"a year from {_FIRST_YEAR} to {_LAST_YEAR - 1}")
    return moment


Moment = Annotated[
    AwareDatetime, Field(strict=False), BeforeValidator(_is_text), AfterValidator(_in_our_time)
]
"""A time with its zone, of our century."""


class FieldProblem(Out):
    """What is wrong with one parameter or field."""

    where: list[str]
    message: str


class ProblemOut(Out):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    remedy: str
    instance: str
    code: str
    params: dict[str, Any]
    retryable: bool
    request_id: str
    errors: list[FieldProblem]


class ErrorOut(Out):
    """An error that is part of the data, with its words."""

    code: str
    text: str | None
    title: str
    means: str
    remedy: str

    @classmethod
    def of(cls, code: str | None, text: str | None, speech: Speech) -> ErrorOut | None:
        """None where there is no error."""
        if code is None:
            return None
        words = speech.error(code)
        return cls(
            code=code, text=text, title=words.happened, means=words.means, remedy=words.remedy
        )


class EntryOut(Out):
    """Something that happened to an order or a SKU."""

    event: str
    data: dict[str, Any]
    at: datetime
    run: str | None
    step: str | None

    @classmethod
    def of(cls, stored: StoredEntry) -> EntryOut:
        """An entry of a timeline."""
        return cls(
            event=stored.entry.event,
            data=plain(stored.entry.data),
            at=stored.at,
            run=stored.run,
            step=stored.step,
        )


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping that may hold anything as one that JSON can."""
    return {str(name): value for name, value in values.items()}
