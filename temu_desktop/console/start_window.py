"""What is seen first: that the console starts, or why it cannot and what to do about it."""

from __future__ import annotations

import asyncio
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from temu_desktop.console.dressing import dress
from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import button, label, row
from temu_desktop.errors import SettingsError, TemuDesktopError

TEXT_WIDTH = 760


class Choice(Enum):
    """What a person wants after a failed start."""

    AGAIN = "again"
    SET_UP = "set_up"
    QUIT = "quit"


class StartWindow(QWidget):
    """Shown until a core is up, and again where one could not be built."""

    def __init__(self, look: Look, languages: Languages) -> None:
        super().__init__()
        self.setObjectName("window")
        dress(self)
        self.setWindowTitle("temu-desktop")
        self.resize(1280, 800)
        self._look = look
        self._languages = languages
        self._answer: asyncio.Future[Choice] | None = None
        self._painted = asyncio.Event()
        self._picture = label()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.heading = label("", "title", wrap=True)
        self.more = label("", "body", wrap=True)
        for part in (self.heading, self.more):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            # Of a width that is not set a label that wraps would reserve too few lines.
            part.setFixedWidth(TEXT_WIDTH)
        self.again = button("", "primary", lambda: self._settle(Choice.AGAIN))
        self.set_up = button("", "plain", lambda: self._settle(Choice.SET_UP))
        self.quit = button("", "plain", lambda: self._settle(Choice.QUIT))
        self._lay_out()
        self.say_starting()

    def say_starting(self) -> None:
        """The core is being built."""
        self._picture.setPixmap(self._look.picture("store", 72, Tone.INFO))
        self.heading.setText("temu-desktop")
        self.more.setText(self.tr("Starting…"))
        for part in (self.again, self.set_up, self.quit):
            part.hide()

    async def choose(self, error: TemuDesktopError) -> Choice:
        """Say why the console cannot start and wait for what the person wants."""
        words = self._languages.texts.of(error.code)
        problems = "\n".join(error.problems) if isinstance(error, SettingsError) else ""
        self._picture.setPixmap(self._look.picture("octagon-alert", 72, Tone.BAD))
        self.heading.setText(words.happened)
        lines = (words.means, problems, words.remedy)
        self.more.setText("\n\n".join(line for line in lines if line))
        self.again.setText(self.tr("Try again"))
        self.set_up.setText(self.tr("Open set-up"))
        self.quit.setText(self.tr("Quit"))
        for part in (self.again, self.set_up, self.quit):
            part.show()
        self.show()
        self.again.setFocus()
        self._answer = asyncio.get_running_loop().create_future()
        return await self._answer

    async def painted(self) -> None:
        """Until the window has been seen."""
        await self._painted.wait()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Seen."""
        super().paintEvent(event)
        self._painted.set()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing means quitting, where there is something to choose."""
        if self._answer is not None and not self._answer.done():
            self._settle(Choice.QUIT)
        super().closeEvent(event)

    def _settle(self, choice: Choice) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(choice)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setSpacing(2 * GAP)
        box.addStretch(2)
        box.addWidget(self._picture)
        for part in (self.heading, self.more):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        buttons = row(1, self.again, self.set_up, self.quit, 1)
        box.addLayout(buttons)
        box.addStretch(3)
