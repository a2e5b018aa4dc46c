"""Column types of an ``eazybusiness`` as SQL Server has them, readable on every engine."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.dialects import mssql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine, UserDefinedType


class JtlDecimal(UserDefinedType[Decimal]):
    """decimal(p,s) that keeps exact values on SQLite too, which only knows whole and binary
    numbers: a whole value is stored as a whole number, any other as the nearest binary one."""

    cache_ok = True

    def __init__(self, precision: int = 25, scale: int = 13) -> None:
        self.precision = precision
        self.scale = scale

    def get_col_spec(self, **_: object) -> str:
        """The type as it stands in CREATE TABLE."""
        return f"DECIMAL({self.precision}, {self.scale})"

    def bind_processor(self, dialect: Dialect) -> Callable[[object], object] | None:
        """Decimal → what the engine's driver takes."""
        return _to_sqlite if dialect.name == "sqlite" else None

    def literal_processor(self, dialect: Dialect) -> Callable[[object], str]:
        """Plain digits inside a view."""
        return str

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[object], Decimal | None]:
        """What the driver gives → Decimal."""
        return _from_driver


def _to_sqlite(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _from_driver(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def nvarchar(length: int) -> TypeEngine[str]:
    """nvarchar(n)."""
    return sa.Unicode(length)


def nvarchar_max() -> TypeEngine[str]:
    """nvarchar(max)."""
    return sa.UnicodeText().with_variant(mssql.NVARCHAR(), "mssql")


def tinyint() -> TypeEngine[int]:
    """tinyint where there is one (0 to 255)."""
    return sa.SmallInteger().with_variant(mssql.TINYINT(), "mssql")


def rowversion() -> TypeEngine[int]:
    """A rowversion; the other engines keep an empty column of that name."""
    kind: TypeEngine[bytes] = mssql.TIMESTAMP()  # type: ignore[no-untyped-call]
    return sa.BigInteger().with_variant(kind, "mssql")


def key(name: str) -> sa.Column[int]:
    """A primary key the program behind the database hands out itself."""
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


def identity(name: str, start: int = 1) -> sa.Column[int]:
    """A primary key the database hands out; a used value never comes back."""
    return sa.Column(name, sa.Integer, sa.Identity(start=start, increment=1), primary_key=True)


def flag(name: str, default: str) -> sa.Column[str]:
    """One of JTL's Y/N columns, char(1)."""
    return sa.Column(name, sa.CHAR(1), nullable=False, server_default=default)


def number(name: str, *, precision: int = 25, scale: int = 13) -> sa.Column[Decimal]:
    """A quantity or amount that is never NULL."""
    return sa.Column(name, JtlDecimal(precision, scale), nullable=False, server_default="0")


def integer(name: str, default: int = 0) -> sa.Column[int]:
    """A whole number that is never NULL."""
    return sa.Column(name, sa.Integer, nullable=False, server_default=str(default))
