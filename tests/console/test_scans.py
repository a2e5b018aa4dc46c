"""A scan opens what it means from any page, and throws nothing away that somebody is at."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from temu_desktop.console.hits import HitsDialog
from temu_desktop.console.pages.inventory.page import InventoryPage
from temu_desktop.console.pages.orders.page import OrdersPage
from temu_desktop.console.pages.orders.repair_dialog import RepairDialog
from temu_desktop.console.session import Session
from temu_desktop.database import schema
from temu_desktop.jtl import schema as jtl
from temu_desktop.lookup.service import Found
from temu_desktop.orders.states import OrderAct
from tests.console.conftest import OpenConsole
from tests.console.hand import button, click, dialog, scan, type_into, until
from tests.console.test_orders_page import fill, shown
from tests.core_fixtures import Shop
from tests.integration.orders.rows import an_export, an_order

pytestmark = pytest.mark.usefixtures("own_settings")


def scan_on(session: Session, page: str, code: str) -> None:
    session.window.open(page)
    scan(session.window.rail.page_button(page), code)


async def order_opened(session: Session, number: str) -> None:
    def is_opened() -> bool:
        page = session.window.page
        return isinstance(page, OrdersPage) and shown(page) == number

    await until(is_opened, number)


async def sku_opened(session: Session, sku: str) -> None:
    def is_opened() -> bool:
        page = session.window.page
        return isinstance(page, InventoryPage) and page.sku.sku.accessibleName() == sku

    await until(is_opened, sku)


async def test_a_jtl_number_opens_its_order(shop: Shop, open_console: OpenConsole) -> None:
    order = an_order(1, status="xml_erstellt", exported=True)
    await fill(shop, [order], exports=[an_export(order, "AU-4711")])
    session = await open_console(shop)
    scan_on(session, "logs", "AU-4711")
    await order_opened(session, order["number"])


async def test_a_sku_and_a_bar_code_open_the_article(shop: Shop, open_console: OpenConsole) -> None:
    products = schema.products
    wanted = select(products.c.sku).where(products.c.article_id.is_not(None))
    sku = str((await shop.ask(wanted))[0].sku)
    articles = await shop.jtl(select(jtl.articles.c.number, jtl.articles.c.barcode))
    codes = {row.number.casefold(): row.barcode for row in articles}
    session = await open_console(shop)
    for code in (sku.strip().lower(), codes[sku.strip().casefold()]):
        scan_on(session, "settings", code)
        await sku_opened(session, sku)


async def test_of_several_things_a_person_chooses_one(
    shop: Shop, open_console: OpenConsole
) -> None:
    orders = [an_order(number, tracking_number="JJD-SHARED-1") for number in (1, 2)]
    await fill(shop, orders)
    session = await open_console(shop)
    scan_on(session, "jobs", "JJD-SHARED-1")
    await until(lambda: isinstance(dialog(), HitsDialog))
    form = cast("HitsDialog", dialog())
    form.list.setCurrentRow(1)
    number = form._hits[1].order
    click(form.yes_button)
    assert number is not None
    await order_opened(session, number)


async def test_a_question_gives_way_to_a_scan_and_a_half_typed_repair_does_not(
    shop: Shop, open_console: OpenConsole
) -> None:
    number = await shop.place(country="Atlantis")
    other = await shop.place()
    await shop.run_orders()
    session = await open_console(shop)
    scan_on(session, "jobs", number)
    await order_opened(session, number)
    page = cast("OrdersPage", session.window.page)
    await until(lambda: page.order.acts[OrderAct.REPAIR].isVisible())
    click(page.order.acts[OrderAct.REPAIR])
    await until(lambda: isinstance(dialog(), RepairDialog))
    form = cast("RepairDialog", dialog())
    scan(form, other)
    await order_opened(session, other)
    assert QApplication.activeModalWidget() is None

    scan_on(session, "jobs", number)
    await order_opened(session, number)
    click(page.order.acts[OrderAct.REPAIR])
    await until(lambda: isinstance(dialog(), RepairDialog))
    form = cast("RepairDialog", dialog())
    type_into(form.country, "Deut")
    scan(form, other)
    await until(lambda: session.window.notices.shown())
    assert "Bitte erst abschließen" in session.window.notices.shown()[-1].text
    assert form.isVisible()
    assert form.country.text() == "Deut"
    click(button(form, "Abbrechen"))


async def test_an_answer_that_comes_late_does_not_replace_a_newer_one(
    shop: Shop, open_console: OpenConsole, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = [an_order(number) for number in (1, 2)]
    await fill(shop, orders)
    session = await open_console(shop)
    find, later = shop.core.lookup.find, asyncio.Event()

    async def overtaken(code: str) -> Found:
        found = await find(code)
        if code == orders[0]["number"]:
            await later.wait()
        return found

    monkeypatch.setattr(shop.core.lookup, "find", overtaken)
    for order in orders:
        scan_on(session, "jobs", order["number"])
    await order_opened(session, orders[1]["number"])
    later.set()
    await until(lambda: not session.tasks.running)
    await order_opened(session, orders[1]["number"])
