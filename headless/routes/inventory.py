"""/api/inventory: stock, difference, mapping."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query

from headless import paging
from headless.dependencies import TheCore, TheSpeech, Viewer
from headless.errors import ValidationFailed
from headless.routes import answers
from headless.schemas.inventory import SkuOut, StockOut, StockPageOut
from temu_desktop.inventory.queries import StockCursor
from temu_desktop.inventory.selection import StockFilter, StockSort, StockView

router = APIRouter(prefix="/api/inventory", tags=["inventory"])

_TEXT = frozenset({StockSort.SKU, StockSort.NAME})


@router.get("", responses=answers())
async def inventory(
    _: Viewer,
    core: TheCore,
    view: StockView = StockView.ALL,
    search: Annotated[str, Query(max_length=200)] = "",
    sort: StockSort = StockSort.SKU,
    descending: bool = False,
    after: Annotated[str | None, Query(max_length=paging.LONGEST)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> StockPageOut:
    """A page of SKUs from a place on, and how many there are."""
    wanted = StockFilter(view, search, sort, descending)
    page = await core.inventory.page(wanted, _cursor(after, sort) if after else None, limit)
    last = page.following
    return StockPageOut(
        items=[StockOut.of(row) for row in page.rows],
        next=paging.written(last.value, last.product) if last else None,
        count=await core.inventory.count(wanted),
    )


@router.get("/{sku:path}", responses=answers(404))
async def sku(sku: str, _: Viewer, core: TheCore, words: TheSpeech) -> SkuOut:
    """Everything about one SKU."""
    return SkuOut.of(await core.inventory.details(sku), words)


def _cursor(after: str, sort: StockSort) -> StockCursor:
    value, product = paging.read(after)
    expected = str if sort in _TEXT else datetime if sort is StockSort.SENT else int
    if value is not None and not isinstance(value, expected):
        problem = {"where": ["query", "after"], "message": "a place of another sort order"}
        raise ValidationFailed("not a place of this table", errors=[problem])
    return StockCursor(value, product)
