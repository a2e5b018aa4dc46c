"""A walk past every page and main dialog of a console, with a camera."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import cast

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QScrollArea, QWidget

from temu_desktop.console.approval import ApprovalDialog
from temu_desktop.console.desk import Target
from temu_desktop.console.doors import PeopleDialog, PinDialog
from temu_desktop.console.hits import HitsDialog
from temu_desktop.console.pages.inventory.dialogs import GeneralRuleDialog, MapDialog, PushDialog
from temu_desktop.console.pages.inventory.page import InventoryPage
from temu_desktop.console.pages.jobs.page import JobsPage
from temu_desktop.console.pages.jobs.run_dialog import RunDialog
from temu_desktop.console.pages.jobs.schedule_dialog import ScheduleDialog
from temu_desktop.console.pages.logs.page import LogsPage
from temu_desktop.console.pages.orders.page import OrdersPage
from temu_desktop.console.pages.orders.repair_dialog import RepairDialog
from temu_desktop.console.pages.overview.page import OverviewPage
from temu_desktop.console.pages.settings.page import SettingsPage
from temu_desktop.console.pages.settings.pairing import CodeDialog, NameDialog
from temu_desktop.console.pages.settings.people import PeopleSection
from temu_desktop.console.pages.settings.phones import PhonesSection
from temu_desktop.console.pages.settings.sections import KEYS
from temu_desktop.console.session import Session
from temu_desktop.console.set_up.window import STEPS, SetUpWindow
from temu_desktop.jobs.model import SYNC_ORDERS
from temu_desktop.orders.states import OrderAct
from temu_desktop.switches.model import Switch
from tests.console.hand import QUICK, SCREENSHOTS, click, dialog, settled, type_into, until
from tests.console.picture_checks import faults, open_dialog
from tests.console.picture_shop import SHARED, FilledShop
from tests.console.usable import unusable

ALBUM = SCREENSHOTS / "all"
SETTLING = 2
LOOKS = 20
TABS_OF_AN_ORDER = ("state", "lines", "parcels", "timeline", "document")
TABS_OF_A_SKU = ("why", "rule", "article", "timeline")


async def painted() -> None:
    """Let what was set off come to its end."""
    for _ in range(SETTLING):
        await asyncio.sleep(0.01)


def save(image: QImage, file: Path) -> None:
    """Quickly rather than small."""
    assert image.save(str(file), "PNG", QUICK)  # type: ignore[call-overload]


class Tour:
    """One round past the pages: a language, a theme, a size of the window."""

    def __init__(self, session: Session, end: str) -> None:
        self.session, self.end = session, end
        self.window = session.window
        self.faults: list[str] = []
        self.sizes: set[tuple[int, int]] = set()
        self.saving: list[asyncio.Task[None]] = []

    async def look(self, name: str, widget: QWidget | None = None) -> None:
        """Wait until it is quiet, look for faults, take the picture."""
        seen = widget or self.window
        if widget is None and open_dialog() is None and self.window.page is not None:
            logs = isinstance(self.window.page, LogsPage)
            await until(lambda: logs or not self.session.tasks.running, f"{name}: all was read")
        await painted()
        language = self.session.languages.language
        for _ in range(LOOKS):
            if not (found := [*faults(seen, language), *unusable(seen)]):
                break
            # What is still being laid out comes right by itself; a fault stays.
            await painted()
        self.faults += [f"{name}-{self.end}: {one}" for one in found]
        file = ALBUM / f"{name}-{self.end}.png"
        image = seen.grab().toImage()
        self.saving.append(asyncio.create_task(asyncio.to_thread(save, image, file)))
        if widget is None:
            self.sizes.add((image.width(), image.height()))

    async def saved(self) -> None:
        """Wait until every picture is in its file."""
        await asyncio.gather(*self.saving)

    async def pages(self) -> None:
        """The seven pages as they come up."""
        self.window.go(Target("orders"))
        self.window.go(Target("jobs"))
        for name in ("overview", "orders", "inventory", "jobs", "logs", "after_sales", "settings"):
            page = self.window.open(name)
            await until(lambda page=page: page.isVisible())
            if isinstance(page, OverviewPage):
                await until(lambda page=page: page.charts is not None and page.issues.rows())
            await self.look(name)


class WholeTour(Tour):
    """Past every page, each part of them, and the dialogs."""

    def __init__(self, session: Session, end: str, filled: FilledShop) -> None:
        super().__init__(session, end)
        self.filled = filled

    async def asked(self, kind: type[QDialog]) -> QDialog:
        """The dialog of this kind, once it is open."""
        await until(lambda: isinstance(dialog(), kind), kind.__name__)
        return cast("QDialog", dialog())

    async def look_at_dialog(self, name: str, kind: type[QDialog]) -> None:
        """The dialog, and away with it."""
        found = await self.asked(kind)
        await self.look(name, found)
        found.reject()
        await until(lambda: open_dialog() is None and not self.session.tasks.running)

    async def whole(self) -> None:
        """Everything."""
        await self.pages()
        await self.overview()
        await self.orders()
        await self.inventory()
        await self.jobs()
        await self.logs()
        await self.settings()
        await self.frame()
        await self.set_up()

    async def overview(self) -> None:
        """What the brake holds back, with its list; and the charts below."""
        page = cast("OverviewPage", self.window.open("overview"))
        approve = next(row for row in page.issues.rows() if row.item.issue.rule == "brake")
        click(approve.act)
        await self.look_at_dialog("overview-approval", ApprovalDialog)
        assert page.charts is not None
        area = page.findChildren(QScrollArea)[0]
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        await self.look("overview-charts")
        area.verticalScrollBar().setValue(0)

    async def orders(self) -> None:
        """Orders of every kind, each part of one, and the dialogs."""
        page = cast("OrdersPage", self.window.open("orders"))
        await self.order(page, "rejected", self.filled.rejected)
        click(page.order.acts[OrderAct.REPAIR])
        await self.look_at_dialog("orders-repair", RepairDialog)
        await self.order(page, "asked", self.filled.asked)
        click(page.order.acts[OrderAct.AGREE_TO_CANCEL])
        await self.look_at_dialog("orders-agree", QDialog)
        await self.order(page, "refused", self.filled.refused)
        await self.tabs(page.order.tabs, "orders-refused", TABS_OF_AN_ORDER)
        await self.order(page, "long", self.filled.long)
        await self.tabs(page.order.tabs, "orders-long", TABS_OF_AN_ORDER)
        page.close_order()

    async def order(self, page: OrdersPage, name: str, number: str) -> None:
        """One order in full."""
        page.show_target(Target("orders", number))
        await until(lambda: page.order.opened and page.order.opened.details.number == number)
        page.order.tabs.setCurrentIndex(0)
        await self.look(f"orders-{name}")

    async def tabs(self, tabs: object, name: str, names: tuple[str, ...]) -> None:
        """Every part after the first."""
        for place, part in enumerate(names[1:], start=1):
            tabs.setCurrentIndex(place)  # type: ignore[attr-defined]
            await self.look(f"{name}-{part}")

    async def inventory(self) -> None:
        """Stock, why a number is what it is, rules, mapping and pushing."""
        page = cast("InventoryPage", self.window.open("inventory"))
        await self.sku(page, "held", self.filled.held_sku)
        page.close_sku()
        await self.sku(page, "ruled", self.filled.ruled_sku)
        await self.tabs(page.sku.tabs, "inventory-ruled", TABS_OF_A_SKU)
        page.sku.tabs.setCurrentIndex(2)
        click(page.sku.article.map)
        form = cast("MapDialog", await self.asked(MapDialog))
        type_into(form.words, self.filled.ruled_sku[:1])
        await until(lambda: form.words.text())
        click(form.search)
        await until(lambda: form.table.rows.rowCount())
        await self.look_at_dialog("inventory-map", MapDialog)
        page.sku.tabs.setCurrentIndex(0)
        click(page.sku.push)
        await self.look_at_dialog("inventory-push", PushDialog)
        page.close_sku()
        await settled(page)
        click(page.list.general)
        await self.look_at_dialog("inventory-general", GeneralRuleDialog)

    async def sku(self, page: InventoryPage, name: str, sku: str) -> None:
        """One SKU in full."""
        page.show_target(Target("inventory", sku))
        await until(lambda: page.sku.isVisible() and page.sku.opened)
        page.sku.tabs.setCurrentIndex(0)
        await self.look(f"inventory-{name}")

    async def jobs(self) -> None:
        """Runs, a dialog to start one, a schedule."""
        page = cast("JobsPage", self.window.open("jobs"))
        await until(lambda: page.cards[SYNC_ORDERS].run.isEnabled())
        click(page.cards[SYNC_ORDERS].run)
        await self.look_at_dialog("jobs-run", RunDialog)
        click(page.cards[SYNC_ORDERS].schedule)
        await self.look_at_dialog("jobs-schedule", ScheduleDialog)
        page.show_target(Target("jobs", SYNC_ORDERS))
        await until(lambda: page.history.chosen is not None or page.history.runs.rowCount())
        await self.look("jobs-runs")
        page.history.tabs.setCurrentIndex(1)
        await until(lambda: page.history.chart is not None)
        await self.look("jobs-durations")
        page.history.tabs.setCurrentIndex(0)
        page.show_target(Target("jobs"))

    async def logs(self) -> None:
        """One line in full."""
        page = cast("LogsPage", self.window.open("logs"))
        await until(lambda: len(page.lines.feed.store))
        page.lines.opened_line.emit(page.lines.feed.store.line(0).id)
        await until(lambda: page.details.isVisible())
        await self.look("logs-line")
        page.details.hide()

    async def settings(self) -> None:
        """Every section; people, a phone that pairs."""
        page = cast("SettingsPage", self.window.open("settings"))
        for key in KEYS:
            page.sections.choose(key)
            await self.look(f"settings-{key}")
        page.sections.choose("examine")
        bar = page.sections.get("examine").area.verticalScrollBar()
        bar.setValue(bar.maximum())
        # The handbook shows this one: above it stands the folder of a test.
        await self.look("settings-examine-below")
        page.sections.choose("phones")
        phones = cast("PhonesSection", page.sections.get("phones"))
        await until(lambda: phones.model.rowCount())
        await self.pair(phones)
        page.sections.choose("people")
        people = cast("PeopleSection", page.sections.get("people"))
        await until(lambda: people.model.rowCount())

    async def pair(self, phones: PhonesSection) -> None:
        """Behind the PIN: a name, then the code."""
        click(phones.pair)
        await self.give_pin("settings-pin")
        form = cast("NameDialog", await self.asked(NameDialog))
        type_into(form.name, "Tor 4")
        await until(lambda: form.name.text() == "Tor 4")
        await self.look("settings-pair", form)
        click(form.yes_button)
        await self.look_at_dialog("settings-pair-code", CodeDialog)

    async def give_pin(self, name: str) -> None:
        """The administrator's."""
        await until(lambda: isinstance(dialog(), PeopleDialog | PinDialog))
        if isinstance(dialog(), PeopleDialog):
            click(
                next(one for one in dialog().findChildren(QAbstractButton) if "Zoë" in one.text())
            )
        found = cast("PinDialog", await self.asked(PinDialog))
        await self.look(name, found)
        field = found.findChild(QLineEdit)
        assert field is not None
        type_into(field, "4711")
        await until(lambda: field.text() == "4711")
        click(found.yes_button)

    async def frame(self) -> None:
        """What belongs to the window: who acts, codes of several things, switches, saver."""
        self.window.open("overview")
        click(self.window.rail.person)
        await self.look_at_dialog("frame-people", PeopleDialog)
        self.session.conductor.look_up("XYZ-UNKNOWN-4711")
        await until(lambda: self.window.notices.shown())
        await self.look("frame-not-found")
        click(self.window.notices.shown()[0].away)
        await self.several_hits()
        for switch in (Switch.WRITES_STOPPED, Switch.HOLIDAY):
            await self.session.core.operator.turn(switch, True, "Zoë Brandt")
        banners = self.window.banners
        await until(lambda: banners.stopped.isVisible() and banners.holiday.isVisible())
        await self.look("frame-stopped")
        for switch in (Switch.HOLIDAY, Switch.WRITES_STOPPED):
            await self.session.core.operator.turn(switch, False, "Zoë Brandt")
        await until(lambda: not banners.stopped.isVisible() and not banners.holiday.isVisible())
        self.session.alerts.saver.begin()
        await self.look("frame-saver")
        self.session.alerts.saver.wake()

    async def several_hits(self) -> None:
        """A parcel that two orders share."""
        self.session.conductor.look_up(SHARED)
        await self.look_at_dialog("frame-hits", HitsDialog)

    async def set_up(self) -> None:
        """What a first start shows."""
        service = self.session.core.configuration
        states = {state.field.name: state for state in await service.fields()}
        window = SetUpWindow(service, states, self.session.look, self.session.languages)
        window.resize(self.window.size())
        window.show()
        for step in STEPS:
            await self.look(f"set-up-{step.key}", window)
            window.next.click() if step is not STEPS[-1] else window.close()
        self.session.languages.changed.disconnect(window.rebuild)
        await window.tasks.stop()
        window.deleteLater()
