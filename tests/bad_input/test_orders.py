"""Orders that cannot be taken over: rejected with a reason, the others go on, nothing is lost."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from temu_desktop.jobs.model import RunState
from temu_desktop.jtl import schema as jtl
from temu_desktop.sandbox.catalogue import build_catalogue
from tests.core_fixtures import OpenShop

pytestmark = pytest.mark.usefixtures("statements_are_tsql")
"""Every statement of these runs is also compiled for SQL Server and parsed as T-SQL."""

AWKWARD = {
    "unknown_country": "unknown_country",
    "long_number": "order_number_too_long",
    "misfit_amounts": "price_mismatch",
    "price_zero": "price_zero",
    "several_products": "several_products",
    "no_lines": "no_lines",
    "absurd_quantity": "no_quantity",
}


async def test_every_awkward_order_is_rejected_with_its_reason_and_the_others_go_on(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop(skus=60)
    good = await shop.place()
    numbers = {kind: await shop.place(awkward=kind) for kind in AWKWARD}
    result = await shop.run_orders()
    reasons = await shop.reasons()
    assert {kind: reasons[number] for kind, number in numbers.items()} == AWKWARD
    assert result.state is RunState.SUCCESS
    assert result.counters()["import"]["rejected"] == len(AWKWARD)
    assert (await shop.order(good)).status == "xml_erstellt"
    await shop.tick(60)
    await shop.run_orders()
    books = await shop.temu.books(rejected=reasons)
    assert (books["in_jtl"], books["lost"]) == (1, 0)


async def test_rejected_orders_keep_their_stock(open_shop: OpenShop) -> None:
    """Decision 19: their pieces are in flight, whoever sorts them out."""
    shop = await open_shop(skus=60)
    number = await shop.place(awkward="unknown_country")
    await shop.run_inventory()
    assert number in await shop.reasons()
    books = await shop.temu.books(rejected=[number])
    assert (books["differences"], books["oversold"]) == (0, 0)


async def test_an_order_whose_article_jtl_does_not_know_waits_until_it_does(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop(skus=60, awkward=True)
    unknown = next(item for item in await shop.temu.skus() if not item["article"] and item["stock"])
    number = await shop.place(lines=[{"sku_id": unknown["sku_id"], "quantity": 1}])
    await shop.run_orders()
    assert (await shop.reasons())[number] == "unknown_article"
    assert (await shop.order(number)).status == "importiert"
    await shop.run_inventory()
    assert (await shop.reasons())[number] == "unknown_article", "another job must not resolve it"


@pytest.mark.parametrize("late", ["address_after", "amounts_after"])
async def test_late_data_is_waited_for(open_shop: OpenShop, late: str) -> None:
    shop = await open_shop()
    number = await shop.place(**{late: 1800})
    await shop.run_orders()
    assert (await shop.order(number)).status == "wartend"
    await shop.tick(2000)
    await shop.run_orders()
    assert (await shop.order(number)).status == "xml_erstellt"
    assert await shop.reasons() == {}


async def test_names_in_any_script_arrive_in_jtl_exactly(open_shop: OpenShop) -> None:
    shop = await open_shop(skus=60)
    numbers = [await shop.place() for _ in range(40)]
    await shop.run_orders()
    await shop.tick(60)
    addresses = await shop.jtl(
        select(func.count()).select_from(jtl.orders).where(jtl.orders.c.external_number != "")
    )
    assert addresses[0][0] == len(numbers)
    for number in numbers:
        stored = await shop.order(number)
        receiver = str((await shop.temu.order(number))["receiver"])
        printable = "".join(char for char in receiver if char.isprintable())
        assert stored.recipient_name == printable[: len(stored.recipient_name)]


def test_the_catalogue_has_names_in_several_scripts() -> None:
    names = {listing.goods_name for listing in build_catalogue(1, 200, True).listings}
    assert any(not name.isascii() for name in names)
