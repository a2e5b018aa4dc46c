"""The settings page: every section, saving behind its door, what is wrong at its field."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import cast

import PySide6
import pytest
from PySide6.QtCore import Qt
from PySide6.QtMultimedia import QMediaDevices
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListWidget, QWidget
from sqlalchemy import delete, select

from temu_desktop.audit.repository import Act, record_act
from temu_desktop.clock import SystemClock
from temu_desktop.console.desk import Target
from temu_desktop.console.memory import Memory
from temu_desktop.console.pages.jobs.schedule_dialog import ScheduleDialog
from temu_desktop.console.pages.settings.carriers import CarriersSection
from temu_desktop.console.pages.settings.doctor_words import found_words
from temu_desktop.console.pages.settings.examine import ExamineSection
from temu_desktop.console.pages.settings.forms import FormSection
from temu_desktop.console.pages.settings.page import SettingsPage
from temu_desktop.console.pages.settings.save_bar import UnsavedDialog
from temu_desktop.console.pages.settings.section import Section
from temu_desktop.console.pages.settings.sections import KEYS
from temu_desktop.console.pages.settings.stock_rules import StockRulesSection
from temu_desktop.console.pages.settings.view_model import suggestions
from temu_desktop.console.session import Session
from temu_desktop.console.sound import Sound, Sounds
from temu_desktop.console.theme import TOUCH, Mode
from temu_desktop.console.warehouses import WarehousesDialog
from temu_desktop.console.widgets.settings_form import SettingEditor
from temu_desktop.core import Core
from temu_desktop.database import schema
from temu_desktop.doctor.model import Check, Verdict
from temu_desktop.inventory.details import OwnRule
from temu_desktop.jobs.model import SYNC_ORDERS
from temu_desktop.orders.carriers import MappedCarrier
from temu_desktop.people.model import Role
from temu_desktop.switches.model import Switch
from temu_desktop.temu.shipping_api import Carrier
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
from tests.core_fixtures import Shop

pytestmark = pytest.mark.usefixtures("own_settings")


async def opened(
    open_page: OpenPage, core: Core, language: str = "de", mode: Mode = Mode.LIGHT
) -> SettingsPage:
    page = cast("SettingsPage", await open_page("settings", core, language=language, mode=mode))
    await at_rest(page)
    return page


async def at_rest(page: SettingsPage) -> None:
    await until(lambda: not page.desk.tasks.running, "everything was read")
    await settled(page)


async def section(page: SettingsPage, key: str) -> Section:
    """Chosen in the list, as a hand does, and read."""
    place = page.sections.list.item(KEYS.index(key))
    page.sections.list.scrollToItem(place)
    page.sections.list.setCurrentItem(place)
    await at_rest(page)
    found = page.sections.get(key)
    assert found is not None
    assert found.isVisible()
    return found


async def form(page: SettingsPage, key: str) -> FormSection:
    return cast("FormSection", await section(page, key))


def editor(of: FormSection, name: str) -> SettingEditor:
    assert of.form is not None
    found = of.form.editors[name]
    of.area.ensureWidgetVisible(found)
    return found


def write(into: SettingEditor, text: str) -> None:
    assert isinstance(into.input, QLineEdit)
    type_into(into.input, text)


def saved(file: Path) -> str:
    """What the program's own file holds."""
    return file.read_text("utf-8") if file.exists() else ""


async def of_settings(session: Session) -> SettingsPage:
    page = cast("SettingsPage", session.window.open("settings"))
    await at_rest(page)
    return page


@pytest.mark.parametrize(("language", "mode"), LOOKS)
async def test_every_section_can_be_read_and_reached(
    shop: Shop, open_page: OpenPage, language: str, mode: Mode
) -> None:
    page = await opened(open_page, shop.core, language, mode)
    for key in KEYS:
        shown = await section(page, key)
        photograph(page, f"settings-{key}-{language}-{mode.value}")
        for part in shown.findChildren(QWidget):
            if isinstance(part, QAbstractButton | QLineEdit | QComboBox | QListWidget):
                name = part.accessibleName() or getattr(part, "text", str)()
                inner = part.objectName().startswith("qt_")
                assert name or inner or not part.isVisible(), f"{key}: {part}"
                high = part.height() >= TOUCH or not part.isVisible() or inner
                assert high, f"{key}: {part} {part.height()}"
        assert not shown.area.horizontalScrollBar().isVisible(), key


