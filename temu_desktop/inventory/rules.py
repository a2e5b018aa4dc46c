"""The number to publish, and when a push is braked. Pure.

The formula is jtl-wawi.md's decision: floor(max(0, fVerfuegbar − nPuffer)), less the pieces of
TEMU orders that JTL does not hold yet, then the operator's rule (decisions 5, 19, 20, 22).
"""

from __future__ import annotations

from math import floor

from temu_desktop.inventory.model import Decider, StockRule, Why
from temu_desktop.jtl.model import ArticleStock

MOST = 1_000_000
"""TEMU's own limit of a stock figure (150013002)."""
FALL_PERCENT = 90


def deliverable(stock: ArticleStock | None, unmanaged: int) -> int | None:
    """Pieces of an article that JTL can still promise; None: it is not sold at all.

    ``unmanaged`` is the merchant's figure for articles without stock management and for those that
    JTL allows to be oversold: their stock says nothing about what can be delivered.
    """
    if stock is None:
        return 0
    if not stock.sellable:
        return None
    if not stock.stock_managed or stock.oversell_allowed:
        return unmanaged
    pieces = max(0, floor(stock.available - stock.buffer))
    if stock.warehouses_physical is not None:
        pieces = min(pieces, max(0, floor(stock.warehouses_physical)))
    return pieces


def publish(
    pieces: int | None, in_flight: int, factor: int, rule: StockRule, *, holiday: bool
) -> Why:
    """What TEMU should show for a SKU of which one sold unit is ``factor`` pieces."""
    units = max(0, (pieces or 0) - in_flight - rule.buffer) // max(1, factor)
    decider, result = Decider.AVAILABLE, min(units, MOST)
    if rule.cap is not None and result > rule.cap:
        decider, result = Decider.CAP, rule.cap
    if result < rule.minimum:
        decider, result = Decider.MINIMUM, 0
    if pieces is None:
        decider, result = Decider.NOT_SOLD, 0
    if holiday:
        decider, result = Decider.HOLIDAY, 0
    return Why(
        available=pieces or 0,
        in_flight=in_flight,
        factor=factor,
        buffer=rule.buffer,
        cap=rule.cap,
        minimum=rule.minimum,
        decider=Decider.PAUSED if rule.paused else decider,
        result=None if rule.paused else result,
    )


def falls_steeply(before: int | None, target: int) -> bool:
    """The quantity goes to zero, or loses 90 % or more."""
    if not before:
        return False
    return target * 100 <= before * (100 - FALL_PERCENT)


def brake_pulled(falling: int, total: int, *, minimum: int, share_percent: int) -> bool:
    """Both must be reached: the number of falling SKUs and their share of all."""
    return falling >= minimum and falling * 100 >= total * share_percent


def list_is_plausible(found: int, known_active: int) -> bool:
    """An empty SKU list, or one that shrank by half or more, is not believed."""
    return known_active == 0 or found * 2 > known_active
