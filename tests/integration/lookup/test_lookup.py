"""A scanned code finds what it stands for: in our tables, and by barcode in JTL."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from temu_desktop.database import Database, schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.errors import JtlAway
from temu_desktop.jtl import schema as jtl
from temu_desktop.jtl.not_set_up import no_jtl
from temu_desktop.lookup.codes import Nothing
from temu_desktop.lookup.queries import Hit, HitKind
from temu_desktop.lookup.service import SLOW, LookupService
from tests.core_fixtures import OpenShop
from tests.integration.orders.rows import a_parcel, an_export, an_order, put, reject

pytestmark = pytest.mark.usefixtures("statements_are_tsql")


class Away:
    """JTL's server is switched off."""

    async def articles_by_barcode(self, barcodes: Sequence[str]) -> Mapping[str, Sequence[str]]:
        raise JtlAway("not reachable")


class Slow:
    """JTL answers when nobody waits any more."""

    def __init__(self) -> None:
        self.answered = asyncio.Event()

    async def articles_by_barcode(self, barcodes: Sequence[str]) -> Mapping[str, Sequence[str]]:
        await self.answered.wait()
        raise JtlAway("gave up")


async def a_shop(database: Database) -> None:
    first, second = an_order(1), an_order(2, status="versendet", tracking_number="OLD-1")
    await put(
        database,
        [first, second],
        exports=[an_export(second, "A-4711")],
        parcels=[a_parcel(second, "00340434161094042557"), a_parcel(first, "JJD1")],
    )
    await reject(database, "PO-076-TOO-LONG", "order_number_too_long")
    products = [{"sku": sku, "goods_id": 1, "name": sku} for sku in ("Apfel-BUCH ", "MÖBEL-1")]
    await database.write(lambda uow: insert_rows(uow.connection, schema.products, products))


NUMBER, OTHER = an_order(1)["number"], an_order(2)["number"]


@pytest.mark.parametrize(
    ("code", "kind", "order", "sku"),
    [
        (NUMBER, HitKind.ORDER, NUMBER, None),
        (f" {NUMBER.lower()}\n", HitKind.ORDER, NUMBER, None),
        (NUMBER.replace("PO-", ""), HitKind.LINE, NUMBER, None),
        ("a-4711", HitKind.WAWI_ORDER, OTHER, None),
        ("00340434161094042557", HitKind.TRACKING, OTHER, None),
        ("340434161094042557", HitKind.TRACKING, OTHER, None),
        ("]C100340434161094042557", HitKind.TRACKING, OTHER, None),
        ("OLD-1", HitKind.TRACKING, OTHER, None),
        ("apfel-buch", HitKind.SKU, None, "Apfel-BUCH "),
        ("APFEL-BUCH", HitKind.SKU, None, "Apfel-BUCH "),
        ("möbel-1", HitKind.SKU, None, "MÖBEL-1"),
        ("mug-blue", HitKind.SKU, None, "MUG-BLUE"),
        ("PO-076-TOO-LONG", HitKind.REJECTED, "PO-076-TOO-LONG", None),
    ],
)
async def test_a_code_is_found_as_what_it_is(
    any_ops_database: Database, code: str, kind: HitKind, order: str | None, sku: str | None
) -> None:
    await a_shop(any_ops_database)
    found = await LookupService(any_ops_database, no_jtl()).find(code)
    assert [(hit.kind, hit.order, hit.sku) for hit in found.hits] == [(kind, order, sku)]
    assert (found.nothing, found.ean_not_asked) == (None, None)


async def test_a_number_that_stands_at_the_order_and_at_its_parcel_is_told_once(
    ops_database: Database,
) -> None:
    order = an_order(1, status="versendet", tracking_number="JJD1")
    await put(ops_database, [order], parcels=[a_parcel(order, "JJD1")])
    found = await LookupService(ops_database, no_jtl()).find("JJD1")
    assert [(hit.kind, hit.order) for hit in found.hits] == [(HitKind.TRACKING, order["number"])]


