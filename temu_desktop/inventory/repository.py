"""Batched reads and writes of products and their stock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, update

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows, select_in, update_rows, upsert_rows
from temu_desktop.fitting import fit
from temu_desktop.ids import ArticleId, GoodsId, ShopId, SkuId, article_key
from temu_desktop.inventory.model import Difference, StockRule, StoredProduct

PRODUCTS = schema.products
INVENTORY = schema.inventory
RULES = schema.stock_rules
REJECTED = schema.rejected_records

BATCH = 5000
"""Products in memory at a time, so that a large shop costs no more memory than a small one."""
_AT_ONCE = 500
"""Rows taken from the driver in one go. One by one each step gives up the interpreter for a moment
too short for a window to take it, but long enough to wake it, for as long as there are rows."""


def product_batches(conn: Connection, shop: ShopId, after: int) -> list[StoredProduct]:
    """The next active products by id, with stock and rule; empty at the end."""
    last = _end_of_batch(conn, shop, after)
    if last is None:
        return []
    # Bounded on every table by both ends: otherwise the engine joins the whole of them every time.
    of_product = and_(
        INVENTORY.c.product_id == PRODUCTS.c.id, INVENTORY.c.product_id.between(after + 1, last)
    )
    rows = conn.execute(
        _product_statement(shop, of_product)
        .where(PRODUCTS.c.id.between(after + 1, last))
        .order_by(PRODUCTS.c.id)
    ).all()
    general = general_rule(conn, shop)
    return [_product(tuple(row), general) for row in rows]


def products_of(conn: Connection, shop: ShopId, skus: Sequence[str]) -> list[StoredProduct]:
    """The active products of these SKUs as the engine compares them, with stock and rule."""
    of_product = INVENTORY.c.product_id == PRODUCTS.c.id
    asked = [sku.rstrip(" ") for sku in skus]
    rows = select_in(conn, _product_statement(shop, of_product), PRODUCTS.c.sku, asked)
    general = general_rule(conn, shop)
    return [_product(tuple(row), general) for row in rows]


def _product_statement(shop: ShopId, of_product: ColumnElement[bool]) -> Select[Any]:
    joined = PRODUCTS.outerjoin(INVENTORY, of_product).outerjoin(
        RULES, and_(RULES.c.product_id == PRODUCTS.c.id, RULES.c.shop_id == shop)
    )
    return (
        select(
            *(PRODUCTS.c.id, PRODUCTS.c.sku, PRODUCTS.c.goods_id, PRODUCTS.c.sku_id),
            *(PRODUCTS.c.article_id, PRODUCTS.c.sold_factor, INVENTORY.c.temu_stock),
            *(INVENTORY.c.temu_stock_known, INVENTORY.c.target, INVENTORY.c.needs_sync),
            *(INVENTORY.c.reason, INVENTORY.c.id),
            *(RULES.c.id, RULES.c.buffer, RULES.c.cap, RULES.c.minimum, RULES.c.paused),
        )
        .select_from(joined)
        .where(PRODUCTS.c.is_active, _of_shop(shop))
    )


def _end_of_batch(conn: Connection, shop: ShopId, after: int) -> int | None:
    ids = (
        select(PRODUCTS.c.id)
        .where(PRODUCTS.c.is_active, _of_shop(shop), PRODUCTS.c.id > after)
        .order_by(PRODUCTS.c.id)
        .limit(BATCH)
        .subquery()
    )
    return conn.execute(select(func.max(ids.c.id))).scalar()


def unmapped_products(
    conn: Connection, shop: ShopId, after: int, limit: int
) -> list[tuple[int, str]]:
    """Id and SKU of so many active products without an article, after this id."""
    rows = conn.execute(
        select(PRODUCTS.c.id, PRODUCTS.c.sku)
        .where(PRODUCTS.c.is_active, PRODUCTS.c.article_id.is_(None), _of_shop(shop))
        .where(PRODUCTS.c.id > after)
        .order_by(PRODUCTS.c.id)
        .limit(limit)
    )
    return [(row.id, row.sku) for row in rows]


def _of_shop(shop: ShopId) -> Any:
    """An adopted database has no shop in its rows: they are this one's."""
    return or_(PRODUCTS.c.shop_id == shop, PRODUCTS.c.shop_id.is_(None))


