"""What the program before this one got wrong with stock and with failing databases."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest
from sqlalchemy import select

from temu_desktop.attention.model import IssueRule
from temu_desktop.database import schema
from temu_desktop.errors import UnknownJob
from temu_desktop.ids import JobId
from temu_desktop.jobs.model import RunRequest, RunState
from tests.core_fixtures import OpenShop, Shop

pytestmark = pytest.mark.usefixtures("statements_are_tsql")
"""Every statement of these runs is also compiled for SQL Server and parsed as T-SQL."""


async def a_sku(shop: Shop) -> dict[str, object]:
    """A listing that has stock at TEMU."""
    return next(
        item
        for item in await shop.temu.skus()
        if int(str(item["stock"])) > 2 and item["article"] and item["sold_factor"] == 1
    )


def wawi_file(shop: Shop) -> str:
    """Path of the sandbox's JTL database."""
    return (shop.core.settings.database.jtl_url or "").removeprefix("sqlite:///")


def change_jtl(shop: Shop, statement: str) -> None:
    """Change JTL's database as an accident would."""
    with sqlite3.connect(wawi_file(shop), timeout=30) as connection:
        connection.execute(statement)
    connection.close()


async def test_a_full_import_keeps_the_mapping_to_jtl(open_shop: OpenShop) -> None:
    """'A product's JTL mapping was erased by every full import.'"""
    shop = await open_shop()
    products = select(schema.products).order_by(schema.products.c.id)
    before = [row.article_id for row in await shop.ask(products)]
    await shop.run_inventory("full")
    assert [row.article_id for row in await shop.ask(products)] == before
    assert any(before)


async def test_a_quantity_that_falls_to_zero_is_pushed(open_shop: OpenShop) -> None:
    """'A quantity that fell to zero was never pushed … overselling.'"""
    shop = await open_shop()
    sku = await a_sku(shop)
    await shop.temu.wawi_act("sell_elsewhere", str(sku["article"]), int(str(sku["stock"])) + 500)
    await shop.run_inventory()
    assert await shop.at_temu(int(str(sku["sku_id"]))) == 0


async def test_the_first_quantity_of_a_product_is_pushed(open_shop: OpenShop) -> None:
    """'A product's first quantity was never pushed.'"""
    shop = await open_shop(in_step=False)
    first = await shop.run_inventory("full")
    assert first.counters()["push"]["held"] > 0, "the first push waits for a person"
    await shop.core.operator.approve(first.run, "test")
    await shop.run_inventory()
    for item in await shop.temu.skus():
        assert item["given"] is None or item["stock"] == item["given"]


async def test_what_is_published_is_what_jtl_can_promise(open_shop: OpenShop) -> None:
    """'Physical stock of one fixed warehouse was published instead of what JTL can still
    promise.' The sandbox judges by JTL's books."""
    shop = await open_shop(skus=60, awkward=True)
    number = await shop.place()
    await shop.run_orders()
    await shop.tick(60)
    await shop.run_inventory()
    books = await shop.temu.books()
    assert books["differences"] == 0
    assert books["oversold"] == 0
    assert (await shop.order(number)).status == "xml_erstellt"


async def test_nothing_is_pushed_when_nothing_changed(open_shop: OpenShop) -> None:
    """'Every article with stock was pushed every five minutes, changed or not.'"""
    shop = await open_shop()
    await shop.run_inventory()
    again = await shop.run_inventory()
    assert again.counters()["push"]["calls"] == 0


async def test_a_removed_listing_becomes_inactive(open_shop: OpenShop) -> None:
    """'A removed article stayed active.'"""
    shop = await open_shop()
    sku = await a_sku(shop)
    await shop.temu.change_sku(int(str(sku["sku_id"])), removed=True)
    await shop.run_inventory("full")
    rows = await shop.ask(select(schema.products).where(schema.products.c.sku_id == sku["sku_id"]))
    assert [row.is_active for row in rows] == [False]


async def test_a_failed_stock_read_is_never_a_zero(open_shop: OpenShop) -> None:
    """'An SQL error while reading stock came out as stock 0 for everything.'"""
    shop = await open_shop()
    before = {item["sku_id"]: item["stock"] for item in await shop.temu.skus()}
    change_jtl(shop, 'ALTER TABLE "tlagerbestand" RENAME TO "weg"')
    result = await shop.run_inventory()
    change_jtl(shop, 'ALTER TABLE "weg" RENAME TO "tlagerbestand"')
    assert result.state is RunState.FAILED
    assert {item["sku_id"]: item["stock"] for item in await shop.temu.skus()} == before


async def test_a_database_that_is_down_does_not_look_like_nothing_to_do(
    open_shop: OpenShop,
) -> None:
    """'Errors inside repositories were swallowed and came out as empty lists.'"""
    shop = await open_shop()
    await shop.place()
    change_jtl(shop, 'ALTER TABLE "tAuftrag" RENAME TO "weg"')
    result = await shop.run_orders()
    change_jtl(shop, 'ALTER TABLE "weg" RENAME TO "tAuftrag"')
    assert result.state is RunState.FAILED
    assert result.error_code == "jtl_object_missing"


async def test_the_databases_are_free_while_temu_is_asked(open_shop: OpenShop) -> None:
    """'The JTL and own databases stayed locked during all API calls.'"""
    shop = await open_shop(latency_ms=200)
    await shop.place()
    run = asyncio.create_task(shop.run_orders())
    await asyncio.sleep(0.5)
    own = (shop.core.settings.database.operations_url).removeprefix("sqlite:///")
    for path in (own, wawi_file(shop)):
        connection = sqlite3.connect(path, timeout=2)
        connection.execute("BEGIN IMMEDIATE")
        connection.rollback()
        connection.close()
    assert (await run).state is RunState.SUCCESS


async def test_an_unknown_job_is_an_error_that_names_it(open_shop: OpenShop) -> None:
    """'Run-now on an unknown job answered "triggered".'"""
    shop = await open_shop(in_step=False)
    with pytest.raises(UnknownJob, match="sync_everything"):
        await shop.core.jobs.run(RunRequest(job=JobId("sync_everything")))


async def test_an_export_that_was_killed_before_it_was_noted_is_not_written_twice(
    open_shop: OpenShop,
) -> None:
    """'An export written to JTL but killed before its status was saved was written twice.'"""
    shop = await open_shop()
    number = await shop.place()
    await shop.run_orders()
    forgotten = schema.exports.update().values(state="handing_over", inbox_key=None)
    await shop.core.database.write(lambda uow: uow.connection.execute(forgotten))
    await shop.tick(3600)
    await shop.run_orders()
    books = await shop.temu.books()
    assert books["in_jtl"] == 1
    assert books["duplicates"] == 0
    rows = await shop.ask(select(schema.exports).where(schema.exports.c.order_number == number))
    assert rows[0].state == "imported"


async def test_a_sku_without_article_is_left_alone_and_told(open_shop: OpenShop) -> None:
    """Decision 7: TEMU's quantity is left alone and an issue raised."""
    shop = await open_shop(skus=60, awkward=True)
    unmapped = next(item for item in await shop.temu.skus() if not item["article"])
    rules = await shop.rules(str(unmapped["sku"]).rstrip())
    assert rules == {IssueRule.UNMAPPED_SKU.value}
