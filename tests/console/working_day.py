"""A whole working day at the console by real input events; run by test_a_working_day on a screen of
its own, because the platform of Qt is chosen once per process."""

from __future__ import annotations

import asyncio
import contextlib

from PySide6.QtWidgets import QTableView, QWidget

from temu_desktop.console.pages.orders.page import OrdersPage
from temu_desktop.console.pages.orders.repair_dialog import RepairDialog
from temu_desktop.console.pages.overview.page import OverviewPage
from temu_desktop.console.session import Session
from temu_desktop.jobs.model import SYNC_ORDERS
from temu_desktop.jobs.queries import RunFilter
from temu_desktop.jobs.states import LIVE
from temu_desktop.orders.filtering import OrderView
from temu_desktop.orders.states import OrderAct
from tests.console.conftest import OpenConsole
from tests.console.finger import Finger
from tests.console.hand import button, dialog, photograph, until, words
from tests.core_fixtures import OpenShop, Shop

MORNING_ORDERS = 6
SCANS = 3
"""A scanner sends its keys 4 ms apart; xdotool, on a machine that is too busy, does so late, and
then it was somebody who types."""
LIVE_RUNS = RunFilter(states=tuple(LIVE))


class Day:
    """The shop, the console, and the finger on its screen."""

    def __init__(self, shop: Shop, session: Session) -> None:
        self.shop, self.session = shop, session
        self.window = session.window
        self.finger = Finger()
        self.placed: list[str] = []

    async def go(self, number: int) -> QWidget:
        """To a page by its keys."""
        await self.finger.key(f"ctrl+{number}")
        await until(lambda: self.window.page is not None and self.window.page.isVisible())
        assert self.window.page is not None
        return self.window.page

    async def press(self, where: QWidget, text: str) -> None:
        """The button of this text, as soon as it is there."""
        await until(lambda: button(where, text).isEnabled(), text)
        await self.finger.click(button(where, text))

    async def run_orders_by_hand(self) -> None:
        """The card of the orders job, its button, and the dialog as it comes."""
        before = len(await self.runs())
        page = await self.go(4)
        cards = page.cards  # type: ignore[attr-defined]
        jobs = len(await self.shop.core.jobs.jobs())
        await until(lambda: len(cards) == jobs, "all cards")
        await until(lambda: cards[SYNC_ORDERS].run.isEnabled())
        await until(lambda: self.session.tasks.running == 0, "all is read, nothing moves")
        await self.finger.click(cards[SYNC_ORDERS].run)
        await until(lambda: dialog().yes_button.isVisible())  # type: ignore[attr-defined]
        await self.finger.click(dialog().yes_button)  # type: ignore[attr-defined]
        while len([run for run in await self.runs() if run.ended_at]) <= before:
            await self.finger.key("shift")

    async def runs(self) -> list[object]:
        """All runs of the orders job."""
        return list(await self.shop.core.jobs.history(RunFilter(job=SYNC_ORDERS, limit=500)))


async def test_the_day(open_shop: OpenShop, open_console: OpenConsole) -> None:
    shop = await open_shop()
    day = Day(shop, await open_console(shop))
    await until(lambda: day.session.core.serving.acting)
    wrong = await in_the_morning(day)
    await a_rejected_order_is_repaired(day, wrong)
    number = await parcels_leave(day)
    await a_parcel_is_scanned(day, number)
    await stock_is_looked_at(day)
    await writing_is_stopped_and_resumed(day)
    await something_fails_and_is_seen(day)
    await in_the_evening(day)


async def in_the_morning(day: Day) -> str:
    """Orders came in overnight, one of them from a country that nobody knows."""
    day.placed = [await day.shop.place() for _ in range(MORNING_ORDERS)]
    wrong = await day.shop.place(country="Atlantis")
    await day.run_orders_by_hand()
    page = await day.go(1)
    assert isinstance(page, OverviewPage)
    figures = page.tiles.tiles
    await until(lambda: figures["exported"].figure.text() == str(MORNING_ORDERS))
    await until(lambda: figures["rejected"].figure.text() == "1")
    photograph(day.window, "day-1-morning")
    return wrong