def general_rule(conn: Connection, shop: ShopId) -> StockRule:
    """The rule for all SKUs."""
    row = conn.execute(
        select(RULES).where(RULES.c.shop_id == shop, RULES.c.product_id.is_(None))
    ).first()
    if row is None:
        return StockRule()
    return _rule((row.buffer, row.cap, row.minimum, row.paused), StockRule())


def _rule(row: tuple[Any, ...], general: StockRule) -> StockRule:
    """A rule of its own; what it leaves open is as for all SKUs."""
    buffer, cap, minimum, paused = row
    return StockRule(
        buffer=buffer if buffer is not None else general.buffer,
        cap=cap if cap is not None else general.cap,
        minimum=minimum if minimum is not None else general.minimum,
        paused=bool(paused) if paused is not None else general.paused,
    )


def _product(row: tuple[Any, ...], general: StockRule) -> StoredProduct:
    # Unpacked by position: by name it would take longer than the query.
    key, sku, goods_id, sku_id, article_id, factor, stock, known, *rest = row
    target, needs_sync, reason, inventory_id, rule_id, *rule = rest
    return StoredProduct(
        id=key,
        sku=sku,
        goods_id=GoodsId(goods_id),
        sku_id=SkuId(sku_id) if sku_id is not None else None,
        article_id=ArticleId(article_id) if article_id is not None else None,
        factor=factor or 1,
        inventory_id=inventory_id,
        temu_stock=stock if known else None,
        target=target,
        needs_sync=bool(needs_sync),
        reason=reason,
        rule=_rule(tuple(rule), general) if rule_id is not None else general,
    )


def known_products(conn: Connection, skus: Sequence[str]) -> list[Any]:
    """Stored products by SKU as the engine compares it."""
    return select_in(conn, select(PRODUCTS), PRODUCTS.c.sku, skus)


def count_active(conn: Connection, shop: ShopId) -> int:
    """How many SKUs are listed."""
    statement = select(func.count()).select_from(PRODUCTS)
    return int(conn.execute(statement.where(PRODUCTS.c.is_active, _of_shop(shop))).scalar_one())


def active_skus(conn: Connection, shop: ShopId) -> Iterator[tuple[int, str]]:
    """Id and SKU of every active product, read batch by batch: a streaming cursor would stand in
    the way of what is written on the same connection."""
    last = 0
    while True:
        rows = conn.execute(
            select(PRODUCTS.c.id, PRODUCTS.c.sku)
            .where(PRODUCTS.c.is_active, _of_shop(shop), PRODUCTS.c.id > last)
            .order_by(PRODUCTS.c.id)
            .limit(BATCH)
        ).all()
        if not rows:
            return
        yield from ((row.id, row.sku) for row in rows)
        last = rows[-1].id


