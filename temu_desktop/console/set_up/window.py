"""Leads through what a first start needs, one thing a page; nothing is saved before the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from temu_desktop.configuration.model import FieldState
from temu_desktop.configuration.service import ConfigurationService
from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.tasks import Tasks
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.trials import TrialBar, Tried
from temu_desktop.console.widgets.basics import Card, button, label, row, set_tone
from temu_desktop.console.widgets.settings_form import SettingsForm
from temu_desktop.errors import SettingsError, TemuDesktopError
from temu_desktop.texts.settings import SettingTexts

WHO = "set-up"


@dataclass(frozen=True, slots=True)
class _Step:
    """One page: which settings, and what can be tried with them."""

    key: str
    names: tuple[str, ...]
    tried: Tried | None


STEPS = (
    _Step("welcome", ("TEMU_LANGUAGE",), None),
    _Step("temu", ("TEMU_APP_KEY", "TEMU_APP_SECRET", "TEMU_ACCESS_TOKEN"), Tried.TEMU),
    _Step(
        "jtl",
        ("SQL_SERVER", "SQL_USERNAME", "SQL_PASSWORD", "DB_JTL", "JTL_DATABASE_URL"),
        Tried.JTL,
    ),
    _Step("database", ("DB_TOCI", "TOCI_DATABASE_URL"), Tried.OPERATIONS),
    _Step("orders", ("TEMU_ORDERS_FROM", "JTL_WAREHOUSES", "JTL_PLATTFORM"), None),
)


class SetUpWindow(QWidget):
    """The pages of the set-up; ``finished`` resolves to True when everything is saved, to False
    where the person wants to do it later."""

    def __init__(
        self,
        service: ConfigurationService,
        states: Mapping[str, FieldState],
        look: Look,
        languages: Languages,
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.resize(1280, 800)
        self._service, self._states = service, states
        self._look, self._languages = look, languages
        self.tasks = Tasks()
        self.finished: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.forms: dict[str, SettingsForm] = {}
        self.trials: dict[str, TrialBar] = {}
        self.heading = label("", "title", wrap=True)
        self.explained = label("", "body", wrap=True)
        self.progress = label("", "muted")
        self.problem = label("", "body", wrap=True)
        set_tone(self.problem, Tone.BAD)
        self.stack = QStackedWidget()
        self.later = button("", "quiet", lambda: self._settle(False))
        self.back = button("", "plain", lambda: self._show(self.stack.currentIndex() - 1))
        self.next = button("", "primary", self._go_on)
        self._lay_out()
        languages.changed.connect(self.rebuild)
        self.rebuild()

    def rebuild(self) -> None:
        """Make the pages anew, in the language of now; what was typed stays."""
        typed, place = self.changes, max(0, self.stack.currentIndex())
        while (old := self.stack.widget(0)) is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        texts = SettingTexts.load(self._languages.language)
        for step in STEPS:
            self.stack.addWidget(self._page(step, texts, typed))
        self._show(place)

    @property
    def changes(self) -> dict[str, str]:
        """Everything that was typed."""
        found: dict[str, str] = {}
        for form in self.forms.values():
            found |= form.changes
        return found

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window is doing it later."""
        self._settle(False)
        super().closeEvent(event)

    def _page(self, step: _Step, texts: SettingTexts, typed: Mapping[str, str]) -> QWidget:
        states = [self._states[name] for name in step.names if name in self._states]
        form = self.forms[step.key] = SettingsForm(states, texts)
        for name, value in typed.items():
            if name in form.editors:
                form.editors[name].put(value)
        card = Card()
        card.content.addWidget(form)
        if step.key == "welcome":
            form.changed.connect(self._change_language)
        if step.tried is not None:
            bar = TrialBar(
                step.tried, self._service, lambda: self.changes, self.tasks, self._languages
            )
            bar.wrong.connect(self._complain)
            self.trials[step.key] = bar
            card.content.addWidget(bar)
        card.content.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(card)
        return area

    def _change_language(self) -> None:
        chosen = self.forms["welcome"].changes.get("TEMU_LANGUAGE")
        self._languages.use(chosen or self._states["TEMU_LANGUAGE"].value)

    def _show(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.problem.setText("")
        key = STEPS[place].key
        heading, explained = self._words(key)
        self.heading.setText(heading)
        self.explained.setText(explained)
        self.progress.setText(
            self.tr("Step {step} of {steps}").format(step=place + 1, steps=len(STEPS))
        )
        self.setWindowTitle(self.tr("Set-up"))
        self.later.setText(self.tr("Do it later"))
        self.back.setText(self.tr("Back"))
        self.back.setVisible(place > 0)
        last = place == len(STEPS) - 1
        self.next.setText(self.tr("Save and start") if last else self.tr("Next"))

    def _go_on(self) -> None:
        place = self.stack.currentIndex()
        if place < len(STEPS) - 1:
            self._show(place + 1)
            return
        work = self._service.save(self.changes, WHO)
        self.tasks.run(
            self,
            work,
            done=lambda _saved: self._settle(True),
            failed=self._complain,
            busy=self.next,
        )

    def _complain(self, error: TemuDesktopError) -> None:
        if isinstance(error, SettingsError):
            for place, step in enumerate(STEPS):
                if self.forms[step.key].complain(error.details):
                    self._show(place)
                    return
        words = self._languages.texts.of(error.code)
        self.problem.setText(f"{words.happened} {words.remedy}")

    def _settle(self, saved: bool) -> None:
        if not self.finished.done():
            self.finished.set_result(saved)

    def _words(self, key: str) -> tuple[str, str]:
        return {
            "welcome": (
                self.tr("Welcome"),
                self.tr("Five steps, then TEMU and JTL run in step. All can be changed later."),
            ),
            "temu": (
                self.tr("Access to TEMU"),
                self.tr("TEMU's Seller Center shows these three under 'Apps and services'."),
            ),
            "jtl": (
                self.tr("JTL's database"),
                self.tr("The SQL Server on which JTL-Wawi runs, or its whole address below."),
            ),
            "database": (
                self.tr("Our own database"),
                self.tr("Left empty, it lies on this computer. One on a server serves several."),
            ),
            "orders": (
                self.tr("From when on, and from where"),
                self.tr("Older orders are somebody else's; empty means from now on."),
            ),
        }[key]

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(8 * GAP, 4 * GAP, 8 * GAP, 3 * GAP)
        box.setSpacing(GAP)
        box.addWidget(self.progress)
        box.addWidget(self.heading)
        box.addWidget(self.explained)
        box.addWidget(self.stack, 1)
        box.addWidget(self.problem)
        buttons = row(self.later, 1, self.back, self.next)
        buttons.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(buttons)


async def set_up(
    service: ConfigurationService,
    look: Look,
    languages: Languages,
    told: Callable[[SetUpWindow], None] = lambda window: None,
) -> bool:
    """Lead through the set-up; True where something was saved. ``told`` hears of the window."""
    states = {state.field.name: state for state in await service.fields()}
    window = SetUpWindow(service, states, look, languages)
    told(window)
    window.show()
    try:
        return await window.finished
    finally:
        languages.changed.disconnect(window.rebuild)
        await window.tasks.stop()
        window.close()
        window.deleteLater()
