"""/api/orders and /api/lookup: the table, one order, and what a code means."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query

from headless import paging
from headless.dependencies import TheCore, TheSpeech, Viewer
from headless.errors import ValidationFailed
from headless.routes import answers
from headless.schemas.base import Moment
from headless.schemas.orders import FoundOut, OrderDetailsOut, OrderOut, OrdersOut
from temu_desktop.devices.model import DeviceRole
from temu_desktop.lookup.codes import LONGEST
from temu_desktop.orders.filtering import OrderFilter, OrderView, SortBy
from temu_desktop.orders.queries import Place, Span

router = APIRouter(prefix="/api", tags=["orders"])

_DATED = frozenset({SortBy.ORDERED_AT, SortBy.SHIP_BY_AT})


@router.get("/orders", responses=answers())
async def orders(
    _: Viewer,
    core: TheCore,
    words: TheSpeech,
    view: OrderView = OrderView.ALL,
    search: Annotated[str, Query(max_length=200)] = "",
    sort: SortBy = SortBy.ORDERED_AT,
    descending: bool = True,
    ship_by_from: Annotated[Moment | None, Query()] = None,
    ship_by_until: Annotated[Moment | None, Query()] = None,
    after: Annotated[str | None, Query(max_length=paging.LONGEST)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> OrdersOut:
    """A page of orders from a place on, and how many there are."""
    wanted = OrderFilter(view, search, sort, descending, ship_by_from, ship_by_until)
    start = _place(after, sort) if after else None
    page = await core.orders.page(wanted, Span(after=start, limit=limit))
    last = page.last if page.more_after else None
    return OrdersOut(
        items=[OrderOut.of(row, words) for row in page.rows],
        next=paging.written(last.value, last.id) if last else None,
        count=OrdersOut.count_of(await core.orders.count(wanted)),
    )


@router.get("/orders/{number}", responses=answers(404))
async def order(number: str, caller: Viewer, core: TheCore, words: TheSpeech) -> OrderDetailsOut:
    """Everything about one order; the address for those who work with it."""
    found = await core.orders.details(number)
    with_address = caller.role.includes(DeviceRole.OPERATOR)
    return OrderDetailsOut.of(found, words, with_address=with_address)


@router.get("/lookup", responses=answers())
async def lookup(
    code: Annotated[str, Query(max_length=5 * LONGEST)], _: Viewer, core: TheCore
) -> FoundOut:
    """What a scanned or typed code means."""
    return FoundOut.of(await core.lookup.find(code))


def _place(after: str, sort: SortBy) -> Place:
    value, number = paging.read(after)
    expected = datetime if sort in _DATED else str
    if isinstance(value, int) or not (value is None or isinstance(value, expected)):
        problem = {"where": ["query", "after"], "message": "a place of another sort order"}
        raise ValidationFailed("not a place of this table", errors=[problem])
    return Place(value, number)
