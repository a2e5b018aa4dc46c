"""A console on a real core: on Qt's own loop, driven as a hand would."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import keyring
import pytest
import pytestqt.plugin
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtWidgets import QApplication

from temu_desktop.console.bridge import Bridge
from temu_desktop.console.desk import Acting, Desk, Steering
from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.loop import loop_factory, make_application
from temu_desktop.console.memory import Memory
from temu_desktop.console.page import Page
from temu_desktop.console.pages.registry import make_page
from temu_desktop.console.tasks import Tasks
from temu_desktop.console.theme import Mode
from temu_desktop.core import Core
from tests.core_fixtures import OpenShop, Shop

if TYPE_CHECKING:
    from temu_desktop.console.session import Session


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Every coroutine test of this folder runs on Qt's loop."""
    return {"qasync": loop_factory(make_application())}


@pytest.fixture(scope="session")
def application() -> Iterator[QApplication]:
    """The one Qt application of this process.

    What was loaded before is left out of the collections after every test.
    """
    gc.collect()
    gc.freeze()
    return make_application()


# Between the phases of a test pytest-qt handles Qt's events; on a loop that is Qt's own this would
# run the steps of coroutines while no loop is running. Coroutine tests leave that to their loop.
pytestqt.plugin._process_events = lambda: None


@pytest.fixture(autouse=True)
def collect_on_this_thread() -> Iterator[None]:
    """As the console does (see its collector): a worker thread must not free a widget. What a
    test leaves stays, and the collections after it need not look at it again."""
    gc.disable()
    yield
    gc.collect()
    gc.freeze()
    gc.enable()


class OpenPage(Protocol):
    """`await open_page("orders")`: the page alone on a core, shown, in German, light."""

    async def __call__(
        self, name: str, core: Core, *, language: str = "de", mode: Mode = Mode.LIGHT
    ) -> Page:
        """Open it; it closes with the test, and a leaked subscription fails it."""
        ...


@pytest.fixture
async def open_page(application: QApplication, tmp_path: Path) -> AsyncIterator[OpenPage]:
    """Opens pages without a main window; tasks and subscriptions must be gone at the end."""
    async with AsyncExitStack() as stack:

        async def start(
            name: str, core: Core, *, language: str = "de", mode: Mode = Mode.LIGHT
        ) -> Page:
            listeners = core.bus.listeners
            tasks, bridge = Tasks(), Bridge(core.bus)
            person = (await core.people.all())[0]
            desk = Desk(
                core=core,
                bridge=bridge,
                tasks=tasks,
                languages=Languages(application, language, core.settings.zone),
                look=Look(application, mode),
                memory=Memory(tmp_path / "console.json"),
                steering=Steering(),
                acting=Acting(person),
            )
            page = make_page(name, desk)
            page.retranslate()
            page.resize(1048, 728)
            page.show()

            async def close() -> None:
                await tasks.stop()
                page.close_page()
                bridge.close()
                desk.languages.close()
                page.close()
                page.deleteLater()
                assert core.bus.listeners == listeners

            stack.push_async_callback(close)
            return page

        yield start


class OpenConsole(Protocol):
    """`await open_console(shop)`: the whole console on a shop's core."""

    async def __call__(
        self, shop: Shop, *, language: str = "de", mode: Mode = Mode.LIGHT, kiosk: bool = False
    ) -> Session:
        """Open it; it closes with the test."""
        ...


@pytest.fixture
async def open_console(application: QApplication, tmp_path: Path) -> AsyncIterator[OpenConsole]:
    """Opens whole consoles: window, conductor, scanner, core serving."""
    async with AsyncExitStack() as stack:

        async def start(
            shop: Shop, *, language: str = "de", mode: Mode = Mode.LIGHT, kiosk: bool = False
        ) -> Session:
            opened = console_on(application, shop.core, tmp_path, language, mode, kiosk=kiosk)
            return await stack.enter_async_context(opened)

        yield start


@asynccontextmanager
async def console_on(
    application: QApplication,
    core: Core,
    folder: Path,
    language: str = "de",
    mode: Mode = Mode.LIGHT,
    *,
    kiosk: bool = False,
    practice: bool = False,
) -> AsyncIterator[Session]:
    """A whole console on any core, for a block."""
    from temu_desktop.console.session import Session

    languages = Languages(application, language, core.settings.zone)
    memory = Memory(folder / "console.json")
    session = Session(application, core, Look(application, mode), languages, memory)
    session.kiosk, session.practice = kiosk, practice
    try:
        async with session.open():
            yield session
    finally:
        languages.close()


@pytest.fixture
async def shop(open_shop: OpenShop) -> Shop:
    """A small shop whose stock is in step."""
    return await open_shop()


@pytest.fixture
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of settings of a place of its own, and a key ring that keeps nothing."""
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    folder = tmp_path / "settings"
    folder.mkdir()
    monkeypatch.setenv("TEMU_DATA_DIR", str(folder))
    yield folder / "settings.env"
    keyring.set_keyring(before)