def insert_products(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """New products."""
    insert_rows(conn, PRODUCTS, rows)


def update_products(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Changed products by id; a mapping to JTL is not among the columns, so it survives."""
    update_rows(conn, PRODUCTS, rows, ["id"])


def deactivate(conn: Connection, ids: Sequence[int], now: datetime) -> None:
    """SKUs that vanished from TEMU."""
    rows = [{"id": key, "is_active": False, "updated_at": now} for key in ids]
    update_rows(conn, PRODUCTS, rows, ["id"])


def map_articles(conn: Connection, articles: Mapping[int, ArticleId], now: datetime) -> None:
    """Article by product id."""
    rows = [
        {"id": product, "article_id": article, "updated_at": now}
        for product, article in articles.items()
    ]
    update_rows(conn, PRODUCTS, rows, ["id"])


def learn_factors(conn: Connection, factors: Mapping[int, int], now: datetime) -> None:
    """Pieces per sold unit by product id."""
    rows = [
        {"id": product, "sold_factor": factor, "updated_at": now}
        for product, factor in factors.items()
    ]
    update_rows(conn, PRODUCTS, rows, ["id"])


def product_ids(conn: Connection, skus: Sequence[str]) -> dict[str, int]:
    """Product ids by article key."""
    rows = select_in(conn, select(PRODUCTS.c.id, PRODUCTS.c.sku), PRODUCTS.c.sku, skus)
    return {article_key(row.sku): row.id for row in rows}


def inventory_of(conn: Connection, product_ids: Sequence[int]) -> dict[int, Any]:
    """Stock rows by product."""
    rows = select_in(
        conn,
        select(
            *(INVENTORY.c.id, INVENTORY.c.product_id, INVENTORY.c.temu_stock),
            *(INVENTORY.c.temu_stock_known, INVENTORY.c.target),
        ),
        INVENTORY.c.product_id,
        product_ids,
    )
    return {row.product_id: row for row in rows}


def insert_inventory(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """First stock rows of products."""
    insert_rows(conn, INVENTORY, rows)


def update_inventory(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Changed stock rows by id."""
    update_rows(conn, INVENTORY, rows, ["id"])


def differences(conn: Connection, shop: ShopId) -> list[Difference]:
    """What TEMU should have and has not, of SKUs that may be pushed now."""
    rows = conn.execute(
        select(
            *(INVENTORY.c.id, INVENTORY.c.target, INVENTORY.c.temu_stock),
            *(INVENTORY.c.temu_stock_known, INVENTORY.c.approved_by_run),
            *(PRODUCTS.c.sku, PRODUCTS.c.goods_id, PRODUCTS.c.sku_id),
        )
        .join(PRODUCTS, PRODUCTS.c.id == INVENTORY.c.product_id)
        .where(
            INVENTORY.c.needs_sync,
            INVENTORY.c.target.is_not(None),
            PRODUCTS.c.is_active,
            PRODUCTS.c.sku_id.is_not(None),
            _of_shop(shop),
        )
        .order_by(PRODUCTS.c.goods_id, PRODUCTS.c.sku_id)
    )
    return list(chain.from_iterable(map(_differences, rows.partitions(_AT_ONCE))))


def _differences(rows: Iterable[Any]) -> list[Difference]:
    return [
        Difference(
            inventory_id=key,
            sku=sku,
            goods_id=GoodsId(goods_id),
            sku_id=SkuId(sku_id),
            target=target,
            temu_stock=stock if known else None,
            approved=approved is not None,
        )
        for key, target, stock, known, approved, sku, goods_id, sku_id in map(tuple, rows)
    ]


def set_held(conn: Connection, ids: Sequence[int], run: str) -> None:
    """These wait for a person; what waited before and fell out of the list waits no longer."""
    conn.execute(
        update(INVENTORY).where(INVENTORY.c.held_by_run.is_not(None)).values(held_by_run=None)
    )
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        update_rows(conn, INVENTORY, [{"id": key, "held_by_run": run} for key in part], ["id"])


def approve_held(conn: Connection, run: str) -> int:
    """A person let the held quantities of a run go; how many there were."""
    result = conn.execute(
        update(INVENTORY)
        .where(INVENTORY.c.held_by_run == run)
        .values(held_by_run=None, approved_by_run=run)
    )
    return int(result.rowcount)


def forget_temu_stock(conn: Connection, skus: Sequence[int]) -> None:
    """TEMU's quantity of these inventory rows is not known any more."""
    rows = [{"id": key, "temu_stock_known": False, "needs_sync": True} for key in skus]
    update_rows(conn, INVENTORY, rows, ["id"])


def mark_sku_rejected(
    conn: Connection,
    rejected: Sequence[tuple[str, str, Mapping[str, Any]]],
    run: str,
    now: datetime,
) -> None:
    """Listings that cannot be taken over: (key, reason, params). Others are resolved."""
    keys = {key for key, _, _ in rejected}
    open_rows = conn.execute(
        select(REJECTED.c.id, REJECTED.c.key).where(
            REJECTED.c.kind == "sku", REJECTED.c.resolved_at.is_(None)
        )
    ).all()
    gone = [{"id": row.id, "resolved_at": now} for row in open_rows if row.key not in keys]
    update_rows(conn, REJECTED, gone, ["id"])
    rows = {
        key: {
            "kind": "sku",
            "key": fit(key, 200),
            "reason": reason,
            "params": dict(params),
            "payload": None,
            "first_seen_at": now,
            "last_seen_at": now,
            "run_id": run,
            "resolved_at": None,
        }
        for key, reason, params in rejected
    }
    upsert_rows(
        conn,
        REJECTED,
        list(rows.values()),
        ["kind", "key"],
        ["reason", "params", "last_seen_at", "run_id", "resolved_at"],
    )
