"""What the program before this one got wrong with orders (workflows.md), line by line."""

from __future__ import annotations

import sqlite3
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from temu_desktop.attention.model import IssueRule
from temu_desktop.database import schema
from temu_desktop.jobs.model import RunState
from temu_desktop.jtl import schema as jtl
from tests.core_fixtures import OpenShop, Shop

pytestmark = pytest.mark.usefixtures("statements_are_tsql")
"""Every statement of these runs is also compiled for SQL Server and parsed as T-SQL."""

JTL_ORDERS = jtl.orders
INBOX = jtl.inbox


async def in_jtl(shop: Shop, number: str) -> int:
    count = select(func.count()).select_from(JTL_ORDERS)
    rows = await shop.jtl(count.where(JTL_ORDERS.c.external_number == number))
    return int(rows[0][0])


async def test_more_than_the_first_hundred_orders_are_fetched(open_shop: OpenShop) -> None:
    """'Only the first 100 orders were fetched.'"""
    shop = await open_shop(orders=260, skus=60, in_step=False)
    result = await shop.run_orders(days_back=60)
    there = await shop.temu.orders()
    assert len(there) > 100
    assert result.counters()["import"]["new"] == len(there)


async def test_cancelled_pieces_are_not_shipped(open_shop: OpenShop) -> None:
    """'Cancelled pieces were shipped (original instead of remaining quantity).'"""
    shop = await open_shop()
    sku = (await shop.temu.skus())[0]["sku_id"]
    number = await shop.place(status=1, lines=[{"sku_id": sku, "quantity": 3}])
    await shop.temu.order_act(number, "cancel_pieces", quantity=1)
    await shop.temu.order_act(number, "confirm")
    await shop.run_orders()
    lines = await shop.ask(
        select(schema.order_items).where(schema.order_items.c.order_number == number)
    )
    assert [(line.original_quantity, int(line.quantity)) for line in lines] == [(3, 2)]


async def test_amounts_belong_to_their_line_whatever_their_order(open_shop: OpenShop) -> None:
    """'Amounts were matched to lines by position.' The sandbox sends them in reverse."""
    shop = await open_shop()
    skus = [item["sku_id"] for item in (await shop.temu.skus())[:3]]
    number = await shop.place(lines=[{"sku_id": sku, "quantity": 1} for sku in skus])
    await shop.run_orders()
    said = {line["order_sn"]: line for line in (await shop.temu.order(number))["lines"]}
    stored = await shop.ask(
        select(schema.order_items).where(schema.order_items.c.order_number == number)
    )
    assert len({line["unit_gross"] for line in said.values()}) > 1
    for line in stored:
        assert line.unit_gross == Decimal(str(said[line.line_number]["unit_gross"])) / 100


async def test_an_unknown_country_is_rejected_and_named(open_shop: OpenShop) -> None:
    """'Unknown countries became Germany.'"""
    shop = await open_shop()
    number = await shop.place(country="Atlantis")
    result = await shop.run_orders()
    assert (await shop.reasons())[number] == "unknown_country"
    assert result.counters()["import"]["rejected"] == 1
    assert await in_jtl(shop, number) == 0


async def test_shipping_has_the_rate_that_temu_says(open_shop: OpenShop) -> None:
    """'Shipping VAT was always 19 %.'"""
    shop = await open_shop()
    number = await shop.place(country="Austria")
    await shop.run_orders()
    stored = await shop.order(number)
    assert stored.shipping_rate == Decimal(20)
    assert stored.country_iso == "AT"


async def test_orders_reach_jtl_with_their_lines(open_shop: OpenShop) -> None:
    """'Reads inside the write transaction did not see the order lines: orders were exported
    without them.'"""
    shop = await open_shop()
    skus = [item["sku_id"] for item in (await shop.temu.skus())[:2]]
    number = await shop.place(lines=[{"sku_id": sku, "quantity": 2} for sku in skus])
    await shop.run_orders()
    await shop.tick(60)
    positions = await shop.jtl(
        select(jtl.positions.c.article_number, jtl.positions.c.quantity)
        .join(JTL_ORDERS, JTL_ORDERS.c.id == jtl.positions.c.order_id)
        .where(JTL_ORDERS.c.external_number == number)
        .where(jtl.positions.c.article_number != "")
    )
    assert [int(row.quantity) for row in positions] == [2, 2]


