"""A rule for stock: fields for its figures, what is wrong with them, and what would come of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.inventory.rule_draft import RuleDraft, RuleField, RuleProblem
from temu_desktop.console.pages.inventory.words import (
    field_help,
    field_name,
    problem_words,
)
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import label, set_tone
from temu_desktop.inventory.details import OwnRule
from temu_desktop.inventory.model import StockRule

_LONGEST = 20
_AS_FOR_ALL, _PAUSED, _NOT_PAUSED = 0, 1, 2
_PAUSES: Mapping[int, bool | None] = {_AS_FOR_ALL: None, _PAUSED: True, _NOT_PAUSED: False}


class RuleForm(QWidget):
    """The rule of one SKU, or that of all (``general``), where nothing can be 'as for all'."""

    changed = Signal()

    def __init__(self, desk: Desk, *, general: bool) -> None:
        super().__init__()
        self._desk, self._general = desk, general
        self._base = StockRule()
        self._own = OwnRule()
        self.fields: dict[RuleField, QLineEdit] = {}
        self.problems: dict[RuleField, QLabel] = {}
        self._names: dict[RuleField, QLabel] = {}
        self.pause_name, self.pause = label(), QComboBox()
        self.pause.addItems([""] * (2 if general else 3))
        self._lay_out()
        self.pause.currentIndexChanged.connect(self._on_change)

    def show_rule(self, own: OwnRule, base: StockRule) -> None:
        """Show what is set; what a person has typed meanwhile stays."""
        if not self.is_changed:
            self._own = own
            self._write(own)
        self._own, self._base = own, base
        self.retranslate()

    def reset(self) -> None:
        """Forget what was typed."""
        self._write(self._own)

    @property
    def is_changed(self) -> bool:
        """What was typed says something else than what is set."""
        draft = self.draft()
        return bool(draft.problems(StockRule(cap=None))) or draft.rule() != self._own

    def draft(self) -> RuleDraft:
        """What is typed."""
        typed = {name: field.text() for name, field in self.fields.items()}
        choice = self.pause.currentIndex()
        paused = (choice == _PAUSED or None) if self._general else _PAUSES[choice]
        return RuleDraft(typed, paused)

    def check(self) -> bool:
        """Say what is wrong at each field; whether nothing is."""
        found = self.draft().problems(self._base)
        for name in RuleField:
            problem = found.get(name)
            self._complain(name, problem)
        return not found

    def retranslate(self) -> None:
        """Write every word anew."""
        formats, base = self._desk.languages.formats, self._base
        unlimited = self.tr("no limit")
        general = {
            RuleField.BUFFER: formats.number(base.buffer),
            RuleField.CAP: unlimited if base.cap is None else formats.number(base.cap),
            RuleField.MINIMUM: formats.number(base.minimum),
        }
        for name, field in self.fields.items():
            words = field_name(name)
            self._names[name].setText(f"{words}\n{field_help(name)}")
            field.setAccessibleName(words)
            field.setAccessibleDescription(field_help(name))
            as_all = self.tr("as for all: {figure}").format(figure=general[name])
            field.setPlaceholderText(general[name] if self._general else as_all)
        self.pause_name.setText(self.tr("TEMU's number"))
        self.pause.setAccessibleName(self.tr("TEMU's number"))
        self._name_pauses()
        if any(problem.isVisible() for problem in self.problems.values()):
            self.check()

    def _name_pauses(self) -> None:
        keep, leave = self.tr("keep in step"), self.tr("leave alone (pause)")
        as_all = self.tr("as for all: {what}").format(what=leave if self._base.paused else keep)
        names = (keep, leave) if self._general else (as_all, leave, keep)
        for place, name in enumerate(names):
            self.pause.setItemText(place, name)

    def _complain(self, name: RuleField, problem: RuleProblem | None) -> None:
        said, field = self.problems[name], self.fields[name]
        said.setText(problem_words(problem, self._desk.languages.formats) if problem else "")
        said.setVisible(problem is not None)
        set_tone(field, Tone.BAD if problem else Tone.NEUTRAL)

    def _write(self, own: OwnRule) -> None:
        figures = {
            RuleField.BUFFER: own.buffer,
            RuleField.CAP: own.cap,
            RuleField.MINIMUM: own.minimum,
        }
        for name, figure in figures.items():
            self.fields[name].setText("" if figure is None else str(figure))
            self._complain(name, None)
        places = {paused: place for place, paused in _PAUSES.items()}
        self.pause.setCurrentIndex(int(bool(own.paused)) if self._general else places[own.paused])

    def _on_change(self) -> None:
        for name in RuleField:
            self._complain(name, None)
        self.changed.emit()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(GAP)
        grid.setColumnStretch(1, 1)
        for place, name in enumerate(RuleField):
            self._names[name] = label("", "body", wrap=True)
            field, said = QLineEdit(), label("", "body", wrap=True)
            field.setMaxLength(_LONGEST)
            field.textChanged.connect(self._on_change)
            set_tone(said, Tone.BAD)
            said.hide()
            self.fields[name], self.problems[name] = field, said
            self._names[name].setBuddy(field)
            side = QVBoxLayout()
            side.setSpacing(4)
            side.addWidget(field)
            side.addWidget(said)
            grid.addWidget(self._names[name], place, 0)
            grid.addLayout(side, place, 1)
        self.pause_name.setBuddy(self.pause)
        grid.addWidget(self.pause_name, len(RuleField), 0)
        grid.addWidget(self.pause, len(RuleField), 1)


def rule_refused() -> str:
    """The core did not take a rule that looked right here."""
    return QCoreApplication.translate(
        "StockRuleForm", "This rule makes no sense together with the rule for all SKUs."
    )
