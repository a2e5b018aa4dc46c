"""The window as a whole: navigation, searching, the stop switch, who acts, the end."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from temu_desktop.console.page import Page
from temu_desktop.console.pages.overview.page import OverviewPage
from temu_desktop.console.theme import Mode
from temu_desktop.console.widgets.rail import PAGES
from tests.console.conftest import OpenConsole
from tests.console.hand import (
    button,
    click,
    dialog,
    photograph,
    scan,
    settled,
    until,
)
from tests.core_fixtures import Shop

Refresh = Callable[[], Coroutine[Any, Any, None]]


async def test_the_stop_switch_stops_writes_at_once_and_asks_before_they_go_on(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    top, banner = session.window.top, session.window.banners.stopped
    click(top.stop)
    await until(lambda: banner.isVisible())
    assert "Lager" in banner.text.text()
    photograph(session.window, "window-stopped-de-light")
    click(top.stop)
    await until(lambda: button(dialog(), "Schreiben fortsetzen"))
    click(button(dialog(), "Schreiben fortsetzen"))
    await until(lambda: not banner.isVisible())


async def test_a_code_that_nobody_knows_is_said_to_be_unknown(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    scan(session.window.rail.page_button("jobs"), "NOBODY-KNOWS-THIS")
    await until(lambda: session.window.notices.shown())
    assert "NOBODY-KNOWS-THIS" in session.window.notices.shown()[0].text


async def test_language_and_theme_change_while_the_window_is_open(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    assert "Übersicht" in session.window.rail.page_button("overview").text()
    session.languages.use("en")
    await settled(session.window)
    assert "Overview" in session.window.rail.page_button("overview").text()
    session.look.use(Mode.DARK)
    await settled(session.window)
    photograph(session.window, "window-en-dark")
    session.look.use(Mode.LIGHT)


async def test_every_page_has_its_title_at_the_same_height(
    shop: Shop, open_console: OpenConsole
) -> None:
    window = (await open_console(shop)).window
    heights = {}
    for name in PAGES:
        page = window.open(name)
        await settled(window)
        titles = [
            title
            for title in page.findChildren(QLabel)
            if title.property("kind") == "title" and title.isVisible()
        ]
        heights[name] = min(title.mapTo(window, title.rect().center()).y() for title in titles)
    assert len(set(heights.values())) == 1, heights


@pytest.fixture
def soon_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("temu_desktop.console.session.AT_REST_MS", 0)


@pytest.mark.usefixtures("soon_at_rest")
async def test_pages_are_made_while_the_window_is_at_rest_so_that_no_click_waits_for_one(
    shop: Shop, open_console: OpenConsole
) -> None:
    window = (await open_console(shop)).window
    assert window.stack.count() == 1
    await until(lambda: window.stack.count() == len(PAGES))
    made = {page.name: page for page in window.findChildren(Page)}
    assert set(made) == set(PAGES)
    assert [page.name for page in made.values() if page.isVisible()] == ["overview"]
    for name in PAGES:
        assert window.open(name) is made[name]
        await until(lambda name=name: made[name].isVisible() and made[name].updatesEnabled())
    assert window.stack.count() == len(PAGES)


@pytest.mark.usefixtures("soon_at_rest")
async def test_hidden_pages_read_nothing_whatever_happens(
    shop: Shop, open_console: OpenConsole, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await open_console(shop)
    window = session.window
    for name in PAGES:
        window.open(name)
        await until(lambda: session.tasks.running == 0)
    read: list[str] = []
    heard: set[str] = set()
    for page in window.findChildren(Page):

        async def noted(name: str = page.name, refresh: Refresh = page.refresh) -> None:
            read.append(name)
            await refresh()

        monkeypatch.setattr(page, "refresh", noted)
    for name in PAGES:
        window.open(name)
        await until(lambda: session.tasks.running == 0)
        read.clear()
        await shop.place()
        await shop.run_orders()
        await settled(window)
        await until(lambda: session.tasks.running == 0)
        assert set(read) <= {name}
        heard.update(read)
    assert heard >= {"overview", "orders", "jobs"}


class Windows(QObject):
    """Notes each widget that comes up as a window."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.kinds: set[str] = set()
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.add(type(watched).__name__)
        return False


async def test_no_part_of_a_page_flashes_up_as_a_window_before_it_is_in_its_place(
    application: QApplication, shop: Shop, open_console: OpenConsole
) -> None:
    windows = Windows(application)
    for number in range(2):
        await shop.place(country=f"Atlantis {number}")
    await shop.run_orders()
    session = await open_console(shop)
    overview = session.window.open("overview")
    assert isinstance(overview, OverviewPage)
    await until(lambda: len(overview.issues.rows()) == 2)
    click(overview.issues.rows()[0].noted)
    for name in PAGES:
        session.window.open(name)
        await settled(session.window)
        await until(lambda: session.tasks.running == 0)
    application.removeEventFilter(windows)
    assert windows.kinds == {"MainWindow"}
