"""What goes wrong around a console: clear words, nothing lost, never a frozen window."""

from __future__ import annotations

import asyncio
import os
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from temu_desktop.bootstrap import jtl_engine, running_core
from temu_desktop.connections.model import Neighbour
from temu_desktop.console.app import Console, ConsoleOptions
from temu_desktop.console.main_window import MainWindow
from temu_desktop.console.pages.jobs.page import JobsPage
from temu_desktop.console.pages.orders.page import OrdersPage
from temu_desktop.console.sight import in_sight
from temu_desktop.database.engine import build_engine
from temu_desktop.jobs.model import FULL_INVENTORY, MAINTENANCE, SYNC_ORDERS, RunRequest, RunState
from temu_desktop.orders.model import OrderStatus
from temu_desktop.people.model import Role
from temu_desktop.sandbox.control_client import SandboxError
from temu_desktop.settings import Settings
from temu_desktop.settings_reader import load_settings
from tests.command_zygote import temu_desktop
from tests.console.conftest import OpenConsole, console_on
from tests.console.hand import button, click, dialog, photograph, scan, settled, until, words
from tests.console.test_kiosk import give_pin, settings_of
from tests.core_fixtures import OpenShop, Shop
from tests.outage import away
from tests.postgres_server import PostgresServer

pytestmark = pytest.mark.usefixtures("own_settings")

SCANS, A_MINUTE = 120, 1000
LONGEST_PIECE_SECONDS = 0.5
"""Of the window's own processor time; how long it stands still is benchmarked."""


@pytest.fixture
def wawi_server(postgres_server: PostgresServer) -> Iterator[str]:
    """An empty database for the Wawi on a server that can be restarted."""
    name = f"temu_wawi_{uuid.uuid4().hex[:12]}"
    yield postgres_server.create(name)
    postgres_server.drop(name)


@asynccontextmanager
async def watched_loop() -> AsyncIterator[list[float]]:
    """How long the loop was at something before it came back, each time, in seconds."""
    pieces: list[float] = []

    async def watch() -> None:
        while True:
            began = time.thread_time()
            await asyncio.sleep(0.01)
            pieces.append(time.thread_time() - began)

    task = asyncio.create_task(watch())
    try:
        yield pieces
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_jtls_server_is_restarted_in_the_middle_of_the_day(
    open_shop: OpenShop, open_console: OpenConsole, wawi_server: str
) -> None:
    shop = await open_shop(wawi_url=wawi_server, skus=5)
    session = await open_console(shop)
    core, pill = shop.core, session.window.top.pills[Neighbour.JTL]
    await until(lambda: core.serving.acting, "this process acts")
    await until(lambda: pill.text().startswith("✓"), "JTL is there")
    number = await shop.place()
    jtl = jtl_engine(core.settings)
    try:
        with away(jtl):
            await core.connections.look()
            await until(lambda: not pill.text().startswith("✓"), "JTL is away")
            assert "JTL" in pill.accessibleName()
            assert "nicht erreichbar" in pill.accessibleName()
            overview = session.window.page
            assert overview is not None
            await until(lambda: "Eine Verbindung fehlt" in words(overview))
            assert "Alles in Ordnung" not in words(overview)
            await settled(session.window)
            photograph(session.window, "bad-input-jtl-away-de-light")
            run = await core.jobs.run_now(SYNC_ORDERS, "Lager")
            async with asyncio.timeout(60):
                while (await core.jobs.details(run))[0].state is not RunState.RETRYING:  # noqa: ASYNC110 - looked at from outside
                    await asyncio.sleep(0.05)
            order = await shop.order(number)
            assert order is not None
            assert not order.exported
        await core.jobs.cancel(run, "Lager")
        await core.connections.look()
        await until(lambda: pill.text().startswith("✓"), "JTL is back")
    finally:
        jtl.dispose()
    async with asyncio.timeout(60):
        while (await shop.order(number)).status != OrderStatus.EXPORTED:
            # The Wawi notices the restart with its own first call.
            with suppress(SandboxError):
                await shop.tick(900)
            live = [job for job in await core.jobs.jobs() if job.live is not None]
            if not live:
                await core.jobs.run_now(SYNC_ORDERS, "Lager")
            await asyncio.sleep(0.2)
    assert session.window.isVisible()