async def a_rejected_order_is_repaired(day: Day, wrong: str) -> None:
    """From the issue's button to the order, through the dialog, and on to JTL."""
    page = await day.go(1)
    await day.press(page, "Berichtigen")
    await until(lambda: isinstance(day.window.page, OrdersPage))
    orders = day.window.page
    assert isinstance(orders, OrdersPage)
    if not dialog_is_open():
        await until(lambda: orders.order.acts[OrderAct.REPAIR].isVisible())
        await day.finger.click(orders.order.acts[OrderAct.REPAIR])
    await until(lambda: isinstance(dialog(), RepairDialog))
    form = dialog()
    assert isinstance(form, RepairDialog)
    await day.finger.click(form.country)
    await day.finger.key("ctrl+a")
    await day.finger.type("Frankreich")
    await day.finger.click(form.yes_button)
    await until(lambda: not dialog_is_open())
    await day.run_orders_by_hand()
    details = await day.shop.core.orders.details(wrong)
    assert details.export is not None
    await day.go(2)
    photograph(day.window, "day-2-repaired")


async def parcels_leave(day: Day) -> str:
    """The warehouse packs; the schedule does the rest, as on every day."""
    number = day.placed[0]
    for _ in range(90):
        await day.shop.tick_to_a_due_time(1800)
        # So much at once is longer than a lease lasts: it is taken anew.
        await until(lambda: day.shop.core.serving.acting)
        await day.shop.core.serving.look()
        while await day.shop.core.jobs.history(LIVE_RUNS):  # noqa: ASYNC110 - as the clock ticks
            await asyncio.sleep(0.05)
        if (await day.shop.order(number)).reported:
            return number
    raise AssertionError(f"{number}: {await day.shop.core.orders.details(number)}")


async def a_parcel_is_scanned(day: Day, number: str) -> None:
    """While the log is open and its search field has the focus."""
    details = await day.shop.core.orders.details(number)
    await day.go(5)
    for _ in range(SCANS):
        await day.finger.scan(details.parcels[0].tracking)
        with contextlib.suppress(AssertionError):
            await until(lambda: isinstance(day.window.page, OrdersPage), "the parcel's order")
            break
    # The log names orders as well.
    assert isinstance(day.window.page, OrdersPage)
    await until(lambda: number in words(day.window.page))
    photograph(day.window, "day-3-scanned")


async def stock_is_looked_at(day: Day) -> None:
    """The table of stock, and why the first number is what it is."""
    page = await day.go(3)
    table = next(one for one in page.findChildren(QTableView) if one.isVisible())
    await until(lambda: table.model().rowCount() > 0, "rows of stock")
    await day.finger.click_cell(table, 0, 0)
    await day.finger.key("Return")
    await until(lambda: "JTL" in words(page), "the SKU in full")
    photograph(day.window, "day-4-stock")


async def writing_is_stopped_and_resumed(day: Day) -> None:
    """The red button, the banner, and the question before it goes on."""
    top, banner = day.window.top, day.window.banners.stopped
    await day.finger.click(top.stop)
    await until(banner.isVisible)
    await day.finger.click(top.stop)
    await day.press(await opened_dialog(), "Schreiben fortsetzen")
    await until(lambda: not banner.isVisible())


async def something_fails_and_is_seen(day: Day) -> None:
    """TEMU's token runs out: heard, seen, and over once there is another one."""
    played: list[str] = []
    day.session.alerts.sounds.played.connect(played.append)
    await day.shop.temu.revoke_scope("bg.order.list.v2.get")
    await day.run_orders_by_hand()
    page = await day.go(1)
    await until(lambda: "alarm" in played)
    await until(lambda: day.window.rail.page_button("overview").accessibleName() != "Übersicht")
    photograph(day.window, "day-5-failed")
    await day.shop.temu.grant_scope("bg.order.list.v2.get")
    await day.run_orders_by_hand()
    page = await day.go(1)
    assert isinstance(page, OverviewPage)
    await until(lambda: all(row.item.issue.rule != "job_failed" for row in page.issues.rows()))


async def in_the_evening(day: Day) -> None:
    """Everything is where it belongs; the window is closed by its own key."""
    page = await day.go(2)
    assert isinstance(page, OrdersPage)
    if page.order.isVisible():
        await day.finger.click(page.order.back)
    await until(page.list.chips.chips[OrderView.REJECTED].isVisible)
    await day.finger.click(page.list.chips.chips[OrderView.REJECTED])
    photograph(day.window, "day-6-evening")
    await day.finger.key("alt+F4")
    await until(lambda: day.session._over.done())


async def opened_dialog() -> QWidget:
    """The dialog, as soon as it is there."""
    await until(lambda: dialog().isVisible())
    return dialog()


def dialog_is_open() -> bool:
    """Whether a question stands before the window."""
    try:
        return dialog().isVisible()
    except AssertionError:
        return False
