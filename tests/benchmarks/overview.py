"""The first page's figures over a shop of 100,000 orders and SKUs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from temu_desktop.clock import BERLIN, SettableClock
from temu_desktop.database import Database, build_engine, migrate, schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.database.engine import writing
from temu_desktop.exposure.repository import ExposureKind
from temu_desktop.overview.service import OverviewService
from tests.benchmarks.measure import Row, at_most, median_of
from tests.benchmarks.stage import SHOP
from tests.benchmarks.stock_table import BATCH, MOST_SECONDS, NOW, fill

OPEN = ("wartend", "importiert", "xml_erstellt")


async def rows(folder: Path, *, size: int) -> list[Row]:
    """How long each figure takes, on the embedded engine."""
    engine = build_engine(f"sqlite:///{folder / 'overview.db'}")
    migrate(engine, now=NOW)
    fill(engine, size)
    _trade(engine, size)
    database = Database(engine)
    service = OverviewService(database, SettableClock(NOW), SHOP, BERLIN)
    asked = {
        "tiles": service.tiles,
        "orders per day": service.orders_per_day,
        "exposure per day": lambda: service.exposure(ExposureKind.STOCK),
    }
    found = [
        at_most(
            f"overview, {size:,} orders and SKUs: {name}",
            await median_of(ask, times=5),
            MOST_SECONDS,
            1,
        )
        for name, ask in asked.items()
    ]
    await database.close()
    return found


def _trade(engine: Engine, count: int) -> None:
    """A month of orders, one in fifty still open, and as many waits."""
    with writing(engine).begin() as conn:
        for start in range(0, count, BATCH):
            keys = range(start, min(start + BATCH, count))
            insert_rows(conn, schema.orders, [_order(key) for key in keys])
            insert_rows(conn, schema.exposure, [_wait(key) for key in keys])


def _order(key: int) -> dict[str, Any]:
    is_open = key % 50 == 0
    placed = NOW - timedelta(seconds=(key * 26) % (30 * 86_400))
    return {
        "number": f"PO-076-{key:017}",
        "ordered_at": placed,
        "ship_by_at": NOW + timedelta(hours=key % 60 - 10) if is_open else placed,
        "status": OPEN[key // 50 % len(OPEN)] if is_open else "versendet",
        "reported": not is_open and key % 1000 != 1,
        "recipient_name": "Jörg Weiß",
        "street": "Domplatz 1",
        "shop_id": SHOP,
    }


def _wait(key: int) -> dict[str, Any]:
    ended = NOW - timedelta(seconds=(key * 26) % (30 * 86_400))
    seconds = float(key % 600) / 10
    return {
        "kind": ExposureKind.STOCK.value,
        "subject_key": f"ART-{key}",
        "started_at": ended - timedelta(seconds=seconds),
        "ended_at": ended,
        "seconds": seconds,
        "run_id": "20261123-060000-bench",
    }
