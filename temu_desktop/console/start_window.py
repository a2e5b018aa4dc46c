"""What is seen first: that the console starts, or why it cannot and what to do about it."""

from __future__ import annotations

import asyncio
import sys
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
AGAIN_SECONDS = 30
"""So long a kiosk waits before it tries again by itself."""


class Choice(Enum):
    """What a person wants after a failed start."""

    AGAIN = "again"
    SET_UP = "set_up"
    QUIT = "quit"


class StartWindow(QWidget):
    """Shown until a core is up, and again where one could not be built.

    In a kiosk it fills the screen and offers no way out: who may leave is kept in the database
    that is away. It tries again by itself instead.
    """

    def __init__(self, look: Look, languages: Languages, *, kiosk: bool = False) -> None:
        super().__init__()
        self._kiosk = kiosk
        self._may_close = not kiosk
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint, kiosk)
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
        self.countdown = label("", "muted")
        self.countdown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for part in (self.heading, self.more):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            # Of a width that is not set a label that wraps would reserve too few lines.
            part.setFixedWidth(TEXT_WIDTH)
        self.again = button("", "primary", lambda: self._settle(Choice.AGAIN))
        self.set_up = button("", "plain", lambda: self._settle(Choice.SET_UP))
        self.quit = button("", "plain", lambda: self._settle(Choice.QUIT))
        self._lay_out()
        self.say_starting()

    def appear(self) -> None:
        """Come up: as a window, in a kiosk over the whole screen."""
        if self._kiosk:
            self.showFullScreen()
        else:
            self.show()

    def end(self) -> None:
        """Close for good, whoever may not do so by hand."""
        self._may_close = True
        self.close()

    def say_starting(self) -> None:
        """The core is being built."""
        self._picture.setPixmap(self._look.picture("store", 72, Tone.INFO))
        self.heading.setText("temu-desktop")
        self.more.setText(self.tr("Starting…"))
        for part in (self.countdown, self.again, self.set_up, self.quit):
            part.hide()

    async def choose(self, error: Exception) -> Choice:
        """Say why the console cannot start and wait for what the person wants."""
        self._say_why(error)
        for part in (self.again, self.set_up, self.quit):
            part.setVisible(part is self.again or not self._kiosk)
        self.appear()
        self.again.setFocus()
        self._answer = asyncio.get_running_loop().create_future()
        return await (self._by_itself(self._answer) if self._kiosk else self._answer)

    async def painted(self) -> None:
        """Until the window has been seen."""
        await self._painted.wait()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Seen."""
        super().paintEvent(event)
        self._painted.set()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing means quitting, where there is something to choose; a kiosk stays."""
        if not self._may_close:
            event.ignore()
            return
        if self._answer is not None and not self._answer.done():
            self._settle(Choice.QUIT)
        super().closeEvent(event)

    async def _by_itself(self, answer: asyncio.Future[Choice]) -> Choice:
        """What the person wants, or another try once the time is over."""
        self.countdown.show()
        for left in range(AGAIN_SECONDS, 0, -1):
            self.countdown.setText(
                self.tr("Tries again by itself in {seconds} s.").format(seconds=left)
            )
            if (await asyncio.wait((answer,), timeout=1))[0]:
                return answer.result()
        return Choice.AGAIN

    def _say_why(self, error: Exception) -> None:
        code = error.code if isinstance(error, TemuDesktopError) else "fault"
        words = self._languages.texts.of(code)
        problems = "\n".join(error.problems) if isinstance(error, SettingsError) else ""
        self._picture.setPixmap(self._look.picture("octagon-alert", 72, Tone.BAD))
        self.heading.setText(words.happened)
        lines = (words.means, problems, words.remedy, self._way_out() if self._kiosk else "")
        self.more.setText("\n\n".join(line for line in lines if line))
        self.again.setText(self.tr("Try again"))
        self.set_up.setText(self.tr("Open set-up"))
        self.quit.setText(self.tr("Quit"))

    def _way_out(self) -> str:
        windows = sys.platform == "win32"
        keys = self.tr("Ctrl+Alt+Del") if windows else self.tr("Ctrl+Alt+F2")
        return self.tr(
            "No PIN can be checked now, so this screen cannot be left and no setting changed here. "
            "Administrators log in outside the kiosk: with a keyboard, {keys}; there "
            "“temu-desktop doctor” says what is wrong."
        ).format(keys=keys)

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
        box.addWidget(self.countdown)
        buttons = row(1, self.again, self.set_up, self.quit, 1)
        box.addLayout(buttons)
        box.addStretch(3)