async def test_an_unknown_code_finds_nothing(ops_database: Database) -> None:
    await a_shop(ops_database)
    found = await LookupService(ops_database, Away()).find("PO-076-99999999")
    assert (found.hits, found.nothing, found.ean_not_asked) == ((), None, None)


async def test_rubbish_says_why_it_is_no_code(ops_database: Database) -> None:
    found = await LookupService(ops_database, Away()).find("x" * 5000)
    assert found.nothing is Nothing.TOO_LONG


async def test_a_barcode_leads_over_jtl_to_the_sku(open_shop: OpenShop) -> None:
    shop = await open_shop()
    articles = schema.products
    sku = (await shop.ask(select(articles.c.sku).where(articles.c.article_id.is_not(None))))[0].sku
    numbers = select(jtl.articles.c.number, jtl.articles.c.barcode)
    eans = {row.number.casefold(): row.barcode for row in await shop.jtl(numbers)}
    ean = eans[sku.strip().casefold()]
    found = await shop.core.lookup.find(ean)
    assert [(hit.kind, hit.sku, hit.matched) for hit in found.hits] == [(HitKind.EAN, sku, ean)]


async def test_without_jtl_a_barcode_says_that_it_was_not_asked_for(
    ops_database: Database,
) -> None:
    await a_shop(ops_database)
    assert (await LookupService(ops_database, Away()).find("4006381333931")).ean_not_asked == (
        "jtl_away"
    )
    assert (await LookupService(ops_database, no_jtl()).find("4006381333931")).ean_not_asked == (
        "not_set_up"
    )


async def test_nobody_waits_long_for_a_slow_jtl(ops_database: Database) -> None:
    slow = Slow()
    lookup = LookupService(ops_database, slow, jtl_seconds=0.01)
    found = await lookup.find("4006381333931")
    assert (found.hits, found.ean_not_asked) == ((), SLOW)
    slow.answered.set()
    await asyncio.sleep(0)


async def test_two_listings_of_one_spelling_are_both_found(ops_database: Database) -> None:
    products = [{"sku": sku, "goods_id": 1, "name": "Tasse"} for sku in ("mug-1", "MUG-1 ")]
    await ops_database.write(lambda uow: insert_rows(uow.connection, schema.products, products))
    found = await LookupService(ops_database, no_jtl()).find("Mug-1")
    assert {hit.sku for hit in found.hits} == {"mug-1", "MUG-1 "}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.text(max_size=400),
        st.text("0123456789()]C* \x1d%", max_size=40),
        st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")),
    )
)
def test_no_scan_ever_raises(ops_engine: Engine, code: str) -> None:
    async def find() -> None:
        database = Database(ops_engine, workers=1)
        found = await LookupService(database, Away()).find(code)
        assert found.hits == ()
        await database.close()

    asyncio.run(find())


async def test_among_a_hundred_thousand_skus_a_scan_costs_less_than_reading_them(
    ops_database: Database,
) -> None:
    products = [
        {"sku": f"Sku-{index:06d}", "goods_id": 1, "name": "Tasse"} for index in range(100_000)
    ]
    await ops_database.write(lambda uow: insert_rows(uow.connection, schema.products, products))
    lookup = LookupService(ops_database, Away())
    reading = select(schema.products.c.sku, schema.products.c.name)
    taken, read = [], []
    for _ in range(5):
        began = time.perf_counter()
        found = await lookup.find("sKU-099999")
        taken.append(time.perf_counter() - began)
        began = time.perf_counter()
        await ops_database.read(lambda conn: conn.execute(reading).all())
        read.append(time.perf_counter() - began)
    assert min(taken) < min(read) / 2
    assert [hit.sku for hit in found.hits] == ["Sku-099999"]
    assert found.hits[0] == Hit(HitKind.SKU, None, "Sku-099999", "Sku-099999", "Tasse")
