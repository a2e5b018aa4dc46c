"""The screen saver: it covers everything, shows what is wrong, and goes at a touch."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from temu_desktop.attention.model import Issue, IssueRule, StoredIssue
from temu_desktop.console.saver import ScreenSaver
from tests.console.conftest import OpenConsole
from tests.console.hand import scan, settled, until
from tests.core_fixtures import Shop


def touch(saver: ScreenSaver) -> None:
    """A finger somewhere on the glass."""
    QTest.mouseClick(saver, Qt.MouseButton.LeftButton, pos=QPoint(60, 174))


async def test_a_touch_wakes_the_console_and_presses_nothing_below(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    session.window.resize(1280, 800)
    await settled(session.window)
    saver = session.alerts.saver
    saver.begin()
    assert saver.isVisible()
    touch(saver)
    assert not saver.isVisible()
    await settled(session.window)
    assert session.memory.text("window.page", "overview") == "overview"


async def test_a_key_wakes_it_and_a_scan_is_still_a_scan(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    saver = session.alerts.saver
    saver.begin()
    QTest.keyClick(saver, Qt.Key.Key_Shift)
    assert not saver.isVisible()
    saver.begin()
    found: list[str] = []
    session.scanner.scanned.connect(found.append)
    scan(session.window.rail.page_button("jobs"), "PO-076-12345")
    await until(lambda: found == ["PO-076-12345"])
    assert not saver.isVisible()


async def test_it_covers_a_window_that_grows(shop: Shop, open_console: OpenConsole) -> None:
    session = await open_console(shop)
    session.window.resize(1280, 800)
    saver = session.alerts.saver
    saver.begin()
    session.window.resize(1600, 900)
    await settled(session.window)
    assert saver.geometry() == session.window.rect()
    assert saver.state.text() == "Alles in Ordnung"
    saver.show_trouble(["Ein Lauf hängt"])
    assert saver.state.text() == "Ein Lauf hängt"


async def test_it_says_what_is_wrong_in_the_language_of_now(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    now = shop.core.clock.now()
    issue = Issue(IssueRule.CANCELLED_AFTER_EXPORT, "order", "PO-076-1")
    session.alerts.show([StoredIssue(1, issue, now, now)])
    session.alerts.saver.begin()
    assert session.alerts.saver.state.text() == "Storniert, aber schon in JTL"
    session.languages.use("en")
    title = session.languages.texts.issue(issue.rule.value, issue.subject_key, {}).title
    assert title != "Storniert, aber schon in JTL"
    assert session.alerts.saver.state.text() == title