@pytest.mark.postgres
@pytest.mark.timeout(120)
async def test_our_own_database_goes_in_the_middle_of_the_day_and_comes_back(
    application: QApplication, shop: Shop, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    settings = shop.core.settings
    name = f"temu_test_{uuid.uuid4().hex[:12]}"
    ours = replace(settings.database, operations_url=postgres_server.create(name))
    async with (
        running_core(replace(settings, database=ours), clock=shop.core.clock) as core,
        console_on(application, core, tmp_path) as session,
    ):
        pill, banner = session.window.top.pills[Neighbour.OPERATIONS], session.window.banners.away
        heard: list[str] = []
        session.alerts.sounds.played.connect(heard.append)
        await until(lambda: pill.text().startswith("✓"), "it is there")
        await until(lambda: core.serving.acting, "this process acts")
        ours_too = build_engine(ours.operations_url)
        with away(ours_too):
            await core.connections.look()
            await until(banner.isVisible, "the window says so")
            assert "Die Datenbank ist nicht erreichbar" in words(banner)
            await until(lambda: heard == ["alarm"])
            session.alerts.saver.begin()
            assert "Datenbank ist nicht erreichbar" in session.alerts.saver.state.text()
            session.alerts.saver.wake()
            session.window.open("orders")
            await settled(session.window)
            photograph(session.window, "bad-input-database-away-de-light")
        await core.connections.look()
        await until(lambda: pill.text().startswith("✓") and not banner.isVisible())
        page = cast("OrdersPage", session.window.page)
        await until(page.list.table.empty.isVisible, "the page reads again by itself")
        async with asyncio.timeout(40):
            while not core.serving.acting:  # noqa: ASYNC110 - looked at from outside
                await asyncio.sleep(0.1)
        ours_too.dispose()
        ended = await core.jobs.run(RunRequest(MAINTENANCE, {}, "Lager"))
        assert ended.state is RunState.SUCCESS
    postgres_server.drop(name)


async def test_temu_is_away_for_a_while_and_the_window_says_so(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    pill = session.window.top.pills[Neighbour.TEMU]
    await until(lambda: pill.text().startswith("✓"), "TEMU is there")
    await until(lambda: shop.core.serving.acting, "this process acts")
    number = await shop.place()
    await shop.temu.script_faults({"type": "*", "fault": "drop_before", "times": 1000})
    run = await shop.core.jobs.run_now(SYNC_ORDERS, "Lager")
    async with asyncio.timeout(60):
        while (await shop.core.jobs.details(run))[0].state is not RunState.RETRYING:  # noqa: ASYNC110 - looked at from outside
            await asyncio.sleep(0.05)
    await shop.core.connections.look()
    await until(lambda: not pill.text().startswith("✓"), "TEMU is away")
    assert "nicht erreichbar" in pill.accessibleName()
    session.alerts.saver.begin()
    assert "TEMU ist nicht erreichbar" in session.alerts.saver.state.text()
    session.alerts.saver.wake()
    await shop.temu.script_faults()
    await shop.core.jobs.cancel(run, "Lager")
    await shop.run_orders()
    await shop.core.connections.look()
    await until(lambda: pill.text().startswith("✓"), "TEMU is back")
    assert (await shop.order(number)) is not None


RUBBISH = [
    ("]C1%%%%%%%%", "]C1%%%%%%%%"),
    ("' OR 1=1 --", "' OR 1=1 --"),
    ("%_[a-z]%", "%_[a-z]%"),
    ("9" * 400, "Das ist kein Code"),
    ("PO-999-00000000000000001", "PO-999-00000000000000001"),
    ("http://example.org/<b>x</b>", "http://example.org/<b>x</b>"),
]


async def test_a_scan_of_rubbish_is_said_to_be_none_of_ours_and_changes_nothing(
    shop: Shop, open_console: OpenConsole
) -> None:
    await shop.place()
    await shop.run_orders()
    session = await open_console(shop)
    page = session.window.page
    for code, said in RUBBISH:
        scan(session.window.rail.page_button("jobs"), code)
        await until(
            lambda said=said: any(said in one.text for one in session.window.notices.shown()), said
        )
        assert session.window.page is page
        assert QApplication.activeModalWidget() is None
        assert session.window.top.search.text() == ""


async def test_at_a_thousand_scans_a_minute_what_was_scanned_last_is_open(
    shop: Shop, open_console: OpenConsole
) -> None:
    known = [await shop.place() for _ in range(5)]
    await shop.run_orders()
    session = await open_console(shop)
    page = cast("OrdersPage", session.window.open("orders"))
    await until(lambda: not session.tasks.running)
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with watched_loop() as pieces:
        for number in range(SCANS):
            scan(page, known[number % 5] if number % 3 else f"NOBODY-{number:04d}")
            await asyncio.sleep(max(0.001, began + number * 60 / A_MINUTE - loop.time()))
        scan(page, known[3])
        await until(lambda: not session.tasks.running, "every scan was looked up")
        await until(lambda: page.number == known[3])
    assert max(pieces) < LONGEST_PIECE_SECONDS
    assert QApplication.activeModalWidget() is None
    await settled(session.window)
    photograph(session.window, "bad-input-thousand-scans-de-light")


async def test_a_window_from_a_monitor_that_was_unplugged_comes_up_where_there_is_one(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    window = session.window
    window.setGeometry(QRect(7000, 4000, 1280, 760))
    assert not in_sight(window)
    kept = bytes(window.saveGeometry().toBase64().data()).decode("ascii")
    session.memory.put("window.geometry", kept)
    again = MainWindow(window.desk)
    again.show()
    try:
        assert in_sight(again)
    finally:
        again.close_pages()
        again.close()
        again.deleteLater()


async def test_a_monitor_that_is_unplugged_meanwhile_takes_no_window_with_it(
    shop: Shop, open_console: OpenConsole, application: QApplication
) -> None:
    session = await open_console(shop)
    session.window.setGeometry(QRect(7000, 4000, 1280, 760))
    application.screenRemoved.emit(application.primaryScreen())
    await until(lambda: in_sight(session.window))


async def test_a_forgotten_pin_is_set_anew_and_opens_the_kiosk_again(
    shop: Shop, open_console: OpenConsole
) -> None:
    zoe = await shop.core.people.add("Zoë", Role.ADMIN, "test")
    await shop.core.people.set_pin(zoe.id, "4711", "test")
    page = await settings_of(await open_console(shop, kiosk=True))
    click(page.locked.unlock)
    await give_pin("0000")
    await until(lambda: "temu-desktop people set-pin" in words(dialog()))
    click(button(dialog(), "Abbrechen"))
    await until(lambda: QApplication.activeModalWidget() is None)
    settings = shop.core.settings
    done = await asyncio.to_thread(
        lambda: temu_desktop(
            settings.data_dir,
            *("people", "set-pin", "Zoë", "--pin", "0815"),
            TOCI_DATABASE_URL=settings.database.operations_url,
        )
    )
    assert done.returncode == 0, done.stderr
    click(page.locked.unlock)
    await give_pin("0815")
    await until(lambda: not page.locked.isVisible())


def test_the_way_back_from_a_forgotten_pin_stands_in_the_handbook() -> None:
    handbook = Path("docs/handbuch/11-notfall.md").read_text(encoding="utf-8")
    assert "temu-desktop people set-pin" in handbook


async def test_the_language_changes_while_a_run_is_on_and_the_run_goes_on(
    shop: Shop, open_console: OpenConsole
) -> None:
    session = await open_console(shop)
    jobs = shop.core.jobs
    await until(lambda: shop.core.serving.acting, "this process acts")
    await shop.temu.script_faults({"type": "*", "fault": "hang", "times": 100})
    page = cast("JobsPage", session.window.open("jobs"))
    await until(lambda: FULL_INVENTORY in page.cards)
    run = await jobs.run_now(FULL_INVENTORY, "Lager")
    card = page.cards[FULL_INVENTORY]
    await until(lambda: card.sign.word.text() == "Läuft")
    session.languages.use("en")
    await until(lambda: card.sign.word.text() == "Running")
    await settled(session.window)
    assert "Bestand" not in words(session.window)
    assert (await jobs.details(run))[0].state is RunState.RUNNING
    session.languages.use("de")
    await until(lambda: card.sign.word.text() == "Läuft")
    await shop.temu.script_faults()
    await jobs.cancel(run, "Lager")
    await until(lambda: card.last_sign.word.text() == "Abgebrochen")


def keep(file: Path, url: str) -> None:
    """The operations database's address, in the program's own file."""
    file.write_text(f"TOCI_DATABASE_URL='{url}'\n", encoding="utf-8")
    file.chmod(0o600)


StartOn = Callable[[str], Console]


@pytest.fixture
async def start_on(
    application: QApplication, own_settings: Path, tmp_path: Path
) -> AsyncIterator[StartOn]:
    """Consoles whose operations database is at an address of one's own."""
    running: list[tuple[Console, asyncio.Task[None]]] = []

    @asynccontextmanager
    async def world() -> AsyncIterator[Callable[[], Settings]]:
        yield lambda: load_settings(os.environ, settings_file=own_settings)

    def start(url: str) -> Console:
        keep(own_settings, url)
        console = Console(application, ConsoleOptions(tmp_path, world))
        running.append((console, asyncio.create_task(console.main())))
        return console

    yield start
    for console, task in running:
        console.end()
        await asyncio.wait_for(task, 20)


@pytest.mark.parametrize("trouble", ["no server", "refused"])
async def test_without_its_database_the_console_says_why_and_starts_once_it_is_there(
    start_on: StartOn,
    wawi_server: str,
    own_settings: Path,
    trouble: str,
) -> None:
    wrong = {
        "no server": "postgresql+psycopg://temu@/toci?host=/nowhere",
        "refused": wawi_server.replace("//temu@", "//stranger@"),
    }
    console = start_on(wrong[trouble])
    await until(lambda: console.start.again.isVisible(), "why it cannot start")
    said = words(console.start)
    assert "Erneut versuchen" in said
    expected = {"no server": "nicht erreichbar", "refused": "Anmeldung"}
    assert expected[trouble] in said
    await settled(console.start)
    for part in (console.start.heading, console.start.more):
        assert part.height() >= part.heightForWidth(part.width()), part.text()
    photograph(console.start, f"bad-input-start-{trouble.replace(' ', '-')}-de-light")
    keep(own_settings, wawi_server)
    click(console.start.again)
    await until(lambda: console.session is not None and hasattr(console.session, "window"))