async def test_an_order_that_was_handed_over_is_followed_until_jtl_has_it(
    open_shop: OpenShop,
) -> None:
    """'Import status was read from columns that JTL's inbox does not have; the SQL error was
    swallowed.'"""
    shop = await open_shop()
    number = await shop.place()
    first = await shop.run_orders()
    assert first.counters()["export"]["exported"] == 1
    await shop.tick(60)
    await shop.run_orders()
    rows = await shop.ask(select(schema.exports).where(schema.exports.c.order_number == number))
    assert rows[0].state == "imported"
    assert rows[0].wawi_order_number


async def test_parcels_count_only_when_they_left_with_a_number(open_shop: OpenShop) -> None:
    """'A parcel row without tracking id marked the order as shipped; … parcels were reported
    before they had left.'"""
    shop = await open_shop()
    number = await shop.place()
    for _ in range(60):
        await shop.run_orders()
        order = await shop.temu.order(number)
        wawi = order["wawi"]
        left = bool(wawi and wawi["tracking"])  # type: ignore[index]
        stored = await shop.order(number)
        assert left or stored.status != "versendet"
        if order["reported"]:
            assert left
            return
        await shop.tick(900)
    raise AssertionError("never reported")


async def test_every_parcel_of_an_order_is_reported(open_shop: OpenShop) -> None:
    """'Further parcels and partial deliveries were lost.'"""
    shop = await open_shop()
    number = await shop.place()
    await shop.until_shipped(number)
    await shop.run_orders()
    await shop.temu.wawi_act("add_parcel_later", number)
    await shop.run_orders()
    order = await shop.temu.order(number)
    reported = {str(p["tracking"]) for p in order["packages"]}  # type: ignore[attr-defined]
    reported |= {str(extra) for p in order["packages"] for extra in p["extra"]}  # type: ignore[attr-defined]
    assert reported == set(order["wawi"]["tracking"])  # type: ignore[index]
    assert len(reported) == 2


async def test_carriers_are_those_that_the_operator_mapped(open_shop: OpenShop) -> None:
    """'DPD, UPS and Hermes parcels were reported under wrong or invented carrier ids.'"""
    shop = await open_shop()
    number = await shop.place(country="Germany")
    await shop.until_shipped(number)
    await shop.run_orders()
    parcel = (
        await shop.ask(select(schema.parcels).where(schema.parcels.c.order_number == number))
    )[0]
    mapped = await shop.ask(
        select(schema.carrier_mappings).where(
            schema.carrier_mappings.c.method_id == parcel.method_id,
            schema.carrier_mappings.c.region_id == 76,
        )
    )
    order = await shop.temu.order(number)
    packages = order["packages"]
    assert [p["carrier_id"] for p in packages] == [mapped[0].carrier_id]  # type: ignore[index]


async def test_a_shipping_method_without_mapping_is_an_issue_that_names_it(
    open_shop: OpenShop,
) -> None:
    """'An unmapped shipping method is an error that names it, never a silent default.'"""
    shop = await open_shop()
    await shop.core.database.write(
        lambda uow: uow.connection.execute(schema.carrier_mappings.delete())
    )
    number = await shop.place()
    await shop.until_shipped(number)
    await shop.run_orders()
    method = (
        await shop.ask(select(schema.parcels).where(schema.parcels.c.order_number == number))
    )[0].method_name
    assert await shop.rules(method) == {IssueRule.UNMAPPED_METHOD.value}
    assert not (await shop.temu.order(number))["reported"]


async def test_one_refused_shipment_neither_hides_nor_repeats_the_others(
    open_shop: OpenShop,
) -> None:
    """'One refused shipment hid which ones were taken, and all were sent again.'"""
    shop = await open_shop()
    good, bad = await shop.place(), await shop.place()
    await shop.run_orders()
    await shop.temu.order_act(bad, "label", label="pending_risk_control_alert")
    await shop.until_shipped(good)
    await shop.until_shipped(bad)
    await shop.run_orders()
    order = await shop.temu.order(good)
    assert order["reported"]
    assert len(order["packages"]) == 1  # type: ignore[arg-type]
    assert not (await shop.temu.order(bad))["reported"]
    assert IssueRule.SHIPMENT_REFUSED.value in await shop.rules(bad)
    await shop.temu.order_act(bad, "unlabel", label="pending_risk_control_alert")
    await shop.run_orders()
    assert (await shop.temu.order(bad))["reported"]
    assert await shop.rules(bad) == set()


