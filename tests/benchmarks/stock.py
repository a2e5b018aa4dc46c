"""Stock refresh: JTL read, compare, write."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, select, text

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.inventory.compare import CompareRules, StockComparison
from temu_desktop.orders.open_orders import OpenOrders
from temu_desktop.settings import StockPolicy
from tests.benchmarks.measure import Row, at_most, distant, faster_than, median, median_of
from tests.benchmarks.stage import SHOP, Stage, nothing, stage
from tests.postgres_server import PostgresServer

SAMPLE = 500
"""SKUs that the per-row baseline really does; its time grows evenly with their number."""
CHANGED = 100


async def rows(server: PostgresServer, folder: Path, *, small: int, large: int) -> list[Row]:
    """The stock rows of the table, for a small and a large shop."""
    found: list[Row] = []
    times: dict[int, float] = {}
    for size in (small, large):
        urls = server.create(f"ops_{size}"), server.create(f"jtl_{size}")
        async with stage(*urls, folder, skus=size) as on:
            _list_products(on)
            await _refresh(on)
            with distant(on.operations, on.jtl):
                times[size] = await _timed_refresh(on)
                if size == small:
                    found += await _against_baselines(on, times[size])
    found.append(
        at_most(
            f"stock refresh, {large:,} SKUs against {small:,}",
            times[large],
            times[small],
            11 * large / small / 10,
            "how cost grows",
        )
    )
    return found


def _list_products(on: Stage) -> None:
    listings = on.catalogue.listings
    with on.operations.begin() as conn:
        insert_rows(
            conn,
            schema.products,
            [
                {
                    "sku": item.sku.rstrip(),
                    "goods_id": item.goods_id,
                    "sku_id": item.sku_id,
                    "is_active": True,
                    "shop_id": SHOP,
                }
                for item in {item.sku.rstrip().casefold(): item for item in listings}.values()
            ],
        )
        products = conn.execute(select(schema.products.c.id)).scalars().all()
        insert_rows(
            conn,
            schema.inventory,
            [
                {
                    "product_id": key,
                    "available": 0,
                    "temu_stock": 0,
                    "temu_stock_known": True,
                    "needs_sync": False,
                }
                for key in products
            ],
        )


async def _refresh(on: Stage) -> int:
    step = on.step("compare")
    rules = CompareRules(SHOP, StockPolicy(), 0)
    orders = OpenOrders(nothing(), on.sink)
    await StockComparison(on.context, step, on.stock, nothing(), orders, rules).run()
    return step.counters["changed"]


def _change(engine: Engine, count: int) -> None:
    """Few articles move, as in five minutes of a warehouse."""
    with engine.begin() as conn:
        conn.execute(
            text(
                'UPDATE "dbo"."tlagerbestand" SET "fVerfuegbar" = "fVerfuegbar" + 1 '
                'WHERE "kArtikel" IN (SELECT "kArtikel" FROM "dbo"."tlagerbestand" '
                'ORDER BY "kArtikel" LIMIT :count)'
            ),
            {"count": count},
        )


async def _timed_refresh(on: Stage) -> float:
    taken = []
    for _ in range(3):
        _change(on.jtl, CHANGED)
        began = time.perf_counter()
        await _refresh(on)
        taken.append(time.perf_counter() - began)
    return sorted(taken)[1]


async def _against_baselines(on: Stage, ours: float) -> list[Row]:
    size = len({item.sku.rstrip().casefold() for item in on.catalogue.listings})
    began = time.perf_counter()
    _per_row(on, SAMPLE)
    per_row = (time.perf_counter() - began) / SAMPLE * size
    bulk = median(lambda: _bulk_read(on))
    written: list[str] = []
    with distant(on.operations):
        still = await median_of(lambda: _refresh(on))
        _watch_writes(on.operations, written)
        await _refresh(on)
    return [
        faster_than(
            f"stock refresh, {size:,} SKUs, few changed, against per-row", ours, per_row, 25
        ),
        at_most("the same, against one bulk read of the same rows", ours, bulk, 2),
        at_most(
            "the same where nothing changed: stock rows written",
            float(len(written)),
            1.0,
            0,
            f"{still:.2f} s",
        ),
    ]


def _watch_writes(engine: Engine, written: list[str]) -> None:
    def note(_c: Any, _cur: Any, statement: str, *_rest: Any) -> None:
        verb = statement.lstrip().upper()
        if verb.startswith(("INSERT", "UPDATE")) and "temu_inventory" in statement:
            written.append(statement)

    event.listen(engine, "before_cursor_execute", note)


def _per_row(on: Stage, count: int) -> None:
    """What the program before did: everything once per SKU."""
    inventory, products = schema.inventory, schema.products
    with on.operations.begin() as ours, on.jtl.connect() as jtl:
        for product in ours.execute(select(products).limit(count)).all():
            article = jtl.execute(
                text('SELECT "kArtikel" FROM "dbo"."tArtikel" WHERE "cArtNr" = :sku'),
                {"sku": product.sku},
            ).scalar()
            row = ours.execute(select(inventory).where(inventory.c.product_id == product.id)).one()
            stock = jtl.execute(
                text('SELECT "fVerfuegbar" FROM "dbo"."tlagerbestand" WHERE "kArtikel" = :key'),
                {"key": article or 0},
            ).scalar()
            target = int(stock or 0)
            if target != row.available:
                ours.execute(
                    inventory.update().where(inventory.c.id == row.id).values(available=target)
                )


def _bulk_read(on: Stage) -> None:
    """The best this machine can do: one statement per side for the same rows, and the sum."""
    joined = schema.products.join(schema.inventory)
    with on.operations.connect() as ours, on.jtl.connect() as jtl:
        ours.execute(select(schema.products, schema.inventory).select_from(joined)).all()
        jtl.execute(
            text(
                'SELECT s.*, a."nPuffer", a."cAktiv", a."nDelete", a."nIstVater" '
                'FROM "dbo"."tArtikel" a LEFT JOIN "dbo"."tlagerbestand" s '
                'ON s."kArtikel" = a."kArtikel"'
            )
        ).all()
