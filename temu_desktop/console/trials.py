"""Buttons that try a connection with what was typed, and what the trial found, in words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from temu_desktop.configuration.database_trials import JtlFound, OperationsFound, SchemaAction
from temu_desktop.configuration.service import ConfigurationService
from temu_desktop.configuration.trial import (
    TemuFound,
    Trial,
    try_alarms,
    try_jtl,
    try_operations,
    try_temu,
)
from temu_desktop.console.i18n import Languages
from temu_desktop.console.tasks import Tasks
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.basics import button, label, row, set_tone
from temu_desktop.errors import SettingsError, TemuDesktopError


class Tried(StrEnum):
    """What can be tried."""

    TEMU = "temu"
    JTL = "jtl"
    OPERATIONS = "operations"
    ALARMS = "alarms"


_TRIALS: Mapping[Tried, Callable[..., Any]] = {
    Tried.TEMU: try_temu,
    Tried.JTL: try_jtl,
    Tried.OPERATIONS: try_operations,
    Tried.ALARMS: try_alarms,
}


class TrialBar(QWidget):
    """A button and what came of it; ``begun`` before each trial, ``wrong`` carries a SettingsError
    for the form."""

    begun = Signal()
    wrong = Signal(object)
    tried = Signal(bool)

    def __init__(
        self,
        what: Tried,
        service: ConfigurationService,
        changes: Callable[[], Mapping[str, str]],
        tasks: Tasks,
        languages: Languages,
    ) -> None:
        super().__init__()
        self._what, self._service, self._changes = what, service, changes
        self._tasks, self._languages = tasks, languages
        self._task: asyncio.Task[None] | None = None
        self.button = button("", "plain", self.begin)
        self.result = label("", "body", wrap=True)
        self.result.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(row(self.button, 1))
        box.addWidget(self.result)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every word anew; what was found stays in the language it was found in."""
        asking = self._task is not None
        self.button.setText(self.tr("Cancel") if asking else self._name())

    def begin(self) -> None:
        """Try with what is typed now, or give up the trial that is under way."""
        if self._task is not None:
            self._task.cancel()
            return
        self.begun.emit()
        self._say(Tone.NEUTRAL, self.tr("Asking…"))
        self._task = self._tasks.run(self, self._try(), done=self._show, failed=self._fail)
        if self._task is not None:
            self._task.add_done_callback(self._ended)
        self.retranslate()

    def _name(self) -> str:
        return {
            Tried.TEMU: self.tr("Test the connection to TEMU"),
            Tried.JTL: self.tr("Test JTL's database"),
            Tried.OPERATIONS: self.tr("Test own database"),
            Tried.ALARMS: self.tr("Send a test alarm"),
        }[self._what]

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not isValid(self):
            return
        self._task = None
        self.retranslate()
        if task.cancelled():
            self._say(Tone.NEUTRAL, self.tr("Cancelled."))

    async def _try(self) -> Trial[Any]:
        settings = await self._service.propose(self._changes())
        trial: Trial[Any] = await _TRIALS[self._what](settings)
        return trial

    def _fail(self, error: TemuDesktopError) -> None:
        if isinstance(error, SettingsError):
            self.wrong.emit(error)
            self._say(Tone.BAD, self.tr("Correct what is marked, then test again."))
        else:
            self._say(Tone.BAD, self._sentences(error))
        self.tried.emit(False)

    def _show(self, trial: Trial[Any]) -> None:
        found = self._found(trial.found)
        if isinstance(trial.error, SettingsError):
            self.wrong.emit(trial.error)
        if trial.error is not None:
            self._say(Tone.BAD, f"{self._sentences(trial.error)}\n{found}".strip())
        else:
            works = (
                self.tr("The test alarm has left.")
                if self._what is Tried.ALARMS
                else self.tr("The connection works.")
            )
            self._say(Tone.GOOD, f"{works} {found}".strip())
        self.tried.emit(trial.ok)

    def _say(self, tone: Tone, text: str) -> None:
        sign = {Tone.GOOD: "✓ ", Tone.BAD: "✕ "}.get(tone, "")
        self.result.setText(f"{sign}{text}")
        set_tone(self.result, tone)
        self.result.show()

    def _sentences(self, error: TemuDesktopError) -> str:
        words = self._languages.texts.of(error.code)
        return " ".join(part for part in (words.happened, words.means, words.remedy) if part)

    def _found(self, found: object) -> str:
        if isinstance(found, TemuFound):
            return self._temu(found)
        if isinstance(found, JtlFound):
            return self._jtl(found)
        if isinstance(found, OperationsFound):
            return self._operations(found)
        return ""

    def _temu(self, found: TemuFound) -> str:
        parts = [self.tr("Shop {number}.").format(number=found.mall_id or "–")]
        if found.expires_in is not None:
            parts.append(self.tr("The token holds {days} days.").format(days=found.expires_in.days))
        if found.missing:
            scopes = ", ".join(found.missing)
            parts.append(self.tr("Missing permissions: {scopes}").format(scopes=scopes))
        return " ".join(parts)

    def _jtl(self, found: JtlFound) -> str:
        number = self._languages.formats.number
        parts = [
            self.tr("{place}: {articles} articles.").format(
                place=found.place, articles=number(found.articles)
            )
        ]
        names = ", ".join(f"{one.id} {one.name}" for one in found.warehouses if one.active)
        if names:
            parts.append(self.tr("Warehouses: {names}.").format(names=names))
        return " ".join(parts)

    def _operations(self, found: OperationsFound) -> str:
        words = {
            SchemaAction.CREATE: self.tr("The tables are created at the start."),
            SchemaAction.ADOPT: self.tr("The existing tables are taken over as they are."),
            SchemaAction.UPGRADE: self.tr("The tables are brought up to date at the start."),
            SchemaAction.NOTHING: self.tr("The tables are up to date."),
        }
        return f"{found.place}. {words.get(found.action, '')}".strip()
