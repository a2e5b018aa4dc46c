"""Settings of one group as a form, with what can be tried about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QTimer

from temu_desktop.configuration.model import FieldState
from temu_desktop.console.desk import Desk
from temu_desktop.console.i18n import Languages
from temu_desktop.console.pages.settings.door import Door
from temu_desktop.console.pages.settings.section import Section
from temu_desktop.console.theme import Tone
from temu_desktop.console.trials import TrialBar, Tried
from temu_desktop.console.warehouses import WarehouseButton
from temu_desktop.console.widgets.basics import Card, clear, label, set_tone
from temu_desktop.console.widgets.settings_form import SettingsForm
from temu_desktop.errors import SettingProblem, SettingsError
from temu_desktop.events import SettingsSaved
from temu_desktop.settings_fields import Group
from temu_desktop.texts.settings import SettingTexts

WAREHOUSES = "JTL_WAREHOUSES"
Typed = Callable[[], Mapping[str, str]]
"""What was typed in every form: a connection is tried as it would be saved."""


@dataclass(frozen=True, slots=True)
class FormKind:
    """What a section of settings is about, its icon, and what can be tried with it."""

    group: Group
    icon: str
    tried: tuple[Tried, ...] = ()
    first: tuple[str, ...] = ()
    """These come first, in this order; the others as they are read."""


_MAIL = (
    *("ALARM_MAIL_TO", "ALARM_MAIL_FROM", "ALARM_SMTP_HOST", "ALARM_SMTP_SECURITY"),
    *("ALARM_SMTP_PORT", "ALARM_SMTP_USERNAME", "ALARM_SMTP_PASSWORD"),
)
FORMS = (
    FormKind(Group.TEMU, "store", (Tried.TEMU,)),
    FormKind(Group.JTL, "warehouse", (Tried.JTL,)),
    FormKind(Group.DATABASE, "database", (Tried.OPERATIONS, Tried.JTL)),
    FormKind(Group.ORDERS, "shopping-cart"),
    FormKind(Group.STOCK, "boxes"),
    FormKind(Group.ALARMS, "bell", (Tried.ALARMS,), _MAIL),
    FormKind(Group.RETENTION, "history"),
    FormKind(Group.API, "wifi"),
    FormKind(Group.GENERAL, "settings"),
)


class SettingWordsOfNow:
    """The words about settings in the language of now, read once a language."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages
        self._read: dict[str, SettingTexts] = {}

    def now(self) -> SettingTexts:
        """The words."""
        language = self._languages.language
        if language not in self._read:
            self._read[language] = SettingTexts.load(language)
        return self._read[language]


class FormSection(Section):
    """One group of settings. What was typed stays until it is saved or taken back."""

    def __init__(
        self, desk: Desk, door: Door, kind: FormKind, words: SettingWordsOfNow, typed: Typed
    ) -> None:
        super().__init__(desk, door)
        self._kind, self._words, self._typed = kind, words, typed
        self._states: tuple[FieldState, ...] = ()
        self._spoken = ""
        self._to_discard = False
        self.form: SettingsForm | None = None
        self.trials: list[TrialBar] = []
        self.practice = label("", "body", wrap=True)
        set_tone(self.practice, Tone.WARN)
        self.body.addWidget(self.practice)
        self.practice.setVisible(desk.practice)
        self._card = Card()
        self.body.addWidget(self._card)
        self.body.addStretch(1)

    def title(self) -> str:
        """The group's name."""
        if self._kind.group is Group.API:
            return self.tr("Access for devices")
        return self._words.now().groups[self._kind.group.value]

    @property
    def changes(self) -> dict[str, str]:
        """What was typed, by setting."""
        return self.form.changes if self.form is not None else {}

    @property
    def unsaved(self) -> int:
        """How many settings were changed."""
        return len(self.changes)

    def retranslate(self) -> None:
        """Make the form anew in the language of now."""
        super().retranslate()
        self.practice.setText(
            self.tr("Practice runs on sandboxes: the settings of the real shop are left alone.")
        )
        if self._states and self._spoken != self.desk.languages.language:
            self._make_form(self.changes)

    async def refresh(self) -> None:
        """Read the settings; a form in which something was typed stays as it is."""
        states = await self.desk.core.configuration.fields()
        mine = self._mine(states)
        if self.form is None or (not self.changes and mine != self._states):
            self._states = mine
            self._make_form({})

    def concerns(self, event: object) -> bool:
        """Settings that were saved, here or elsewhere."""
        return isinstance(event, SettingsSaved)

    def discard(self) -> None:
        """Show what is saved."""
        if self.changes:
            self._make_form({})
            self.unsaved_changed.emit()

    def taken(self, states: Iterable[FieldState]) -> None:
        """What was typed is saved."""
        self._states = self._mine(states)
        self._make_form({})

    def complain(self, problems: Iterable[SettingProblem]) -> bool:
        """Show each problem at its setting; whether one of them is here."""
        if self.form is None or not self.form.complain(problems):
            return False
        wrong = next(one for one in self.form.editors.values() if not one.problem.isHidden())
        self.area.ensureWidgetVisible(wrong)
        wrong.input.setFocus()
        return True

    def _mine(self, states: Iterable[FieldState]) -> tuple[FieldState, ...]:
        first = self._kind.first
        mine = [one for one in states if one.field.group is self._kind.group]

        def place(one: FieldState) -> int:
            return first.index(one.field.name) if one.field.name in first else len(first)

        return tuple(sorted(mine, key=place))

    def _make_form(self, typed: Mapping[str, str]) -> None:
        clear(self._card.content)
        self._spoken = self.desk.languages.language
        form = self.form = SettingsForm(self._states, self._words.now())
        for name, value in typed.items():
            form.editors[name].put(value)
        form.changed.connect(self.unsaved_changed)
        form.setEnabled(not self.desk.practice)
        self._card.content.addWidget(form)
        self.trials = [self._trial(tried) for tried in self._kind.tried]
        for bar in self.trials:
            bar.setEnabled(not self.desk.practice)
            self._card.content.addWidget(bar)
        if WAREHOUSES in form.editors:
            editor = form.editors[WAREHOUSES]
            service, tasks = self.desk.core.configuration, self.desk.tasks
            editor.add_beside(WarehouseButton(service, tasks, editor, self._typed))

    def _trial(self, tried: Tried) -> TrialBar:
        desk = self.desk
        bar = TrialBar(tried, desk.core.configuration, self._typed, desk.tasks, desk.languages)
        bar.begun.connect(lambda: self.complain(()))
        bar.wrong.connect(self._show_wrong)
        bar.tried.connect(lambda _ok: QTimer.singleShot(0, bar, lambda: self._bring_up(bar)))
        return bar

    def _bring_up(self, bar: TrialBar) -> None:
        self.area.ensureWidgetVisible(bar)

    def _show_wrong(self, error: SettingsError) -> None:
        self.complain(error.details)
