"""The first page: figures that lead somewhere, and issues with a button that helps."""

from __future__ import annotations

import pytest
from PySide6.QtCharts import QBarSeries, QBarSet

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import raise_issues
from temu_desktop.console.desk import Target
from temu_desktop.console.pages.overview.page import OverviewPage
from temu_desktop.console.theme import Mode
from tests.console.conftest import OpenPage
from tests.console.hand import button, click, dialog, photograph, settled, until, words
from tests.console.looks import LOOKS
from tests.core_fixtures import OpenShop, Shop


async def opened(
    open_page: OpenPage, shop: Shop, language: str = "de", mode: Mode = Mode.LIGHT
) -> OverviewPage:
    page = await open_page("overview", shop.core, language=language, mode=mode)
    assert isinstance(page, OverviewPage)
    await until(lambda: page.charts is not None and page.charts.isVisible())
    return page


async def test_an_empty_shop_is_in_order(open_shop: OpenShop, open_page: OpenPage) -> None:
    page = await opened(open_page, await open_shop(skus=1, in_step=False))
    assert page.tiles.tiles["new"].figure.text() == "0"
    assert "Alles in Ordnung" in words(page)
    photograph(page, "overview-empty-de-light")


async def test_a_tile_leads_to_what_it_counts(shop: Shop, open_page: OpenPage) -> None:
    await shop.place()
    await shop.run_orders()
    page = await opened(open_page, shop)
    went: list[Target] = []
    page.desk.steering.go.connect(went.append)
    await until(lambda: page.tiles.tiles["exported"].figure.text() == "1")
    click(page.tiles.tiles["exported"])
    assert went == [Target("orders", view="in_jtl")]


async def test_the_chart_of_orders_has_a_bar_a_day_as_high_as_its_orders(
    shop: Shop, open_page: OpenPage
) -> None:
    for _ in range(3):
        await shop.place()
    await shop.run_orders()
    page = await opened(open_page, shop)
    assert page.charts is not None
    view = page.charts.charts[0]

    def bars() -> list[float]:
        found = [one for one in view.chart().series() if isinstance(one, QBarSeries)]
        (bar,) = found[0].barSets() if found else (QBarSet(""),)
        return [bar.at(place) for place in range(bar.count())]

    await until(lambda: bars()[-1:] == [3])
    assert sum(bars()) == 3
    await shop.place()
    await shop.run_orders()
    await until(lambda: bars()[-1:] == [4], "drawn anew without a touch")


async def test_figures_follow_what_happens_without_a_touch(shop: Shop, open_page: OpenPage) -> None:
    page = await opened(open_page, shop)
    assert page.tiles.tiles["exported"].figure.text() == "0"
    await shop.place()
    await shop.run_orders()
    await until(lambda: page.tiles.tiles["exported"].figure.text() == "1")


@pytest.mark.parametrize(("language", "mode"), LOOKS)
async def test_what_is_wrong_is_said_with_a_button_that_helps(
    open_shop: OpenShop, open_page: OpenPage, language: str, mode: Mode
) -> None:
    shop = await open_shop(skus=30, in_step=False)
    await shop.run_inventory("full")
    page = await opened(open_page, shop, language, mode)
    await until(lambda: page.issues.rows())
    await settled(page)
    photograph(page, f"overview-issues-{language}-{mode.value}")
    row = page.issues.rows()[0]
    approve = {"de": "Ansehen und freigeben", "en": "Look and approve"}[language]
    assert row.act.text() == approve
    click(row.act)
    let_go = {"de": "Freigeben", "en": "Approve"}[language]
    await until(lambda: button(dialog(), let_go))
    photograph(dialog(), f"overview-approval-{language}-{mode.value}")
    click(button(dialog(), let_go))
    await until(lambda: not page.issues.rows() or page.issues.rows()[0] is not row)
    assert await shop.core.operator.waiting() == []


async def with_many_issues(open_page: OpenPage, shop: Shop) -> OverviewPage:
    """25 of them, ten of which are shown."""
    for number in range(25):
        await shop.place(country=f"Atlantis {number}")
    await shop.run_orders()
    page = await opened(open_page, shop)
    await until(lambda: len(page.issues.rows()) == 10)
    return page


def numbers(page: OverviewPage) -> list[int]:
    return [row.item.id for row in page.issues.rows()]


async def test_whatever_is_pressed_while_rows_come_each_issue_has_one(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await with_many_issues(open_page, shop)
    click(page.issues.further)
    await until(lambda: len(page.issues.rows()) == 12)
    click(page.issues.further)
    await until(lambda: len(page.issues.rows()) == 15)
    page.desk.languages.use("en")
    page.desk.look.use(Mode.DARK)
    page.make_stale()
    await until(lambda: page.desk.tasks.running == 0)
    assert len(numbers(page)) == 25
    assert set(numbers(page)) == {issue.id for issue in await shop.core.issues.open()}
    assert {row.act.text() for row in page.issues.rows()} == {"Repair"}
    page.desk.look.use(Mode.LIGHT)


async def test_many_issues_are_shown_ten_at_a_time_and_rows_that_stay_are_left_alone(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await with_many_issues(open_page, shop)
    assert page.issues.further.text() == "Weitere zeigen: 15"
    photograph(page, "overview-many-issues-de-light")
    for shown in (20, 25):
        click(page.issues.further)
        await until(lambda shown=shown: len(page.issues.rows()) == shown)
    assert not page.issues.further.isVisible()
    assert numbers(page) == sorted(set(numbers(page)))
    first, second, *_ = before = page.issues.rows()
    click(first.noted)
    await until(lambda: first not in page.issues.rows())
    await until(lambda: len(page.issues.rows()) == 25)
    assert second in page.issues.rows(), "a row that stays the same is left alone"
    assert len(before) == 25


async def test_the_tab_key_goes_through_issues_from_top_to_bottom(
    shop: Shop, open_page: OpenPage
) -> None:
    for number in range(3):
        await shop.place(country=f"Atlantis {number}")
    await shop.run_orders()
    page = await opened(open_page, shop)
    await until(lambda: len(page.issues.rows()) == 3)
    grave = Issue(IssueRule.EXPORT_FAILED, "order", "PO-9", {"attempts": 3})
    now = shop.core.clock.now()
    await shop.core.database.write(lambda uow: raise_issues(uow, [grave], now, by="test"))
    await until(lambda: len(page.issues.rows()) == 4)
    assert page.issues.rows()[0].item.issue == grave
    rows = page.issues.rows()
    stops = [stop for row in rows for stop in (row.noted, row.act)]
    found, stop = [], page.nextInFocusChain()
    while stop is not page:
        found += [stop] if stop in stops else []
        stop = stop.nextInFocusChain()
    assert found == stops
