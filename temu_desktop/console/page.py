"""The base of every page: told of events, refreshed when seen, translated while it runs."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, ClassVar, Protocol, TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from temu_desktop.connections.model import Standing
from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.dressing import draw_when_seen, dress, hold_words
from temu_desktop.console.theme import GAP
from temu_desktop.console.widgets.basics import Card
from temu_desktop.errors import TemuDesktopError
from temu_desktop.events import ConnectionChanged

_Result = TypeVar("_Result")


class Closable(Protocol):
    """Something that outlives the page unless it is closed."""

    def close(self) -> object:
        """Let go of it."""
        ...


class Draft(Protocol):
    """What somebody has typed and neither saved nor taken back."""

    @property
    def unsaved(self) -> int:
        """How many changes."""
        ...

    async def save(self) -> bool:
        """Save them; whether it worked."""
        ...

    def discard(self) -> None:
        """Take them back."""
        ...


class Page(QWidget):
    """One page of the console.

    A subclass builds its widgets in ``__init__``, writes their words in ``retranslate``, reads
    what it shows in ``refresh`` (a coroutine), and says in ``concerns`` which events make that
    stale. A hidden page only remembers that it is stale. Where something can be typed and left
    unsaved, it sets ``draft``.
    """

    name: ClassVar[str] = ""
    icon: ClassVar[str] = "circle"
    in_parts: ClassVar[bool] = False
    """Most of the page is hidden: its parts dress themselves, each when it is seen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self.desk = desk
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        self.outer.setSpacing(GAP)
        self._stale = True
        self._reading = False
        self.draft: Draft | None = None
        self._tracked: list[Closable] = []
        (hold_words if self.in_parts else dress)(self)
        desk.bridge.happened.connect(self._on_events)
        self.track(draw_when_seen(self, desk.look.changed, self.redraw))

    def title(self) -> str:
        """The page's name for people, in the language of now."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Write every word anew."""

    def redraw(self) -> None:
        """The colours changed: draw icons and charts anew. Called where the page is seen."""

    async def refresh(self) -> None:
        """Read and show; called when the page is seen and stale."""

    def concerns(self, event: object) -> bool:
        """Whether this event makes what is shown stale."""
        return False

    def live(self, events: Sequence[object]) -> None:
        """Show at once what events carry themselves; only while the page is seen."""

    def parts(self) -> list[QWidget]:
        """What takes long to paint and is painted after the rest when the page comes up; tables see
        to themselves."""
        return [card for card in self.findChildren(Card) if card.isVisibleTo(self)]

    def show_target(self, target: Target) -> None:
        """Show what somebody was sent here for."""

    def track(self, closable: Closable) -> None:
        """Close this with the page."""
        self._tracked.append(closable)

    @property
    def unsaved(self) -> int:
        """How many changes are neither saved nor taken back."""
        return self.draft.unsaved if self.draft else 0

    async def save_changes(self) -> bool:
        """Save them; whether it worked. The page says why it did not."""
        return await self.draft.save() if self.draft else True

    def discard_changes(self) -> None:
        """Take them back."""
        if self.draft:
            self.draft.discard()

    def close_page(self) -> None:
        """The console ends: let go of everything."""
        for closable in self._tracked:
            closable.close()
        self._tracked.clear()
        self.desk.bridge.happened.disconnect(self._on_events)

    def run(
        self,
        work: Coroutine[Any, Any, _Result],
        *,
        done: Callable[[_Result], None] | None = None,
        failed: Callable[[TemuDesktopError], None] | None = None,
        busy: QWidget | None = None,
    ) -> None:
        """Start work for this page (see ``Tasks.run``)."""
        self.desk.tasks.run(self, work, done=done, failed=failed, busy=busy)

    def make_stale(self) -> None:
        """What is shown is old: read again, now or when the page is seen."""
        self._stale = True
        if self.isVisible() and not self._reading:
            self._reading = True
            if self.desk.tasks.run(self, self._read()) is None:
                self._reading = False

    async def _read(self) -> None:
        try:
            while self._stale and self.isVisible():
                self._stale = False
                await self.refresh()
        except TemuDesktopError:
            self._stale = True
            raise
        finally:
            self._reading = False

    def _on_events(self, events: list[object]) -> None:
        # What could not be read before is read when a neighbour is back.
        missed = self._stale and any(_is_back(event) for event in events)
        if missed or any(self.concerns(event) for event in events):
            self.make_stale()
        if self.isVisible():
            self.live(events)

    def showEvent(self, event: QShowEvent) -> None:
        """Seen again: read what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self.make_stale()

    def changeEvent(self, event: QEvent) -> None:
        """A change of the language, at the latest before the page is seen."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.make_stale()
        super().changeEvent(event)


def _is_back(event: object) -> bool:
    return isinstance(event, ConnectionChanged) and event.standing == Standing.UP
