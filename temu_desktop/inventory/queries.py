"""What front ends read about stock: a page of SKUs, and how many there are. Small frozen data.

A small result is gathered and sorted; a large one is read along the index of its sort, so that the
first page of a million SKUs comes as quickly as that of ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from temu_desktop.database import schema
from temu_desktop.database.batching import select_in
from temu_desktop.ids import ArticleId, GoodsId, RunId, ShopId, SkuId
from temu_desktop.inventory.model import Decider
from temu_desktop.inventory.selection import SORT_COLUMNS, Selection, StockFilter, StockSort

PRODUCTS = schema.products
INVENTORY = schema.inventory
RULES = schema.stock_rules

FEW = 5000
"""Up to so many SKUs are gathered and sorted."""
PAGE = 200
_OF_PRODUCTS = frozenset({StockSort.SKU, StockSort.NAME, StockSort.GOODS})
_ALWAYS_FILLED = frozenset({StockSort.SKU, StockSort.GOODS})


@dataclass(frozen=True, slots=True)
class StockRow:
    """A SKU as the table shows it. ``temu_stock`` and ``difference`` (ours less theirs) None: not
    known; ``target`` None: TEMU's quantity is left alone; ``decider`` None: never compared.

    ``buffer``, ``cap`` and the figures are those of the last comparison, ``paused`` is the rule of
    now. ``sent_at`` is when TEMU took ``sent_quantity``, ``proven_at`` when it was read back.
    """

    product: int
    sku: str
    name: str
    goods_id: GoodsId
    sku_id: SkuId | None
    article_id: ArticleId | None
    active: bool
    available: int | None
    in_flight: int | None
    buffer: int | None
    cap: int | None
    target: int | None
    temu_stock: int | None
    difference: int | None
    needs_sync: bool
    decider: Decider | None
    read_at: datetime | None
    sent_at: datetime | None
    sent_quantity: int | None
    proven_at: datetime | None
    refused_code: str | None
    refused_text: str | None
    held_by_run: RunId | None
    paused: bool


@dataclass(frozen=True, slots=True)
class StockCursor:
    """The last SKU of a page: its sorted value (None: it has none) and its product."""

    value: str | int | datetime | None
    product: int


@dataclass(frozen=True, slots=True)
class StockPage:
    """A page; ``following`` is to be given for the next one, None at the end."""

    rows: tuple[StockRow, ...]
    following: StockCursor | None


def stock_page(
    conn: Connection,
    shop: ShopId,
    wanted: StockFilter,
    after: StockCursor | None = None,
    limit: int = PAGE,
) -> StockPage:
    """The SKUs after a cursor, at most ``limit``."""
    selection = Selection(conn, shop, wanted)
    found = _cursors(conn, selection, after, limit + 1)
    shown = found[:limit]
    rows = stock_rows(conn, selection, [cursor.product for cursor in shown])
    return StockPage(tuple(rows), shown[-1] if len(found) > limit else None)


@dataclass(frozen=True, slots=True)
class StockJump:
    """A stretch of SKUs far away: ``limit`` of them, beyond ``skip`` others after a place (None:
    the beginning); ``from_end`` counts backwards from the last SKU, without a place."""

    limit: int
    skip: int = 0
    after: StockCursor | None = None
    from_end: bool = False


def stock_places(
    conn: Connection, shop: ShopId, wanted: StockFilter, jump: StockJump
) -> list[StockCursor]:
    """Where the SKUs of a stretch stand, in their order, without reading what stands there."""
    selection = Selection(conn, shop, wanted)
    gathered = _gathered(conn, selection)
    if gathered is None:
        found = _walked(conn, selection, jump)
    elif jump.from_end:
        found = list(islice(reversed(gathered), jump.skip, jump.skip + jump.limit))
    else:
        rest = _rest(gathered, jump.after, wanted.descending)
        found = list(islice(rest, jump.skip, jump.skip + jump.limit))
    return found[::-1] if jump.from_end else found


def stock_count(conn: Connection, shop: ShopId, wanted: StockFilter) -> int:
    """How many SKUs a filter finds."""
    selection = Selection(conn, shop, wanted)
    hits = _hits(conn, selection)
    if hits is not None:
        ids = select(PRODUCTS.c.id).select_from(_joined(selection))
        of_view = ids.where(selection.condition(indexed=True, search=False))
        return len(select_in(conn, of_view, PRODUCTS.c.id, hits))
    source = _joined(selection) if selection.needs_stock else PRODUCTS
    statement = select(func.count()).select_from(source)
    return int(conn.execute(statement.where(selection.condition(indexed=True))).scalar_one())


def stock_rows(conn: Connection, selection: Selection, products: Sequence[int]) -> list[StockRow]:
    """These SKUs, in the order given."""
    statement = select(
        *(PRODUCTS.c.id, PRODUCTS.c.sku, PRODUCTS.c.name, PRODUCTS.c.goods_id, PRODUCTS.c.sku_id),
        *(PRODUCTS.c.article_id, PRODUCTS.c.is_active, INVENTORY.c.jtl_available),
        *(INVENTORY.c.in_flight, INVENTORY.c.buffer, INVENTORY.c.cap, INVENTORY.c.target),
        *(INVENTORY.c.temu_stock, INVENTORY.c.temu_stock_known, INVENTORY.c.difference),
        *(INVENTORY.c.needs_sync, INVENTORY.c.reason, INVENTORY.c.read_at, INVENTORY.c.sent_at),
        *(INVENTORY.c.sent_quantity, INVENTORY.c.proven_at, INVENTORY.c.refused_code),
        *(INVENTORY.c.refused_text, INVENTORY.c.held_by_run, selection.paused().label("paused")),
    ).select_from(
        PRODUCTS.outerjoin(INVENTORY, INVENTORY.c.product_id == PRODUCTS.c.id).outerjoin(
            RULES, and_(RULES.c.product_id == PRODUCTS.c.id, RULES.c.shop_id == selection.shop)
        )
    )
    found = {row.id: _row(row) for row in select_in(conn, statement, PRODUCTS.c.id, products)}
    return [found[product] for product in products if product in found]


def _cursors(
    conn: Connection, selection: Selection, after: StockCursor | None, limit: int
) -> list[StockCursor]:
    gathered = _gathered(conn, selection)
    if gathered is None:
        return _walked(conn, selection, StockJump(limit, after=after))
    return list(islice(_rest(gathered, after, selection.wanted.descending), limit))


def _gathered(conn: Connection, selection: Selection) -> list[StockCursor] | None:
    """Every SKU of a small result, sorted; None: there are too many."""
    wanted = selection.wanted
    if wanted.is_everything:
        return None
    column = SORT_COLUMNS[wanted.sort]
    pairs = select(PRODUCTS.c.id.label("product"), column.label("value")).select_from(
        _joined(selection)
    )
    hits = _hits(conn, selection)
    if hits is not None:
        of_view = pairs.where(selection.condition(indexed=True, search=False))
        rows = select_in(conn, of_view, PRODUCTS.c.id, hits)
    else:
        rows = list(conn.execute(pairs.where(selection.condition(indexed=True)).limit(FEW + 1)))
    if len(rows) > FEW:
        return None
    filled = [StockCursor(row.value, row.product) for row in rows if row.value is not None]
    empty = [StockCursor(None, row.product) for row in rows if row.value is None]
    filled.sort(key=lambda cursor: (cursor.value, cursor.product), reverse=wanted.descending)
    return filled + sorted(empty, key=lambda cursor: cursor.product)


def _hits(conn: Connection, selection: Selection) -> list[int] | None:
    """The products that a search finds in any view; None: too many, or nothing is searched for."""
    if not selection.wanted.words:
        return None
    ids = selection.found_ids().limit(FEW + 1)
    found = list(dict.fromkeys(row[0] for row in conn.execute(ids)))
    return found if len(found) <= FEW else None


def _joined(selection: Selection) -> Any:
    of_product = INVENTORY.c.product_id == PRODUCTS.c.id
    return PRODUCTS.join(INVENTORY, of_product, isouter=not selection.needs_stock)


def _rest(
    cursors: Sequence[StockCursor], after: StockCursor | None, down: bool
) -> Iterator[StockCursor]:
    return iter(cursors) if after is None else _after(cursors, after, down)


def _after(cursors: Sequence[StockCursor], after: StockCursor, down: bool) -> Iterator[StockCursor]:
    """The rest of a sorted result; the cursor itself may be gone from it."""
    for cursor in cursors:
        if (cursor.value is None) != (after.value is None):
            later = cursor.value is None
        elif cursor.value is None or after.value is None:
            later = cursor.product > after.product
        else:
            here, there = (cursor.value, cursor.product), (after.value, after.product)
            later = here < there if down else here > there
        if later:
            yield cursor


@dataclass(frozen=True, slots=True)
class _Walk:
    """Pairs of value and product in their order; ``value`` None: only by product."""

    statement: Select[Any]
    value: ColumnElement[Any] | None
    product: ColumnElement[int]
    descending: bool


def _walked(conn: Connection, selection: Selection, jump: StockJump) -> list[StockCursor]:
    """A stretch along the index of the sort; backwards where it counts from the end."""
    found: list[StockCursor] = []
    skip = jump.skip
    for walk, after in _walks(selection, jump):
        here = _steps(conn, walk, StockJump(jump.limit - len(found), skip, after))
        if not here and skip:
            skip = max(0, skip - _length(conn, walk, after))
        elif here:
            skip = 0
        found += here
        if len(found) >= jump.limit:
            break
    return found


def _walks(selection: Selection, jump: StockJump) -> Iterator[tuple[_Walk, StockCursor | None]]:
    """The SKUs with a value, then those without one; each with where its stretch begins."""
    empties = selection.wanted.sort not in _ALWAYS_FILLED
    after = jump.after
    if jump.from_end:
        if empties:
            yield _turned(_without_value(selection)), None
        yield _turned(_with_value(selection)), None
        return
    if after is None or after.value is not None:
        yield _with_value(selection), after
    if empties:
        yield _without_value(selection), after if after and after.value is None else None


def _turned(walk: _Walk) -> _Walk:
    return replace(walk, descending=not walk.descending)


def _with_value(selection: Selection) -> _Walk:
    """All SKUs that have a value to sort by."""
    wanted = selection.wanted
    column = SORT_COLUMNS[wanted.sort]
    product: Any = PRODUCTS.c.id
    source = _joined(selection) if selection.needs_stock else PRODUCTS
    if wanted.sort not in _OF_PRODUCTS:
        product = INVENTORY.c.product_id
        source = INVENTORY.join(PRODUCTS, INVENTORY.c.product_id == PRODUCTS.c.id)
    statement = (
        select(product.label("product"), column.label("value"))
        .select_from(source)
        .where(selection.condition(indexed=False))
    )
    if wanted.sort not in _ALWAYS_FILLED:
        statement = statement.where(column.is_not(None))
    return _Walk(statement, column, product, wanted.descending)


def _without_value(selection: Selection) -> _Walk:
    """All SKUs without a value to sort by, by product."""
    column = SORT_COLUMNS[selection.wanted.sort]
    statement = (
        select(PRODUCTS.c.id.label("product"))
        .select_from(_joined(selection))
        .where(selection.condition(indexed=False), column.is_(None))
    )
    return _Walk(statement, None, PRODUCTS.c.id, descending=False)


def _steps(conn: Connection, walk: _Walk, jump: StockJump) -> list[StockCursor]:
    value, product, down = walk.value, walk.product, walk.descending
    order = [column for column in (value, product) if column is not None]
    ordered = _beyond(walk, jump.after).order_by(
        *(column.desc() if down else column for column in order)
    )
    if jump.skip:
        ordered = ordered.offset(jump.skip)
    rows = conn.execute(ordered.limit(jump.limit)).all()
    return [StockCursor(row.value if value is not None else None, row.product) for row in rows]


def _length(conn: Connection, walk: _Walk, after: StockCursor | None) -> int:
    inner = _beyond(walk, after).subquery()
    return int(conn.execute(select(func.count()).select_from(inner)).scalar_one())


def _beyond(walk: _Walk, after: StockCursor | None) -> Select[Any]:
    """What comes after a cursor."""
    if after is None:
        return walk.statement
    value, product, down = walk.value, walk.product, walk.descending
    later: ColumnElement[bool] = product < after.product if down else product > after.product
    if value is not None:
        # Two bounds instead of one "or", so that an index is entered where the page begins.
        beyond = value < after.value if down else value > after.value
        at_or_beyond = value <= after.value if down else value >= after.value
        later = and_(at_or_beyond, or_(beyond, later))
    return walk.statement.where(later)


def _row(row: Any) -> StockRow:
    known = bool(row.temu_stock_known)
    reason = row.reason or {}
    return StockRow(
        product=row.id,
        sku=row.sku,
        name=row.name or "",
        goods_id=GoodsId(row.goods_id),
        sku_id=SkuId(row.sku_id) if row.sku_id is not None else None,
        article_id=ArticleId(row.article_id) if row.article_id is not None else None,
        active=bool(row.is_active),
        available=row.jtl_available,
        in_flight=row.in_flight,
        buffer=row.buffer,
        cap=row.cap,
        target=row.target,
        temu_stock=row.temu_stock if known else None,
        difference=row.difference if known else None,
        needs_sync=bool(row.needs_sync),
        decider=Decider(reason["decider"]) if "decider" in reason else None,
        read_at=row.read_at,
        sent_at=row.sent_at,
        sent_quantity=row.sent_quantity,
        proven_at=row.proven_at,
        refused_code=row.refused_code,
        refused_text=row.refused_text,
        held_by_run=RunId(row.held_by_run) if row.held_by_run is not None else None,
        paused=bool(row.paused),
    )
