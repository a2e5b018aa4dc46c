"""Stock on the wire; TEMU's numbers as text, because they are longer than JavaScript counts."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from headless.schemas.base import EntryOut, Out
from headless.schemas.issues import IssueOut
from headless.words import Speech
from temu_desktop.inventory.details import SkuDetails
from temu_desktop.inventory.model import StockRule
from temu_desktop.inventory.queries import StockRow


class StockOut(Out):
    """A SKU as a table shows it."""

    sku: str
    name: str
    goods_id: str
    sku_id: str | None
    article_id: int | None
    active: bool
    available: int | None
    in_flight: int | None
    buffer: int | None
    cap: int | None
    target: int | None
    temu_stock: int | None
    difference: int | None
    needs_sync: bool
    paused: bool
    decider: str | None
    read_at: datetime | None
    sent_at: datetime | None
    sent_quantity: int | None
    proven_at: datetime | None
    refused_code: str | None
    refused_text: str | None
    held_by_run: str | None

    @classmethod
    def of(cls, row: StockRow) -> StockOut:
        """A row of the table."""
        values = asdict(row)
        return cls(
            **{
                **{name: values[name] for name in cls.model_fields},
                "goods_id": str(row.goods_id),
                "sku_id": str(row.sku_id) if row.sku_id is not None else None,
                "decider": row.decider.value if row.decider else None,
            }
        )


class StockPageOut(Out):
    """A page of stock."""

    items: list[StockOut]
    next: str | None
    count: int


class RuleOut(Out):
    """What holds for a SKU."""

    buffer: int
    cap: int | None
    minimum: int
    paused: bool

    @classmethod
    def of(cls, rule: StockRule) -> RuleOut:
        """A rule."""
        return cls(**asdict(rule))


class SkuOut(Out):
    """Everything about one SKU."""

    stock: StockOut
    rule: RuleOut
    timeline: list[EntryOut]
    issues: list[IssueOut]
    compared_at: datetime | None

    @classmethod
    def of(cls, found: SkuDetails, speech: Speech) -> SkuOut:
        """One SKU."""
        return cls(
            stock=StockOut.of(found.row),
            rule=RuleOut.of(found.rule),
            timeline=[EntryOut.of(entry) for entry in found.timeline],
            issues=[IssueOut.of(issue, speech) for issue in found.issues],
            compared_at=found.compared_at,
        )
