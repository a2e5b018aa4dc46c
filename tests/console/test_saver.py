"""The screen saver: it covers everything, shows what is wrong, and goes at a touch."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEventPoint, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from temu_desktop.attention.model import Issue, IssueRule, StoredIssue
from temu_desktop.connections.model import Neighbour
from temu_desktop.console.saver import ScreenSaver
from temu_desktop.console.theme import Tone
from temu_desktop.events import ConnectionChanged
from temu_desktop.switches.model import Switch
from tests.console.conftest import OpenConsole
from tests.console.hand import press, scan, settled, tap, until
from tests.core_fixtures import Shop


def touch(saver: ScreenSaver) -> None:
    """A finger somewhere on the glass, over a button of the rail, as X tells of it."""
    tap(saver.window(), QPoint(60, 174))


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


async def test_a_finger_on_a_touch_screen_wakes_it_and_is_not_made_into_a_click(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    saver = session.alerts.saver
    saver.begin()
    finger = QEventPoint(1, QEventPoint.State.Pressed, QPointF(60, 174), QPointF(60, 174))
    device = QTest.createTouchDevice()
    begin = QTouchEvent(QEvent.Type.TouchBegin, device, Qt.KeyboardModifier.NoModifier, [finger])
    begin.setTimestamp(5_000_000)
    QApplication.sendEvent(session.window.windowHandle(), begin)
    assert not saver.isVisible()
    # Of one that nobody accepts Qt makes a click for what lies there.
    assert begin.isAccepted()


async def test_a_key_wakes_it_and_a_scan_is_still_a_scan(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    saver = session.alerts.saver
    saver.begin()
    press(saver, "", Qt.Key.Key_Shift)
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
    saver.say(["Ein Lauf hängt"], Tone.BAD)
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
    assert session.alerts.saver.state.property("tone") == "bad"
    session.languages.use("en")
    title = session.languages.texts.issue(issue.rule.value, issue.subject_key, {}).title
    assert title != "Storniert, aber schon in JTL"
    assert session.alerts.saver.state.text() == title


async def test_it_never_says_that_all_is_well_while_it_is_not(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    state = session.alerts.saver.state
    session.alerts.saver.begin()
    await until(lambda: state.text() == "Alles in Ordnung")
    await shop.core.operator.turn(Switch.WRITES_STOPPED, True, "Lager")
    await until(lambda: state.text() == "Schreiben ist angehalten")
    assert state.property("tone") == "warn"
    await shop.core.operator.turn(Switch.WRITES_STOPPED, False, "Lager")
    await until(lambda: state.text() == "Alles in Ordnung")
    await shop.place(country="Atlantis")
    await shop.run_orders()
    await until(lambda: state.text() == "Braucht eine Person: 1")
    assert state.property("tone") == "warn"


async def test_our_own_database_that_is_lost_is_heard_and_seen(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    heard: list[str] = []
    session.alerts.sounds.played.connect(heard.append)
    event = ConnectionChanged(Neighbour.OPERATIONS, "down", shop.core.clock.now(), "database_away")
    shop.core.bus.publish(event)
    await until(lambda: heard == ["alarm"])
