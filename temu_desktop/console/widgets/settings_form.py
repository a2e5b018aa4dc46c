"""Settings as a form: each with its name, what it is for, where its value comes from, and what is
wrong with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from temu_desktop.configuration.model import FieldState
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import button, label, row, set_tone
from temu_desktop.errors import SettingProblem
from temu_desktop.settings_fields import FieldKind
from temu_desktop.settings_sources import LOCKED
from temu_desktop.texts.settings import SettingTexts

_YES, _NO = "true", "false"
_KEPT = "••••••••"
WIDEST = 620
"""Fields do not grow wider than can be read at once."""


class Choice(QComboBox):
    """A list to choose from that the wheel does not change."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page."""
        event.ignore()


class SettingEditor(QWidget):
    """One setting; ``changed`` when the person changes it."""

    changed = Signal()

    def __init__(self, state: FieldState, texts: SettingTexts) -> None:
        super().__init__()
        self.state = state
        self._texts = texts
        words = texts.settings[state.field.name]
        self.name = label(words.label, "body")
        self.help = label(words.help, "caption", wrap=True)
        self.origin = label("", "caption", wrap=True)
        self.problem = label("", "body", wrap=True)
        set_tone(self.problem, Tone.BAD)
        self.problem.hide()
        self.input, self._read = self._make_input()
        self.input.setAccessibleName(words.label)
        self.input.setAccessibleDescription(words.help)
        self.input.setEnabled(state.changeable)
        self.name.setBuddy(self.input)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, GAP // 2)
        box.setSpacing(4)
        box.addWidget(self.name)
        self.input.setMaximumWidth(WIDEST)
        self.remove = self._remove_button()
        self._beside = row(self.input, self.remove, 0)
        self._beside.setStretchFactor(self.input, 1)
        box.addLayout(self._beside)
        for part in (self.problem, self.help, self.origin):
            box.addWidget(part)
        locked = state.origin in LOCKED
        self.origin.setText(texts.origins[state.origin.value] if locked else "")
        self.origin.setVisible(locked)

    def add_beside(self, widget: QWidget) -> None:
        """Something that helps to fill the field, at its right."""
        self._beside.insertWidget(1, widget)

    @property
    def change(self) -> str | None:
        """What was typed; None where it is as it was."""
        typed = self._read()
        if self._hidden:
            return "" if self.remove.isChecked() else typed or None
        return None if typed == self._before else typed

    def put(self, value: str) -> None:
        """Type this; empty for a hidden value: remove it."""
        if isinstance(self.input, QCheckBox):
            self.input.setChecked(value == _YES)
        elif isinstance(self.input, QComboBox):
            self.input.setCurrentIndex(max(0, self.input.findData(value)))
        elif isinstance(self.input, QLineEdit):
            self.input.setText(value)
            self.remove.setChecked(self._hidden and not value)
            self.changed.emit()

    def complain(self, problem: SettingProblem | None) -> None:
        """Say what is wrong with the value, or nothing."""
        self.problem.setText(self._texts.problem(problem) if problem else "")
        self.problem.setVisible(problem is not None)
        set_tone(self.input, Tone.BAD if problem else Tone.NEUTRAL)

    @property
    def _hidden(self) -> bool:
        """Whether the value is never shown."""
        return self.state.field.kind is FieldKind.SECRET or self.state.field.confidential

    def _remove_button(self) -> QPushButton:
        """Takes a value away that cannot be seen, so cannot be cleared by hand."""
        made = button(QCoreApplication.translate("SettingEditor", "Remove"), "plain")
        made.setCheckable(True)
        name = QCoreApplication.translate("SettingEditor", "Remove: {name}")
        made.setAccessibleName(name.format(name=self.name.text()))
        if not (self._hidden and self.state.is_set and self.state.changeable):
            made.hide()
        made.toggled.connect(self._take_away)
        return made

    def _take_away(self, away: bool) -> None:
        if isinstance(self.input, QLineEdit):
            self.input.setEnabled(not away)
            shown = QCoreApplication.translate("SettingEditor", "is removed when saved")
            self.input.setPlaceholderText(shown if away else _KEPT)
            if away:
                self.input.clear()
        self.changed.emit()

    @property
    def _before(self) -> str:
        value = self.state.value
        if self.state.field.kind is FieldKind.SWITCH:
            return _YES if value.lower() in {"1", "true", "yes", "on", "ja"} else _NO
        return value

    def _make_input(self) -> tuple[QWidget, Callable[[], str]]:
        kind = self.state.field.kind
        if kind is FieldKind.SWITCH:
            return self._switch()
        if kind is FieldKind.CHOICE:
            return self._choice()
        return self._line()

    def _switch(self) -> tuple[QWidget, Callable[[], str]]:
        box = QCheckBox(QCoreApplication.translate("SettingEditor", "Yes"))
        box.setChecked(self._before == _YES)
        box.toggled.connect(self.changed)
        return box, lambda: _YES if box.isChecked() else _NO

    def _choice(self) -> tuple[QWidget, Callable[[], str]]:
        box = Choice()
        for value in self.state.field.choices:
            box.addItem(self._texts.choice(self.state.field.name, value), value)
        box.setCurrentIndex(max(0, box.findData(self._before)))
        box.currentIndexChanged.connect(self.changed)
        return box, lambda: str(box.currentData())

    def _line(self) -> tuple[QWidget, Callable[[], str]]:
        line = QLineEdit()
        field = self.state.field
        if self._hidden:
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.setPlaceholderText(_KEPT if self.state.is_set else "")
        else:
            line.setText(self.state.value)
            line.setCursorPosition(0)
            line.setPlaceholderText(field.default)
        line.textEdited.connect(self.changed)
        return line, lambda: line.text().strip()


class SettingsForm(QWidget):
    """Several settings, one below the other."""

    changed = Signal()

    def __init__(self, states: Iterable[FieldState], texts: SettingTexts) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        self.editors: dict[str, SettingEditor] = {}
        for state in states:
            editor = SettingEditor(state, texts)
            editor.changed.connect(self.changed)
            self.editors[state.field.name] = editor
            box.addWidget(editor)
        box.addStretch(1)

    @property
    def changes(self) -> dict[str, str]:
        """What was changed, by name."""
        found = ((name, editor.change) for name, editor in self.editors.items())
        return {name: value for name, value in found if value is not None}

    def complain(self, problems: Iterable[SettingProblem]) -> bool:
        """Show each problem at its setting; False where none of them is in this form."""
        by_name: Mapping[str, SettingProblem] = {one.name: one for one in problems}
        for name, editor in self.editors.items():
            editor.complain(by_name.get(name))
        return bool(by_name.keys() & self.editors.keys())
