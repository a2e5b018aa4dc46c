"""A tolerant look into TEMU's JSON: numbers that come as text, times that are null or 0, lists that
are missing. What cannot be understood raises RecordRejected and names the field."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from temu_desktop.clock import from_unix
from temu_desktop.errors import BrokenAnswer, RecordRejected

T = TypeVar("T")

BAD_FIELD = "bad_field"
"""``reason`` of a record with a field that is missing or not what it must be (``field``)."""

_LARGEST = 2**63 - 1
_FIRST_MILLISECONDS = 100_000_000_000
"""Above this a time is taken for milliseconds; as seconds it would be the year 5138."""
_BLANKS = frozenset("\t\n\r\v\f\x85\u2028\u2029")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One record that could not be read while the others could: its key as far as it is known,
    a reason code, and what explains it."""

    key: str
    reason: str
    params: Mapping[str, object] = field(default_factory=dict)


class Record:
    """One JSON object, read field by field."""

    def __init__(self, fields: Mapping[str, object]) -> None:
        self._fields = fields

    @classmethod
    def of(cls, value: object, name: str) -> Record:
        """The object behind ``value``; raises RecordRejected where it is something else."""
        if not isinstance(value, Mapping):
            raise rejected(name, value)
        return cls(value)

    def has(self, name: str) -> bool:
        """The field is there and not null."""
        return self._fields.get(name) is not None

    def value(self, name: str) -> object:
        """The field as it came."""
        return self._fields.get(name)

    def text(self, name: str) -> str:
        """Cleaned text; empty where the field is missing or not text. Numbers count as text."""
        value = self._fields.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return cleaned(value) if isinstance(value, str) else ""

    def seller_code(self, name: str) -> str:
        """A code of the seller's: as text, but blanks in front belong to it."""
        value = self._fields.get(name)
        return _without_controls(value).rstrip() if isinstance(value, str) else self.text(name)

    def required_text(self, name: str) -> str:
        """Text that must not be empty."""
        text = self.text(name)
        if not text:
            raise rejected(name, self._fields.get(name))
        return text

    def integer(self, name: str) -> int | None:
        """A whole number of 64 bits; ``None`` where it is missing; raises where it is no number."""
        value = self._fields.get(name)
        if value is None or value == "":
            return None
        number = as_integer(value)
        if number is None:
            raise rejected(name, value)
        return number

    def required_integer(self, name: str) -> int:
        """A whole number that must be there."""
        number = self.integer(name)
        if number is None:
            raise rejected(name, None)
        return number

    def flag(self, name: str) -> bool:
        """True for true, 1 and their texts; everything else is False."""
        return is_true(self._fields.get(name))

    def moment(self, name: str) -> datetime | None:
        """A time in seconds or milliseconds; ``None`` where it is missing, 0 or negative."""
        number = self.integer(name)
        if number is None or number <= 0:
            return None
        seconds = number / 1000 if number >= _FIRST_MILLISECONDS else number
        try:
            return from_unix(seconds)
        except (ValueError, OverflowError, OSError) as error:
            raise rejected(name, number) from error

    def record(self, name: str) -> Record:
        """The object in a field; an empty one where it is missing."""
        value = self._fields.get(name)
        return Record({}) if value is None else Record.of(value, name)

    def items(self, name: str) -> list[object]:
        """The list in a field; empty where it is missing."""
        return as_list(self._fields.get(name), name)

    def records(self, name: str) -> list[Record]:
        """The objects of the list in a field."""
        return [Record.of(item, name) for item in self.items(name)]

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of the list in a field; whatever else is there is passed over."""
        value = self._fields.get(name)
        items = value if isinstance(value, list) else [value]
        return tuple(text for item in items if isinstance(item, str) and (text := cleaned(item)))


def as_list(value: object, name: str) -> list[object]:
    """A list as it is, nothing for null; raises RecordRejected for anything else."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise rejected(name, value)
    return value


def as_integer(value: object) -> int | None:
    """A whole number of 64 bits from a number or its text, else ``None``."""
    match value:
        case bool():
            return None
        case int():
            number = value
        case float() if value.is_integer() and abs(value) < 2**53:
            number = int(value)
        case str() if len(value) <= 24 and value.isascii():
            try:
                number = int(value.strip())
            except ValueError:
                return None
        case _:
            return None
    return number if -_LARGEST - 1 <= number <= _LARGEST else None


def is_true(value: object) -> bool:
    """True for true, 1 and their texts."""
    if isinstance(value, str):
        return value.strip().casefold() in {"true", "1"}
    return value is True or (isinstance(value, int) and value == 1)


def cleaned(text: str) -> str:
    """Without what no XML and no database column can hold: control characters (line breaks and tabs
    become blanks), halves of surrogate pairs, non-characters; without blanks at both ends."""
    return _without_controls(text).strip()


def readable(call: str, result: object, parse: Callable[[object], T]) -> T:
    """The parsed content of a good answer; BrokenAnswer where it is not what was promised."""
    try:
        return parse(result)
    except RecordRejected as problem:
        raise BrokenAnswer(
            "not the promised content", reason=problem.reason, call=call, found=str(problem)
        ) from problem


def labels_of(entries: Iterable[Record]) -> frozenset[str]:
    """The names of the labels that are set; TEMU lists every label with 0 or 1."""
    return frozenset(entry.text("name") for entry in entries if entry.flag("value"))


def rejected(name: str, value: object) -> RecordRejected:
    """The error for a field that is missing or cannot be understood."""
    return RecordRejected(BAD_FIELD, field=name, found=_shown(value))


def _without_controls(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(" " if c in _BLANKS else c for c in text if c in _BLANKS or _is_character(c))


def _is_character(char: str) -> bool:
    category = unicodedata.category(char)
    return category not in {"Cc", "Cs"} and (ord(char) & 0xFFFE) != 0xFFFE


def _shown(value: object) -> str:
    return "nothing" if value is None else type(value).__name__
