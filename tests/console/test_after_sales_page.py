"""The page of after-sales cases: read, filtered, and led on to the order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester

from temu_desktop.console.desk import Target
from temu_desktop.console.pages.after_sales.page import AfterSalesPage
from temu_desktop.console.theme import Mode
from temu_desktop.console.words.after_sales import case_sign, case_status_name
from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.events import RunFinished
from temu_desktop.ids import RunId
from temu_desktop.jobs.model import SYNC_ORDERS
from temu_desktop.orders.cases import CaseStatus
from tests.console.conftest import OpenPage
from tests.console.hand import click, click_cell, photograph, settled, type_into, until, words
from tests.console.looks import LOOKS
from tests.core_fixtures import Shop


async def opened(
    open_page: OpenPage, shop: Shop, language: str = "de", mode: Mode = Mode.LIGHT
) -> AfterSalesPage:
    page = await open_page("after_sales", shop.core, language=language, mode=mode)
    assert isinstance(page, AfterSalesPage)
    await until(lambda: page.cases.rowCount() or page.empty.isVisible())
    return page


def a_case(shop: Shop, key: int, **changes: Any) -> dict[str, Any]:
    """The higher the key, the newer; its state goes round all that TEMU has."""
    now = shop.core.clock.now()
    act_by = now + timedelta(hours=key)
    return {
        "parent_after_sales_sn": f"PO-076-{key:08d}-D01",
        "order_number": f"PO-076-{key:08d}",
        "kind": str(key % 2 + 1),
        "status": key % 11 + 1,
        "payload": {"act_by": act_by.isoformat()},
        "updated_at": now - timedelta(days=30) + timedelta(minutes=key),
        **changes,
    }


async def fill(shop: Shop, cases: list[dict[str, Any]]) -> None:
    await shop.core.database.write(
        lambda uow: insert_rows(uow.connection, schema.after_sales, cases)
    )


def orders(page: AfterSalesPage) -> list[str]:
    model = page.cases
    return [str(model.data(model.index(row, 1))) for row in range(model.rowCount())]


async def test_cases_are_read_to_the_end_as_far_as_somebody_scrolls(
    shop: Shop, open_page: OpenPage, qtmodeltester: ModelTester
) -> None:
    await fill(shop, [a_case(shop, key) for key in range(450)])
    page = await opened(open_page, shop)
    qtmodeltester.check(page.cases)  # type: ignore[no-untyped-call]
    assert orders(page)[0] == "PO-076-00000449"
    page.table.scrollToBottom()
    await until(lambda: page.cases.rowCount() == 400)
    page.table.scrollToBottom()
    await until(lambda: page.cases.rowCount() == 450)
    assert orders(page) == [f"PO-076-{key:08d}" for key in reversed(range(450))]


async def test_a_case_leads_to_its_order(shop: Shop, open_page: OpenPage) -> None:
    await fill(shop, [a_case(shop, key) for key in range(3)])
    page = await opened(open_page, shop)
    targets: list[Target] = []
    page.desk.steering.go.connect(targets.append)
    click_cell(page.table, 1, 2)
    page.table.setCurrentIndex(page.cases.index(2, 0))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert [target.subject for target in targets] == ["PO-076-00000001", "PO-076-00000000"]
    assert {target.page for target in targets} == {"orders"}


async def test_only_open_cases_are_shown_where_they_are_wanted_and_after_a_restart(
    shop: Shop, open_page: OpenPage
) -> None:
    await fill(shop, [a_case(shop, key) for key in range(11)])
    page = await opened(open_page, shop)
    assert page.cases.rowCount() == 11
    click(page.open)
    await until(lambda: page.cases.rowCount() == 8)
    shown = {page.cases.row_at(row).status for row in range(8)}  # type: ignore[union-attr]
    assert not shown & {CaseStatus.REFUNDED, CaseStatus.WITHDRAWN, CaseStatus.REFUSED}
    page.desk.memory.save()
    again = await opened(open_page, shop)
    assert again.open.isChecked()
    assert again.cases.rowCount() == 8


async def test_the_cases_of_one_order_are_found(shop: Shop, open_page: OpenPage) -> None:
    await fill(shop, [a_case(shop, key) for key in range(5)])
    page = await opened(open_page, shop)
    type_into(page.search, "PO-076-00000003")
    await until(lambda: orders(page) == ["PO-076-00000003"])
    type_into(page.search, "PO-999-OF-ANOTHER-SHOP")
    await until(lambda: page.empty.isVisible())
    assert "Kein Fall passt" in words(page)
    page.show_target(Target("after_sales", "PO-076-00000001"))
    await until(lambda: orders(page) == ["PO-076-00000001"])
    page.show_target(Target("after_sales"))
    await until(lambda: page.cases.rowCount() == 5)


async def test_new_cases_come_with_the_end_of_a_run_and_the_marked_one_stays_marked(
    shop: Shop, open_page: OpenPage
) -> None:
    await fill(shop, [a_case(shop, key) for key in range(3)])
    page = await opened(open_page, shop)
    page.table.setCurrentIndex(page.cases.index(0, 0))
    await fill(shop, [a_case(shop, 7)])
    shop.core.bus.publish(RunFinished(RunId("r"), SYNC_ORDERS, "success"))
    await until(lambda: page.cases.rowCount() == 4)
    assert page.table.currentIndex().row() == 1


async def test_a_shop_without_cases_says_so(shop: Shop, open_page: OpenPage) -> None:
    page = await opened(open_page, shop)
    assert "Keine Fälle" in words(page)
    photograph(page, "after-sales-empty-de-light")


async def test_a_case_that_nobody_knows_how_to_read_is_shown_all_the_same(
    shop: Shop, open_page: OpenPage
) -> None:
    bare = a_case(shop, 1, kind=None, status=99, payload=None)
    await fill(shop, [bare])
    page = await opened(open_page, shop)
    model = page.cases
    texts = [str(model.data(model.index(0, place))) for place in range(model.columnCount())]
    assert texts[0] == "Unbekannt"
    assert texts[3:] == ["", "–"]


@pytest.mark.parametrize(("language", "mode"), LOOKS)
async def test_every_state_looks_right_and_the_language_changes_while_it_is_seen(
    shop: Shop, open_page: OpenPage, language: str, mode: Mode
) -> None:
    await fill(shop, [a_case(shop, key) for key in range(11)])
    page = await opened(open_page, shop, language, mode)
    await settled(page)
    photograph(page, f"after-sales-{language}-{mode.value}")
    other = {"de": "en", "en": "de"}[language]
    page.desk.languages.use(other)
    await settled(page)
    assert page.heading.text() == {"de": "Retouren", "en": "After-sales"}[other]


def test_every_state_of_a_case_has_a_name_and_a_sign() -> None:
    assert len({case_status_name(one) for one in CaseStatus}) == len(CaseStatus)
    assert all(case_sign(one) for one in CaseStatus)
