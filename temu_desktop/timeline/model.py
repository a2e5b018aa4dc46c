"""One entry of a timeline. Personal data never goes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Subject(StrEnum):
    """What a timeline belongs to."""

    ORDER = "order"
    SKU = "sku"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened to an order or a SKU; ``event`` is a code in the past tense."""

    subject: Subject
    key: str
    event: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as stored, with time, run and step."""

    entry: Entry
    at: datetime
    run: str | None
    step: str | None
