"""Saving what waits in all sections, and showing what cannot be saved where it stands."""

from __future__ import annotations

from PySide6.QtCore import QObject

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.settings.forms import FormSection
from temu_desktop.console.pages.settings.save_bar import SaveBar
from temu_desktop.console.pages.settings.sections import Sections
from temu_desktop.errors import SettingsError, StockRuleWrong, TemuDesktopError


class Saving(QObject):
    """All forms are saved in one act, because their values may depend on each other."""

    def __init__(self, desk: Desk, sections: Sections, bar: SaveBar) -> None:
        super().__init__()
        self._desk, self._sections, self._bar = desk, sections, bar

    async def save(self) -> bool:
        """Save everything; whether it worked."""
        try:
            await self._save_settings()
            await self._save_others()
        except TemuDesktopError as error:
            self._refuse(error)
            return False
        return True

    def _forms(self) -> list[FormSection]:
        return [one for one in self._sections.all() if isinstance(one, FormSection)]

    async def _save_settings(self) -> None:
        changes = {name: value for form in self._forms() for name, value in form.changes.items()}
        if not changes:
            return
        configuration = self._desk.core.configuration
        await configuration.save(changes, self._desk.acting.name)
        states = await configuration.fields()
        for form in self._forms():
            form.taken(states)
        self._bar.show_saved()

    async def _save_others(self) -> None:
        for section in self._sections.all():
            if isinstance(section, FormSection) or not section.unsaved:
                continue
            try:
                await section.save()
            except StockRuleWrong:
                self._sections.choose(self._sections.key_of(section))
                raise

    def _refuse(self, error: TemuDesktopError) -> None:
        marked = isinstance(error, StockRuleWrong) or (
            isinstance(error, SettingsError) and self._show_problems(error)
        )
        if marked:
            self._bar.show_problem(self.tr("Correct what is marked, then save again."))
            return
        words = self._desk.languages.texts.of(error.code)
        lines = self._lines(error) if isinstance(error, SettingsError) else []
        self._bar.show_problem(" ".join((words.happened, *lines, words.remedy)))

    def _lines(self, error: SettingsError) -> list[str]:
        """What is wrong with settings that stand in no form that was opened."""
        texts = self._sections.words.now()
        return [f"{texts.settings[one.name].label}: {texts.problem(one)}" for one in error.details]

    def _show_problems(self, error: SettingsError) -> bool:
        """Each at its field; the first section with one is shown."""
        hit = [form for form in self._forms() if form.complain(error.details)]
        if hit and self._sections.current() not in hit:
            self._sections.choose(self._sections.key_of(hit[0]))
            hit[0].complain(error.details)
        return bool(hit)
