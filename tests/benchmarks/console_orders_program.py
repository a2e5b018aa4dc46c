"""The process that ``console_orders`` measures: the orders page alone, on Qt's loop.

``python -m tests.benchmarks.console_orders_program FOLDER ORDERS`` prints one JSON object: what was
done, and the milliseconds until its rows were painted.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from temu_desktop.bootstrap import running_core
from temu_desktop.clock import SettableClock
from temu_desktop.console.app import make_application
from temu_desktop.console.bridge import Bridge
from temu_desktop.console.desk import Acting, Desk, Steering
from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.loop import run_on
from temu_desktop.console.memory import Memory
from temu_desktop.console.pages.orders.page import OrdersPage
from temu_desktop.console.tasks import Tasks
from temu_desktop.console.theme import Mode
from temu_desktop.core import Core
from temu_desktop.database import build_engine, migrate
from temu_desktop.orders.filtering import OrderView, SortBy
from temu_desktop.settings import Settings
from temu_desktop.settings_reader import load_settings
from tests.benchmarks.order_table import LAST_NAMES, NOW, _number, fill

TIMES = 5
PATIENCE_SECONDS = 60.0


class Painted(QObject):
    """Notes when the table was last painted with all rows in view at hand."""

    def __init__(self, page: OrdersPage) -> None:
        super().__init__()
        self._view, self._model = page.list.table.view, page.list.table.table_model
        self._armed = False
        self._at: float | None = None
        self._model.modelReset.connect(self._arm)
        self._view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The paint of rows that are here counts."""
        if event.type() == QEvent.Type.Paint and self._armed and self._complete():
            self._armed = False
            QTimer.singleShot(0, self, self._done)
        return False

    async def after(self, act: Callable[[], object], *, reset: bool = True) -> float:
        """Milliseconds from the act until its rows are painted."""
        self._at, self._armed = None, not reset
        began = time.perf_counter()
        act()
        while self._at is None:
            if time.perf_counter() - began > PATIENCE_SECONDS:
                raise TimeoutError("the rows were never painted")
            await asyncio.sleep(0.001)
        return (self._at - began) * 1000

    def _done(self) -> None:
        """The paint that was seen to begin is over."""
        self._at = time.perf_counter()

    def _arm(self) -> None:
        """Rows of before do not count."""
        self._armed = True
        self._view.viewport().update()

    def _complete(self) -> bool:
        first = max(0, self._view.rowAt(0))
        last = self._view.rowAt(self._view.viewport().height() - 1)
        last = last if last >= 0 else self._model.rowCount() - 1
        return all(self._model.row_at(row) is not None for row in range(first, last + 1))


def run(folder: Path, orders: int) -> None:
    """Fill a database and measure."""
    settings = load_settings({"TEMU_DATA_DIR": str(folder / "data")})
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = build_engine(settings.database.operations_url)
    migrate(engine, now=NOW)
    fill(engine, orders)
    engine.dispose()
    taken: dict[str, float] = {}
    run_on(make_application(), _measured(folder, settings, orders, taken))
    sys.stdout.write(json.dumps(taken) + "\n")


async def _measured(folder: Path, settings: Settings, orders: int, taken: dict[str, float]) -> None:
    async with running_core(settings, clock=SettableClock(NOW)) as core:
        desk = await _desk(core, folder)
        opened = [await _opened(desk) for _ in range(TIMES)]
        taken["open"] = statistics.median(opened)
        page = OrdersPage(desk)
        painted = Painted(page)
        await painted.after(lambda: _show(page))
        for name, act, reset in _acts(page, orders):
            seconds = []
            for _ in range(TIMES):
                await painted.after(page.list.show_all)
                seconds.append(await painted.after(act, reset=reset))
            taken[name] = statistics.median(seconds)
        await desk.tasks.stop()
        page.close_page()
        desk.bridge.close()
        desk.languages.close()


async def _opened(desk: Desk) -> float:
    """From nothing: the page is made, read and painted."""
    began = time.perf_counter()
    page = OrdersPage(desk)
    making = (time.perf_counter() - began) * 1000
    shown = await Painted(page).after(lambda: _show(page))
    page.close_page()
    page.close()
    return making + shown


def _show(page: OrdersPage) -> None:
    page.retranslate()
    page.resize(1048, 728)
    page.show()


def _acts(page: OrdersPage, orders: int) -> list[tuple[str, Callable[[], object], bool]]:
    """What a person does, and whether other rows come by it or the same ones elsewhere."""
    table, header = page.list.table, page.list.table.view.horizontalHeader()
    places = {column.sort_key: at for at, column in enumerate(table.columns)}

    def sort(key: SortBy) -> Callable[[], object]:
        return lambda: header.sectionClicked.emit(places[key.value])

    def press(view: OrderView) -> Callable[[], object]:
        return page.list.chips.chips[view].click

    def search(text: str) -> Callable[[], object]:
        def enter() -> None:
            page.list.search.put(text)
            page.list.search.returnPressed.emit()

        return enter

    bar = table.view.verticalScrollBar()
    return [
        ("sort by buyer", sort(SortBy.BUYER), True),
        ("sort by deadline", sort(SortBy.SHIP_BY_AT), True),
        ("filter reported", press(OrderView.REPORTED), True),
        ("filter overdue", press(OrderView.OVERDUE), True),
        ("filter what needs somebody", press(OrderView.NEEDS_PERSON), True),
        ("search a number", search(_number(orders // 2)), True),
        ("search a common name", search(LAST_NAMES[1].lower()), True),
        ("search a SKU", search("sku-00017"), True),
        ("jump to the end", lambda: bar.setValue(bar.maximum()), False),
        ("drag to the middle", lambda: bar.setValue(bar.maximum() // 2), False),
    ]


async def _desk(core: Core, folder: Path) -> Desk:
    application = make_application()
    return Desk(
        core=core,
        bridge=Bridge(core.bus),
        tasks=Tasks(),
        languages=Languages(application, "de", core.settings.zone),
        look=Look(application, Mode.LIGHT),
        memory=Memory(folder / "console.json"),
        steering=Steering(),
        acting=Acting((await core.people.all())[0]),
    )


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]))
