"""The end of the console: it asks once about what is unsaved and what runs, then ends in order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QSystemTrayIcon

from temu_desktop.console.ending import EndDialog
from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.memory import Memory
from temu_desktop.console.pages.inventory.page import InventoryPage
from temu_desktop.console.pages.inventory.rule_draft import RuleField
from temu_desktop.console.pages.settings.forms import FormSection
from temu_desktop.console.pages.settings.page import SettingsPage
from temu_desktop.console.pages.settings.save_bar import UnsavedDialog
from temu_desktop.console.session import Session
from temu_desktop.console.theme import Mode
from temu_desktop.inventory.selection import StockFilter
from temu_desktop.jobs.model import FULL_INVENTORY, RunState
from temu_desktop.jobs.queries import RunFilter
from tests.console.conftest import OpenConsole
from tests.console.hand import button, click, dialog, photograph, settled, type_into, until, words
from tests.core_fixtures import Shop

pytestmark = pytest.mark.usefixtures("own_settings")


@pytest.fixture
async def waiting_console(
    shop: Shop, application: QApplication, tmp_path: Path
) -> AsyncIterator[tuple[Session, AsyncExitStack]]:
    """A console whose runs wait for TEMU, and what takes it down before the test's end."""
    await shop.temu.script_faults({"type": "*", "fault": "hang", "times": 100})
    languages = Languages(application, "de", shop.core.settings.zone)
    memory = Memory(tmp_path / "console.json")
    session = Session(application, shop.core, Look(application, Mode.LIGHT), languages, memory)
    async with AsyncExitStack() as stack:
        stack.callback(languages.close)
        await stack.enter_async_context(session.open())
        await until(lambda: shop.core.serving.acting, "this process acts")
        yield session, stack


async def with_days_back(session: Session, typed: str) -> SettingsPage:
    """The settings, with something typed and not saved."""
    page = cast("SettingsPage", session.window.open("settings"))
    page.sections.choose("orders")
    await until(lambda: not page.desk.tasks.running, "everything was read")
    await settled(page)
    orders = cast("FormSection", page.sections.get("orders"))
    assert orders.form is not None
    editor = orders.form.editors["TEMU_DAYS_BACK"]
    orders.area.ensureWidgetVisible(editor)
    assert isinstance(editor.input, QLineEdit)
    type_into(editor.input, typed)
    await until(lambda: page.unsaved == 1)
    return page


def endings(session: Session) -> list[bool]:
    """Filled once the console means to end."""
    found: list[bool] = []
    session.conductor.end_wanted.connect(lambda: found.append(True))
    return found


async def asked(session: Session) -> EndDialog:
    await until(lambda: isinstance(dialog(), EndDialog), "the question")
    found = cast("EndDialog", dialog())
    await settled(found)
    return found


def saved(file: Path) -> str:
    return file.read_text("utf-8") if file.exists() else ""