async def test_an_order_whose_hand_over_fails_is_tried_again(open_shop: OpenShop) -> None:
    """'An order whose hand-over to JTL failed was marked exported all the same and never tried
    again.'"""
    shop = await open_shop()
    number = await shop.place()
    hidden = await shop.jtl(select(INBOX))
    assert hidden == []
    await _rename_inbox(shop, "tXMLBestellImport", "weg")
    failed = await shop.run_orders()
    assert failed.state is RunState.FAILED
    assert not (await shop.order(number)).exported
    await _rename_inbox(shop, "weg", "tXMLBestellImport")
    await shop.tick(120)
    assert (await shop.run_orders()).state is RunState.SUCCESS
    await shop.tick(60)
    assert await in_jtl(shop, number) == 1


async def _rename_inbox(shop: Shop, before: str, after: str) -> None:
    path = (shop.core.settings.database.jtl_url or "").removeprefix("sqlite:///")
    with sqlite3.connect(path, timeout=30) as connection:
        connection.execute(f'ALTER TABLE "{before}" RENAME TO "{after}"')
    connection.close()


async def test_an_order_without_lines_never_goes_to_jtl(open_shop: OpenShop) -> None:
    """'An order without lines was exported.'"""
    shop = await open_shop()
    number = await shop.place(awkward="no_lines")
    await shop.run_orders()
    await shop.tick(60)
    assert (await shop.reasons())[number] == "no_lines"
    assert await in_jtl(shop, number) == 0


async def test_an_order_waits_for_its_address_and_amounts(open_shop: OpenShop) -> None:
    """'When the address or amount call failed, the order was imported with an empty address and
    price 0.'"""
    shop = await open_shop()
    number = await shop.place(address_after=3600, amounts_after=3600)
    await shop.run_orders()
    assert (await shop.order(number)).status == "wartend"
    assert (await shop.reasons())[number] in {"address_missing", "amounts_missing"}
    await shop.tick(4000)
    await shop.run_orders()
    stored = await shop.order(number)
    assert stored.status == "xml_erstellt"
    assert stored.street
    assert number not in await shop.reasons()


async def test_a_cancelled_order_is_never_exported(open_shop: OpenShop) -> None:
    """'Cancellations were never fetched; … cancelled and shipped orders were exported as new.'"""
    shop = await open_shop()
    number = await shop.place()
    await shop.temu.order_act(number, "cancel")
    await shop.run_orders(status=3)
    await shop.run_orders()
    await shop.tick(60)
    assert (await shop.order(number)).status == "storniert"
    assert await in_jtl(shop, number) == 0


async def test_an_order_that_is_cancelled_after_the_hand_over_is_told_at_once(
    open_shop: OpenShop,
) -> None:
    """'A parent order cancelled … after export the operator is alerted, loudly.'"""
    shop = await open_shop()
    number = await shop.place()
    await shop.run_orders()
    await shop.temu.order_act(number, "cancel")
    await shop.tick(60)
    await shop.run_orders()
    assert IssueRule.CANCELLED_AFTER_EXPORT.value in await shop.rules(number)
    stored = await shop.order(number)
    assert stored.status == "xml_erstellt"
    assert stored.cancelled_at is not None


async def test_a_failed_run_is_shown_as_failed(open_shop: OpenShop) -> None:
    """'A workflow that failed was shown as success.'"""
    shop = await open_shop()
    await shop.temu.expire_token()
    result = await shop.run_orders()
    assert result.state is RunState.FAILED
    assert result.error_code == "temu_token_expired"
    stored = await shop.ask(select(schema.job_runs).where(schema.job_runs.c.run_id == result.run))
    assert stored[0].state == "failed"


async def test_parameters_of_one_run_do_not_stay_for_the_next(open_shop: OpenShop) -> None:
    """'Parameters of one manual run stayed for all later scheduled runs.'"""
    shop = await open_shop()
    number = await shop.place()
    await shop.run_orders(mode="tracking_only")
    assert await shop.order(number) is None
    await shop.run_orders()
    assert (await shop.order(number)).status == "xml_erstellt"


async def test_counters_are_what_happened(open_shop: OpenShop) -> None:
    """'Statistics were constant zeros.'"""
    shop = await open_shop()
    for _ in range(3):
        await shop.place()
    counters = (await shop.run_orders()).counters()
    assert counters["import"]["new"] == 3
    assert counters["export"]["exported"] == 3
    stored = await shop.ask(select(schema.job_steps).where(schema.job_steps.c.name == "export"))
    assert stored[-1].counters["exported"] == 3
