"""Who acts here and what may call: people with PINs, phones with codes, machines with keys."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from temu_desktop.clock import ShiftedClock
from temu_desktop.console.dialogs import SHOWN_ONCE
from temu_desktop.console.pages.settings.page import SettingsPage
from temu_desktop.console.pages.settings.pairing import CodeDialog, KeyDialog, NameDialog
from temu_desktop.console.pages.settings.people import PeopleSection
from temu_desktop.console.pages.settings.people_dialogs import NewPinDialog, PersonDialog
from temu_desktop.console.pages.settings.phones import PhonesSection
from temu_desktop.console.pages.settings.qr import QUIET, qr_picture
from temu_desktop.console.theme import Mode
from temu_desktop.core import Core
from temu_desktop.devices.model import DeviceRole
from temu_desktop.people.model import Role
from tests.console.conftest import OpenPage
from tests.console.hand import button, click, dialog, photograph, settled, type_into, until, words
from tests.core_fixtures import Shop

pytestmark = pytest.mark.usefixtures("own_settings")
RIGHT_TO_LEFT = "مخزن الشمال"


async def opened(
    open_page: OpenPage, core: Core, key: str, language: str = "de", mode: Mode = Mode.LIGHT
) -> QWidget:
    page = cast("SettingsPage", await open_page("settings", core, language=language, mode=mode))
    page.sections.choose(key)
    await until(lambda: not page.desk.tasks.running)
    await settled(page)
    section = page.sections.get(key)
    assert section is not None
    return section


async def people_of(open_page: OpenPage, core: Core) -> PeopleSection:
    return cast("PeopleSection", await opened(open_page, core, "people"))


async def phones_of(open_page: OpenPage, core: Core) -> PhonesSection:
    return cast("PhonesSection", await opened(open_page, core, "phones"))


async def asked(kind: type[QDialog]) -> QDialog:
    await until(lambda: isinstance(dialog(), kind), kind.__name__)
    found = dialog()
    await settled(found)
    return cast("QDialog", found)


def mark(section: PeopleSection | PhonesSection, name: str) -> None:
    model = section.model
    rows = [model.row_at(place) for place in range(model.rowCount())]
    section.table.selectRow(next(at for at, one in enumerate(rows) if one and one.name == name))


async def test_a_person_is_added_given_the_settings_and_a_pin(
    shop: Shop, open_page: OpenPage
) -> None:
    people = await people_of(open_page, shop.core)
    assert "Noch kein Administrator hat eine PIN" in words(people)
    click(people.add)
    form = cast("PersonDialog", await asked(PersonDialog))
    type_into(form.name, "Zoë")
    photograph(form, "people-add-de-light")
    click(button(form, "Anlegen"))
    await until(lambda: people.model.rowCount() == 2)
    mark(people, "Zoë")
    click(people.role)
    await until(lambda: people.role.text() == "Zugriff auf Einstellungen nehmen")
    click(people.set_pin)
    pins = cast("NewPinDialog", await asked(NewPinDialog))
    type_into(pins.pin, "47")
    click(button(pins, "PIN setzen"))
    assert pins.complaint.text() == "Die PIN ist zu kurz."
    type_into(pins.pin, "4711")
    type_into(pins.again, "4712")
    click(button(pins, "PIN setzen"))
    assert "unterscheiden sich" in pins.complaint.text()
    photograph(pins, "people-pin-de-light")
    type_into(pins.again, "4711")
    click(button(pins, "PIN setzen"))
    await until(lambda: "hat eine PIN" in str(people.model.data(people.model.index(1, 2))))
    assert not await shop.core.people.admin_needed()
    await until(lambda: "PIN vergessen?" in words(people))


async def test_letters_are_no_pin(shop: Shop, open_page: OpenPage) -> None:
    people = await people_of(open_page, shop.core)
    click(people.set_pin)
    pins = cast("NewPinDialog", await asked(NewPinDialog))
    type_into(pins.pin, "a1b2c3d4e")
    assert pins.pin.text() == "1234"
    pins.reject()


async def test_a_name_is_taken_once_only_and_a_long_one_ends_where_it_must(
    shop: Shop, open_page: OpenPage
) -> None:
    people = await people_of(open_page, shop.core)
    failures: list[BaseException] = []
    people.desk.tasks.failed.connect(failures.append)
    for name in ("LAGER", "x" * 300):
        click(people.add)
        form = cast("PersonDialog", await asked(PersonDialog))
        type_into(form.name, name)
        click(button(form, "Anlegen"))
        await until(lambda: not people.desk.tasks.running)
    assert [getattr(one, "code", "") for one in failures] == ["person_name_taken"]
    names = [person.name for person in await shop.core.people.all()]
    assert names == ["Lager", "x" * 60]
    await settled(people)
    photograph(people, "people-long-name-de-light")


async def test_somebody_is_renamed_loses_the_pin_and_leaves(
    shop: Shop, open_page: OpenPage
) -> None:
    ben = await shop.core.people.add("Ben", Role.OPERATOR, "test")
    await shop.core.people.set_pin(ben.id, "1234", "test")
    people = await people_of(open_page, shop.core)
    mark(people, "Ben")
    click(people.rename)
    form = cast("PersonDialog", await asked(PersonDialog))
    assert form.name.text() == "Ben"
    type_into(form.name, RIGHT_TO_LEFT)
    click(button(form, "Umbenennen"))
    await until(lambda: people.model.data(people.model.index(1, 0)) == RIGHT_TO_LEFT)
    mark(people, RIGHT_TO_LEFT)
    click(people.remove_pin)
    await until(lambda: button(dialog(), "PIN entfernen"))
    click(button(dialog(), "PIN entfernen"))
    await until(lambda: people.model.data(people.model.index(1, 2)) == "keine PIN")
    click(people.leave)
    await until(lambda: button(dialog(), "Als ausgeschieden markieren"))
    photograph(dialog(), "people-leave-de-light")
    click(button(dialog(), "Als ausgeschieden markieren"))
    await until(lambda: people.model.rowCount() == 1)


async def test_the_last_administrator_with_a_pin_stays(shop: Shop, open_page: OpenPage) -> None:
    zoe = await shop.core.people.add("Zoë", Role.ADMIN, "test")
    await shop.core.people.set_pin(zoe.id, "4711", "test")
    people = await people_of(open_page, shop.core)
    failures: list[BaseException] = []
    people.desk.tasks.failed.connect(failures.append)
    mark(people, "Zoë")
    click(people.role)
    await until(lambda: button(dialog(), "Bestätigen"))
    pin = dialog().findChild(QLineEdit)
    assert pin is not None
    type_into(pin, "4711")
    click(button(dialog(), "Bestätigen"))
    await until(lambda: failures)
    assert getattr(failures[0], "code", "") == "last_admin"


async def test_a_phone_pairs_with_the_code_that_is_shown(shop: Shop, open_page: OpenPage) -> None:
    phones = await phones_of(open_page, shop.core)
    assert phones.empty.isVisible()
    type_into(phones.address, "https://lager.example.de")
    click(phones.pair)
    form = cast("NameDialog", await asked(NameDialog))
    type_into(form.name, "Packplatz 1")
    photograph(form, "phones-pair-de-light")
    click(button(form, "Code zeigen"))
    shown = cast("CodeDialog", await asked(CodeDialog))
    code = shown.code.text()
    assert shown.link == f"https://lager.example.de/#pair={code.replace('-', '')}"
    assert "Gilt noch" in shown.left.text()
    photograph(shown, "phones-code-de-light")
    await shop.core.devices.exchange(code, "whatever it calls itself")
    await until(lambda: "gekoppelt" in shown.left.text())
    click(button(shown, "Schließen"))
    await until(lambda: phones.model.rowCount() == 1)
    assert phones.model.data(phones.model.index(0, 0)) == "Packplatz 1"
    assert phones.model.data(phones.model.index(0, 2)) == "Bediener"
    assert phones.model.data(phones.model.index(0, 3)) == "noch nie"


async def test_a_code_that_nobody_uses_grows_too_old_before_the_eyes(
    shop: Shop, open_page: OpenPage
) -> None:
    phones = await phones_of(open_page, shop.core)
    click(phones.pair)
    click(button(await asked(NameDialog), "Code zeigen"))
    shown = cast("CodeDialog", await asked(CodeDialog))
    clock = cast("ShiftedClock", shop.core.clock)
    clock.offset += timedelta(minutes=6)
    await until(lambda: "zu alt" in shown.left.text())
    click(button(shown, "Schließen"))


async def test_a_machine_gets_a_key_that_is_shown_once(shop: Shop, open_page: OpenPage) -> None:
    phones = await phones_of(open_page, shop.core)
    click(phones.make_key)
    form = cast("NameDialog", await asked(NameDialog))
    type_into(form.name, "Prometheus")
    form.role.setCurrentIndex(form.role.findData(DeviceRole.VIEWER))
    click(button(form, "Schlüssel erzeugen"))
    shown = cast("KeyDialog", await asked(KeyDialog))
    photograph(shown, "phones-key-de-light")
    assert shown.property(SHOWN_ONCE), "no scan closes it"
    token = shown.token.text()
    click(shown.copy)
    assert QGuiApplication.clipboard().text() == token
    click(button(shown, "Ich habe ihn verwahrt"))
    device = await shop.core.devices.device_of(token)
    assert (device.name, device.role) == ("Prometheus", DeviceRole.VIEWER)


async def test_a_device_is_renamed_and_locked_out_after_a_question(
    shop: Shop, open_page: OpenPage
) -> None:
    made = await shop.core.devices.make_key("Altes Handy", DeviceRole.OPERATOR, "test")
    phones = await phones_of(open_page, shop.core)
    mark(phones, "Altes Handy")
    click(phones.rename)
    form = cast("NameDialog", await asked(NameDialog))
    type_into(form.name, "Handy vom Chef")
    click(button(form, "Umbenennen"))
    await until(lambda: phones.model.data(phones.model.index(0, 0)) == "Handy vom Chef")
    photograph(phones, "phones-list-de-light")
    mark(phones, "Handy vom Chef")
    click(phones.revoke)
    await until(lambda: button(dialog(), "Sperren"))
    click(button(dialog(), "Abbrechen"))
    await until(lambda: not phones.desk.tasks.running)
    assert len(await shop.core.devices.devices()) == 1
    click(phones.revoke)
    await until(lambda: button(dialog(), "Sperren"))
    click(button(dialog(), "Sperren"))
    await until(phones.empty.isVisible)
    assert await shop.core.devices.usable([made.device.id]) == set()


async def test_a_device_that_comes_from_elsewhere_is_seen_at_once(
    shop: Shop, open_page: OpenPage
) -> None:
    phones = await phones_of(open_page, shop.core)
    await shop.core.devices.make_key("Leitstand", DeviceRole.VIEWER, "test")
    await until(lambda: phones.model.rowCount() == 1)


def test_a_qr_code_has_its_quiet_border_and_is_dark_on_white_in_both_themes() -> None:
    picture = qr_picture("https://lager.example.de/#pair=ABCD2345", 320).toImage()
    side = picture.width()
    assert 200 <= side <= 320
    assert side == picture.height()
    assert picture.pixelColor(0, 0).lightness() > 250
    module = side // (2 * QUIET + 29)
    corner = picture.pixelColor(QUIET * module + 1, QUIET * module + 1)
    assert corner.lightness() < 60
