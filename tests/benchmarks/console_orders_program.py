"""The process that ``console_orders`` measures: the orders page alone, on Qt's loop.

``python -m tests.benchmarks.console_orders_program FOLDER ORDERS`` prints one JSON object: what was
done, and the milliseconds until its rows were painted.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from temu_desktop.bootstrap import running_core
from temu_desktop.clock import SettableClock
from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.orders.page import OrdersPage
from temu_desktop.database import build_engine, migrate
from temu_desktop.orders.filtering import OrderView, SortBy
from temu_desktop.settings import Settings
from temu_desktop.settings_reader import load_settings
from tests.benchmarks.console_stage import Painted, desk_of, measure_on_loop
from tests.benchmarks.order_table import LAST_NAMES, NOW, _number, fill

TIMES = 5


def run(folder: Path, orders: int) -> None:
    """Fill a database and measure."""
    settings = load_settings({"TEMU_DATA_DIR": str(folder / "data")})
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = build_engine(settings.database.operations_url)
    migrate(engine, now=NOW)
    fill(engine, orders)
    engine.dispose()
    taken: dict[str, float] = {}
    measure_on_loop(_measured(folder, settings, orders, taken))
    sys.stdout.write(json.dumps(taken) + "\n")


async def _measured(folder: Path, settings: Settings, orders: int, taken: dict[str, float]) -> None:
    async with running_core(settings, clock=SettableClock(NOW)) as core:
        desk = await desk_of(core, folder)
        opened = [await _opened(desk) for _ in range(TIMES)]
        taken["open"] = statistics.median(opened)
        page = OrdersPage(desk)
        painted = _painted(page)
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
    shown = await _painted(page).after(lambda: _show(page))
    page.close_page()
    page.close()
    return making + shown


def _painted(page: OrdersPage) -> Painted:
    return Painted(page.list.table.view, page.list.table.table_model)


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


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]))
