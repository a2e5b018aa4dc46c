"""Buttons that try a connection with what was typed, and what the trial found, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

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
    """A button and what came of it; ``wrong`` carries a SettingsError for the form."""

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
        self.button = button("", "plain", self.begin)
        self.result = label("", "body", wrap=True)
        self.result.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(row(self.button, 1))
        box.addWidget(self.result)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every word anew."""
        if self._what is Tried.ALARMS:
            self.button.setText(self.tr("Send a test alarm"))
        else:
            self.button.setText(self.tr("Test the connection"))

    def begin(self) -> None:
        """Try with what is typed now."""
        self._say(Tone.NEUTRAL, self.tr("Asking …"))
        self._tasks.run(self, self._try(), done=self._show, failed=self._fail, busy=self.button)

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
        if trial.error is not None:
            self._say(Tone.BAD, f"{self._sentences(trial.error)}\n{found}".strip())
        else:
            self._say(Tone.GOOD, f"{self.tr('The connection works.')} {found}".strip())
        self.tried.emit(trial.ok)

    def _say(self, tone: Tone, text: str) -> None:
        sign = {Tone.GOOD: "✓ ", Tone.BAD: "✕ "}.get(tone, "")
        self.result.setText(f"{sign}{text}")
        set_tone(self.result, tone)
        self.result.show()

    def _sentences(self, error: TemuDesktopError) -> str:
        words = self._languages.texts.of(error.code)
        return f"{words.happened} {words.means} {words.remedy}"

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
