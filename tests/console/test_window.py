"""The window as a whole: navigation, searching, the stop switch, who acts, the end."""

from __future__ import annotations

from temu_desktop.console.theme import Mode
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
