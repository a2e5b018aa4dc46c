"""Column types that mean the same on every engine.

A value that a column cannot hold raises ``UnstorableValue`` before it is sent: SQLite would accept
what SQL Server refuses, and the difference would show at the merchant's first.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import DECIMAL, DateTime, Unicode
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from temu_desktop.clock import from_berlin_naive, to_berlin_naive

_DOUBLE_DIGITS = 15
"""Decimal digits that a binary double keeps exactly; SQLite stores decimals as doubles."""


class UnstorableValue(ValueError):
    """A value that the column's type cannot hold."""


class NVarChar(TypeDecorator[str]):
    """Text of at most ``length`` UTF-16 units, as SQL Server's NVARCHAR(n) counts them.

    Without a length: any text. Refuses NUL and lone surrogates, which no server stores.
    """

    impl = Unicode
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__(length)
        self.length = length

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """The text itself, if it fits."""
        if value is None:
            return None
        if not isinstance(value, str):
            raise UnstorableValue(f"text expected, not {type(value).__name__}")
        if "\x00" in value:
            raise UnstorableValue("text with a NUL character")
        units = len(value) if value.isascii() else _utf16_units(value)
        if self.length is not None and units > self.length:
            raise UnstorableValue(f"text of {units} characters where {self.length} fit")
        return str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """The text as it is stored."""
        return None if value is None else str(value)


def _utf16_units(value: str) -> int:
    try:
        return len(value.encode("utf-16-le")) // 2
    except UnicodeEncodeError as error:
        raise UnstorableValue("text with half a surrogate pair") from error


class NaiveBerlinDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python, naive Europe/Berlin in the database (operations-db.md, Engines).

    Kept to the millisecond, the finest that SQL Server's DATETIME takes as text; ``fine`` stands
    for DATETIME2 and microseconds. The hour that an autumn night has twice is read as its first.
    """

    impl = DateTime
    cache_ok = True

    def __init__(self, fine: bool = False) -> None:
        super().__init__()
        self.fine = fine

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """DATETIME, or DATETIME2 where the merchants' table has that."""
        if self.fine and dialect.name == "mssql":
            # Late, here and below: an engine that is not in use is not loaded.
            from sqlalchemy.dialects import mssql

            return dialect.type_descriptor(mssql.DATETIME2())  # type: ignore[no-untyped-call]
        return dialect.type_descriptor(DateTime())

    def process_bind_param(self, value: Any, dialect: Dialect) -> datetime | None:
        """Aware → naive local; a naive value is a mistake of the program and raises ValueError."""
        if value is None:
            return None
        local = to_berlin_naive(value)
        return local if self.fine else local.replace(microsecond=local.microsecond // 1000 * 1000)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Naive local → aware UTC."""
        return None if value is None else from_berlin_naive(value)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python, naive UTC with microseconds in the database."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQL Server's DATETIME is too coarse and too short."""
        if dialect.name == "mssql":
            from sqlalchemy.dialects import mssql

            return dialect.type_descriptor(mssql.DATETIME2(6))  # type: ignore[no-untyped-call]
        return dialect.type_descriptor(DateTime())

    def process_bind_param(self, value: Any, dialect: Dialect) -> datetime | None:
        """Aware → naive UTC; a naive value is a mistake of the program and raises ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime inside the program")
        moment: datetime = value.astimezone(UTC).replace(tzinfo=None)
        return moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Naive UTC → aware UTC."""
        if value is None:
            return None
        moment: datetime = value.replace(tzinfo=UTC)
        return moment


class Money(TypeDecorator[Decimal]):
    """DECIMAL(precision, scale) as an exact ``Decimal`` on every engine.

    More places than ``scale`` are rounded half up, as SQL Server and PostgreSQL do. SQLite keeps a
    binary double, which is exact after rounding back as long as precision stays within 15 digits.
    """

    impl = DECIMAL
    cache_ok = True

    def __init__(self, precision: int, scale: int) -> None:
        if precision > _DOUBLE_DIGITS:
            raise ValueError(f"at most {_DOUBLE_DIGITS} digits are exact on every engine")
        super().__init__(precision, scale)
        self.precision = precision
        self.scale = scale
        self._step = Decimal(1).scaleb(-scale)
        self._limit = Decimal(10) ** (precision - scale)

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The driver's own decimals where it has them."""
        if dialect.name == "sqlite":
            return DECIMAL(self.precision, self.scale, asdecimal=False)
        return DECIMAL(self.precision, self.scale)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Decimal | float | None:
        """The rounded amount, if it fits."""
        if value is None:
            return None
        if not isinstance(value, Decimal | int) or isinstance(value, bool):
            raise UnstorableValue(f"Decimal expected, not {type(value).__name__}")
        amount = Decimal(value)
        if not amount.is_finite() or abs(amount) >= self._limit:
            raise UnstorableValue(f"{amount} does not fit DECIMAL({self.precision},{self.scale})")
        rounded = amount.quantize(self._step, ROUND_HALF_UP)
        if abs(rounded) >= self._limit:
            raise UnstorableValue(f"{amount} does not fit DECIMAL({self.precision},{self.scale})")
        return float(rounded) if dialect.name == "sqlite" else rounded

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """The amount with exactly ``scale`` places."""
        if value is None:
            return None
        return Decimal(str(value)).quantize(self._step, ROUND_HALF_UP)


_WHOLE = 500
"""A longer list is written in pieces: the encoder lets no other thread work meanwhile."""


def _dumped(value: Any) -> str:
    """JSON; raises UnstorableValue for half a surrogate pair."""
    if isinstance(value, list) and len(value) > _WHOLE:
        pieces = (value[start : start + _WHOLE] for start in range(0, len(value), _WHOLE))
        return f"[{','.join(_dumped(piece)[1:-1] for piece in pieces)}]"
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if not text.isascii():
        _utf16_units(text)
    return text


class JsonText(TypeDecorator[Any]):
    """Plain data (dict, list, text, numbers, None) as compact JSON in a text column."""

    impl = Unicode
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(None)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """JSON; ``None`` is NULL, and a value that JSON does not know raises TypeError."""
        return None if value is None else _dumped(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """The data as it was, with lists for tuples."""
        return None if value is None else json.loads(value)
