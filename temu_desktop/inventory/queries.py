"""What front ends read about stock: a page of SKUs, and how many there are. Small frozen data.

A small result is gathered and sorted; a large one is read along the index of its sort, so that the
first page of a million SKUs comes as quickly as that of ten thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
    few = not wanted.is_everything and _counted(conn, selection, FEW) <= FEW
    found: list[StockCursor] = []
    if after is None or after.value is not None:
        found += _cursors(conn, _with_value(selection, few), after, limit + 1)
    if len(found) <= limit and wanted.sort not in _ALWAYS_FILLED:
        since = after if after is not None and after.value is None else None
        found += _cursors(conn, _without_value(selection, few), since, limit + 1 - len(found))
    shown = found[:limit]
    rows = stock_rows(conn, selection, [cursor.product for cursor in shown])
    return StockPage(tuple(rows), shown[-1] if len(found) > limit else None)


def stock_count(conn: Connection, shop: ShopId, wanted: StockFilter) -> int:
    """How many SKUs a filter finds."""
    return _counted(conn, Selection(conn, shop, wanted), None)


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


@dataclass(frozen=True, slots=True)
class _Walk:
    """Pairs of value and product in their order; ``value`` None: only by product."""

    statement: Select[Any]
    value: ColumnElement[Any] | None
    product: ColumnElement[int]
    descending: bool


def _counted(conn: Connection, selection: Selection, most: int | None) -> int:
    """How many there are; with ``most`` no further than one more than that."""
    source: Any = PRODUCTS
    if selection.needs_stock:
        source = PRODUCTS.join(INVENTORY, INVENTORY.c.product_id == PRODUCTS.c.id)
    ids = select(PRODUCTS.c.id).select_from(source).where(selection.condition(indexed=True))
    if most is not None:
        ids = ids.limit(most + 1)
    return int(conn.execute(select(func.count()).select_from(ids.subquery())).scalar_one())


def _with_value(selection: Selection, few: bool) -> _Walk:
    """All SKUs that have a value to sort by."""
    wanted = selection.wanted
    column = SORT_COLUMNS[wanted.sort]
    of_product = wanted.sort in _OF_PRODUCTS
    product: Any = PRODUCTS.c.id if of_product else INVENTORY.c.product_id
    source: Any = PRODUCTS
    if not of_product or selection.needs_stock:
        first, second = (PRODUCTS, INVENTORY) if of_product else (INVENTORY, PRODUCTS)
        source = first.join(second, INVENTORY.c.product_id == PRODUCTS.c.id)
    statement = (
        select(product.label("product"), column.label("value"))
        .select_from(source)
        .where(selection.condition(indexed=few))
    )
    if wanted.sort not in _ALWAYS_FILLED:
        statement = statement.where(column.is_not(None))
    if few:
        # The limit keeps engines from taking the gathering and the sorting apart again.
        gathered = statement.limit(FEW + 1).subquery()
        product, column = gathered.c.product, gathered.c.value
        statement = select(product, column)
    return _Walk(statement, column, product, wanted.descending)


def _without_value(selection: Selection, few: bool) -> _Walk:
    """All SKUs without a value to sort by, by product."""
    column = SORT_COLUMNS[selection.wanted.sort]
    joined = PRODUCTS.outerjoin(INVENTORY, INVENTORY.c.product_id == PRODUCTS.c.id)
    statement = (
        select(PRODUCTS.c.id.label("product"))
        .select_from(joined)
        .where(selection.condition(indexed=few), column.is_(None))
    )
    if few:
        gathered = statement.limit(FEW + 1).subquery()
        return _Walk(select(gathered.c.product), None, gathered.c.product, descending=False)
    return _Walk(statement, None, PRODUCTS.c.id, descending=False)


def _cursors(
    conn: Connection, walk: _Walk, after: StockCursor | None, limit: int
) -> list[StockCursor]:
    statement, value, product = walk.statement, walk.value, walk.product
    down = walk.descending
    if after is not None:
        later = product < after.product if down else product > after.product
        if value is not None:
            # Two bounds instead of one "or", so that an index is entered where the page begins.
            beyond = value < after.value if down else value > after.value
            at_or_beyond = value <= after.value if down else value >= after.value
            later = and_(at_or_beyond, or_(beyond, later))
        statement = statement.where(later)
    order = [column for column in (value, product) if column is not None]
    ordered = statement.order_by(*(column.desc() if down else column for column in order))
    rows = conn.execute(ordered.limit(limit)).all()
    return [StockCursor(row.value if value is not None else None, row.product) for row in rows]


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