async def test_nothing_is_asked_where_nothing_speaks_against_the_end(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    ended = endings(session)
    session.window.close()
    await until(lambda: ended)
    assert QApplication.activeModalWidget() is None
    assert await session.until_over() is False


@pytest.mark.parametrize("language", ["de", "en"])
async def test_whoever_stays_finds_the_unsaved_settings_as_they_were(
    shop: Shop, open_console: OpenConsole, language: str
) -> None:
    session = await open_console(shop, language=language)
    ended = endings(session)
    page = await with_days_back(session, "9")
    session.window.close()
    session.window.close()
    question = await asked(session)
    heading = {
        "de": "Änderungen vor dem Beenden speichern?",
        "en": "Save the changes before the end?",
    }
    assert question.heading.text() == heading[language]
    photograph(question, f"ending-unsaved-{language}-light")
    click(question.no_button)
    await until(lambda: not session.tasks.running)
    assert page.isVisible()
    assert page.typed() == {"TEMU_DAYS_BACK": "9"}
    assert not ended
    assert QApplication.activeModalWidget() is None


async def test_unsaved_settings_are_given_up_where_that_is_wanted(
    shop: Shop, open_console: OpenConsole, own_settings: Path
) -> None:
    session = await open_console(shop)
    ended = endings(session)
    page = await with_days_back(session, "9")
    session.window.close()
    click((await asked(session)).drop_button)
    await until(lambda: ended)
    assert page.unsaved == 0
    assert "TEMU_DAYS_BACK" not in saved(own_settings)


async def test_unsaved_settings_are_saved_before_the_end(
    shop: Shop, open_console: OpenConsole, own_settings: Path
) -> None:
    session = await open_console(shop)
    ended = endings(session)
    await with_days_back(session, "9")
    session.window.close()
    click((await asked(session)).yes_button)
    await until(lambda: ended)
    assert "TEMU_DAYS_BACK=9" in saved(own_settings).replace("'", "").replace('"', "")


async def test_what_cannot_be_saved_keeps_the_console_open_and_is_named(
    shop: Shop, open_console: OpenConsole, own_settings: Path
) -> None:
    session = await open_console(shop)
    ended = endings(session)
    page = await with_days_back(session, "-4")
    session.window.close()
    click((await asked(session)).yes_button)
    await until(lambda: not session.tasks.running)
    assert not ended
    assert page.isVisible()
    assert "berichtigen" in page.bar.text.text()
    assert saved(own_settings) == ""
    session.window.close()
    click((await asked(session)).drop_button)
    await until(lambda: ended)


async def with_a_buffer(session: Session, typed: str) -> InventoryPage:
    """The rule of a SKU, with something typed and not saved."""
    page = cast("InventoryPage", session.window.open("inventory"))
    await until(lambda: page.list.table.rows is not None)
    page.open_sku((await session.core.inventory.page(StockFilter())).rows[0].sku)
    await until(lambda: page.sku.opened is not None and page.sku.isVisible())
    assert page.unsaved == 0
    page.sku.tabs.setCurrentIndex(1)
    type_into(page.sku.rule.form.fields[RuleField.BUFFER], typed)
    await until(lambda: page.unsaved == 1)
    return page


async def test_a_typed_stock_rule_is_saved_before_the_end(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    ended = endings(session)
    page = await with_a_buffer(session, "2")
    assert page.sku.opened is not None
    sku = page.sku.opened.details.row.sku
    session.window.close()
    click((await asked(session)).yes_button)
    await until(lambda: ended)
    assert (await shop.core.inventory.details(sku)).own.buffer == 2


async def test_a_stock_rule_without_sense_keeps_the_console_open_and_can_be_given_up(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    ended = endings(session)
    page = await with_a_buffer(session, "viele")
    session.window.open("overview")
    session.window.close()
    click((await asked(session)).yes_button)
    await until(lambda: not session.tasks.running)
    assert not ended
    assert page.isVisible()
    assert page.sku.rule.form.problems[RuleField.BUFFER].isVisible()
    session.window.close()
    click((await asked(session)).drop_button)
    await until(lambda: ended)
    assert page.unsaved == 0


async def test_leaving_the_page_and_closing_the_window_do_not_ask_twice(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    ended = endings(session)
    page = await with_days_back(session, "9")
    click(session.window.rail.page_button("jobs"))
    await until(lambda: isinstance(dialog(), UnsavedDialog))
    click(button(dialog(), "Zurücknehmen"))
    await until(lambda: page.unsaved == 0)
    session.window.close()
    await until(lambda: ended)
    assert QApplication.activeModalWidget() is None


async def test_closing_while_a_run_is_on_asks_and_stops_it_cleanly(
    waiting_console: tuple[Session, AsyncExitStack],
) -> None:
    session, taking_down = waiting_console
    jobs, ended = session.core.jobs, endings(session)
    run = await jobs.run_now(FULL_INVENTORY, "Lager")
    session.window.close()
    question = await asked(session)
    assert "Ein Job läuft" in words(question)
    assert not question.drop_button.isVisible()
    photograph(question, "ending-run-de-light")
    click(question.no_button)
    await until(lambda: not session.tasks.running)
    assert session.window.isVisible()
    assert not ended
    session.window.close()
    click((await asked(session)).yes_button)
    await until(lambda: ended)
    await taking_down.aclose()
    (row,) = [one for one in await jobs.history(RunFilter(FULL_INVENTORY)) if one.run == run]
    assert row.state is RunState.INTERRUPTED


async def test_a_run_and_unsaved_settings_are_one_question(
    waiting_console: tuple[Session, AsyncExitStack], own_settings: Path
) -> None:
    session, _ = waiting_console
    ended = endings(session)
    await with_days_back(session, "9")
    await session.core.jobs.run_now(FULL_INVENTORY, "Lager")
    session.window.close()
    question = await asked(session)
    assert "Änderungen sind nicht gespeichert, und ein Job läuft" in words(question)
    assert "Ungespeicherte Änderungen: 1" in words(question)
    photograph(question, "ending-both-de-light")
    click(question.yes_button)
    await until(lambda: ended)
    assert QApplication.activeModalWidget() is None
    assert "TEMU_DAYS_BACK" in saved(own_settings)


async def test_the_tray_brings_the_window_up_and_ends_with_the_same_question(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    await with_days_back(session, "9")
    window, tray = session.window, session.alerts.tray
    show, end = tray._menu.actions()
    assert (show.text(), end.text()) == ("temu-desktop öffnen", "temu-desktop beenden")
    window.showMinimized()
    show.trigger()
    assert not window.isMinimized()
    window.showMinimized()
    tray._icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert not window.isMinimized()
    window.showMinimized()
    end.trigger()
    question = await asked(session)
    assert not window.isMinimized()
    click(question.no_button)
    await until(lambda: not session.tasks.running)
    session.languages.use("en")
    assert end.text() == "End temu-desktop"
