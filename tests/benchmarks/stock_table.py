"""The table of stock: open, sort, filter and search, to the first page of rows."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from temu_desktop.database import Database, build_engine, migrate, schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.database.engine import writing
from temu_desktop.inventory.queries import stock_count, stock_page
from temu_desktop.inventory.selection import StockFilter, StockSort, StockView
from tests.benchmarks.measure import Row, at_most, median_of
from tests.benchmarks.stage import SHOP

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
NAMES = ("Tasse", "Sessel", "Lampe", "Kabel", "Kissen")
BATCH = 50_000
MOST_SECONDS = 0.150
ASKED = {
    "open": StockFilter(),
    "sort by difference": StockFilter(sort=StockSort.DIFFERENCE, descending=True),
    "sort by when pushed": StockFilter(sort=StockSort.SENT, descending=True),
    "sort by name": StockFilter(sort=StockSort.NAME),
    "filter differences, sorted": StockFilter(StockView.DIFFERENCES, sort=StockSort.DIFFERENCE),
    "filter zero, sorted by SKU": StockFilter(StockView.ZERO),
    "filter unmapped, sorted by target": StockFilter(StockView.UNMAPPED, sort=StockSort.TARGET),
    "filter held": StockFilter(StockView.HELD),
    "filter inactive": StockFilter(StockView.INACTIVE),
    "search a SKU": StockFilter(search="art-0001"),
    "search a name that a fifth has, sorted": StockFilter(search="lampe", sort=StockSort.TARGET),
}


async def rows(folder: Path, *, small: int, large: int) -> list[Row]:
    """How long each takes on a small and a large shop, on the embedded engine."""
    times: dict[tuple[str, int], float] = {}
    for size in (small, large):
        engine = build_engine(f"sqlite:///{folder / f'stock-{size}.db'}")
        migrate(engine, now=NOW)
        fill(engine, size)
        database = Database(engine)
        for name, wanted in ASKED.items():
            times[name, size] = await _first_page(database, wanted)
        times["count all", size] = await median_of(
            lambda database=database: database.read(  # type: ignore[misc]
                lambda conn: stock_count(conn, SHOP, StockFilter())
            ),
            times=5,
        )
        await database.close()
    found: list[Row] = []
    for name in (*ASKED, "count all"):
        what = f"stock table, {small:,} SKUs: {name}"
        found.append(at_most(what, times[name, small], MOST_SECONDS, 1))
        # What takes next to nothing may take three times the limit's share, too.
        base = max(times[name, small], MOST_SECONDS)
        found.append(at_most(f"the same, {large:,} SKUs", times[name, large], base, 3))
    return found


async def _first_page(database: Database, wanted: StockFilter) -> float:
    def read(conn: Connection) -> Any:
        return stock_page(conn, SHOP, wanted)

    return await median_of(lambda: database.read(read), times=5)


def fill(engine: Engine, count: int) -> None:
    """A shop of so many SKUs, one in a hundred different at TEMU, one in a thousand unmapped."""
    numbers = random.Random(1)
    with writing(engine).begin() as conn:
        for start in range(1, count + 1, BATCH):
            keys = range(start, min(start + BATCH, count + 1))
            insert_rows(conn, schema.products, [_product(key, numbers) for key in keys])
            insert_rows(conn, schema.inventory, [_stock(key, numbers) for key in keys])


def _product(key: int, numbers: random.Random) -> dict[str, Any]:
    return {
        "id": key,
        "sku": f"ART-{numbers.randrange(10**7):07d}-{key}",
        "goods_id": 603_050_000_000_000 + key // 3,
        "sku_id": 51_480_000_000_000 + key,
        "name": f"{NAMES[key % len(NAMES)]} Modell {key} in einer ruhigen Farbe",
        "article_id": None if key % 1000 == 0 else key,
        "is_active": key % 500 != 7,
        "shop_id": SHOP,
    }


def _stock(key: int, numbers: random.Random) -> dict[str, Any]:
    target = None if key % 1000 == 0 else numbers.randrange(100)
    at_temu = (target or 0) + (3 if key % 100 == 1 else 0)
    figures = {"factor": 1, "buffer": 0, "cap": None, "minimum": 0, "decider": "available"}
    return {
        "product_id": key,
        "available": target or 0,
        "temu_stock": at_temu,
        "temu_stock_known": True,
        "needs_sync": target is not None and target != at_temu,
        "jtl_available": target,
        "in_flight": 0,
        "target": target,
        "reason": {"available": target or 0, "in_flight": 0, "result": target, **figures},
        "read_at": NOW,
        "sent_at": NOW - timedelta(seconds=key % 86_400),
        "held_by_run": "20261123-060000-abcdef" if key % 10_000 == 1 else None,
    }
