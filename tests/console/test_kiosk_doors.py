"""The kiosk asks for a PIN wherever settings are changed, and before what nothing brings back."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtWidgets import QPushButton

from temu_desktop.console.doors import PinDialog
from temu_desktop.console.pages.inventory.dialogs import GeneralRuleDialog
from temu_desktop.console.pages.inventory.page import InventoryPage
from temu_desktop.console.pages.jobs.page import JobsPage
from temu_desktop.console.pages.jobs.schedule_dialog import ScheduleDialog
from temu_desktop.console.pages.orders.page import OrdersPage
from temu_desktop.console.pages.overview.page import OverviewPage
from temu_desktop.console.session import Session
from temu_desktop.jobs.model import MAINTENANCE
from temu_desktop.orders.states import OrderAct
from tests.console.conftest import OpenConsole
from tests.console.hand import button, click, dialog, settled, until
from tests.console.test_kiosk import at_rest, give_pin, guarded, settings_of
from tests.core_fixtures import OpenShop, Shop

pytestmark = pytest.mark.usefixtures("own_settings")


async def turned_away(session: Session, pressed: QPushButton) -> None:
    """The button asks for the PIN; without one nothing happens."""
    await until(pressed.isEnabled)
    click(pressed)
    await until(lambda: isinstance(dialog(), PinDialog), "the PIN is asked for")
    click(button(dialog(), "Abbrechen"))
    await until(lambda: not session.tasks.running)


async def test_a_schedule_and_a_pause_need_the_pin(shop: Shop, open_console: OpenConsole) -> None:
    await guarded(shop)
    session = await open_console(shop, kiosk=True)
    page = cast("JobsPage", session.window.open("jobs"))
    await until(lambda: len(page.cards) == 5 and not session.tasks.running)
    await settled(page)
    card = page.cards[MAINTENANCE]
    await turned_away(session, card.switch)
    assert (await shop.core.jobs.definition(MAINTENANCE)).enabled
    await turned_away(session, card.schedule)
    click(card.schedule)
    await give_pin("4711")
    await until(lambda: isinstance(dialog(), ScheduleDialog))
    click(button(dialog(), "Abbrechen"))
    await until(lambda: not session.tasks.running)
    click(card.switch)
    await give_pin("4711")
    await until(lambda: card.sign.word.text() == "Pausiert")


async def test_running_a_job_is_everyday_work(shop: Shop, open_console: OpenConsole) -> None:
    await guarded(shop)
    session = await open_console(shop, kiosk=True)
    page = cast("JobsPage", session.window.open("jobs"))
    await until(lambda: len(page.cards) == 5 and not session.tasks.running)
    click(page.cards[MAINTENANCE].run)
    await until(lambda: button(dialog(), "Jetzt starten"))
    click(button(dialog(), "Abbrechen"))


async def test_the_rule_for_all_skus_needs_the_pin(shop: Shop, open_console: OpenConsole) -> None:
    await guarded(shop)
    session = await open_console(shop, kiosk=True)
    page = cast("InventoryPage", session.window.open("inventory"))
    await until(lambda: page.list.general.isEnabled() and not session.tasks.running)
    await turned_away(session, page.list.general)
    click(page.list.general)
    await give_pin("4711")
    await until(lambda: isinstance(dialog(), GeneralRuleDialog))
    click(button(dialog(), "Abbrechen"))


async def test_giving_a_record_up_needs_the_pin(shop: Shop, open_console: OpenConsole) -> None:
    await guarded(shop)
    number = await shop.place(country="Atlantis")
    await shop.run_orders()
    session = await open_console(shop, kiosk=True)
    session.conductor.look_up(number)
    await until(lambda: isinstance(session.window.page, OrdersPage))
    page = cast("OrdersPage", session.window.page)
    await until(lambda: page.order.isVisible() and not session.tasks.running)
    await turned_away(session, page.order.acts[OrderAct.GIVE_UP])
    click(page.order.acts[OrderAct.GIVE_UP])
    await give_pin("4711")
    await until(lambda: button(dialog(), "Aufgeben"))
    click(button(dialog(), "Abbrechen"))


async def test_what_a_brake_holds_is_let_go_with_the_pin(
    open_shop: OpenShop, open_console: OpenConsole
) -> None:
    shop = await open_shop(skus=30, in_step=False)
    await guarded(shop)
    await shop.run_inventory("full")
    session = await open_console(shop, kiosk=True)
    page = cast("OverviewPage", session.window.page)
    await until(lambda: page.issues.rows() and not session.tasks.running)
    click(page.issues.rows()[0].act)
    await until(lambda: button(dialog(), "Freigeben"))
    await turned_away(session, button(dialog(), "Freigeben"))
    assert await shop.core.operator.waiting()
    click(page.issues.rows()[0].act)
    await until(lambda: button(dialog(), "Freigeben"))
    click(button(dialog(), "Freigeben"))
    await give_pin("4711")
    await until(lambda: not session.tasks.running)
    assert await shop.core.operator.waiting() == []


async def test_the_saver_closes_what_a_pin_had_opened(
    shop: Shop, open_console: OpenConsole
) -> None:
    await guarded(shop)
    session = await open_console(shop, kiosk=True)
    page = await settings_of(session)
    click(page.locked.unlock)
    await give_pin("4711")
    await until(lambda: not page.locked.isVisible())
    zoe = next(one for one in await shop.core.people.all() if one.has_pin)
    session.conductor._acts(zoe)
    session.alerts.saver.begin()
    await until(
        lambda: session.conductor.desk.acting.name == "Lager", "who has a PIN acts no longer"
    )
    session.alerts.saver.wake()
    await at_rest(page)
    assert page.locked.isVisible()
