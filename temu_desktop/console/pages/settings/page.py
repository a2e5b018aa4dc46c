"""The settings page: sections at the left, one of them at the right, what is unsaved below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.dialogs import Question, ask, shown
from temu_desktop.console.dressing import dress
from temu_desktop.console.page import Page
from temu_desktop.console.pages.settings.door import Door, LockedView
from temu_desktop.console.pages.settings.forms import FormSection
from temu_desktop.console.pages.settings.save_bar import SaveBar, UnsavedDialog
from temu_desktop.console.pages.settings.saving import Saving
from temu_desktop.console.pages.settings.section import Section
from temu_desktop.console.pages.settings.sections import Sections
from temu_desktop.console.pages.settings.typed_settings import TypedSettings
from temu_desktop.console.theme import GAP
from temu_desktop.console.widgets.basics import row
from temu_desktop.events import PeopleChanged

START = "console"


class SettingsPage(Page):
    """Sections are made when they are first seen; what was typed in one survives all others."""

    name = "settings"
    icon = "settings"
    in_parts = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.door = Door(self, desk)
        self.sections = Sections(desk, self.door, self.typed)
        self.stack = QStackedWidget()
        self.locked = LockedView(desk.look)
        self.stack.addWidget(self.locked)
        self.bar = SaveBar()
        saving = Saving(desk, self.sections, self.bar)
        self.draft = TypedSettings(self.door, saving, self.sections, self._count)
        self._asking = False
        self._lay_out()
        self.sections.made.connect(self._take_in)
        self.sections.chosen.connect(self._show_section)
        self.locked.unlock_wanted.connect(lambda: self.run(self.door.opened()))
        self.door.changed.connect(self._show_now)
        desk.steering.locked.connect(self.door.close_again)
        self.bar.save_wanted.connect(lambda: self.run(self.save_changes(), busy=self.bar.save))
        self.bar.discard_wanted.connect(self.discard_changes)
        self.bar.restart_wanted.connect(lambda: self.run(self._restart(), busy=self.bar.restart))
        self.sections.choose(desk.memory.text("settings.section", START))

    def title(self) -> str:
        """The page's name."""
        return self.tr("Settings")

    def retranslate(self) -> None:
        """Write every word anew; the sections hear of it themselves."""
        self.sections.retranslate()
        self.locked.retranslate()
        self.bar.retranslate()

    def redraw(self) -> None:
        """Draw in the colours of now."""
        self.sections.redraw()
        self.locked.redraw()

    async def refresh(self) -> None:
        """Read what the shown section shows."""
        await self.door.look()
        shown_now = self.stack.currentWidget()
        if isinstance(shown_now, Section):
            await shown_now.refresh()

    def concerns(self, event: object) -> bool:
        """What the shown section is about; the others read when they are shown."""
        shown_now = self.stack.currentWidget()
        return isinstance(event, PeopleChanged) or (
            isinstance(shown_now, Section) and shown_now.concerns(event)
        )

    def show_target(self, target: Target) -> None:
        """A section by its name, and something in it."""
        if not target.view:
            return
        self.sections.choose(target.view)
        section = self.sections.get(target.view)
        if target.subject and section is not None:
            section.show_subject(target.subject)

    def close_page(self) -> None:
        """The console ends."""
        for section in self.sections.all():
            section.close_section()
        super().close_page()

    def typed(self) -> dict[str, str]:
        """Every setting that was changed in any form."""
        found: dict[str, str] = {}
        for section in self.sections.all():
            if isinstance(section, FormSection):
                found |= section.changes
        return found

    def hideEvent(self, event: QHideEvent) -> None:
        """Left: ask about what is unsaved, and lock again."""
        super().hideEvent(event)
        window = self.window()
        if event.spontaneous() or not window.isVisible() or window is self:
            return
        if self.unsaved and not self._asking:
            self._asking = True
            self.run(self._ask_about_unsaved(window))
        else:
            self.door.close_again()

    async def _ask_about_unsaved(self, window: QWidget) -> None:
        try:
            dialog = UnsavedDialog(window, self.unsaved)
            agreed = await shown(dialog)
            if agreed and dialog.drop:
                self.discard_changes()
                self.door.close_again()
            elif not agreed or not await self.save_changes():
                self.desk.steering.go.emit(Target("settings"))
            else:
                self.door.close_again()
        finally:
            self._asking = False

    async def _restart(self) -> None:
        runs = self.desk.core.serving.acting and any(
            job.live is not None for job in await self.desk.core.jobs.jobs()
        )
        question = Question(
            self.tr("A job is running. Restart all the same?"),
            self.tr("It is stopped cleanly, recorded as interrupted and taken up at next start."),
            self.tr("Stop and restart"),
            self.tr("Keep running"),
        )
        if not runs or await ask(self, question):
            self.desk.steering.restart_wanted.emit()

    def _take_in(self, section: Section) -> None:
        self.stack.addWidget(section)
        section.retranslate()
        section.unsaved_changed.connect(self._count)

    def _show_section(self, key: str) -> None:
        self.desk.memory.put("settings.section", key)
        self._show_now()
        self.make_stale()

    def _show_now(self) -> None:
        section = self.sections.current()
        if section is None:
            return
        locked = section.changeable and self.door.locked
        wanted: QWidget = self.locked if locked else section
        if self.stack.currentWidget() is not wanted:
            self.stack.setCurrentWidget(wanted)
            self.make_stale()

    def _count(self) -> None:
        self.bar.show_unsaved(self.unsaved)

    def _lay_out(self) -> None:
        for part in (self.sections.list, self.locked, self.bar):
            dress(part)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.stack, 1)
        right.addWidget(self.bar)
        both = row(spacing=2 * GAP)
        both.addWidget(self.sections.list)
        both.addLayout(right, 1)
        both.setAlignment(Qt.AlignmentFlag(0))
        self.outer.addLayout(both, 1)
