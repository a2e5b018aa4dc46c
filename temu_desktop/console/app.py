"""Starts and stops the console: one Qt application, one loop, one core at a time, in order."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from temu_desktop.clock import BERLIN, SystemClock
from temu_desktop.console.collector import Collector
from temu_desktop.console.crash import CrashReports
from temu_desktop.console.i18n import Languages
from temu_desktop.console.instance import SingleInstance
from temu_desktop.console.look import Look
from temu_desktop.console.loop import make_application, run_on
from temu_desktop.console.memory import Memory
from temu_desktop.console.pulse import beating
from temu_desktop.console.start_window import Choice, StartWindow
from temu_desktop.console.theme import Mode
from temu_desktop.console.widgets.basics import bring_to_front
from temu_desktop.responsiveness import keep_responsive

if TYPE_CHECKING:
    from temu_desktop.configuration.service import ConfigurationService
    from temu_desktop.console.main_window import MainWindow
    from temu_desktop.console.session import Session
    from temu_desktop.console.set_up.window import SetUpWindow
    from temu_desktop.settings import Settings

log = logging.getLogger(__name__)

LoadSettings = Callable[[], "Settings"]


@dataclass(frozen=True, slots=True)
class ConsoleOptions:
    """How the console is started.

    ``data_dir`` is known before the settings, because it holds the console's own memory. ``world``
    is entered once and gives what reads the settings anew for each core (raises SettingsError);
    for practice it is the sandbox as well, and ``practice`` marks that on the screen.
    """

    data_dir: Path
    world: Callable[[], AbstractAsyncContextManager[LoadSettings]]
    kiosk: bool = False
    practice: bool = False


def run_console(options: ConsoleOptions) -> int:
    """Run until the window is closed; the exit code. A second start shows the first one."""
    application = make_application()
    instance = SingleInstance(options.data_dir)
    if not instance.first():
        return 0
    console = Console(application, options)
    console.instance = instance
    instance.asked.connect(console.come_to_front)
    try:
        with console.crashes.kept():
            run_on(application, console.main())
    finally:
        instance.close()
    return 0


class Console:
    """The life of the console: first a window, then the core behind it, and another core where the
    settings were changed."""

    def __init__(self, application: QApplication, options: ConsoleOptions) -> None:
        self.application = application
        self.options = options
        self.memory = Memory(options.data_dir / "console.json")
        self.look = Look(application, Mode(self.memory.text("theme", Mode.LIGHT.value)))
        self.crashes = CrashReports(options.data_dir, self._tell_of_fault)
        self.languages = Languages(application, self.memory.text("language", "de"), BERLIN)
        self.start = StartWindow(self.look, self.languages, kiosk=options.kiosk)
        self.session: Session | None = None
        self.set_up: QWidget | None = None
        self.instance: SingleInstance | None = None
        self._over = False

    async def main(self) -> None:
        """Until the person ends it."""
        keep_responsive()
        collector = Collector()
        self.crashes.watch(asyncio.get_running_loop())
        self._end_on_signals()
        self.start.appear()
        try:
            with beating():
                await self._load_parts()
                async with self.options.world() as load:
                    while not self._over and await self._one_core(load):
                        self.start.appear()
        finally:
            self.start.end()
            self.languages.close()
            self.memory.save()
            collector.close()

    async def _load_parts(self) -> None:
        """The database and the network take half a second to load: after the first window is
        painted, and beside its loop. What makes widgets is loaded on it (see ``load_pages``)."""
        await self.start.painted()
        if self.instance is not None:
            self.instance.listen()
        await asyncio.to_thread(import_module, "temu_desktop.bootstrap")
        import_module("temu_desktop.console.session")

    def come_to_front(self) -> None:
        """Somebody started the console again."""
        bring_to_front(self._main_window() or self.set_up or self.start)

    def _main_window(self) -> MainWindow | None:
        """The window of the core of now; a session has none yet while it opens, or no longer."""
        window: MainWindow | None = getattr(self.session, "window", None)
        return window if window is not None and isValid(window) else None

    def _end_on_signals(self) -> None:
        """Whoever ends the program from outside ends it in order; Windows has no such signals."""
        if sys.platform != "win32":
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(number, self.end)

    def end(self) -> None:
        """End without a question: the computer shuts down."""
        self._over = True
        if self.session is not None:
            self.session.end(again=False)
        elif self.set_up is not None:
            self.set_up.close()
        else:
            self.start.end()

    async def _one_core(self, load: LoadSettings) -> bool:
        """One core from its start to its end; whether there is to be another one."""
        try:
            settings = await self._settings(load)
            async with self._core(settings) as session:
                self.start.hide()
                # Whoever ended the program while it started meant this as well.
                return not self._over and await session.until_over()
        except Exception as error:
            log.warning("The console cannot start: %s", error)
            self.crashes.keep(error)
            return not self._over and await self._after(error)
        finally:
            self.session = None

    async def _settings(self, load: LoadSettings) -> Settings:
        """The settings, after a set-up where there are none and nobody has put that off."""
        self.start.say_starting()
        put_off = self.memory.switch("set_up.later", False)
        if not self.options.practice and not put_off and await _configuration().set_up_needed():
            await self._set_up()
        return load()

    async def _set_up(self) -> bool:
        from temu_desktop.console.set_up.window import set_up

        self.start.hide()
        saved = await set_up(_configuration(), self.look, self.languages, self._seen)
        self.set_up = None
        if not self._over:
            self.memory.put("set_up.later", not saved)
            self.start.appear()
        return saved

    def _seen(self, window: SetUpWindow) -> None:
        window.tasks.failed.connect(self.crashes.keep)
        self.set_up = window

    async def _after(self, error: Exception) -> bool:
        choice = await self.start.choose(error)
        if choice is Choice.SET_UP:
            await self._set_up()
        return choice is not Choice.QUIT

    @asynccontextmanager
    async def _core(self, settings: Settings) -> AsyncIterator[Session]:
        from temu_desktop.bootstrap import running_core
        from temu_desktop.demo.practice import clock_for, following_practice
        from temu_desktop.logs import logging_to
        from temu_desktop.logs.setup import secrets_of

        self.crashes.secrets = secrets_of(settings)
        self.languages.tell_time_of(settings.zone)
        self.languages.use(self.memory.text("language", settings.language))
        with logging_to(settings):
            async with (
                running_core(settings, clock=await clock_for(settings)) as core,
                following_practice(core),
            ):
                from temu_desktop.console.session import Session

                session = Session(self.application, core, self.look, self.languages, self.memory)
                session.kiosk, session.practice = self.options.kiosk, self.options.practice
                session.tasks.failed.connect(self.crashes.keep)
                self.session = session
                async with session.open():
                    yield session

    def _tell_of_fault(self, fault: BaseException) -> None:
        if self.session is not None and self._main_window() is not None:
            self.session.tell_of_fault(fault)


def _configuration() -> ConfigurationService:
    from temu_desktop.configuration.model import Place
    from temu_desktop.configuration.service import ConfigurationService

    return ConfigurationService(Place.here(), SystemClock())
