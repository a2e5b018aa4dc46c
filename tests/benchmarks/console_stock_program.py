"""The process that ``console_stock`` measures: the stock page alone, on Qt's loop.

``python -m tests.benchmarks.console_stock_program FOLDER SKUS`` prints one JSON object: what was
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

from temu_desktop.bootstrap import running_core
from temu_desktop.clock import SettableClock
from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.inventory.page import InventoryPage
from temu_desktop.database import build_engine, migrate
from temu_desktop.inventory.selection import StockSort, StockView
from temu_desktop.settings import Settings
from temu_desktop.settings_reader import load_settings
from tests.benchmarks.console_stage import Painted, desk_of, measure_on_loop
from tests.benchmarks.stock_table import NOW, fill

TIMES = 5


def run(folder: Path, skus: int) -> None:
    """Fill a database and measure."""
    settings = load_settings({"TEMU_DATA_DIR": str(folder / "data")})
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = build_engine(settings.database.operations_url)
    migrate(engine, now=NOW)
    fill(engine, skus)
    engine.dispose()
    taken: dict[str, float] = {}
    measure_on_loop(_measured(folder, settings, taken))
    sys.stdout.write(json.dumps(taken) + "\n")


async def _measured(folder: Path, settings: Settings, taken: dict[str, float]) -> None:
    async with running_core(settings, clock=SettableClock(NOW)) as core:
        desk = await desk_of(core, folder)
        taken["open"] = statistics.median([await _opened(desk) for _ in range(TIMES)])
        page = InventoryPage(desk)
        painted = Painted(page.list.table.view, page.list.table.table_model)
        await painted.after(lambda: _show(page))
        everything = page.list.table.wanted
        for name, act, reset in _acts(page):
            seconds = []
            for _ in range(TIMES):
                await painted.after(lambda: page.list.open(everything))
                await _counted(page)
                seconds.append(await painted.after(act, reset=reset))
            taken[name] = statistics.median(seconds)
        await desk.tasks.stop()
        page.close_page()
        desk.bridge.close()
        desk.languages.close()


async def _counted(page: InventoryPage) -> None:
    """Everything was read that a person would have waited for before the next press."""
    while page.desk.tasks.running:  # noqa: ASYNC110 - tasks tell of themselves by a Qt signal
        await asyncio.sleep(0.001)


async def _opened(desk: Desk) -> float:
    """From nothing: the page is made, read and painted."""
    began = time.perf_counter()
    page = InventoryPage(desk)
    making = (time.perf_counter() - began) * 1000
    painted = Painted(page.list.table.view, page.list.table.table_model)
    shown = await painted.after(lambda: _show(page))
    await _counted(page)
    page.close_page()
    page.close()
    return making + shown


def _show(page: InventoryPage) -> None:
    page.retranslate()
    page.resize(1048, 728)
    page.show()


def _acts(page: InventoryPage) -> list[tuple[str, Callable[[], object], bool]]:
    """What a person does, and whether other rows come by it or the same ones elsewhere."""
    table, header = page.list.table, page.list.table.view.horizontalHeader()
    places = {column.sort_key: at for at, column in enumerate(table.columns)}

    def sort(key: StockSort) -> Callable[[], object]:
        return lambda: header.sectionClicked.emit(places[key.value])

    def press(view: StockView) -> Callable[[], object]:
        return page.list.chips.chips[view].click

    def search(text: str) -> Callable[[], object]:
        def enter() -> None:
            page.list.search.put(text)
            page.list.search.returnPressed.emit()

        return enter

    bar = table.view.verticalScrollBar()
    return [
        ("sort by name", sort(StockSort.NAME), True),
        ("sort by difference", sort(StockSort.DIFFERENCE), True),
        ("sort by last sent", sort(StockSort.SENT), True),
        ("filter differences", press(StockView.DIFFERENCES), True),
        ("filter unmapped", press(StockView.UNMAPPED), True),
        ("filter at zero", press(StockView.ZERO), True),
        ("search a SKU", search("art-0001"), True),
        ("search a common name", search("lampe"), True),
        ("jump to the end", lambda: bar.setValue(bar.maximum()), False),
        ("drag to the middle", lambda: bar.setValue(bar.maximum() // 2), False),
    ]


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]))
