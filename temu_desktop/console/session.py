"""One core's time in the console: its window, what steers it, and the end in two steps."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from temu_desktop.console.alerts import Alerts
from temu_desktop.console.bridge import Bridge
from temu_desktop.console.conductor import Conductor
from temu_desktop.console.desk import Acting, Desk, Steering
from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.main_window import MainWindow
from temu_desktop.console.memory import Memory
from temu_desktop.console.pages.registry import load_pages
from temu_desktop.console.scanner import Scanner, ScannerSettings
from temu_desktop.console.tasks import Tasks
from temu_desktop.core import Core
from temu_desktop.people.model import Person

log = logging.getLogger(__name__)

AT_REST_MS = 3000
"""After its start the console has other things to do than to make pages that nobody opened."""


class Session:
    """Made for each core; ``open`` brings the window up and takes everything down in reverse."""

    def __init__(
        self,
        application: QApplication,
        core: Core,
        look: Look,
        languages: Languages,
        memory: Memory,
    ) -> None:
        self._application = application
        self.core = core
        self.look = look
        self.languages = languages
        self.memory = memory
        self.kiosk = False
        self.practice = False
        self.tasks = Tasks()
        self._over: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Window, scanner and core at work, for a block."""
        person = await self._first_person()
        bridge = Bridge(self.core.bus)
        desk = self._desk(bridge, person)
        self.window = MainWindow(desk)
        self.scanner = Scanner(self._scanner_settings())
        self.alerts = Alerts(self._application, desk, self.window)
        self.conductor = Conductor(desk, self.window, self.scanner, self.alerts)
        self.conductor.end_wanted.connect(lambda: self.end(again=False))
        desk.steering.restart_wanted.connect(lambda: self.end(again=True))
        desk.steering.leave_wanted.connect(self.conductor.end)
        desk.steering.console_changed.connect(self._follow_memory)
        desk.steering.scanner_resting.connect(self.scanner.rest)
        self.window.open(self.memory.text("window.page", "overview"))
        self.conductor.show_window()
        try:
            async with self.core.serving.serving("console"), self.core.connections.watching():
                await self.conductor.start()
                self.tasks.run(self.window, self._load_the_rest())
                QTimer.singleShot(AT_REST_MS, self.window, self._prepare)
                yield
        finally:
            self.scanner.close()
            self.conductor.close()
            await self.tasks.stop()
            bridge.close()
            self.window.close_pages()
            self.window.close()
            self.window.deleteLater()

    async def _load_the_rest(self) -> None:
        """What the first page does not need, so that no click waits for it."""
        await asyncio.to_thread(self.core.services.load)
        await load_pages()

    def _prepare(self) -> None:
        self.tasks.run(self.window, self._at_rest())

    async def _at_rest(self) -> None:
        """What takes a moment and is not wanted yet."""
        await self.alerts.sounds.prepare()
        await self.window.make_pages()

    async def until_over(self) -> bool:
        """Wait until the person ends the session; True where another core is to follow."""
        return await self._over

    def end(self, *, again: bool) -> None:
        """End the session; ``again``: with a new core after it."""
        if not self._over.done():
            self._over.set_result(again)

    def tell_of_fault(self, fault: BaseException) -> None:
        """A fault of the program: a report is kept; the person is told that there is one."""
        words = self.languages.texts.of("fault")
        self.window.notices.complain(words)

    def _desk(self, bridge: Bridge, person: Person) -> Desk:
        return Desk(
            core=self.core,
            bridge=bridge,
            tasks=self.tasks,
            languages=self.languages,
            look=self.look,
            memory=self.memory,
            steering=Steering(),
            acting=Acting(person),
            kiosk=self.kiosk,
            practice=self.practice,
        )

    async def _first_person(self) -> Person:
        """Whoever acted last here, where no PIN guards the name; else the first without one."""
        people = await self.core.people.all()
        known = self.memory.text("person")
        free = [person for person in people if not person.has_pin]
        chosen = next((one for one in free if one.name == known), None)
        return chosen or next(iter(free), people[0])

    def _follow_memory(self) -> None:
        """What was changed for this console counts at once."""
        self.scanner.settings = self._scanner_settings()
        self.alerts.set_saver()

    def _scanner_settings(self) -> ScannerSettings:
        return ScannerSettings(
            self.memory.text("scanner.leading"), self.memory.text("scanner.trailing", "enter")
        )
