"""What state a SKU is in, for the table and the head of its details. Pure."""

from __future__ import annotations

from enum import StrEnum

from temu_desktop.inventory.queries import StockRow


class SkuState(StrEnum):
    """One word about a SKU; where several fit, the first that fits is told."""

    INACTIVE = "inactive"
    UNMAPPED = "unmapped"
    PAUSED = "paused"
    REFUSED = "refused"
    HELD = "held"
    NOT_COMPARED = "not_compared"
    TO_SEND = "to_send"
    IN_STEP = "in_step"


def state_of(row: StockRow) -> SkuState:
    """The state of a row."""
    states = (
        (SkuState.INACTIVE, not row.active),
        (SkuState.UNMAPPED, row.article_id is None),
        (SkuState.PAUSED, row.paused),
        (SkuState.REFUSED, row.refused_code is not None),
        (SkuState.HELD, row.held_by_run is not None),
        (SkuState.NOT_COMPARED, row.decider is None),
        (SkuState.TO_SEND, row.needs_sync),
    )
    return next((state for state, holds in states if holds), SkuState.IN_STEP)
