"""Column types of JTL's tables that need translating."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import DECIMAL
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class Quantity(TypeDecorator[Decimal]):
    """decimal(25,13) as an exact ``Decimal``; only ever read, but compared with whole numbers."""

    impl = DECIMAL
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(25, 13)

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite has no decimals: a whole or binary number comes back."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(DECIMAL(25, 13, asdecimal=False))
        return dialect.type_descriptor(DECIMAL(25, 13))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """A number for a comparison."""
        return float(value) if dialect.name == "sqlite" and value is not None else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """The exact number."""
        return value if value is None or isinstance(value, Decimal) else Decimal(str(value))
