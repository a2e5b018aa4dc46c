"""The process that ``log_view`` measures: a console's log page alone, on Qt's loop."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import time
from pathlib import Path
from typing import Any, cast

from temu_desktop.bootstrap import running_core
from temu_desktop.console.app import make_application
from temu_desktop.console.bridge import Bridge
from temu_desktop.console.desk import Acting, Desk, Steering
from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.loop import run_on
from temu_desktop.console.memory import Memory
from temu_desktop.console.pages.logs.page import LogsPage
from temu_desktop.console.pages.registry import make_page
from temu_desktop.console.tasks import Tasks
from temu_desktop.console.theme import Mode
from temu_desktop.console.widgets.log_lines.store import CHUNK
from temu_desktop.core import Core
from temu_desktop.database import UnitOfWork, schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.events import LogLinesWritten
from temu_desktop.logs.database_sink import FLUSH_SECONDS
from temu_desktop.responsiveness import keep_responsive
from temu_desktop.settings import Settings
from temu_desktop.settings_reader import load_settings
from tests.benchmarks.log_view import log_lines, made_lines
from tests.benchmarks.looped import Watchdog

WARM_UP_SECONDS = 2.0
SLICE = 20_000


def run(folder: Path, kept: int, lines_a_second: int, seconds: float) -> None:
    """Measure and print one JSON object."""
    settings = load_settings({"TEMU_DATA_DIR": str(folder / "data")})
    run_on(make_application(), _measured(folder, settings, kept, lines_a_second, seconds))


async def _measured(
    folder: Path, settings: Settings, kept: int, lines_a_second: int, seconds: float
) -> None:
    application = make_application()
    async with running_core(settings) as core:
        desk = Desk(
            core=core,
            bridge=Bridge(core.bus),
            tasks=Tasks(),
            languages=Languages(application, "de", settings.zone),
            look=Look(application, Mode.LIGHT),
            memory=Memory(folder / "console.json"),
            steering=Steering(),
            acting=Acting((await core.people.all())[0]),
        )
        page = cast("LogsPage", make_page("logs", desk))
        page.retranslate()
        page.resize(1688, 1008)
        await _write(core, 0, kept)
        page.show()
        await _until_opened(page)
        before, had = _resident(), len(page.lines.feed.store)
        _fill(page, kept)
        memory = (_resident() - before) / (len(page.lines.feed.store) - had)
        keep_responsive()
        said = await _watched(page, core, kept, lines_a_second, seconds)
        await desk.tasks.stop()
        page.close_page()
        desk.bridge.close()
        page.close()
    print(json.dumps({**said, "bytes": memory}))  # noqa: T201 - what the benchmark reads


async def _until_opened(page: LogsPage) -> None:
    opened = asyncio.Event()
    page.lines.changed.connect(opened.set)
    await opened.wait()
    await asyncio.sleep(0)


def _resident() -> int:
    """Bytes of this process in memory. Linux only."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _fill(page: LogsPage, kept: int) -> None:
    """Everything but the newest page, as scrolling up would have read it."""
    store = page.lines.feed.store
    have = len(store)
    for last in range(kept - have, 0, -CHUNK):
        first = max(0, last - CHUNK)
        store.prepend(log_lines(first, last - first))
    store.most = kept


async def _watched(
    page: LogsPage, core: Core, kept: int, lines_a_second: int, seconds: float
) -> dict[str, Any]:
    """Stalls while lines are written, without the first moments."""
    writing = asyncio.create_task(_chatter(core, kept, lines_a_second))
    await asyncio.sleep(WARM_UP_SECONDS)
    watchdog, began, worked = Watchdog(), time.perf_counter(), time.process_time()
    written_before = page.lines.feed.store.last_id
    watching = asyncio.create_task(watchdog.watch())
    await asyncio.sleep(seconds)
    watching.cancel()
    taken = time.perf_counter() - began
    share = (time.process_time() - worked) / taken
    shown = page.lines.feed.store.last_id - written_before
    writing.cancel()
    written = await core.logs.newest()
    while page.lines.feed.store.last_id < written:
        page.lines.wake()
        await asyncio.sleep(0.05)
    late = sorted(watchdog.late)
    return {
        "kept": len(page.lines.feed.store),
        "written": written,
        "shown": page.lines.feed.store.last_id,
        "pace": shown / taken,
        "p50": 1000 * late[len(late) // 2],
        "p99": 1000 * late[int(len(late) * 0.99)],
        "longest": 1000 * late[-1],
        "core_share": share,
        "following": page.view.following,
        "platform": make_application().platformName(),
    }


async def _chatter(core: Core, first: int, lines_a_second: int) -> None:
    """Write lines as the program's own sink does, many in one transaction, until cancelled."""
    batch = round(lines_a_second * FLUSH_SECONDS)
    due = time.perf_counter()
    while True:
        await _write(core, first, batch)
        first += batch
        core.bus.publish(LogLinesWritten(batch, await core.logs.newest()))
        due += FLUSH_SECONDS
        await asyncio.sleep(max(0.0, due - time.perf_counter()))


async def _write(core: Core, first: int, count: int) -> None:
    for start in range(first, first + count, SLICE):
        amount = min(SLICE, first + count - start)
        rows = await asyncio.to_thread(made_lines, start, amount)

        def work(uow: UnitOfWork, rows: list[dict[str, Any]] = rows) -> None:
            insert_rows(uow.connection, schema.scheduler_logs, rows)

        await core.database.write(work)
