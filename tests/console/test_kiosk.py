"""The kiosk: what can be changed, and the way out, are behind a PIN."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtWidgets import QLineEdit

from temu_desktop.console.pages.settings.page import SettingsPage
from temu_desktop.console.pages.settings.sections import KEYS
from temu_desktop.console.session import Session
from temu_desktop.people.model import Role
from tests.console.conftest import OpenConsole
from tests.console.hand import button, click, dialog, photograph, settled, type_into, until, words
from tests.core_fixtures import Shop

pytestmark = pytest.mark.usefixtures("own_settings")


async def guarded(shop: Shop) -> None:
    zoe = await shop.core.people.add("Zoë", Role.ADMIN, "test")
    await shop.core.people.set_pin(zoe.id, "4711", "test")


async def settings_of(session: Session) -> SettingsPage:
    page = cast("SettingsPage", session.window.open("settings"))
    await at_rest(page)
    return page


async def at_rest(page: SettingsPage) -> None:
    await until(lambda: not page.desk.tasks.running)
    await settled(page)


async def give_pin(pin: str) -> None:
    await until(lambda: button(dialog(), "Bestätigen"))
    field = dialog().findChild(QLineEdit)
    assert field is not None
    type_into(field, pin)
    await until(lambda: field.text() == pin, "the scanner's listener lets go of the keys")
    click(button(dialog(), "Bestätigen"))


async def test_nothing_that_can_be_changed_is_shown_before_the_pin(
    shop: Shop, open_console: OpenConsole
) -> None:
    await guarded(shop)
    page = await settings_of(await open_console(shop, kiosk=True))
    for key in KEYS:
        page.sections.choose(key)
        await at_rest(page)
        section = page.sections.get(key)
        assert section is not None
        assert section.isVisible() == (key in {"examine", "about"}), key
    page.sections.choose("people")
    await at_rest(page)
    photograph(page, "kiosk-locked-de-light")
    click(page.locked.unlock)
    await give_pin("4711")
    people = page.sections.get("people")
    assert people is not None
    await until(people.isVisible)


async def test_a_wrong_pin_opens_nothing_and_the_next_one_waits(
    shop: Shop, open_console: OpenConsole
) -> None:
    await guarded(shop)
    page = await settings_of(await open_console(shop, kiosk=True))
    click(page.locked.unlock)
    for _ in range(3):
        await give_pin("0000")
        await until(lambda: dialog().findChild(QLineEdit).text() == "")  # type: ignore[union-attr]
    await until(lambda: "Nächster Versuch" in words(dialog()))
    assert "temu-desktop people set-pin" in words(dialog())
    photograph(dialog(), "kiosk-wait-de-light")
    click(button(dialog(), "Abbrechen"))
    await at_rest(page)
    assert page.locked.isVisible()


async def test_leaving_the_page_locks_it_again(shop: Shop, open_console: OpenConsole) -> None:
    await guarded(shop)
    session = await open_console(shop, kiosk=True)
    page = await settings_of(session)
    click(page.locked.unlock)
    await give_pin("4711")
    await until(lambda: not page.locked.isVisible())
    click(session.window.rail.page_button("jobs"))
    click(session.window.rail.page_button("settings"))
    await at_rest(page)
    assert page.locked.isVisible()


async def test_leaving_the_kiosk_asks_for_the_pin(shop: Shop, open_console: OpenConsole) -> None:
    await guarded(shop)
    session = await open_console(shop, kiosk=True)
    assert session.window.isFullScreen()
    page = await settings_of(session)
    click(page.locked.unlock)
    await give_pin("4711")
    await until(lambda: not page.locked.isVisible())
    ended: list[bool] = []
    session.conductor.end_wanted.connect(lambda: ended.append(True))
    console = page.sections.get("console")
    assert console is not None
    leave = button(console, "Kiosk verlassen")
    console.area.ensureWidgetVisible(leave)
    await settled(page)
    photograph(page, "kiosk-leave-de-light")
    click(leave)
    await until(lambda: button(dialog(), "Abbrechen"))
    click(button(dialog(), "Abbrechen"))
    await at_rest(page)
    assert ended == []
    click(leave)
    await give_pin("4711")
    await until(lambda: ended)


async def test_closing_the_window_of_a_kiosk_asks_too(
    shop: Shop, open_console: OpenConsole
) -> None:
    await guarded(shop)
    session = await open_console(shop, kiosk=True)
    session.window.close()
    await until(lambda: button(dialog(), "Bestätigen"))
    assert session.window.isVisible()
    click(button(dialog(), "Abbrechen"))
    await until(lambda: not session.tasks.running)
    assert session.window.isVisible()


async def test_while_nobody_has_a_pin_nothing_is_locked(
    shop: Shop, open_console: OpenConsole
) -> None:
    page = await settings_of(await open_console(shop, kiosk=True))
    page.sections.choose("people")
    await at_rest(page)
    people = page.sections.get("people")
    assert people is not None
    assert people.isVisible()


async def test_outside_the_kiosk_there_is_no_way_out_to_offer(
    shop: Shop, open_console: OpenConsole
) -> None:
    page = await settings_of(await open_console(shop))
    assert "Kiosk verlassen" not in words(page)
    assert "--kiosk" in words(page)
