"""Stock push: differences out within the rate limit's pace."""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import select

from temu_desktop.clock import SystemClock
from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.inventory.push import FIRST_PUSH_KEY, StockPush
from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.process import running_sandbox
from temu_desktop.settings import StockPolicy
from temu_desktop.temu.client import TemuClient, TemuConfig
from temu_desktop.temu.inventory_api import InventoryApi
from tests.benchmarks.measure import Row, at_most
from tests.benchmarks.stage import SHOP, Stage, stage


async def rows(folder: Path, *, goods: int, calls_per_second: float) -> list[Row]:
    """About three and a half differences per goods, over a real socket with 20 ms round trip."""
    skus = goods * 4
    config = SandboxConfig(
        orders=0, skus=skus, latency_ms=20, qps=0, awkward=False, data_dir=folder, wawi_url="none"
    )
    async with running_sandbox(config) as sandbox:
        listings = await sandbox.control.skus()
        chosen = _some_goods(listings, goods)
        address = sandbox.address
        client = TemuClient(
            TemuConfig(
                address.endpoint,
                address.app_key,
                address.app_secret,
                address.access_token,
                qps=calls_per_second,
            ),
            clock=SystemClock(),
        )
        urls = f"sqlite:///{folder / 'ops.db'}", f"sqlite:///{folder / 'jtl.db'}"
        async with stage(*urls, folder, skus=2) as on:
            _differences(on, chosen)
            began = time.perf_counter()
            step = on.step("push")
            await StockPush(on.context, step, InventoryApi(client), SHOP, StockPolicy()).run()
            ours = time.perf_counter() - began
        calls = client.requests_sent
        await client.aclose()
    what = (
        f"stock push, {step.counters['pushed']:,} differences in {step.counters['calls']:,} goods"
    )
    return [
        at_most(
            f"{what}, {calls_per_second:g} calls/s, against the limit's own pace",
            ours,
            calls / calls_per_second,
            1.15,
            "proof by reading back included",
        )
    ]


def _some_goods(listings: list[dict[str, object]], goods: int) -> list[dict[str, object]]:
    wanted = sorted({str(item["goods_id"]) for item in listings})[:goods]
    return [item for item in listings if str(item["goods_id"]) in set(wanted)]


def _differences(on: Stage, chosen: list[dict[str, object]]) -> None:
    now = SystemClock().now()
    with on.operations.begin() as conn:
        insert_rows(
            conn,
            schema.products,
            [
                {
                    "sku": f"S-{item['sku_id']}",
                    "goods_id": item["goods_id"],
                    "sku_id": item["sku_id"],
                    "is_active": True,
                    "shop_id": SHOP,
                }
                for item in chosen
            ],
        )
        ids = conn.execute(select(schema.products.c.id)).scalars().all()
        insert_rows(
            conn,
            schema.inventory,
            [
                {
                    "product_id": key,
                    "available": 7,
                    "temu_stock": 0,
                    "temu_stock_known": True,
                    "needs_sync": True,
                    "target": 7,
                }
                for key in ids
            ],
        )
        row = {"key": f"{FIRST_PUSH_KEY}:{SHOP}", "value": {}, "changed_at": now}
        insert_rows(conn, schema.operator_settings, [row])
