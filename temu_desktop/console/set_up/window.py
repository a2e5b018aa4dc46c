"""Leads through what a first start needs, one thing a page; nothing is saved before the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from temu_desktop.configuration.model import FieldState
from temu_desktop.configuration.service import ConfigurationService
from temu_desktop.console.dressing import dress
from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.tasks import Tasks
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.trials import TrialBar, Tried
from temu_desktop.console.warehouses import WarehouseButton
from temu_desktop.console.widgets.basics import (
    Card,
    button,
    column,
    label,
    pill,
    row,
    scrolled,
    set_tone,
)
from temu_desktop.console.widgets.settings_form import SettingEditor, SettingsForm
from temu_desktop.errors import SettingsError, TemuDesktopError
from temu_desktop.texts.settings import SettingTexts

WHO = "set-up"
WIDEST = 1040
"""The pages do not grow wider than can be read, however large the screen is."""
WAREHOUSES = "JTL_WAREHOUSES"


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
        dress(self)
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
        self.marks = [pill() for _ in STEPS]
        self.problem = label("", "body", wrap=True)
        set_tone(self.problem, Tone.BAD)
        self.stack = QStackedWidget()
        self.later = button("", "quiet", lambda: self._settle(False))
        self.back = button("", "plain", lambda: self._show(self.stack.currentIndex() - 1))
        self.next = button("", "primary", self._go_on)
        self._lay_out()
        languages.changed.connect(self.rebuild)
        self.tasks.failed.connect(self._complain)
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
        for editor in form.editors.values():
            self._connect(editor)
        card = Card()
        card.content.addWidget(form)
        card.content.addStretch(1)
        page = QWidget()
        parts = column(scrolled(card), spacing=GAP)
        page.setLayout(parts)
        if step.key == "welcome":
            form.changed.connect(self._change_language)
        if step.tried is not None:
            bar = TrialBar(
                step.tried, self._service, lambda: self.changes, self.tasks, self._languages
            )
            bar.begun.connect(self._complain_nowhere)
            bar.wrong.connect(self._complain)
            self.trials[step.key] = bar
            # Below the form, in sight however long that is: to test is the way on.
            parts.addWidget(bar)
        return page

    def _connect(self, editor: SettingEditor) -> None:
        """Enter goes on; warehouses can be chosen from JTL's own list."""
        if isinstance(editor.input, QLineEdit):
            editor.input.returnPressed.connect(self._go_on)
        if editor.state.field.name == WAREHOUSES:
            choose = WarehouseButton(self._service, self.tasks, editor, lambda: self.changes)
            editor.add_beside(choose)

    def _change_language(self) -> None:
        chosen = self.forms["welcome"].changes.get("TEMU_LANGUAGE")
        self._languages.use(chosen or self._states["TEMU_LANGUAGE"].value)

    def _show(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self._say_problem("")
        key = STEPS[place].key
        heading, explained = self._words(key)
        self.heading.setText(heading)
        self.explained.setText(explained)
        self._mark(place)
        self.setWindowTitle(self.tr("Set-up"))
        self.later.setText(self.tr("Do it later"))
        self.back.setText(self.tr("Back"))
        self.back.setVisible(place > 0)
        last = place == len(STEPS) - 1
        self.next.setText(self.tr("Save and start") if last else self.tr("Next"))
        # The first thing to fill in has the keys, and not the way out.
        open_ones = (one for one in self.forms[key].editors.values() if one.input.isEnabled())
        first = next(open_ones, None)
        (first.input if first is not None else self.next).setFocus()

    def _mark(self, place: int) -> None:
        """Where we are among the steps: by colour, sign and words."""
        self.progress.setText(
            self.tr("Step {step} of {steps}").format(step=place + 1, steps=len(STEPS))
        )
        for at, (mark, step) in enumerate(zip(self.marks, STEPS, strict=True)):
            sign = "✓" if at < place else str(at + 1)
            mark.setText(f"{sign}  {self._short(step.key)}")
            tone = Tone.GOOD if at < place else Tone.INFO if at == place else Tone.NEUTRAL
            set_tone(mark, tone)

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
            wrong = [
                place
                for place, step in enumerate(STEPS)
                if self.forms[step.key].complain(error.details)
            ]
            if wrong:
                if self.stack.currentIndex() not in wrong:
                    self._show(wrong[0])
                self._focus_wrong()
                self._say_problem(self.tr("Correct what is marked."))
                return
        words = self._languages.texts.of(error.code)
        self._say_problem(f"{words.happened} {words.remedy}")

    def _focus_wrong(self) -> None:
        editors = self.forms[STEPS[self.stack.currentIndex()].key].editors.values()
        first = next((one for one in editors if not one.problem.isHidden()), None)
        if first is not None:
            first.input.setFocus()
            QTimer.singleShot(0, first, lambda: self._bring_up(first))

    def _bring_up(self, part: QWidget) -> None:
        for area in self.stack.findChildren(QScrollArea):
            if area.isAncestorOf(part):
                area.ensureWidgetVisible(part)

    def _complain_nowhere(self) -> None:
        for form in self.forms.values():
            form.complain(())
        self._say_problem("")

    def _say_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _settle(self, saved: bool) -> None:
        if not self.finished.done():
            self.finished.set_result(saved)

    def _short(self, key: str) -> str:
        return {
            "welcome": self.tr("Welcome"),
            "temu": "TEMU",
            "jtl": "JTL",
            "database": self.tr("Database"),
            "orders": self.tr("Orders"),
        }[key]

    def _words(self, key: str) -> tuple[str, str]:
        return {
            "welcome": (
                self.tr("Welcome"),
                self.tr(
                    "Five steps, then TEMU and JTL run in step. Everything can be changed later."
                ),
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
                self.tr("Own database"),
                self.tr(
                    "Without an entry the database lies on this computer. A database on a server "
                    "can serve several computers."
                ),
            ),
            "orders": (
                self.tr("From when on, and from where"),
                self.tr(
                    "Orders from before are not taken over by this program. Without an entry: from "
                    "now on."
                ),
            ),
        }[key]

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(WIDEST)
        around = QHBoxLayout(self)
        around.setContentsMargins(2 * GAP, 0, 2 * GAP, 0)
        around.addStretch(1)
        around.addWidget(middle, 100)
        around.addStretch(1)
        box = QVBoxLayout(middle)
        box.setContentsMargins(0, 3 * GAP, 0, 2 * GAP)
        box.setSpacing(GAP)
        box.addLayout(row(*self.marks, 1, self.progress))
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
