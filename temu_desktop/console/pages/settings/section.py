"""The base of a section: a heading, what it is about, and its widgets below each other."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.dressing import draw_when_seen, dress
from temu_desktop.console.pages.settings.door import Door
from temu_desktop.console.theme import GAP
from temu_desktop.console.widgets.basics import label, scrolled
from temu_desktop.errors import TemuDesktopError

_Result = TypeVar("_Result")


class Section(QWidget):
    """One entry of the list at the left. A subclass fills ``body``, writes its words in
    ``retranslate`` and reads in ``refresh``."""

    key: ClassVar[str] = ""
    icon: ClassVar[str] = "settings"
    changeable: ClassVar[bool] = True
    """Whether anything can be changed here: then the kiosk asks for a PIN first."""
    unsaved_changed = Signal()

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__()
        self.desk, self.door = desk, door
        dress(self)
        draw_when_seen(self, desk.look.changed, self.redraw)
        self.heading = label("", "title", wrap=True)
        self.explained = label("", "muted", wrap=True)
        self.explained.hide()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, GAP)
        self.body.setSpacing(GAP)
        inside = QWidget()
        inside.setLayout(self.body)
        self.area = scrolled(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        for part in (self.heading, self.explained):
            box.addWidget(part)
        box.addWidget(self.area, 1)

    @property
    def unsaved(self) -> int:
        """How many changes are neither saved nor taken back."""
        return 0

    async def save(self) -> None:
        """Save them; raises a TemuDesktopError, after showing it where it belongs."""

    def discard(self) -> None:
        """Take them back."""

    def title(self) -> str:
        """The section's name in the list."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Write every word anew."""
        self.heading.setText(self.title())

    def redraw(self) -> None:
        """The colours changed."""

    async def refresh(self) -> None:
        """Read and show; what is unsaved stays."""

    def concerns(self, event: object) -> bool:
        """Whether this event makes what is shown stale."""
        return False

    def show_subject(self, subject: str) -> None:
        """Bring this into view."""

    def close_section(self) -> None:
        """The console ends: let go of what outlives the section."""

    def explain(self, text: str) -> None:
        """What this section is about, below its heading."""
        self.explained.setText(text)
        self.explained.setVisible(bool(text))

    def run(
        self,
        work: Coroutine[Any, Any, _Result],
        *,
        done: Callable[[_Result], None] | None = None,
        failed: Callable[[TemuDesktopError], None] | None = None,
        busy: QWidget | None = None,
    ) -> None:
        """Start work for this section (see ``Tasks.run``)."""
        self.desk.tasks.run(self, work, done=done, failed=failed, busy=busy)

    def act(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Start work that only an administrator may do."""

        async def behind_the_door() -> None:
            if await self.door.opened():
                await work()

        self.run(behind_the_door())

    @property
    def who(self) -> str:
        """The name that goes into the books."""
        return self.desk.acting.name

    def changeEvent(self, event: QEvent) -> None:
        """A change of the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
