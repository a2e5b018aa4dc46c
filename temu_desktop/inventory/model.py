"""Products, rules and the number to publish, with its reasons. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from temu_desktop.ids import ArticleId, GoodsId, SkuId


class Decider(StrEnum):
    """What made the number what it is."""

    AVAILABLE = "available"
    CAP = "cap"
    MINIMUM = "minimum"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    NOT_SOLD = "not_sold"
    NO_ARTICLE = "no_article"


@dataclass(frozen=True, slots=True)
class StockRule:
    """The operator's rule for a SKU: ``buffer`` (pieces) comes off, ``cap`` (sold units) is the
    most, below ``minimum`` (units) nothing is listed, ``paused`` leaves TEMU's quantity alone."""

    buffer: int = 0
    cap: int | None = None
    minimum: int = 0
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """Why this number: the sum in plain figures.

    ``available``, ``in_flight`` and ``buffer`` are pieces, everything else sold units; ``result``
    None: TEMU's quantity is left alone.
    """

    available: int
    in_flight: int
    factor: int
    buffer: int
    cap: int | None
    minimum: int
    decider: Decider
    result: int | None

    def as_json(self) -> dict[str, Any]:
        """For storage and for programs; written out, because it is made for every SKU."""
        return {
            "available": self.available,
            "in_flight": self.in_flight,
            "factor": self.factor,
            "buffer": self.buffer,
            "cap": self.cap,
            "minimum": self.minimum,
            "decider": self.decider.value,
            "result": self.result,
        }


@dataclass(frozen=True, slots=True)
class StoredProduct:
    """A SKU with what is known about its stock. ``temu_stock`` None: not known."""

    id: int
    sku: str
    goods_id: GoodsId
    sku_id: SkuId | None
    article_id: ArticleId | None
    factor: int
    inventory_id: int | None
    temu_stock: int | None
    target: int | None
    needs_sync: bool
    reason: dict[str, Any] | None
    rule: StockRule


@dataclass(frozen=True, slots=True)
class Difference:
    """A quantity that TEMU should have and has not."""

    inventory_id: int
    sku: str
    goods_id: GoodsId
    sku_id: SkuId
    target: int
    temu_stock: int | None
    approved: bool
    changed_at_seconds: float | None = None