async def test_a_wrong_value_is_named_at_its_field_and_nothing_is_saved(
    shop: Shop, open_page: OpenPage, own_settings: Path
) -> None:
    page = await opened(open_page, shop.core)
    orders = await form(page, "orders")
    days = editor(orders, "TEMU_DAYS_BACK")
    write(days, "viele")
    assert page.bar.isVisible()
    click(page.bar.save)
    await until(days.problem.isVisible)
    assert "ganze Zahl" in days.problem.text()
    assert page.bar.save.isVisible()
    assert saved(own_settings) == ""
    photograph(page, "settings-wrong-de-light")
    write(days, "9")
    click(page.bar.save)
    await until(lambda: page.bar.restart.isVisible())
    assert "TEMU_DAYS_BACK='9'" in saved(own_settings)
    assert "nächsten Start" in words(page.bar)
    restarts: list[bool] = []
    page.desk.steering.restart_wanted.connect(lambda: restarts.append(True))
    click(page.bar.restart)
    await until(lambda: restarts)


async def test_the_problem_is_shown_even_where_another_section_is_open(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await opened(open_page, shop.core)
    write(editor(await form(page, "orders"), "TEMU_DAYS_BACK"), "0")
    await section(page, "switches")
    click(page.bar.save)
    orders = cast("FormSection", page.sections.get("orders"))
    await until(orders.isVisible)
    assert editor(orders, "TEMU_DAYS_BACK").problem.isVisible()


async def test_what_was_typed_survives_other_sections_and_a_change_of_the_language(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await opened(open_page, shop.core)
    write(editor(await form(page, "temu"), "TEMU_APP_KEY"), "my-key")
    write(editor(await form(page, "alarms"), "ALARM_MAIL_TO"), "chefin@example.de")
    await form(page, "temu")
    page.desk.languages.use("en")
    await at_rest(page)
    temu = await form(page, "temu")
    field = editor(temu, "TEMU_APP_KEY").input
    assert isinstance(field, QLineEdit)
    assert field.text() == "my-key"
    assert "Changes not saved: 2" in words(page.bar)
    click(page.bar.discard)
    await at_rest(page)
    assert page.typed() == {}
    assert not page.bar.isVisible()


async def test_saving_asks_an_administrator_once_a_visit(shop: Shop, open_page: OpenPage) -> None:
    zoe = await shop.core.people.add("Zoë", Role.ADMIN, "test")
    await shop.core.people.set_pin(zoe.id, "4711", "test")
    page = await opened(open_page, shop.core)
    orders = await form(page, "orders")
    write(editor(orders, "TEMU_DAYS_BACK"), "9")
    click(page.bar.save)
    await until(lambda: button(dialog(), "Bestätigen"))
    assert "temu-desktop people set-pin" in words(dialog())
    photograph(dialog(), "settings-pin-de-light")
    pin = dialog().findChild(QLineEdit)
    assert pin is not None
    type_into(pin, "0000")
    click(button(dialog(), "Bestätigen"))
    await until(lambda: "PIN" in words(dialog()) and pin.text() == "")
    type_into(pin, "4711")
    click(button(dialog(), "Bestätigen"))
    await until(page.bar.restart.isVisible)
    write(editor(orders, "TEMU_DAYS_BACK"), "8")
    click(page.bar.save)
    await until(lambda: page.unsaved == 0)


async def test_leaving_with_unsaved_changes_asks_what_is_to_become_of_them(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    page = await of_settings(session)
    orders = await form(page, "orders")
    write(editor(orders, "TEMU_DAYS_BACK"), "9")
    await until(lambda: page.unsaved == 1)
    click(session.window.rail.page_button("jobs"))
    await until(lambda: isinstance(dialog(), UnsavedDialog))
    await settled(dialog())
    photograph(dialog(), "settings-unsaved-de-light")
    click(button(dialog(), "Zurück zu den Einstellungen"))
    await until(page.isVisible)
    assert page.typed() == {"TEMU_DAYS_BACK": "9"}
    click(session.window.rail.page_button("jobs"))
    await until(lambda: isinstance(dialog(), UnsavedDialog))
    click(button(dialog(), "Zurücknehmen"))
    await until(lambda: page.unsaved == 0)
    assert not page.isVisible()


async def test_a_connection_is_tried_with_what_is_typed_and_the_reason_is_told(
    shop: Shop, open_page: OpenPage
) -> None:
    access = shop.core.settings.require_temu()
    page = await opened(open_page, shop.core)
    temu = await form(page, "temu")
    for name, text in (
        ("TEMU_APP_KEY", access.app_key),
        ("TEMU_APP_SECRET", "not-the-secret"),
        ("TEMU_ACCESS_TOKEN", access.access_token),
        ("TEMU_API_ENDPOINT", access.endpoint),
    ):
        write(editor(temu, name), text)
    bar = temu.trials[0]
    temu.area.ensureWidgetVisible(bar)
    click(bar.button)
    await until(lambda: bar.result.text().startswith("✕") and bar.button.text() != "Abbrechen")
    write(editor(temu, "TEMU_APP_SECRET"), access.app_secret)
    temu.area.ensureWidgetVisible(bar)
    click(bar.button)
    await until(lambda: bar.result.text().startswith("✓"))
    photograph(page, "settings-temu-works-de-light")


async def test_a_trial_can_be_given_up(shop: Shop, open_page: OpenPage) -> None:
    page = await opened(open_page, shop.core)
    database = await form(page, "database")
    write(editor(database, "JTL_DATABASE_URL"), str(shop.core.settings.database.jtl_url))
    bar = database.trials[1]
    database.area.ensureWidgetVisible(bar)
    click(bar.button)
    assert bar.button.text() == "Abbrechen"
    click(bar.button)
    await until(lambda: bar.result.text() == "Abgebrochen.")
    assert bar.button.text() == "JTLs Datenbank testen"


async def test_warehouses_are_chosen_from_jtls_own_list(shop: Shop, open_page: OpenPage) -> None:
    page = await opened(open_page, shop.core)
    database = await form(page, "database")
    write(editor(database, "JTL_DATABASE_URL"), str(shop.core.settings.database.jtl_url))
    jtl = await form(page, "jtl")
    warehouses = editor(jtl, "JTL_WAREHOUSES")
    click(button(warehouses, "Aus JTLs Liste wählen"))
    await until(lambda: isinstance(dialog(), WarehousesDialog))
    chosen = cast("WarehousesDialog", dialog())
    photograph(chosen, "settings-warehouses-de-light")
    key, box = next(iter(chosen.boxes.items()))
    click(box)
    click(button(chosen, "Übernehmen"))
    await until(lambda: page.typed().get("JTL_WAREHOUSES") == str(key))


async def test_a_secret_is_never_shown_and_can_be_taken_away(
    shop: Shop, open_page: OpenPage, own_settings: Path
) -> None:
    await shop.core.configuration.save({"API_KEY": "sixteen-characters-or-more"}, "test")
    page = await opened(open_page, shop.core)
    access = await form(page, "api")
    key = editor(access, "API_KEY")
    assert "sixteen" not in words(page)
    click(key.remove)
    assert page.typed() == {"API_KEY": ""}
    click(page.bar.save)
    await until(page.bar.restart.isVisible)
    assert "API_KEY" not in saved(own_settings)


async def forget_carriers(shop: Shop, method: str) -> None:
    table = schema.carrier_mappings
    await shop.core.database.write(
        lambda uow: uow.connection.execute(delete(table).where(table.c.method_name == method))
    )


async def carrier_of(shop: Shop, method: str) -> list[tuple[int | None, str, bool]]:
    table = schema.carrier_mappings
    rows = await shop.ask(select(table).where(table.c.method_name == method))
    return [(row.region_id, row.carrier_name or "", row.sends_no_tracking) for row in rows]


async def test_an_unmapped_method_comes_first_and_no_suggestion_is_taken_by_itself(
    shop: Shop, open_page: OpenPage
) -> None:
    await forget_carriers(shop, "GLS")
    page = await opened(open_page, shop.core)
    carriers = cast("CarriersSection", await section(page, "carriers"))
    page.show_target(Target("settings", "GLS", "carriers"))
    await at_rest(page)
    first = carriers.model.row_at(0)
    assert first is not None
    assert (first.method.name, first.is_open) == ("GLS", True)
    assert carriers.panel.heading.text() == "GLS"
    assert carriers.region.currentText() == "Deutschland"
    assert page.unsaved == 0
    photograph(page, "settings-unmapped-de-light")
    suggestion = next(
        one for one in carriers.panel.findChildren(QAbstractButton) if one.text() == "GLS"
    )
    click(suggestion)
    await until(lambda: page.unsaved == 1)
    assert await carrier_of(shop, "GLS") == []
    click(page.bar.save)
    await until(lambda: page.unsaved == 0)
    assert await carrier_of(shop, "GLS") == [(76, "GLS", False)]


async def test_several_choices_are_saved_together_and_sends_no_tracking_is_one(
    shop: Shop, open_page: OpenPage
) -> None:
    for method in ("GLS", "Hermes"):
        await forget_carriers(shop, method)
    page = await opened(open_page, shop.core)
    carriers = cast("CarriersSection", await section(page, "carriers"))
    for method in ("GLS", "Hermes"):
        carriers.show_subject(method)
        await at_rest(page)
        click(carriers.panel.no_tracking)
        await at_rest(page)
    assert page.unsaved == 2
    click(page.bar.save)
    await until(lambda: page.unsaved == 0)
    assert await carrier_of(shop, "GLS") == [(76, "", True)]
    acts = await shop.core.operator.acts(limit=1)
    assert acts[0].act.details["methods"] == ["GLS", "Hermes"]


async def test_a_mapping_is_taken_away_with_the_next_saving_and_can_be_had_back_before(
    shop: Shop, open_page: OpenPage
) -> None:
    before = await carrier_of(shop, "GLS")
    page = await opened(open_page, shop.core)
    carriers = cast("CarriersSection", await section(page, "carriers"))
    carriers.region.setCurrentIndex(carriers.region.findData(76))
    carriers.show_subject("GLS")
    await at_rest(page)
    carriers.area.ensureWidgetVisible(carriers.panel.remove)
    photograph(page, "settings-carrier-mapped-de-light")
    click(button(carriers.panel, "Zuordnung entfernen"))
    await until(lambda: page.unsaved == 1)
    marked = carriers.table.currentIndex().row()
    shown = carriers.model.row_at(marked)
    assert shown is not None
    assert (shown.method.name, shown.carrier, shown.is_open) == ("GLS", None, True)
    assert carriers.model.data(carriers.model.index(marked, 2)) == "wird entfernt"
    assert not carriers.panel.remove.isVisible()
    assert await carrier_of(shop, "GLS") == before
    await settled(page)
    photograph(page, "settings-carrier-removed-de-light")
    click(button(page.bar, "Zurücknehmen"))
    await until(lambda: page.unsaved == 0)
    assert carriers.panel.remove.isVisible()
    click(carriers.panel.remove)
    await until(lambda: page.unsaved == 1)
    click(page.bar.save)
    await until(lambda: page.unsaved == 0)
    gone = [one for one in before if one not in await carrier_of(shop, "GLS")]
    assert gone == [(76, "GLS", False)]
    assert not carriers.panel.remove.isVisible()
    about = await section(page, "about")
    model = about.model  # type: ignore[attr-defined]
    row = [model.data(model.index(0, column)) for column in range(1, 4)]
    assert row == [page.desk.acting.name, "Versanddienstleister nicht mehr zugeordnet", "GLS"]


async def test_where_a_destination_loses_its_own_carrier_the_default_counts(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await opened(open_page, shop.core, "en")
    carriers = cast("CarriersSection", await section(page, "carriers"))
    carriers.show_subject("GLS")
    await at_rest(page)
    carriers.region.setCurrentIndex(carriers.region.findData(None))
    await at_rest(page)
    click(carriers.panel.no_tracking)
    await until(lambda: page.unsaved == 1)
    carriers.region.setCurrentIndex(carriers.region.findData(76))
    await at_rest(page)
    click(button(carriers.panel, "Remove mapping"))
    await until(lambda: page.unsaved == 2)
    click(page.bar.save)
    await until(lambda: page.unsaved == 0)
    shown = carriers.model.row_at(carriers.table.currentIndex().row())
    assert shown is not None
    assert (shown.method.name, shown.inherited, shown.removable) == ("GLS", True, False)
    place = carriers.model.index(carriers.table.currentIndex().row(), 2)
    assert carriers.model.data(place) == "sends no tracking (default)"
    kept = {region for region, *_ in await carrier_of(shop, "GLS")}
    assert None in kept
    assert 76 not in kept


async def test_a_parcel_that_waits_is_counted_at_its_method(
    shop: Shop, open_page: OpenPage
) -> None:
    for method in await shop.core.operator.shipping_methods():
        await forget_carriers(shop, method[0].name)
    number = await shop.place()
    for _ in range(40):
        await shop.run_orders()
        await shop.tick(1800)
        if waiting := await shop.core.operator.parcels_waiting():
            break
    assert sum(waiting.values()) == 1, number
    page = await opened(open_page, shop.core)
    carriers = cast("CarriersSection", await section(page, "carriers"))
    first = carriers.model.row_at(0)
    assert first is not None
    assert first.waiting == 1
    order = await shop.order(number)
    visited = [one.country_iso for one in carriers.board.destinations if one.orders]
    assert visited == [order.country_iso]


async def test_without_temus_list_the_reason_is_told_and_jtls_methods_stay(
    shop: Shop, open_page: OpenPage
) -> None:
    await shop.temu.expire_token()
    page = await opened(open_page, shop.core)
    carriers = cast("CarriersSection", await section(page, "carriers"))
    assert carriers.problem.isVisible()
    assert "Token" in carriers.problem.text() or "Zugang" in carriers.problem.text()
    assert carriers.model.rowCount() == 8
    assert "TEMUs Liste ist nicht da" in words(carriers.panel)
    photograph(page, "settings-carriers-away-de-light")


def test_suggestions_are_alike_and_never_more_than_three() -> None:
    known = [Carrier(n, name, "") for n, name in enumerate(("DHL", "DHL Paket", "GLS", "UPS"))]
    assert suggestions("DHL Paket", known)[0].name == "DHL Paket"
    assert suggestions("Selbstabholer", known) == []
    many = [Carrier(n, f"DHL {n}", "") for n in range(9)]
    assert len(suggestions("DHL", many)) == 3
    assert suggestions("", known) == []


async def test_the_general_stock_rule_is_judged_by_the_core_and_own_rules_lead_to_their_sku(
    shop: Shop, open_page: OpenPage
) -> None:
    rows = await shop.ask(select(schema.products.c.sku).limit(1))
    sku = str(rows[0].sku)
    await shop.core.inventory.set_rule(sku, OwnRule(buffer=3), "test")
    page = await opened(open_page, shop.core)
    rules = cast("StockRulesSection", await section(page, "stock_rules"))
    type_into(rules.general.fields["cap"], "5")
    type_into(rules.general.fields["minimum"], "9")
    click(page.bar.save)
    await until(rules.general.problem.isVisible)
    assert rules.general.fields["minimum"].property("tone") == "bad"
    photograph(page, "settings-rule-wrong-de-light")
    type_into(rules.general.fields["minimum"], "2")
    click(page.bar.save)
    await until(lambda: page.unsaved == 0)
    assert (await shop.core.inventory.rules()).general == OwnRule(cap=5, minimum=2)
    gone: list[Target] = []
    page.desk.steering.go.connect(gone.append)
    click_cell(rules.table, 0)
    press(rules.table, "\r", Qt.Key.Key_Return)
    assert gone == [Target("inventory", sku)]


async def test_letters_cannot_be_typed_into_a_figure(shop: Shop, open_page: OpenPage) -> None:
    page = await opened(open_page, shop.core)
    rules = cast("StockRulesSection", await section(page, "stock_rules"))
    type_into(rules.general.fields["buffer"], "viel 12")
    assert rules.general.fields["buffer"].text() == "12"


async def test_a_schedule_is_changed_in_the_dialog_of_the_jobs_page(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    page = await of_settings(session)
    schedules = await section(page, "schedules")
    assert "alle 5 Minuten" in words(schedules)
    change = next(
        one
        for one in schedules.findChildren(QAbstractButton)
        if one.accessibleName() == "Ändern: Aufträge"
    )
    click(change)
    await until(lambda: isinstance(dialog(), ScheduleDialog))
    opened_for = cast("ScheduleDialog", dialog())
    assert opened_for.definition.id == SYNC_ORDERS
    opened_for.reject()


async def test_holiday_mode_asks_before_it_begins_and_names_who_began_it(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await opened(open_page, shop.core)
    switches = await section(page, "switches")
    click(button(switches, "Urlaubsmodus beginnen"))
    await until(lambda: button(dialog(), "Urlaubsmodus beginnen"))
    click(button(dialog(), "Urlaubsmodus beginnen"))
    await until(lambda: "durch Lager" in words(switches))
    assert (await shop.core.operator.position(Switch.HOLIDAY)).on
    photograph(page, "settings-holiday-de-light")
    click(button(switches, "Schreiben sofort stoppen"))
    await until(lambda: button(switches, "Schreiben fortsetzen"))
    assert (await shop.core.operator.position(Switch.WRITES_STOPPED)).on
    photograph(page, "settings-stopped-de-light")


async def test_language_and_colours_of_this_console_change_at_once_and_are_remembered(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    page = await of_settings(session)
    console = await section(page, "console")
    console.language.setCurrentIndex(console.language.findData("en"))  # type: ignore[attr-defined]
    await at_rest(page)
    assert page.sections.list.item(0).text() == "This console"
    assert "Overview" in session.window.rail.page_button("overview").text()
    console.theme.setCurrentIndex(console.theme.findData("dark"))  # type: ignore[attr-defined]
    await at_rest(page)
    assert session.look.mode is Mode.DARK
    assert session.memory.text("language") == "en"
    assert session.memory.text("theme") == "dark"
    session.look.use(Mode.LIGHT)


async def test_sounds_are_quiet_for_an_hour_and_heard_again(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    page = await of_settings(session)
    console = await section(page, "console")
    assert not session.alerts.sounds.muted
    click(button(console, "Eine Stunde Ruhe"))
    assert session.alerts.sounds.muted
    assert "Ruhe bis" in words(console)
    click(button(console, "Ton wieder an"))
    assert not session.alerts.sounds.muted
    heard: list[str] = []
    console.sound.sounds.played.connect(heard.append)  # type: ignore[attr-defined]
    click(button(console, "Ton testen"))
    assert heard == ["alarm"]


def test_a_computer_without_sound_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMediaDevices, "audioOutputs", list)
    sounds = Sounds(Memory(tmp_path / "console.json"), SystemClock())
    heard: list[str] = []
    sounds.played.connect(heard.append)
    with caplog.at_level(logging.INFO, logger="temu_desktop.console.sound"):
        for sound in Sound:
            sounds.play(sound)
    assert heard == ["alarm", "found", "not_found"]
    assert caplog.messages == ["There is no sound output for alarm, found, not_found"]


async def test_a_computer_that_lacks_a_library_for_sound_works_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(PySide6, "QtMultimedia", raising=False)
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    sounds = Sounds(Memory(tmp_path / "console.json"), SystemClock())
    heard: list[str] = []
    sounds.played.connect(heard.append)
    with caplog.at_level(logging.WARNING, logger="temu_desktop.console.sound"):
        await sounds.prepare()
        sounds.play(Sound.ALARM)
    assert heard == ["alarm"]
    (said,) = caplog.messages
    assert said.startswith("Sounds cannot be played: ")


async def test_what_a_scan_sends_is_shown_and_the_scanner_follows_its_settings(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    page = await of_settings(session)
    console = await section(page, "console")
    card = console.scanner  # type: ignore[attr-defined]
    console.area.ensureWidgetVisible(card)
    await settled(page)
    found: list[str] = []
    session.scanner.scanned.connect(found.append)
    click(card.start)
    scan(card.test, "*PO-076-1*")
    assert card.test.text() == "*PO-076-1*⏎"
    assert found == []
    card.leading.setFocus()
    type_into(card.leading, "*")
    await until(lambda: card.leading.text() == "*")
    scan(session.window.rail.page_button("jobs"), "*PO-076-12345")
    assert found == ["PO-076-12345"]
    assert session.memory.text("scanner.leading") == "*"
    console.saver.setValue(7)  # type: ignore[attr-defined]
    assert session.memory.number("saver.minutes", 0) == 7


async def test_the_examination_says_what_is_wrong_and_what_to_do(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await opened(open_page, shop.core)
    page.show_target(Target("settings", view="examine"))
    await at_rest(page)
    examine = cast("ExamineSection", page.sections.get("examine"))
    await until(lambda: examine.report is not None)
    assert "Wer die Jobs ausführt" in words(examine)
    assert "Kein Programm führt die Jobs aus" in words(examine)
    assert "Es gilt noch" in words(examine)
    assert "eingebaut (SQLite)" in words(examine)
    await shop.temu.expire_token()
    click(examine.again)
    await until(lambda: "nicht in Ordnung" in words(examine))
    photograph(page, "settings-examine-bad-de-light")


async def test_how_far_temus_clock_is_off_is_said_without_a_sign(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await opened(open_page, shop.core)
    said = {
        seconds: found_words(
            Check("clock", Verdict.OK, "", details={"seconds": seconds}), page.desk.languages
        )
        for seconds in (-0.3, 0.3, 12.0, -12.0)
    }
    assert said == {
        -0.3: "TEMUs Uhr und unsere stimmen überein.",
        0.3: "TEMUs Uhr und unsere stimmen überein.",
        12.0: "TEMUs Uhr geht 12 s vor.",
        -12.0: "TEMUs Uhr geht 12 s nach.",
    }


async def test_what_people_did_can_be_read_back_page_by_page(
    shop: Shop, open_page: OpenPage
) -> None:
    now = shop.core.clock.now()

    def many(uow: object) -> None:
        for number in range(150):
            record_act(uow.connection, Act("Zoë", "set_pin", f"P{number}"), now)  # type: ignore[attr-defined]

    await shop.core.database.write(many)
    page = await opened(open_page, shop.core)
    about = await section(page, "about")
    model = about.model  # type: ignore[attr-defined]
    assert model.rowCount() == 100
    click(about.older)  # type: ignore[attr-defined]
    await until(lambda: model.rowCount() > 150)
    assert model.data(model.index(0, 2)) == "PIN gesetzt"
    assert "GNU LGPL" in words(about)
    assert "Inter" in about.licences.toPlainText()  # type: ignore[attr-defined]
    assert "Lucide" in about.licences.toPlainText()  # type: ignore[attr-defined]


async def test_a_mapping_can_be_found_again_after_it_was_saved(shop: Shop) -> None:
    board = await shop.core.operator.shipping_methods()
    mapped = {method.name: carriers for method, carriers in board}
    assert mapped["GLS"][76] == MappedCarrier(mapped["GLS"][76].carrier_id, "GLS")
