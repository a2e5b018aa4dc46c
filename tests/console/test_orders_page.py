"""The orders page as a person uses it: finds, reads, repairs, reports again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.modeltest import ModelTester
from sqlalchemy import select

import temu_desktop.orders
from temu_desktop.attention.model import IssueRule
from temu_desktop.console.desk import Target
from temu_desktop.console.pages.orders import event_words
from temu_desktop.console.pages.orders.page import OrdersPage
from temu_desktop.console.pages.orders.repair_dialog import RepairDialog
from temu_desktop.console.pages.orders.stages import Stage, StepState, stage_of
from temu_desktop.console.pages.orders.words import stage_name
from temu_desktop.console.theme import Mode
from temu_desktop.database import schema
from temu_desktop.events import OrdersChanged
from temu_desktop.maintenance.repository import personal_data
from temu_desktop.orders.filtering import OrderView, SortBy
from temu_desktop.orders.states import OrderAct
from temu_desktop.texts import Texts
from temu_desktop.timeline.model import Entry, StoredEntry, Subject
from tests.console.conftest import OpenConsole, OpenPage
from tests.console.hand import (
    button,
    click,
    click_cell,
    dialog,
    photograph,
    press,
    scan,
    settled,
    type_into,
    until,
    words,
)
from tests.console.looks import LOOKS
from tests.core_fixtures import OpenShop, Shop
from tests.integration.orders.rows import a_line, a_parcel, an_export, an_order, complain, put

LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff" * 8 + "X" * 20
ARABIC = "محمد بن عبد الله"


async def opened(
    open_page: OpenPage, shop: Shop, language: str = "de", mode: Mode = Mode.LIGHT
) -> OrdersPage:
    """The page, its table read and counted."""
    page = await open_page("orders", shop.core, language=language, mode=mode)
    assert isinstance(page, OrdersPage)
    await until(lambda: page.list.table.rows is not None and "  " in chip(page, OrderView.ALL))
    return page


def chip(page: OrdersPage, view: OrderView) -> str:
    return page.list.chips.chips[view].text()


def column(page: OrdersPage, place: int) -> list[str]:
    """What a column shows, from the top."""
    model = page.list.table.table_model
    return [
        str(model.data(model.index(row, place)) or "").strip("\u2068\u2069")
        for row in range(model.rowCount())
    ]


def numbers(page: OrdersPage) -> list[str]:
    return column(page, 1)


async def show(page: OrdersPage, number: str) -> None:
    """Open an order from the table by pressing its row."""
    await until(lambda: number in numbers(page))
    click_cell(page.list.table.view, numbers(page).index(number), 1)
    await until(lambda: shown(page) == number)


def shown(page: OrdersPage) -> str:
    return page.order.opened.details.number if page.order.opened is not None else ""


def is_shown(page: OrdersPage, number: str) -> bool:
    return shown(page) == number


def is_alone(page: OrdersPage, number: str) -> bool:
    return numbers(page) == [number]


def is_seen(page: OrdersPage, place: int, number: str) -> bool:
    return seen(page, place) == number


def acts(page: OrdersPage) -> set[OrderAct]:
    return {act for act, made in page.order.acts.items() if made.isVisible()}


def notes(page: OrdersPage) -> list[str]:
    """What the window would say."""
    said: list[str] = []
    page.desk.steering.note.connect(lambda _tone, text: said.append(text))
    return said


async def stage(shop: Shop, number: str) -> Stage:
    return stage_of((await shop.core.orders.details(number)).row)


async def fill(shop: Shop, orders: Sequence[dict[str, Any]], **beside: Any) -> None:
    """Orders straight in the tables; whoever listens is told."""
    await put(shop.core.database, orders, **beside)
    shop.core.bus.publish(OrdersChanged(tuple(one["number"] for one in orders), "test"))


async def test_a_rejected_order_is_repaired_and_goes_to_jtl(
    shop: Shop, open_page: OpenPage
) -> None:
    number = await shop.place(country="Atlantis")
    await shop.run_orders()
    page = await opened(open_page, shop)
    said = notes(page)
    click(page.list.chips.chips[OrderView.REJECTED])
    await show(page, number)
    assert "Abgelehnt: unbekanntes Land" in words(page.order)
    assert page.order.way.states()["taken"] is StepState.WRONG
    photograph(page, "orders-rejected-de-light")
    click(page.order.acts[OrderAct.REPAIR])
    await until(lambda: isinstance(dialog(), RepairDialog))
    form = dialog()
    assert isinstance(form, RepairDialog)
    assert form.country.text() == "Atlantis"
    type_into(form.country, "Lummerland")
    click(form.yes_button)
    assert "Dieses Land ist nicht bekannt" in form.complaint.text()
    photograph(form, "orders-repair-wrong-de-light")
    type_into(form.country, "Österreich")
    click(form.yes_button)
    await until(lambda: said)
    assert said[0].startswith("Berichtigen")
    await until(lambda: page.order.facts.repairs.isVisible())
    assert "Land: Atlantis → AT" in words(page.order)
    await shop.run_orders()
    await shop.tick(900)
    await shop.run_orders()
    await until(lambda: page.order.sign.word.text() == "In JTL")
    # It says so from the moment of the hand-over; the step is done when JTL has imported it.
    await until(lambda: page.order.way.states()["in_jtl"] is StepState.DONE)
    click(page.order.back)
    await until(lambda: chip(page, OrderView.REJECTED).endswith(" 0"))
    audit = await shop.ask(select(schema.audit.c.who, schema.audit.c.action))
    assert ("Lager", "order_repair") in [tuple(row) for row in audit]


async def test_an_unknown_article_is_replaced_by_one_that_is_found_in_jtl(
    open_shop: OpenShop, open_page: OpenPage
) -> None:
    shop = await open_shop(awkward=True, skus=40)
    number = await shop.place(awkward="unknown_article")
    await shop.run_orders()
    products = schema.products.c
    known = await shop.ask(select(products.sku).where(products.article_id.is_not(None)))
    page = await opened(open_page, shop)
    await show(page, number)
    click(page.order.acts[OrderAct.REPAIR])
    await until(lambda: isinstance(dialog(), RepairDialog))
    form = dialog()
    assert isinstance(form, RepairDialog)
    type_into(form.article.number, "NO-SUCH-ARTICLE")
    click(form.article.search)
    await until(lambda: form.article.said.isVisible())
    assert form.article.said.text() == "JTL hat keinen Artikel, der so beginnt."
    type_into(form.article.number, known[0].sku)
    press(form.article.number, "\r", Qt.Key.Key_Return)
    await until(lambda: form.article.hits.isVisible())
    photograph(form, "orders-repair-article-de-light")
    place = form.article.hits.visualItemRect(form.article.hits.item(0)).center()
    QTest.mouseClick(form.article.hits.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert form.article.number.text() == known[0].sku
    click(form.yes_button)
    await until(lambda: page.order.facts.repairs.isVisible())
    await shop.run_orders()
    await shop.tick(900)
    await shop.run_orders()
    assert await stage(shop, number) is Stage.IN_JTL


NO_SENSE = [
    ("quantity", "viele", "Eine ganze Zahl eingeben."),
    ("quantity", "-1", "Die Menge liegt außerhalb des Möglichen."),
    ("net", "abc", "Eine Zahl eingeben, zum Beispiel 8,40."),
    ("net", "1", "Netto, Brutto und Steuersatz passen nicht zusammen."),
    ("rate", "119", "Der Steuersatz muss zwischen 0 und 99 liegen."),
    ("factor", "0", "Stück je Einheit muss eine ganze Zahl ab 1 sein."),
]


async def test_a_value_that_makes_no_sense_is_named_and_nothing_is_kept(
    shop: Shop, open_page: OpenPage
) -> None:
    order = an_order(1, status="wartend")
    await fill(shop, [order], lines=[a_line(order)])
    page = await opened(open_page, shop)
    await show(page, order["number"])
    for field, text, complaint in NO_SENSE:
        click(page.order.acts[OrderAct.REPAIR])
        await until(lambda: isinstance(dialog(), RepairDialog))
        form = cast("RepairDialog", dialog())
        click(form.yes_button)
        assert form.complaint.text() == "Mindestens eine Angabe ändern."
        box = cast("QLineEdit", getattr(form, field))
        type_into(box, text)
        click(form.yes_button)
        assert form.complaint.text() == complaint
        assert box.property("tone") == "bad"
        click(form.no_button)
        await settled(page)
        assert QApplication.activeModalWidget() is None
    assert (await shop.core.orders.details(order["number"])).repairs == ()


async def test_a_refused_shipment_is_reported_again(shop: Shop, open_page: OpenPage) -> None:
    good = await shop.ask(select(schema.carrier_mappings))
    await map_all(shop, good, carrier_id=999_999)
    number = await shop.place()
    await shop.until_shipped(number)
    await shop.run_orders()
    await map_all(shop, good)
    page = await opened(open_page, shop)
    await show(page, number)
    assert page.order.sign.word.text() == "Nicht gemeldet"
    assert page.order.way.states()["reported"] is StepState.WRONG
    page.order.tabs.setCurrentIndex(2)
    await settled(page)
    assert "Abgelehnt: unbekannter Versanddienstleister" in words(page.order)
    photograph(page, "orders-refused-parcel-de-light")
    page.order.tabs.setCurrentIndex(0)
    photograph(page, "orders-refused-de-light")
    click(page.order.acts[OrderAct.REPORT_AGAIN])
    await until(lambda: button(dialog(), "Erneut melden"))
    photograph(dialog(), "orders-report-again-de-light")
    click(button(dialog(), "Erneut melden"))
    await until(lambda: OrderAct.REPORT_AGAIN not in acts(page))
    await shop.run_orders(mode="tracking_only")
    await until(lambda: page.order.sign.word.text() == "Gemeldet")
    assert await stage(shop, number) is Stage.REPORTED


async def map_all(shop: Shop, mappings: Sequence[Any], **changes: Any) -> None:
    names = ("method_id", "method_name", "region_id", "carrier_id", "carrier_name")
    rows = [
        {**{name: getattr(row, name) for name in names}, "sends_no_tracking": False, **changes}
        for row in mappings
        if not row.sends_no_tracking
    ]
    await shop.core.operator.map_carriers(rows, "test")


async def test_a_question_that_is_answered_with_no_changes_nothing(
    shop: Shop, open_page: OpenPage
) -> None:
    number = await shop.place()
    await shop.temu.order_act(number, "ask_to_cancel")
    await shop.run_orders()
    page = await opened(open_page, shop)
    await show(page, number)
    assert {OrderAct.AGREE_TO_CANCEL, OrderAct.SHIP_ALL_THE_SAME} <= acts(page)
    photograph(page, "orders-wish-to-cancel-de-light")
    click(page.order.acts[OrderAct.AGREE_TO_CANCEL])
    await until(lambda: button(dialog(), "Storno zustimmen"))
    click(button(dialog(), "Zurück"))
    await settled(page)
    assert page.order.acts[OrderAct.AGREE_TO_CANCEL].isEnabled()
    assert (await shop.core.orders.details(number)).repairs == ()


async def test_a_wish_to_cancel_is_granted_after_one_question(
    shop: Shop, open_page: OpenPage
) -> None:
    number = await shop.place()
    await shop.temu.order_act(number, "ask_to_cancel")
    await shop.run_orders()
    page = await opened(open_page, shop)
    await show(page, number)
    click(page.order.acts[OrderAct.AGREE_TO_CANCEL])
    await until(lambda: button(dialog(), "Storno zustimmen"))
    click(button(dialog(), "Storno zustimmen"))
    await until(lambda: "Storno zugestimmt" in words(page.order))
    await shop.run_orders()
    await until(lambda: page.order.sign.word.text() == "Storniert")
    assert acts(page) == set()


async def test_a_held_order_is_released_and_one_with_an_issue_marked_as_handled(
    shop: Shop, open_page: OpenPage
) -> None:
    held, warned = an_order(1, hold_reason="risk_control"), an_order(2, status="xml_erstellt")
    await fill(shop, [held, warned], lines=[a_line(held), a_line(warned)])
    await complain(shop.core.database, IssueRule.ORDER_WARNING, warned["number"])
    page = await opened(open_page, shop)
    await show(page, held["number"])
    assert "Angehalten: TEMU prüft den Auftrag" in words(page.order)
    click(page.order.acts[OrderAct.RELEASE_HOLD])
    await until(lambda: button(dialog(), "Freigeben"))
    click(button(dialog(), "Freigeben"))
    await until(lambda: OrderAct.RELEASE_HOLD not in acts(page))
    click(page.order.back)
    click(page.list.chips.chips[OrderView.NEEDS_PERSON])
    await until(lambda: numbers(page) == [warned["number"]])
    await show(page, warned["number"])
    click(page.order.acts[OrderAct.MARK_HANDLED])
    await until(lambda: button(dialog(), "Als erledigt markieren"))
    click(button(dialog(), "Als erledigt markieren"))
    await until(lambda: OrderAct.MARK_HANDLED not in acts(page))
    click(page.order.back)
    await until(lambda: page.list.table.empty.isVisible())
    assert "Kein Auftrag passt" in words(page)
    photograph(page, "orders-nothing-fits-de-light")
    click(button(page, "Alle Aufträge zeigen"))
    await until(lambda: len(numbers(page)) == 2)


async def test_a_rejected_record_is_given_up_only_with_a_reason(
    shop: Shop, open_page: OpenPage
) -> None:
    number = await shop.place(country="Atlantis")
    await shop.run_orders()
    page = await opened(open_page, shop)
    await show(page, number)
    click(page.order.acts[OrderAct.GIVE_UP])
    await until(lambda: button(dialog(), "Aufgeben"))
    form = dialog()
    click(button(form, "Aufgeben"))
    await until(lambda: "Einen Grund" in words(form))
    photograph(form, "orders-give-up-de-light")
    type_into(form.findChildren(QLineEdit)[0], "von Hand versandt")
    click(button(form, "Aufgeben"))
    await until(lambda: page.order.sign.word.text() == "Extern")
    assert "Aufgegeben: \u2068von Hand versandt\u2069" in words(page.order)


async def test_an_act_that_came_too_late_says_why_and_changes_nothing(
    shop: Shop, open_page: OpenPage
) -> None:
    order = an_order(1, hold_reason="risk_control")
    await fill(shop, [order], lines=[a_line(order)])
    page = await opened(open_page, shop)
    said = notes(page)
    await show(page, order["number"])
    click(page.order.acts[OrderAct.RELEASE_HOLD])
    await until(lambda: button(dialog(), "Freigeben"))
    await shop.core.orders.release_hold(order["number"], "Rosa")
    click(button(dialog(), "Freigeben"))
    await until(lambda: said)
    assert said == ["Der Auftrag ist nicht mehr angehalten. Es wurde nichts geändert."]


async def test_views_search_and_sorting_work_together_and_survive_a_restart(
    shop: Shop, open_page: OpenPage
) -> None:
    orders = [
        an_order(1, recipient_name="Zoe Adler", recipient_last_name="Adler"),
        an_order(2, recipient_name="Anna Becker", recipient_last_name="Becker"),
        an_order(3, status="xml_erstellt"),
    ]
    await fill(shop, orders)
    page = await opened(open_page, shop)
    click(page.list.chips.chips[OrderView.NEW])
    await until(lambda: len(numbers(page)) == 2)
    head = page.list.table.view.horizontalHeader()
    place = head.sectionViewportPosition(2) + 20
    for _ in range(2):
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=head.rect().center())
        await settled(page)
    before = page.list.table.wanted.sort
    point = head.rect().center()
    point.setX(place)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=point)
    await until(lambda: page.list.table.wanted.sort is SortBy.BUYER and before is not None)
    await until(lambda: column(page, 2) == ["Anna Becker", "Zoe Adler"])
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=point)
    await until(lambda: column(page, 2) == ["Zoe Adler", "Anna Becker"])
    head.resizeSection(1, 333)
    type_into(page.list.search, "beck")
    await until(lambda: column(page, 2) == ["Anna Becker"])
    page.desk.memory.save()
    again = await opened(open_page, shop)
    assert again.list.table.wanted.view is OrderView.NEW
    assert (again.list.table.wanted.sort, again.list.table.wanted.descending) == (
        *(SortBy.BUYER,),
        True,
    )
    assert again.list.search.text() == ""
    assert again.list.table.view.horizontalHeader().sectionSize(1) == 333
    assert column(again, 2) == ["Zoe Adler", "Anna Becker"]


async def test_ten_thousand_orders_scroll_from_the_top_to_the_end_and_stay_in_place(
    shop: Shop, open_page: OpenPage
) -> None:
    """More than are counted at first; the middle is reached by dragging the scroll bar."""
    await fill(shop, [an_order(key) for key in range(1, 10_501)])
    page = await opened(open_page, shop)
    table = page.list.table
    await until(lambda: table.table_model.rowCount() == 10_500)
    assert page.list.count.text() == "10.500 gefunden"
    bar = table.view.verticalScrollBar()
    for place in (5000, 0, 7777):
        bar.setValue(place)
        await until(partial(is_seen, page, place, an_order(10_500 - place)["number"]))
    bar.setValue(bar.maximum())
    await until(lambda: seen(page, 10_499) == an_order(1)["number"])
    bar.setValue(5000)
    await until(lambda: seen(page, 5003) == an_order(5497)["number"])
    table.view.setCurrentIndex(table.table_model.index(5003, 1))
    await fill(shop, [an_order(key) for key in range(10_501, 10_521)])
    await until(lambda: table.table_model.rowCount() == 10_520)
    await until(lambda: bar.value() == 5020)
    assert table.chosen == an_order(5497)["number"]


def seen(page: OrdersPage, row: int) -> str:
    model = page.list.table.table_model
    return str(model.data(model.index(row, 1)))


async def test_the_table_s_model_keeps_qt_s_rules_while_orders_come_and_go(
    shop: Shop, open_page: OpenPage, qtmodeltester: ModelTester
) -> None:
    await fill(shop, [an_order(key) for key in range(1, 301)])
    page = await opened(open_page, shop)
    model = page.list.table.table_model
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    page.list.table.view.verticalScrollBar().setValue(250)
    await until(lambda: seen(page, 255) == an_order(45)["number"])
    await fill(shop, [an_order(key) for key in range(301, 321)])
    await until(lambda: model.rowCount() == 320)
    click(page.list.chips.chips[OrderView.EXTERNAL])
    await until(lambda: model.rowCount() == 0)
    await show_lines(page)


async def show_lines(page: OrdersPage) -> None:
    click(page.list.chips.chips[OrderView.ALL])
    await until(lambda: page.list.table.table_model.rowCount() == 320)


async def test_only_what_is_shown_is_read_again(shop: Shop, open_page: OpenPage) -> None:
    orders = [an_order(1), an_order(2)]
    await fill(shop, orders, lines=[a_line(orders[0])])
    page = await opened(open_page, shop)
    await show(page, orders[0]["number"])
    first = page.order.opened
    shop.core.bus.publish(OrdersChanged((orders[1]["number"],), "test"))
    await settled(page)
    await settled(page)
    assert page.order.opened is first
    shop.core.bus.publish(OrdersChanged((orders[0]["number"],), "test"))
    await until(lambda: page.order.opened is not first)
    page.hide()
    last = page.order.opened
    shop.core.bus.publish(OrdersChanged((orders[0]["number"],), "test"))
    await settled(page)
    assert page.order.opened is last
    page.show()
    await until(lambda: page.order.opened is not last)


async def test_a_scan_opens_its_order_from_any_page(shop: Shop, open_console: OpenConsole) -> None:
    number = await shop.place()
    await shop.until_shipped(number)
    rejected = await shop.place(country="Atlantis")
    await shop.run_orders()
    (parcel,) = (await shop.core.orders.details(number)).parcels
    session = await open_console(shop)
    for code, order in ((parcel.tracking, number), (rejected, rejected), (number, number)):
        session.window.open("jobs")
        scan(session.window.rail.page_button("jobs"), code)
        page = await until_page(session)
        await until(partial(is_shown, page, order))
        assert page.list.search.text() == code
        page.close_order()
        await until(partial(is_alone, page, order))
    await settled(session.window)
    assert page.list.width() >= 900
    photograph(session.window, "orders-window-scanned-de-light")


async def until_page(session: Any) -> OrdersPage:
    await until(lambda: isinstance(session.window.page, OrdersPage))
    page = session.window.page
    assert isinstance(page, OrdersPage)
    return page


async def test_an_order_of_another_shop_is_said_to_be_none_of_ours(
    shop: Shop, open_page: OpenPage
) -> None:
    order = an_order(1)
    await fill(shop, [order])
    page = await opened(open_page, shop)
    said = notes(page)
    page.show_target(Target("orders", "PO-999-OF-ANOTHER-SHOP"))
    await until(lambda: said)
    assert said == ["Kein Auftrag PO-999-OF-ANOTHER-SHOP in diesem Shop."]
    assert page.list.table.isVisible()
    page.show_target(Target("orders", view=OrderView.OVERDUE.value))
    await until(lambda: page.list.table.wanted.view is OrderView.OVERDUE)
    page.show_target(Target("orders", order["number"]))
    await until(lambda: shown(page) == order["number"])


async def test_an_empty_shop_says_where_orders_come_from(shop: Shop, open_page: OpenPage) -> None:
    page = await opened(open_page, shop)
    await until(lambda: page.list.table.empty.isVisible())
    assert "Noch keine Aufträge" in words(page)
    photograph(page, "orders-empty-de-light")


async def awkward(shop: Shop) -> dict[str, Any]:
    """A name without a blank as long as is kept, 200 lines, parcels with all they can have."""
    order = an_order(
        *(1,),
        recipient_name=LONG_NAME[:200],
        recipient_first_name=LONG_NAME[:100],
        recipient_last_name=LONG_NAME[100:200],
        status="versendet",
        exported=True,
        street="Donaudampfschifffahrtsgesellschaftskapitänsstraße 4711",
        city="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    )
    lines = [
        a_line(order, line_number=f"076-{place:04d}", name=f"Tasse mit Henkel {place} " * 5)
        for place in range(200)
    ]
    parcels = [
        a_parcel(order, f"JJD{place:017d}", package_key=place, report_state="refused")
        | {"error_code": "carrier_invalid", "method_name": "DHL Paket"}
        for place in range(1, 4)
    ]
    exports = [an_export(order, "AU-4711")]
    await fill(shop, [order], lines=lines, parcels=parcels, exports=exports)
    return order


async def test_two_hundred_lines_and_the_longest_name_that_is_kept_fit(
    shop: Shop, open_page: OpenPage
) -> None:
    order = await awkward(shop)
    page = await opened(open_page, shop)
    await show(page, order["number"])
    assert page.order.lines.rows.rowCount() == 200
    assert page.order.tabs.tabText(1) == "Positionen (200)"
    for tab in range(page.order.tabs.count()):
        page.order.tabs.setCurrentIndex(tab)
        await settled(page)
        photograph(page, f"orders-awkward-{tab}-de-light")
    assert page.width() == 1048
    page.order.tabs.setCurrentIndex(0)
    click(page.order.facts.copy)
    assert LONG_NAME[:100] in QGuiApplication.clipboard().text()


@pytest.mark.parametrize("name", [LONG_NAME, (ARABIC * 20)[:300]], ids=["latin", "arabic"])
async def test_a_name_of_300_characters_and_200_lines_come_all_the_way_from_temu(
    shop: Shop, open_page: OpenPage, name: str
) -> None:
    assert len(name) == 300
    skus = [int(str(sku["sku_id"])) for sku in await shop.temu.skus()]
    lines = [{"sku_id": skus[place % 5], "quantity": 1} for place in range(200)]
    number = await shop.place(lines=lines)
    await shop.temu.order_act(number, "change_address", first_name="", last_name=name)
    other = await shop.place()
    await shop.run_orders()
    page = await opened(open_page, shop)
    await show(page, number)
    assert page.order.lines.rows.rowCount() == 200
    address = (await shop.core.orders.details(number)).address
    assert address is not None
    assert name.startswith(address.last_name)
    assert 99 <= len(address.last_name) <= 100
    assert "address_cut" not in (await shop.core.orders.details(other)).warnings
    assert "Namen und Anschrift füllen" in words(page.order.facts.remarks)
    script = "arabic" if name[0] == ARABIC[0] else "latin"
    await settled(page)
    assert page.width() == 1048
    photograph(page, f"orders-name-of-300-{script}-de-light")
    await shop.tick(900)
    await shop.run_orders()
    assert await stage(shop, number) is Stage.IN_JTL


async def test_a_name_from_right_to_left_stays_in_its_place(
    shop: Shop, open_page: OpenPage
) -> None:
    order = an_order(1, recipient_name=ARABIC, recipient_last_name=ARABIC)
    await fill(shop, [order], lines=[a_line(order)])
    page = await opened(open_page, shop)
    assert column(page, 2) == [ARABIC]
    photograph(page, "orders-arabic-table-de-light")
    await show(page, order["number"])
    assert page.order.about.text().startswith(f"\u2068{ARABIC}\u2069\u00a0\u00a0·  DE")
    photograph(page, "orders-arabic-de-light")


async def test_the_language_changes_while_an_order_is_open_and_a_run_is_on(
    shop: Shop, open_page: OpenPage
) -> None:
    number = await shop.place()
    await shop.run_orders()
    page = await opened(open_page, shop)
    await show(page, number)
    assert "Versenden: " in page.order.deadline.text()
    run = page.desk.tasks.run(page, shop.run_orders())
    page.desk.languages.use("en")
    await settled(page)
    assert run is not None
    await run
    assert "Ship by: " in page.order.deadline.text()
    assert page.order.back.text() == "All orders"
    page.close_order()
    await settled(page)
    assert page.list.heading.text() == "Orders"
    assert chip(page, OrderView.REJECTED).startswith("Rejected")


async def test_the_document_is_read_in_lines_and_copied_as_it_went(
    shop: Shop, open_page: OpenPage
) -> None:
    number = await shop.place()
    await shop.run_orders()
    page = await opened(open_page, shop)
    await show(page, number)
    page.order.tabs.setCurrentIndex(4)
    await settled(page)
    document = page.order.document
    assert document.text.isReadOnly()
    assert document.text.blockCount() > 20
    click(document.copy)
    details = await shop.core.orders.details(number)
    assert QGuiApplication.clipboard().text() == details.xml


async def test_why_there_is_no_document_is_said(shop: Shop, open_page: OpenPage) -> None:
    number = await shop.place()
    await shop.run_orders()
    await shop.until_shipped(number)
    await shop.run_orders()
    later = shop.core.clock.now() + timedelta(days=1)
    await shop.core.database.write(lambda uow: personal_data(later)(uow.connection))
    await fill(shop, [new := an_order(99)])
    page = await opened(open_page, shop)
    await show(page, number)
    page.order.tabs.setCurrentIndex(4)
    await settled(page)
    nothing = page.order.document.nothing
    assert nothing.isVisible()
    assert nothing.text() == "Der Beleg wurde zusammen mit den Daten des Empfängers gelöscht."
    await show(page, new["number"])
    assert nothing.text() == "Es gibt keinen Beleg. Er entsteht, wenn der Auftrag an JTL geht."


async def test_side_by_side_where_there_is_room(shop: Shop, open_page: OpenPage) -> None:
    orders = [an_order(key) for key in range(1, 30)]
    await fill(shop, orders, lines=[a_line(one) for one in orders])
    page = await opened(open_page, shop)
    page.resize(1688, 1000)
    await settled(page)
    alone = page.list.width()
    assert alone > 1600, "the table has all the room until an order is opened"
    photograph(page, "orders-wide-alone-de-light")
    await show(page, orders[27]["number"])
    assert page.list.isVisible()
    assert page.list.width() < alone
    assert page.order.back.text() == "Schließen"
    photograph(page, "orders-wide-de-light")
    click(page.order.back)
    await settled(page)
    assert page.list.width() == alone
    await show(page, orders[27]["number"])
    page.resize(1048, 728)
    await settled(page)
    assert not page.list.isVisible()
    press(page.order.tabs, "\x1b", Qt.Key.Key_Escape)
    await until(lambda: page.list.isVisible())


async def test_enter_opens_the_marked_order(shop: Shop, open_page: OpenPage) -> None:
    await fill(shop, [an_order(1), an_order(2)])
    page = await opened(open_page, shop)
    view = page.list.table.view
    view.setFocus()
    view.setCurrentIndex(page.list.table.table_model.index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    await until(lambda: shown(page) == an_order(1)["number"])


@pytest.mark.parametrize(("language", "mode"), LOOKS)
async def test_every_state_looks_right_in_both_languages_and_modes(
    shop: Shop, open_page: OpenPage, language: str, mode: Mode
) -> None:
    looks = f"{language}-{mode.value}"
    rejected = await shop.place(country="Atlantis")
    asked, shipped = await shop.place(), await shop.place()
    await shop.temu.order_act(asked, "ask_to_cancel")
    await shop.until_shipped(shipped)
    await shop.run_orders()
    now = shop.core.clock.now()
    await put(
        shop.core.database,
        [
            an_order(900, ordered_at=now, ship_by_at=now + timedelta(hours=2)),
            an_order(901, ordered_at=now, ship_by_at=now - timedelta(hours=3)),
            an_order(902, ordered_at=now, status="xml_erstellt", cancelled_at=now, exported=True),
            an_order(903, ordered_at=now, status="extern", recipient_name=ARABIC),
        ],
    )
    await complain(shop.core.database, IssueRule.CANCELLED_AFTER_EXPORT, an_order(902)["number"])
    page = await opened(open_page, shop, language, mode)
    await settled(page)
    photograph(page, f"orders-table-{looks}")
    for name, number in (("rejected", rejected), ("asked", asked), ("shipped", shipped)):
        await show(page, number)
        await settled(page)
        photograph(page, f"orders-{name}-{looks}")
        if name == "rejected":
            click(page.order.acts[OrderAct.REPAIR])
            await until(lambda: isinstance(dialog(), RepairDialog))
            await settled(dialog())
            photograph(dialog(), f"orders-repair-{looks}")
            dialog().close()
            await settled(page)
        if name == "shipped":
            for tab in range(1, 5):
                page.order.tabs.setCurrentIndex(tab)
                await settled(page)
                photograph(page, f"orders-shipped-{tab}-{looks}")
        click(page.order.back)
        await until(lambda: page.list.isVisible())


def test_every_event_of_a_timeline_has_words_in_both_languages() -> None:
    """The codes as they stand in the core, and all acts of persons."""
    source = "\n".join(
        file.read_text(encoding="utf-8")
        for file in Path(temu_desktop.orders.__file__).parent.glob("*.py")
    )
    recorded = set(re.findall(r'Entry\(\s*Subject\.ORDER,[^"]*?"([a-z_]+)"', source))
    recorded |= set(re.findall(r'\],\s*"([a-z_]+)",?\s*\)', source))
    recorded |= {f"person_{act}" for act in re.findall(r'_note\(uow, it, "([a-z_]+)"', source)}
    recorded |= {"order_moved", "cancellation_over", "reported", "refused", "shipped_elsewhere"}
    recorded -= {"order", "id"}
    assert {"order_seen", "in_jtl", "xml_built", "person_repair", "shipped"} <= recorded
    for language in ("de", "en"):
        texts = Texts.load(language)
        for event in recorded:
            data = {
                "from": "wartend",
                "to": "importiert",
                "field": "price",
                "pieces": {"1": "2 → 1"},
                "parcels": 1,
                "hold": "risk_control",
                "answer": "deny",
                "reason": "x",
                "temu_status": 2,
                "status": "importiert",
                "repairs": [],
            }
            entry = Entry(Subject.ORDER, "PO-1", event, data if event != "shipped" else {})
            told = event_words.event_words(
                StoredEntry(entry, an_order(1)["ordered_at"], None, None), texts
            )
            assert told != event, event


def test_every_state_of_an_order_has_a_name() -> None:
    assert len({stage_name(one) for one in Stage}) == len(Stage)
